# Web sohbetindeki dosyalar.
chat-attach = Fotoğraf veya dosya ekle
chat-file-large = Bu dosya 10 MB'tan büyük olduğu için gönderilmedi. Daha küçük bir dosya ya da ekran görüntüsü gönderin.
chat-file-kind = Fotoğraf (JPEG, PNG, WebP, GIF, HEIC) ve PDF dosyası alıyoruz. Bu dosya gönderilmedi.
chat-file-empty = Bu dosya boş olduğu için gönderilmedi.
chat-file-slow = Dosya çok yavaş geldi ve saklanmadı. Mümkünse daha iyi bir bağlantıyla tekrar deneyin.
chat-file-many = Bugün çok fazla dosya gönderdiniz, bu yüzden bu dosya saklanmadı. Ne istediğinizi yazın, bir çalışanımız yardımcı olur.
chat-file-failed = Dosya gönderilemedi. Tekrar deneyin.
chat-file-unknown = Bu dosya artık burada değil.
chat-file-sending = Gönderiliyor
chat-file-sent = Gönderildi
chat-file-cancel = Kaldır
chat-file-cancelled = Gönderilmedi
chat-file-again = Tekrar dene
chat-file-drop = Göndermek için buraya bırakın
chat-file-save = Dosyayı kaydet
chat-file-not-shown = Resim yüklenemedi. Tekrar dene:

# Siparişin ödenmesi.
pay-choose = { $code } numaralı sipariş için ödenecek tutar: { $due }. Nasıl ödemek istersiniz?
pay-how-paid = Teşekkürler. { $code } numaralı siparişi nasıl ödediniz?
pay-this = { $code } numaralı sipariş için ödenecek tutar: { $due }, { $method }.
pay-rest = { $code } numaralı sipariş için { $received } aldık, teşekkürler. Kalan tutar: { $due }, { $method }.
pay-checking = Bize bildirdiğiniz ödemeyi kontrol ediyoruz. İkinci kez ödemenize gerek yok.
pay-account = Hesap: { $iban }
    Hesap sahibi: { $holder }
    Açıklama: { $code }
pay-link = Buradan ödeyin: { $link }
pay-scan-bank = Bankanızın uygulamasıyla okutun: hesap, tutar ve açıklama kendiliğinden dolar.
pay-scan-link = Ödeme sayfasını açmak için telefonunuzla okutun.
pay-code-of = { $code } numaralı sipariş için { $due } ödeme kodu
pay-way-ask = Ödediğinizde buradan haber verin. Kontrol edip size makbuz göndeririz.
pay-proof-ask = { $code } numaralı sipariş için { $due } ödediniz mi? Dekontun fotoğrafını, ekran görüntüsünü ya da PDF'ini buraya gönderin. Bir kısmını ödediyseniz tutarı yazın.
pay-proof-ask-part = Not ettim: { $code } numaralı sipariş için { $amount }. Şimdi dekontun fotoğrafını, ekran görüntüsünü ya da PDF'ini gönderin ya da onsuz devam edin.
pay-file-one = Dosya için teşekkürler. Bu, { $code } numaralı sipariş için { $due } ödediğinizin dekontu mu?
pay-file-which = Dosya için teşekkürler. Bu bir ödeme dekontu mu? Hangi sipariş için olduğunu seçin.
pay-reported = Teşekkürler. { $code } numaralı sipariş için { $amount } tutarındaki ödemenizi kontrol ediyoruz; başka bir şey yapmanıza gerek yok.
pay-reported-minutes = Çalışma saatlerinde bu genellikle en fazla { $minutes } dakika sürer. Para ulaşınca makbuzunuzu bu sohbette alırsınız.
pay-reported-hours = { $hours ->
    [one] Çalışma saatlerinde bu genellikle en fazla bir saat sürer.
   *[other] Çalışma saatlerinde bu genellikle en fazla { $hours } saat sürer.
} Para ulaşınca makbuzunuzu bu sohbette alırsınız.
pay-proof-again = Bu dosyayı daha önce göndermiştiniz, bir kez sayılır.
pay-which = Hangi siparişle ilgili?
pay-nothing = Şu anda ödenecek bir şey yok: hiçbir siparişiniz ödeme beklemiyor.
pay-nothing-due = { $code } numaralı siparişin tamamı ödendi. Ödenecek bir şey yok.
pay-paid-already = Bu siparişin tamamı zaten ödendi, bildirilecek bir şey yok.
pay-not-priced = { $code } numaralı siparişin fiyatı henüz belli değil. Yetkilimiz fiyatı belirleyip size buradan yazacak; öncesinde ödeme gerekmez.
pay-ended = { $code } numaralı sipariş sona erdi, onun için ödenecek bir şey yok. Para gönderdiyseniz bir çalışanımız yardımcı olur.
pay-no-way = { $code } numaralı sipariş için ödenecek tutar: { $due }. Nasıl ödeyeceğinizi yetkilimiz söyler: buradan sorun, yanıtlayacaklar.
pay-way-gone = Bu ödeme yöntemi artık sunulmuyor. Başka birini seçin.
pay-left = Tamam, hiçbir şey bildirilmedi. İstediğiniz zaman ödeyebilirsiniz.
button-pay-order = Sipariş { $code }: { $due }
button-other-way = Başka bir ödeme yöntemi
button-no-picture = Fotoğraf yok, sadece bildir
button-pay-back = Nasıl ödeneceğini göster
button-pay-yes = Evet, dekont bu
button-pay-no = Hayır, başka bir şey
hint-pay-choose = Anlayamadım. Bu ödeme yöntemlerinden birini seçin.
hint-pay-way = Anlayamadım. Ödeyince “Ödedim” düğmesine basın ya da aşağıdan başka bir şey seçin.
hint-pay-proof = Anlayamadım. Fotoğraf ya da PDF gönderin, tutarı yazın, örneğin 40, ya da “Fotoğraf yok, sadece bildir” düğmesine basın.
hint-pay-file = Anlayamadım. Lütfen “evet” ya da “hayır” yazın ya da siparişi seçin.
notice-staff-payment-reported = Müşteri { $code } numaralı sipariş için { $amount } ödediğini bildiriyor ({ $methods }). { $files ->
    [0] Fotoğraf yok.
    [one] Bir dosya var.
   *[other] { $files } dosya var.
} { $seen ->
    [elsewhere] Dikkatle bakın: aynı dosya başka bir sipariş için de gönderilmiş.
    [again] Aynı dosya daha önce de gelmişti.
   *[none] Lütfen kontrol edin.
}
task-payment-reported = Bir müşteri ödediğini bildiriyor. Kontrol edip ödemeyi kaydedin.

# Sohbette, faturayla ödeme.
invoice-title = Sipariş { $code }
invoice-for = { $code } numaralı sipariş için { $due }
invoice-shown = { $code } numaralı siparişin faturası aşağıda. Kime iletirseniz, sizin yerinize bir kez ödeyebilir.
invoice-refused = { $code } numaralı sipariş burada bu şekilde ödenemiyor: { $due } kabul edilmiyor. Lütfen başka bir yol seçin.
notice-paid-for-another = Teşekkürler: ödemeniz ulaştı ve yerine ödediğiniz kişi bunu biliyor. Gerisiyle biz ilgileniyoruz.
checkout-unknown = Bu fatura burada geçerli değil. Size gönderen kişiden yenisini isteyin.
checkout-paid = Bu zaten ödendi. Sizden bir şey alınmadı.
checkout-ended = Bu sipariş sona erdi, artık ödenmiyor. Sizden bir şey alınmadı.
checkout-changed = Tutar değişti ya da daha yeni bir fatura geldi. Lütfen en yenisini ödeyin.
checkout-off = Bu ödeme yolu şu anda kapalı. Lütfen başka bir yol seçin.
checkout-busy = Şu anda bu siparişle ilgilenen biri var. Lütfen birazdan yeniden deneyin.
checkout-later = Şu anda yanıt veremiyoruz. Lütfen bir dakika sonra yeniden deneyin. Sizden bir şey alınmadı.
