# Çalışanların Telegram grubu: bir çalışanla konuşan her müşterinin bir konusu vardır.
command-here = burada|burası
help-here = konuları olan bir Telegram grubunda yazılır: çalışanlar müşterilere orada yanıt verir; “/burada kapalı” bunu bitirir
option-off = kapalı|dur
staff-here-how = Bunu burada değil, çalışanlarınızın Telegram grubunda yazın: 1. Bir grup açın ve konuları etkinleştirin. 2. Bu botu ekleyin ve konuları yönetmesine izin verin. 3. Orada “/burada” yazın. Bundan sonra bir çalışanla konuşan her müşterinin o grupta bir konusu olur. Grubun tüm üyeleri hepsini okur.
notice-staff-group-set = “{ $title }” artık çalışan grubunuz: bir çalışanla konuşan her müşterinin orada bir konusu olur ve grubun tüm üyeleri okur. Bitirmek için orada “/burada kapalı” yazın.
notice-staff-group-no-topics = “{ $title }” henüz çalışan grubunuz değil: konuları yok. Grubun ayarlarında konuları açın, sonra orada yeniden “/burada” yazın.
notice-staff-group-no-rights = “{ $title }” henüz çalışan grubunuz değil: bot orada konuları yönetemiyor. Ona bu yetkiyle yöneticilik verin, sonra orada yeniden “/burada” yazın.
notice-staff-group-ended = “{ $title }” artık çalışan grubunuz değil. Müşterilerle sohbetler botla kendi sohbetinizde sürer.
notice-staff-group-lost = Bot artık “{ $title }” grubunda değil; bu yüzden orası artık çalışan grubunuz değil. Müşterilerle sohbetler botla kendi sohbetinizde sürer.
topic-title = { $name ->
    [none] Müşteri
   *[other] { $name }
} · { $code }
topic-card = { $name ->
    [none] Bir müşteri
   *[other] { $name }
} bir çalışanla konuşuyor
topic-card-asked = Sorusu
topic-card-order = Sipariş
topic-card-channel = Yazdığı yer
topic-card-how = Çalışanların burada yazdıkları kendi adlarıyla müşteriye gider. “//” ile başlayanlar aranızda kalır. “/bota” sohbeti bota geri verir.
topic-how = Burada yalnızca bu müşteri için olanlar geçerli: sözleriniz ve dosyalarınız, “/al”, “/bota” ve aranızda kalacak sözlerin önünde “//”. Geri kalan her şey için kendi sohbetimizdeyim.
topic-taken = Bu sohbet artık { $name } adlı çalışanda.
topic-told = Müşteriye şu iletildi:
topic-shows-order = Sipariş { $code }
topic-stranger = Burada müşteriye yalnızca çalışanlar yazabilir. Başkalarının yazdıkları grupta kalır; bu bir daha hatırlatılmaz.
topic-ended = { $by ->
    [staff] Sohbet yine botta.
    [customer] Müşteri bota döndü.
    [silence] Bir gündür kimse bir şey yazmadı: sohbet yine botta.
   *[other] Bu sohbet sona erdi.
}
do-topic-take = Sohbeti al
