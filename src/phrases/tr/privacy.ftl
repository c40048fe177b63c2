# Ayarlar: bir kişiye nasıl yazıldığı.
button-settings = Ayarlar
settings-title = Ayarlarınız
settings-ask = Neyi değiştirmek istersiniz?
label-channel = Size yazdığım yer
label-quiet = Sessiz saatler
label-messages = Teklifler ve hatırlatmalar
channel-name = { $channel ->
    [telegram] Telegram
    [whatsapp] WhatsApp
    [whatsapp_web] WhatsApp
    [web] Web sohbeti
   *[other] Başka bir kanal
}
quiet-none = yok
quiet-own = { $from } – { $until }
quiet-of-desk = { $from } – { $until }, mağazanın saatleri
messages-on = kabul ettikleriniz
messages-stopped = durduruldu
hint-settings = Bunu anlayamadım. Lütfen düğmelerden birine basın ya da “geri” yazın.
button-stop = Teklif göndermeyin
button-start-again = Teklifleri yeniden başlat
chosen-stopped = Durduruldu: artık teklif ya da hatırlatma yok. Siparişleriniz hakkında yine yazarım ve siz yazdıkça yanıt veririm. BAŞLAT yazarsanız hepsi geri gelir.
chosen-started = Yeniden başladı: teklifler ve hatırlatmalar size ulaşabilir, teklifler yalnızca onayınızla.
button-quiet-hours = Sessiz saatler
quiet-ask = Sizi ne zaman rahat bırakayım? Örneğin “22-8” yazın ya da seçin. Bekleyebilecek olan sonra gönderilir; siz yazınca hemen yanıt veririm.
button-hours = { $from } – { $until }
button-quiet-off = Sessiz saat olmasın
button-quiet-desk = Mağazanın saatleri olsun
hint-quiet-hours = Bir başlangıç ve bir bitiş gerekiyor, örneğin “22-8” ya da “22:30-07:00”. “Kapalı”, sessiz saat yok demektir.
chosen-quiet = Sessiz saatleriniz değişti.
button-channels = Kanal
channels-ask = Size nereden yazayım? Bunlar bize yazdığınız kanallar.
chosen-channel = Bundan sonra size oradan yazıyorum. Siz istediğiniz yerden yazabilirsiniz.

# Onaylar.
button-consents = Onaylar
consents-title = Onay verdikleriniz
consents-ask = İstediğiniz an onay verebilir ya da geri alabilirsiniz; siparişleriniz buna bağlı değil.
label-consent-transfer_abroad = Yurt dışına veri
label-consent-training = Eğitim
label-consent-marketing = Teklifler
consent-text-transfer_abroad = Yurt dışına veri: verileriniz başka ülkelerdeki hizmetlerde işlenebilir. (Metin { $version })
consent-text-training = Eğitim: yazışmalarınız, adınız olmadan, yardımcıyı geliştirmek için kullanılabilir. (Metin { $version })
consent-text-marketing = Teklifler: size teklif ve yarım kalan siparişler için hatırlatma gönderilebilir. (Metin { $version })
consent-given = onay verildi
consent-not-given = onay verilmedi
button-agree-transfer_abroad = Onayla: yurt dışına veri
button-agree-training = Onayla: eğitim
button-agree-marketing = Onayla: teklifler
button-withdraw-transfer_abroad = Geri al: yurt dışına veri
button-withdraw-training = Geri al: eğitim
button-withdraw-marketing = Geri al: teklifler
chosen-consent-given = Teşekkürler, not ettim. Onayınızı buradan istediğiniz an geri alabilirsiniz.
chosen-consent-taken-back = Onayınız geri alındı. Bundan sonra bu yapılmaz.

# Verilerim.
button-my-data = Verilerim
my-data-title = Hakkınızda bildiklerimiz
my-data-ask = Verilerinizle ne yapmak istersiniz?
label-my-name = Ad
label-my-phone = Telefon
label-my-email = E-posta
label-my-address = Adres
label-my-chat = Sohbet
label-kept = Ayrıca
kept-counts = { $orders ->
    [one] { $orders } sipariş
   *[other] { $orders } sipariş
}, { $leads ->
    [one] { $leads } istek
   *[other] { $leads } istek
}, { $messages ->
    [one] { $messages } mesaj
   *[other] { $messages } mesaj
}
button-privacy-note = Gizlilik notu
privacy-rights = Bildiklerimizi istediğiniz an görebilir, düzeltebilir, dışa aktarabilir ya da sildirebilirsiniz: “verilerim” yazın.
privacy-agreed = { $version } sürümünü onayladınız.
privacy-not-agreed = Henüz onaylamadınız; sipariş verirken sorulur.
nobody-known = Sizi henüz tanımıyoruz: bu sohbet dışında hakkınızda bir şey saklanmıyor ve siz istemeden bir şey gönderilmiyor. Başka bir kanaldan sipariş verdiyseniz bir kodla birleştirin.
button-export = Hepsini bana gönderin
export-asked = Hazırlıyorum. Dosya birazdan buraya, yalnızca bu sohbete gelir.
export-too-soon = Bu dosyayı son bir gün içinde istediniz. { $when } itibarıyla yeniden isteyebilirsiniz.
export-ready = Hakkınızda bildiğimiz her şey burada. Dosya üç gün açılabilir; sonra silinir.
export-about = { $desk } hakkınızda neler biliyor, { $day } itibarıyla.
export-part = { $part ->
    [customer] Kim olduğunuz
    [identities] Her kanalda nasıl tanındığınız
    [leads] Sorduklarınız
    [orders] Siparişleriniz
    [proposals] Siparişleriniz için önerilenler
    [carts] Sepette bıraktıklarınız
    [documents] Belgeleriniz
    [messages] Yazışmalar
    [consents] Onaylarınız
    [payments] Ödemeleriniz
    [requests] Sizin için istenenler
    [settings] Size nasıl yazıldığı
    [files] Gönderdiğiniz dosyalar
   *[other] Hakkınızda başka bilgiler
}

# Başka bir kanal.
button-link-offer = Başka bir kanal bağla
button-link-enter = Kodum var
link-code-shown = { $minutes ->
    [one] Kodunuz: { $code }. { $minutes } dakika içinde bizimle olan diğer sohbetinize yazın; sohbetleriniz birleşir.
   *[other] Kodunuz: { $code }. { $minutes } dakika içinde bizimle olan diğer sohbetinize yazın; sohbetleriniz birleşir.
}
link-code-secret = Kimseye vermeyin: kodu yazan siparişlerinizi görür. Kod bir kez geçerlidir.
link-code-ask = Lütfen diğer sohbetinizde gösterilen kodu yazın. Orada kod almak için “kod göster” yazın.
hint-link-code = Kod sekiz harf ve rakamdan oluşur, örneğin ABCD-2345.
link-sure-ask = Devam ederseniz bu sohbet, kodun gösterildiği müşterinin olur ve burada sipariş ettiğiniz her şey orada da görünür. Yalnızca kodu kendiniz istediyseniz devam edin.
button-link-yes = Evet, birleştir
link-done = Tamam: sohbetleriniz birleşti. Her şey “siparişlerim” altında.
link-unknown = Bu kod geçerli değil. Kodlar on beş dakika ve bir kez geçerlidir; diğer sohbetinizden yenisini alın.
link-own = Bu sizin kendi kodunuz. Birleştirmek istediğiniz diğer sohbete yazın.
link-too-many = Çok fazla kod denendi. Lütfen bir saat bekleyin ya da bir temsilciyle görüşün.
channel-joined = { $channel ->
    [telegram] Telegram sohbetiniz
    [whatsapp] WhatsApp sohbetiniz
    [whatsapp_web] WhatsApp sohbetiniz
    [web] Web sohbetiniz
   *[other] Başka bir sohbet
} burada gösterilen kodla az önce sizinkiyle birleşti. Bunu yapan siz değilseniz lütfen hemen bir temsilciyle görüşün.

# Unutulmak.
button-erase = Verilerimi sil
erase-ask = Hakkınızda bildiğimiz her şeyi silelim mi: adınızı, telefonunuzu, adreslerinizi, bu yazışmayı ve dosyalarınızı?
erase-keeps = Adınız olmadan kalanlar: siparişler ve ödemeler, çünkü muhasebe kayıtları eksiksiz kalmalıdır.
button-erase-yes = Evet, sil
erase-sure-ask = Bu geri alınamaz. Gerçekten her şeyi şimdi sileyim mi?
button-erase-surely = Her şeyi sil
hint-yes-or-no = Bunu anlayamadım. Lütfen düğmelerden birine basın ya da “geri” yazın.
erase-later = { $count ->
    [one] { $codes } numaralı siparişiniz sürüyor; bitene kadar verileriniz gerekli.
   *[other] { $codes } numaralı siparişleriniz sürüyor; bitene kadar verileriniz gerekli.
} Verilerinizin silinmesini istediğinizi meslektaşlarıma bildirdim; ilgilenecekler. Gerekmeyeni iptal edip yeniden isteyebilirsiniz.
forgotten-meanwhile = Hakkınızda bildiğimiz her şey silindi. Siparişler ve ödemeler adınız olmadan kayıtlarda kalır. Yeniden yazarsanız baştan tanışırız.

# Çalışanlardan istenen.
task-erasure = Bir müşteri verilerinin silinmesini istiyor. Siparişlerini kapatın ya da iptal edin, sonra verilerini silin.
