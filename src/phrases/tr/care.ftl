# Veritabanının sipariş takibi hakkında bildirdikleri.
notice-order-address-changed = { $code } numaralı siparişiniz artık başka bir adrese gidecek.
notice-staff-order-address-changed = { $code } numaralı sipariş artık başka bir adrese gidiyor.
notice-staff-order-question = { $code } numaralı sipariş, müşteri soruyor: { $text }
notice-staff-order-rated = { $code } numaralı sipariş değerlendirildi: 5 üzerinden { $stars }.
task-address-changed = { $code } numaralı sipariş artık başka bir adrese gidiyor. Etiketi kontrol edin.
task-bad-rating = { $code } numaralı sipariş kötü puan aldı. Müşteriyle konuşun.
task-order-question = { $code } numaralı sipariş: müşterinin bir sorusu var. Yanıtlayın.

# Sipariş verildikten sonra olanlar.
button-why = Neden? Başka ne yapabilirim?
button-keep = Olduğu gibi kalsın
button-not-now = Şimdi değil
button-order-in-status = Sipariş { $code }: { $status }
button-cancel-sure = Evet, { $code } numaralı siparişi iptal et
button-stars = { $stars } ★
button-no-words = Ekleyeceğim yok
button-parcel = { $name } numaralı kargo

care-kept = Tamam, { $code } numaralı sipariş olduğu gibi kalıyor.
care-which-order = Hangi siparişten bahsediyorsunuz?
care-which-parcel = { $code } numaralı siparişin birkaç kargosu yolda. Hangisi elinize ulaştı?

cancel-reason-ask = { $code } numaralı siparişi iptal etmek istiyorsunuz. Nedeni nedir? Birini seçin ya da kendi sözlerinizle yazın.
cancel-reason-changed = Vazgeçtim
cancel-reason-elsewhere = Başka yerde buldum
cancel-reason-slow = Çok uzun sürüyor
cancel-reason-mistake = Yanlışlıkla sipariş verdim
cancel-sure-ask = { $code } numaralı siparişi şimdi iptal edeyim mi? Bunun için ödeme yapmanız gerekmeyecek.
order-is-cancelled = { $code } numaralı sipariş iptal edildi. Ödenecek bir şey yok ve hiçbir şey gönderilmeyecek.

new-address-ask = { $code } numaralı sipariş şu adrese gidiyor: { $address }. Bunun yerine nereye gitsin? Yeni adresi yazın.
new-address-ask-pickup = Şimdilik { $code } numaralı siparişi kendiniz teslim alıyorsunuz. Teslim etmemizi isterseniz adresi yazın.
address-is-changed = { $code } numaralı sipariş artık şu adrese gidiyor: { $address }
address-is-pickup = Artık { $code } numaralı siparişi kendiniz teslim alıyorsunuz. Hazır olunca size yazacağız.

question-ask = { $code } numaralı sipariş hakkında ne öğrenmek istersiniz? Sorunuzu yazın ya da bir sorun varsa fotoğrafını gönderin.
question-is-passed-on = { $code } numaralı siparişle ilgili sorunuzu ilettim. Ekibimizden biri size buradan yanıt verecek.

receipt-is-noted = Ne güzel, { $code } numaralı sipariş elinizde. Haber verdiğiniz için teşekkür ederiz.
receipt-is-noted-more = Teşekkürler, not ettim. { $code } numaralı siparişin diğer kargoları hâlâ yolda.
rating-ask = { $code } numaralı sipariş nasıldı? Bir ile beş arasında yıldız verin.
stars-are-kept = Teşekkürler: 5 üzerinden { $stars } yıldız.
stars-are-kept-glad = Teşekkürler, 5 üzerinden { $stars } yıldız. Çok sevindik.
stars-are-kept-sorry = Açık sözlülüğünüz için teşekkürler: 5 üzerinden { $stars } yıldız. Üzgünüz. Ekibimizden biri konuyla ilgilenecek.
rating-words-ask = Birkaç söz eklemek ister misiniz? Yazın ya da böyle bırakın.
rating-is-kept = Teşekkürler. Puanınız kaydedildi; bir hafta boyunca değiştirebilirsiniz.

parcel-title = { $code } numaralı siparişin kargosu
parcel-title-of = Sipariş { $code }, kargo { $number }/{ $count }
label-parcel-status = Durum
label-carrier = Kargo şirketi
label-tracking-number = Takip numarası
label-estimate = Beklenen tarih
label-received = Teslim aldınız
label-tracking-link = Kargo şirketinde takip edin
parcel-unknown = Bu numarayla size ait bir kargo ya da sipariş bulamadım. Lütfen kontrol edin; “siparişlerim” hepsini gösterir.

order-card-pickup = Kendiniz teslim alıyorsunuz
order-card-estimate = Beklenen tarih
order-card-tracking = Takip edin
order-card-rating = Puanınız

# Bir şeyin neden mümkün olmadığı, müşterinin diliyle.
why-title = Sipariş { $code }: { $status }.
why-possible = Şu anda bu siparişle yapabilecekleriniz:
why-nothing-possible = Artık bununla yapılabilecek bir şey yok.
why-impossible = Şu anda mümkün olmayanlar ve nedenleri:
why-cannot = { $code } numaralı sipariş için “{ $move }” şu anda mümkün değil.
why-ended = Sipariş sona erdi ({ $status }), bu yüzden artık hiçbir şeyi değişmiyor.
why-not-priced = Henüz fiyatı yok. Fiyatı yönetici belirler, size buradan mesaj gelir.
why-nothing-due = Ödenecek bir şey kalmadı. Teşekkür ederiz.
why-too-late = Bir sipariş yalnızca ödenene kadar değiştirilebilir ya da iptal edilebilir; bu sipariş daha ileride ({ $status }). Sorun, ekibimiz hâlâ neler yapılabileceğine baksın.
why-refund-required = Bu sipariş için ödemeniz bizde; iptalden önce iade edilmesi gerekiyor. Yazın, ekibimiz ikisini de sizin için yapsın.
why-shipped = Sipariş gönderildi, bu yüzden adresi artık değişmiyor. Ekibimiz kargo şirketine sorabilir.
why-not-shipped = Henüz bir şey gönderilmedi, bu yüzden takip edilecek ya da teslim alınacak bir şey yok. Kargo yola çıkar çıkmaz size mesaj gelecek.
why-received-already = Teslim aldığınızı zaten bildirdiniz. Teşekkür ederiz.
why-not-delivered = Elinize ulaşınca puan verebilirsiniz.
why-rated-already = Bir haftadan uzun süre önce puan verdiniz, o puan kalıyor. Teşekkür ederiz.
why-not-on-sale = İçindekiler artık katalogda yok. Sorun, bulabilir miyiz bakalım.
why-no-proposal = Yanıtınızı bekleyen bir teklif yok.
why-never-shipped = Bu sipariş için kargo gönderilmedi, bu yüzden takip edilecek ya da teslim alınacak bir şey yok.
why-desk-proposal = Bu siparişle ilgili teklifimiz yanıtınızı bekliyor; önce onu yanıtlayın.
why-own-proposal = İstediğiniz değişiklik yanıtımızı bekliyor. Yanıt buraya gelir; isterseniz değişikliği geri çekebilirsiniz.
why-otherwise = Şu anda bu yapılamıyor. Ekibimizden biri size daha fazlasını anlatabilir.

hint-cancel-reason = Anlayamadım. Lütfen nedenini birkaç sözle yazın, örneğin “daha ucuzunu buldum”.
hint-cancel-sure = Siparişi iptal etmemi istiyorsanız “evet”, kalsın istiyorsanız “hayır” yazın.
hint-question = Lütfen sorunuzu yazın, örneğin “ne zaman gelir?”.
hint-rating = Lütfen bir ile beş arasında yıldız seçin, örneğin 5.
hint-rating-words = Lütfen birkaç söz yazın ya da “geç” deyin.

words-why = neden|niçin|niye|neden olmuyor|neden olmaz|ne yapabilirim
words-track = takip|kargo takip|kargo takibi|takip et|siparişi takip et|kargom nerede|kargo nerede|paketim nerede|nerede|nerede kaldı|ne zaman gelir|ne zaman gelecek|kargom ne zaman gelir|siparişim ne zaman gelir|kargo durumu|teslimat durumu
words-received = teslim aldım|aldım|kargom geldi|kargo geldi|paket geldi|siparişim geldi|elime ulaştı|siparişimi aldım|kargomu aldım|ulaştı
words-rate = puan ver|puanla|siparişi puanla|değerlendir|siparişi değerlendir|değerlendirme|yorum yap|yorum bırak
words-ask-order = sipariş hakkında soru|siparişim hakkında soru|siparişim hakkında sorum var|siparişle ilgili sorum var|siparişimle ilgili sorum var|siparişimde sorun var|siparişte sorun var
words-move-address = teslimat adresini değiştir|teslimat adresimi değiştir|adresimi değiştir|adresi değiştirin|başka adrese gönder|başka adrese gönderin|başka adrese teslim|yanlış adres
