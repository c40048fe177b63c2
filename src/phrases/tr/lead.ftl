# Müşterinin istediği, katalogda olmayan şeyler.
button-wish = Bana başka bir şey bulun
button-wish-search = Bulmamızı isteyin
button-wishes = İsteklerim
button-wish-continue = İsteğime devam et
button-wish-skip = Geç
button-wish-find-it = Evet, bunu bulun
button-wish-send = Gönder
button-wish-change-budget = Bütçeyi değiştir
button-wish-withdraw = Geri al: { $title }
button-wish-withdraw-yes = Evet, geri al
button-wish-keep = Hayır, kalsın

wish-ask = Sizin için ne bulalım? Bir bağlantı yapıştırın, bir fotoğraf gönderin ya da kendi sözlerinizle anlatın.
wish-unfinished = Zaten bir isteğe başladınız. Aşağıdan devam edebilirsiniz; vazgeçmek için devam edip “İptal”i seçin.
wish-noted = Not ettim: { $title }.
wish-of-a-photo = bir fotoğraf
wish-photo-ask = Fotoğraf için teşekkürler. Bunu sizin için bulmamızı ister misiniz?
wish-budget-ask = Bütçeniz en fazla ne kadar? Bir tutar yazın, örneğin “en fazla 1500 { $currency }”, ya da bu soruyu geçin.
wish-comment-ask = Başka ne bilmeliyiz: beden, renk, yıl, ne zamana kadar? Kendi sözlerinizle yazın ya da geçin.
wish-phone-ask = Telefon numaranız nedir? Yalnızca aradığınız şeyle ilgili sorular için kullanırız.
wish-privacy-note = Aramak ve size yanıt vermek için { $desk } adınızı, telefonunuzu ve bu yazışmayı saklar. Bunları yalnızca çalışanlarımız görür; istediğiniz zaman bir kopyasını ya da silinmesini isteyebilirsiniz. (Gizlilik metni { $version })
wish-consent-needed = Onayınız olmadan isteğinizi iletemem. Hiçbir şey gönderilmedi. Sorularınızı bir çalışanımız yanıtlayabilir.
wish-summary-title = İsteğiniz
wish-summary-ask = Ekibimize göndereyim mi? Sormak ücretsizdir ve sizi hiçbir şeye bağlamaz.
wish-no-budget = Belirtilmedi
wish-up-to = en fazla { $sum }
wish-sent = Teşekkürler, isteğiniz ekibimizde.
wish-sent-next = Bir çalışanımız arayıp size buradan bir teklifle ya da bir soruyla yazacak.
wish-sent-next-by = Bir çalışanımız en geç şu zamana kadar bakacak: { $by }. Size buradan bir teklifle ya da bir soruyla yazacak.
wish-sent-already = Bu istek zaten gönderildi, ikinci kez gönderilmedi.
wish-cancelled = İsteğiniz ({ $title }) iptal edildi. Hiçbir şey gönderilmedi.
wish-withdraw-ask = “{ $title }” geri alınsın mı? O zaman aramayı bırakırız.
wish-withdrawn = İsteğiniz geri alındı, artık aramıyoruz. İstediğiniz zaman başka bir şey isteyebilirsiniz.
wish-kept = Hiçbir şey değişmedi: aramaya devam ediyoruz.
wish-too-late = Bu artık geri alınamaz: yanıtlandı ya da siparişe dönüştü. Bir çalışanımız yardımcı olabilir.

wishes-none = Henüz bizden bir şey istemediniz. Bir bağlantı yapıştırın ya da aradığınızı anlatın.
wishes-some = { $count ->
    [one] Bizden bir şey istediniz:
   *[other] Bizden { $count } şey istediniz:
}
wish-line = { $title }: { $status }
wish-line-budget = { $title }, en fazla { $budget }: { $status }
wish-line-ordered = { $title }: sipariş edildi, sipariş no { $code }
wish-status-new = yanıtımızı bekliyor
wish-status-in-progress = arıyoruz
wish-status-qualified = teklif hazırlıyoruz
wish-status-converted = sipariş edildi
wish-status-rejected = kapandı
wish-status-withdrawn = siz geri aldınız

label-wish-link = Bağlantı
label-wish-words = İstediğiniz
label-wish-photos = Fotoğraf
label-wish-budget = Bütçe

hint-wish-item = Bunu anlamadım. Bir bağlantı, bir fotoğraf ya da bir açıklama gönderin, örneğin “yol bisikleti, 56 cm”.
hint-wish-photo = Bunu anlamadım. Bunu sizin için bulalım mı? Lütfen “evet” ya da “hayır” yazın.
hint-wish-budget = Bunu bir tutar olarak anlamadım. Lütfen bir sayı yazın, örneğin 1500, ya da “geç”.
hint-wish-comment = Bunu anlamadım. Bilmemiz gerekeni yazın, örneğin “56 beden, bahara kadar”, ya da “geç”.
hint-wish-summary = Bunu anlamadım. İsteğinizi gönderin ya da neyi değiştireceğinizi seçin.
hint-wish-withdraw = Bunu anlamadım. Aramayı bırakalım mı? Lütfen “evet” ya da “hayır” yazın.

task-lead-new = Bir müşteri, aranması gereken bir şey istiyor.

words-wish = /wish|bunu istiyorum|başka bir şey istiyorum|başka bir şey|sizde olmayan bir şey istiyorum|bana bulun|bana başka bir şey bulun|bulabilir misiniz|başka bir şey arıyorum|özel sipariş|istek
words-wishes = /wishes|isteklerim|istekler|istek listem|ne istemiştim|taleplerim
words-budget = bütçe|bütçeyi değiştir|bütçem|fiyat
words-send = gönder|gönderin|yolla|yollayın
