# Çalışanlar müşterilerin sohbetlerinde.
command-chats = sohbetler
command-talk = yanıtla|konuş
command-say = söyle
command-back = bota
help-chats = kim yanıt bekliyor, kim bir çalışanla konuşuyor
help-talk = bir müşteriyle konuş: siparişle, telefonla, adla ya da listeden; bundan sonra yazdıklarınız ona gider
help-say = bir müşteriye tek bir şey söyle: “/söyle 1042 Paketlendi.”
help-back = sohbeti bota geri ver
do-chats = Sohbetler
do-talk = Müşteriyle konuş
do-talk-on = Konuşmayı sürdür
do-answer = Yanıtla
do-back = Bota geri ver
ask-chat = Kimin sohbeti? Seçin ya da sipariş kodu, telefon veya ad yazın.
odd-chat = “{ $words }” kimin sohbeti, bilmiyorum.
ask-text = Müşteriye ne diyeyim? Yazın ya da dosya gönderin.
odd-text = Müşteriye ne diyeyim? Yazın ya da dosya gönderin.
chats-none = Bekleyen kimse yok, hiçbir sohbet bir çalışanda değil.
chats-listed = { $waiting ->
    [0] Bekleyen yok;
   *[other] { $waiting } müşteri bekliyor;
} { $answered ->
    [0] çalışanda olan başka sohbet yok.
   *[other] { $answered } sohbet bir çalışanda.
}
chats-more = { $count } sohbet daha var. “/yanıtla” ve bir ad yazın.
chats-row-minutes = { $name ->
    [none] Müşteri
   *[other] { $name }
} · { $minutes } dk bekliyor
chats-row-hours = { $name ->
    [none] Müşteri
   *[other] { $name }
} · { $hours } saattir bekliyor
chats-row-answered = { $name ->
    [none] Müşteri
   *[other] { $name }
} · { $colleague ->
    [none] kimse almadı
   *[other] yanıtlayan: { $colleague }
}
chats-which = Birkaç tane var. Hangisi?
chats-name = { $name ->
    [none] Müşteri
   *[other] { $name }
}
chats-unknown = Böyle bir sohbet bulamadım: ya bu müşteri buraya hiç yazmadı ya da sizin görebileceğiniz biri değil.
chats-taken = Bu sohbette { $name } yanıt veriyor, bu yüzden bir şey değişmedi. Sohbeti devralabilirsiniz.
chats-take-over = Devral: { $name }
chats-talking = { $name ->
    [none] Artık bu müşteriyle konuşuyorsunuz.
   *[other] Artık konuştuğunuz müşteri: { $name }.
} Burada yazdıklarınız ve gönderdikleriniz ona sizin adınızla gider, bot susar. Komutlar “/” ile başlar.
chats-about = Müşterinin sorusu: { $about }
chats-unreachable = Bu müşteriye bu sohbette artık ulaşılamıyor: engelledi, ayrıldı ya da kanal kapalı. Ona başka bir yoldan ulaşın.
chats-said = { $name ->
    [none] Müşteriye gönderildi.
   *[other] Gönderildi: { $name }.
}
chats-left = { $name ->
    [none] Bu müşteri
   *[other] { $name }
} yeniden botla konuşuyor, bu yüzden ileti gönderilmedi. Göndermek için sohbeti bir daha alın.
chats-with-colleague = { $name ->
    [none] Bu müşteri
   *[other] { $name }
} şimdi { $colleague } ile konuşuyor, bu yüzden ileti gönderilmedi.
chats-nobody = Şu an kimseyle konuşmuyorsunuz.
chats-with-bot = Bu sohbet zaten botta.
chats-handed-back = Sohbet yeniden botta, kaldığı yerden sürdürüyor.
undone-talk = Sohbet yeniden botta.
undo-never-said = Söylenen duyuldu: geri alınamaz.
undo-never-handed-back = Bot orada konuştu bile. Sohbeti bir daha alabilirsiniz.

# Müşterinin, sohbetini almış olan kişiye söyledikleri.
relay-says = { $name ->
    [none] Müşteri
   *[other] { $name }
}: { $text }
relay-sends = { $name ->
    [none] Müşteri
   *[other] { $name }
} size bunu gönderiyor.
relay-picture = { $name ->
    [none] Müşteriden bir resim
   *[other] Resmi gönderen: { $name }
}
relay-file-refused = { $name ->
    [none] Müşteri
   *[other] { $name }
} alınamayan bir dosya göndermek istedi.
relay-contact = { $name ->
    [none] Müşteri
   *[other] { $name }
} bir telefon numarası paylaştı: { $phone }
relay-location = { $name ->
    [none] Müşteri
   *[other] { $name }
} bir konum paylaştı: https://www.openstreetmap.org/?mlat={ $latitude }&mlon={ $longitude }
relay-other = { $name ->
    [none] Müşteri
   *[other] { $name }
} burada gösterilemeyen bir şey gönderdi.
notice-staff-chat-taken = { $colleague } sohbetinizi devraldı: { $name ->
    [none] müşteri
   *[other] { $name }
}.
notice-staff-chat-handed-back = { $colleague } sohbetinizi bota geri verdi: { $name ->
    [none] müşteri
   *[other] { $name }
}.
notice-staff-chat-left = { $name ->
    [none] Müşteriniz
   *[other] { $name }
} yeniden botla konuşuyor.
notice-staff-chat-silent = Bir gündür kimse bir şey yazmadı: sohbet yeniden botta ({ $name ->
    [none] müşteri
   *[other] { $name }
}).
notice-staff-chat-forgotten = Sohbetini aldığınız bir müşteri unutulmak istedi. Sohbet sona erdi.

# Siparişin canlı kartı.
staff-order-not-yours = { $code } numaralı siparişi artık göremezsiniz.
staff-order-moved = Sipariş { $code }: { $status }
