# Masanın sohbette söyledikleri.
verbatim = { $text }
apology = Özür dilerim, bizde bir sorun çıktı ve mesajınızı işleyemedim. Bir çalışanımıza haber verildi. Lütfen biraz sonra yeniden deneyin.
restarted = Son mesajınızdan bu yana yenilendik, bu yüzden baştan başlayalım.

greeting-new = Merhaba, burası { $desk }. Size neler sunduğumuzu gösterebilir, siparişinizi hemen burada alabilirim.
greeting-known = Merhaba { $name }. Sizi { $desk } olarak yeniden görmek güzel.
hello-again = Merhaba.
you-are-welcome = Rica ederim.
menu-ask = Size nasıl yardımcı olabilirim? Aradığınızı doğrudan da yazabilirsiniz.
menu-ask-unfinished = “{ $title }” siparişiniz henüz tamamlanmadı. Devam edelim mi, yoksa başka bir şey mi istersiniz?
at-the-start = Zaten en baştayız.
help = Sipariş alıyorum: katalogdan bir şey seçin, birkaç kısa soruyu yanıtlayın ve onaylayın. İstediğiniz an “menü”, “siparişlerim”, “geri”, “iptal”, “dil”, “ayarlar”, “verilerim” ya da “temsilci” yazabilirsiniz. Bir siparişi görmek için numarasını yazın.
step-over = Bu adım geçti, bu yüzden hiçbir şey değişmedi.
cancelled = “{ $title }” siparişinden vazgeçildi. Hiçbir şey sipariş edilmedi, ödenecek bir şey yok.
cancelled-nothing = İptal edilecek bir şey yok: şu an doldurulan bir sipariş bulunmuyor. Verdiğiniz bir siparişi iptal etmek için temsilciyle görüşün.
reminder = “{ $title }” siparişiniz hâlâ bekliyor. Tamamlamak ister misiniz?
text-too-long = Bu benim için çok uzun. Lütfen birkaç cümleyle yazın.
person-offered = Daha kolay olacaksa bir çalışanımız size yardımcı olabilir.
share-contact = Telefon numaramı paylaş
share-location = Konumumu paylaş

button-catalogue = Katalog
button-my-orders = Siparişlerim
button-person = Temsilciyle görüş
button-language = Dil
button-menu = Menü
button-back = Geri
button-cancel = İptal
button-continue = Siparişime devam et
button-resume = Bota dön
button-more = Daha fazla göster
button-everything = Hepsi
button-listing = { $title }
button-listing-priced = { $title }, { $price }
button-show-order = Sipariş { $code }
button-last-address = Geçen seferki gibi
button-pickup = Kendim alırım
button-rather-not = Vermek istemiyorum
button-agree = Kabul ediyorum
button-disagree = Kabul etmiyorum
button-confirm = Siparişi onayla
button-confirm-by = Onayla: { $method }
button-comment = Not ekle
button-change-comment = Notu değiştir
button-change-quantity = Adedi değiştir
button-change-address = Adresi değiştir
button-no-comment = Not yok

languages-ask = Hangi dili istersiniz?
language-name-en = English
language-name-ru = Русский
language-name-tr = Türkçe
language-changed = Bundan sonra Türkçe yazıyorum.

person-called = Bir çalışanımızı çağırdım.
human-waiting = Size buradan yanıt verilecek. O zamana kadar susuyor ve yazdıklarınızı iletiyorum.
back-with-the-bot = Yeniden buradayım.

catalogue-ask = Ne arıyorsunuz? Bir kategori seçin ya da birkaç kelime yazın, örneğin “yol bisikleti”.
search-all = İşte elimizdekiler:
search-found = “{ $query }” için bulduklarım:
search-near = Adı tam olarak “{ $query }” olan bir şey yok. En yakın olanlar:
search-no-more = Hepsi bu kadardı.
search-nothing = Şu anda burada bir şey yok. Başka bir kategoriye bakın ya da bir temsilciye sorun.
search-nothing-called = “{ $query }” için bir şey bulamadım. Başka kelimeler deneyin, kataloğa bakın ya da bir temsilciye sorun.
listing-unknown = Bunu artık sunmuyoruz ya da bağlantı eksik.
price-by-manager = Fiyatı yönetici belirler

label-item = Ürün
label-price = Fiyat
label-code = Kod
label-quantity = Adet
label-address = Teslimat
label-comment = Not
label-total = Toplam
by-pickup = Kendiniz alacaksınız

quantity-ask = “{ $title }” ürününden kaç adet istersiniz? 1 ile { $max } arasında bir sayı seçin ya da yazın.
quantity-out-of-range = 1 ile { $max } arasında bir tam sayı alabilirim. Daha fazlası için lütfen temsilciyle görüşün.
option-ask = { $option }: hangisini istersiniz?
address-ask = Nereye teslim edelim? Adresi yazın ya da kendiniz almayı seçin.
address-last = Geçen seferki adres: { $address }
name-ask = Adınız nedir?
phone-ask = Telefon numaranız nedir? Yalnızca siparişinizle ilgili sorular için kullanırız.
phone-invalid = Bunu telefon numarası olarak okuyamadım. Lütfen ülke koduyla yazın, örneğin +90 532 123 45 67.
noted = Not aldım: { $name }, { $phone }.
noted-without-phone = Not aldım: { $name }, telefon numarası yok.
privacy-note = Siparişinizi yerine getirmek için { $desk } adınızı, telefonunuzu, adresinizi ve bu yazışmayı saklar. Bunları yalnızca çalışanlarımız görür; istediğiniz an bir kopyasını ya da silinmesini isteyebilirsiniz. (Gizlilik notu { $version })
consent-ask = Kabul ediyor musunuz?
consent-needed = Onayınız olmadan sipariş alamam. Hiçbir şey sipariş edilmedi. Bu konudaki sorularınızı bir çalışanımız yanıtlayabilir.
summary-title = Siparişiniz
summary-ask = Her şey doğru mu? Nasıl ödemek istediğinizi seçin, sipariş verilsin.
summary-ask-unpriced = Her şey doğru mu? Onaylayın, fiyatı yönetici bildirsin. Kararı o zaman verirsiniz; önceden ödeme gerekmez.
comment-ask = Bu siparişle ilgili neyi bilmeliyiz? Kendi sözlerinizle yazın.

hint-home = Bunu anlayamadım. Aradığınızı yazın, örneğin “yol bisikleti”, ya da aşağıdan seçin.
hint-quantity = Bunu anlayamadım. Lütfen 1 ile { $max } arasında bir sayı yazın, örneğin 2.
hint-option = Bunu anlayamadım. Lütfen birini seçin, örneğin “{ $example }”.
hint-address = Bunu anlayamadım. Lütfen cadde, kapı numarası ve şehri yazın, örneğin “Yeşil Sokak 12, İzmir”.
hint-name = Bunu anlayamadım. Lütfen adınızı yazın, örneğin “Ayşe Yılmaz”.
hint-consent = Bunu anlayamadım. Lütfen “evet” ya da “hayır” yazın.
hint-summary = Bunu anlayamadım. Nasıl ödeyeceğinizi ya da neyi değiştireceğinizi seçin.
hint-numbered = Bunu anlayamadım. Lütfen bir seçeneğin numarasını yazın, örneğin 1.
hint-comment = Bunu anlayamadım. Lütfen notunuzu yazın, örneğin “teslimattan önce arayın”.

remark-other = Güzel, ama ben yalnızca sözcükleri ve düğmeleri anlıyorum.
remark-file = Teşekkürler, dosyayı sakladım. Bir çalışanımız bakacak.
remark-file-refused = Bu dosyayı saklayamadım: boş, çok büyük ya da kabul etmediğimiz bir türde.
remark-voice = Sesli mesajları dinleyemiyorum ama çalışanlarımız için sakladım. Lütfen bana yazın.
remark-location = Teşekkürler. Teslim edilecek bir şey olduğunda yeri soracağım.
remark-contact = Teşekkürler, ama şu an telefon numarası gerekmiyor.

orders-some = { $count ->
    [one] Bir siparişiniz var:
   *[other] { $count } siparişiniz var:
}
order-line = { $code }: { $status }, { $total }
order-line-unpriced = { $code }: { $status }, fiyatı bildirilecek
orders-none = Henüz siparişiniz yok. Katalogla başlayabilirsiniz.
order-unknown = Bu numarayla bir siparişinizi bulamadım. Lütfen numarayı kontrol edin; “siparişlerim” hepsini gösterir.
order-placed = Teşekkürler. { $code } numaralı siparişiniz alındı.
order-placed-already = Bu sipariş zaten verildi: { $code }.
order-placed-next = Bir gelişme olduğunda hemen yazacağım. Aşağıdaki sipariş kartı her zaman son durumu gösterir.
pay-by = Ödenecek: { $total }, { $method }.
pay-as-agreed = Ödenecek: { $total }. Nasıl ödeyeceğinizi yönetici bildirecek.
pay-later = Yönetici fiyatı belirleyip size buradan yazacak. Şimdilik ödenecek bir şey yok.
price-changed = Lütfen dikkat: bu arada fiyat değişti, toplam artık { $total }. Size uymuyorsa temsilciyle görüşün.

refused-not-found = Bunu artık bulamıyorum. Kaldırılmış olabilir.
refused-bad-input = Burada bir şey uymuyor. Lütfen başka bir şekilde deneyin.
refused-too-late = Bu aşamada artık mümkün değil.
refused-changed = Bu arada bir şey değişti. Lütfen bir kez daha deneyin.
refused-price = Önce fiyatın netleşmesi gerekiyor. Bir çalışanımız yardımcı olacak.
refused-not-allowed = Bunu sizin için yapamam. Bir çalışanımız yapabilir.
refused-listing-gone = Üzgünüm, bu ürün az önce katalogdan kalktı; sipariş verilmedi.
refused-person = Bilgilerinizi kaydedemedim, lütfen bir kez daha verin.
refused-otherwise = Üzgünüm, olmadı. Hiçbir şey değişmedi.

ahead-taken = Adedi yazdığınızdan aldım: { $quantity }. Onaylamadan önce değiştirebilirsiniz.
ahead-left = Bunu henüz kullanmadım: “{ $rest }”.
