# Personelin gözünden fiyatlar ve para.
command-quote = fiyat|fiyatla|teklif
command-accept = kabul|onayla
command-decline = geri_çevir
command-withdraw = geri_çek
option-rest = kalan|hepsi|tamamı|kalanı

help-quote = bir siparişe veya talebe fiyat ver, birkaç satır varsa sırayla: “1042 450”, “1042 1: 450, 2: 20”, “1042 + Kask: 30”
help-accept = müşterinin önerdiği değişikliği kabul et
help-decline = müşterinin önerdiği değişikliği geri çevir, istersen birkaç sözle
help-withdraw = müşterinin yanıtını bekleyen teklifi geri çek

do-quote = Fiyat ver
do-accept = Değişikliği kabul et
do-decline = Geri çevir
do-withdraw = Teklifi geri çek

field-proposal = Önerilen
staff-proposal-staff = { $total }, müşterinin onayını bekliyor
staff-proposal-customer = { $total }, müşteri öneriyor

ask-prices = Fiyat ne olsun? Örneğin “450”, birkaç satır için “1: 450, 2: 20”. “+ Kask: 30” satır ekler, “2: -” satırı çıkarır.
odd-prices = “{ $words }” içinde fiyat okuyamadım.
quote-ask-line = { $count } satırdan { $position }.: { $quantity } × { $title }. Birinin fiyatı kaç { $currency }?
quote-ask-lead = “{ $title }”: fiyatı kaç { $currency }? “Bisiklet: 450; Kask: 30” birkaç parçalı sipariş açar.
quote-which-line = Bu fiyat hangi satırın? “1: 450” gibi yazın.
quote-line = { $position }. { $quantity } × { $title }
quote-unpriced = henüz fiyatı yok
quote-currency = Buradaki fiyatlar { $currency } ile. Lütfen fiyatı bu para biriminde yazın.
quote-nothing-left = O zaman siparişte hiçbir şey kalmaz. Bunun yerine iptal edilebilir.
quote-preview = Toplam { $before } yerine { $total } olur.
quote-do-it = Fiyatı değiştir
quote-too-late = Fiyatlar ancak sipariş ödenmeden önce değişir.
quote-offered = Teklif müşteride. O kabul edene kadar hiçbir şey değişmez.
quote-in-force = Fiyatlar geçerli; ulaşılabiliyorsa müşteriye bildirildi.
quote-accepted = Anlaşıldı: sipariş değişti, müşteriye bildirildi.
quote-declined = Geri çevrildi: sipariş olduğu gibi kaldı, müşteriye bildirildi.
quote-withdrawn = Teklif geri çekildi. Sipariş olduğu gibi kaldı.
undone-quote = Teklif geri çekildi. Sipariş olduğu gibi kaldı.
undo-never-price = Bu fiyatlar artık geçerli. Bunun yerine başka fiyat verilebilir.
undo-never-answer = Karşı tarafa bildirildi. Bunun yerine yeni bir teklif yapılabilir.

# Paranın hareketi.
command-pay = ödeme|tahsilat
command-payout = gider|ödeme_yap
command-payback = tedarikçi_iadesi
command-refund = iade
command-ask-refund = iade_iste
command-payments = ödemeler|para
help-pay = müşterinin ödediğini kaydet: “1042 100 nakit”, “1042 kalan kart stripe:123”
help-payout = sipariş için çıkan parayı kaydet: tedarikçiye, kargoya, komisyon; dükkânın her para biriminde
help-payback = tedarikçinin geri verdiğini kaydet
help-refund = müşteriye para iade et; yönetici olmayan, iadeyi yönetici için hazırlar
help-ask-refund = yöneticilerden iade iste
help-payments = siparişin borcu, alınanlar ve bütün ödemeler
do-pay = Ödeme kaydet
do-payout = Gider kaydet
do-payback = Geri geleni kaydet
do-refund = İade et
do-ask-refund = Yöneticiden iade iste
do-payments = Ödemeler
option-cash = nakit|peşin
option-bank-transfer = havale|eft|banka havalesi|banka
option-card = kart|kartla
option-online = internetten|çevrim içi
option-supplier = tedarikçi|tedarikçiye
option-shipping = kargo|kargoya|nakliye
option-commission = komisyon
option-price-adjustment = indirim|fiyat farkı
option-overpayment = fazla ödeme|fazla
option-chargeback = ters ibraz
option-label-supplier = Tedarikçiye
option-label-shipping = Kargoya
option-label-commission = Komisyon
option-label-returned = Ürün geri geldi
option-label-price-adjustment = Fiyat düşürüldü
option-label-cancelled = İptal edildi
option-label-overpayment = Fazla ödendi
option-label-chargeback = Banka geri aldı
field-refunded = İade edilen
field-too-much = Fazla ödenen
payments-title = { $code } siparişinin parası
payments-when = { $at }
payments-line = { $role }: { $sum }, { $method }, { $status }{ $reference ->
    [none] {""}
   *[other] , { $reference }
}
payment-role-client-payment = Müşteriden
payment-role-supplier-payment = Tedarikçiye
payment-role-shipping-payment = Kargo için
payment-role-commission-payout = Komisyon
payment-role-refund = İade
payment-role-fee = Ücret
payment-role-supplier-refund = Tedarikçiden geri
ledger-status-planned = planlandı
ledger-status-pending = yolda
ledger-status-completed = tamam
ledger-status-failed = olmadı
ledger-status-cancelled = vazgeçildi
ask-sum = Ne kadar? Örneğin 100, 100,50 veya 1 234,50 €.
odd-sum = “{ $words }” bir tutar değil.
ask-sum-client-payment = Müşteri { $code } siparişi için ne kadar ödedi?
ask-sum-supplier-payment = { $code } siparişi için ne kadar çıktı? Para birimi eklenebilir: 30 USD gibi.
ask-sum-supplier-refund = { $code } siparişi için ne kadar geri geldi?
ask-sum-refund = { $code } siparişi için ne kadar iade edilecek?
ask-method = Nasıl ödendi?
odd-method = Burada “{ $words }” diye bir ödeme yolu yok.
ask-reference = Bu ödeme yolunun bir işlem numarası var. Banka veya ödeme hizmeti hangi numarayı gösteriyor?
ask-kind = Ne içindi?
odd-kind = “{ $words }” için siparişten para çıkmaz.
ask-cause = Neden iade ediliyor?
odd-cause = “{ $words }” bir iade nedeni değil.
ask-related = Hangi ödeme iade edilecek?
odd-related = “{ $words }” bu ödemelerden biri değil.
money-rest = Tamamı: { $sum }
pay-currency = Bu burada yalnızca { $currency } ile olur.
pay-again = { $code } siparişi için { $sum } zaten kayıtlı. Bir kez daha mı?
pay-more-than-due = { $sum }, kalan { $due } tutarından fazla. Yine de kaydedilsin mi?
money-nothing-due = Bu siparişin borcu yok. Yine de { $sum } kaydedilsin mi?
pay-do-it = Evet, kaydet
pay-recorded = Kaydedildi: { $sum }. Sipariş { $code }.
pay-known = Bu zaten kayıtlı: { $sum }. Hiçbir şey eklenmedi.
refund-of = { $sum }, { $method }, { $at }
refund-not-overpaid = { $code } siparişinde { $sum } fazla ödeme yok; müşteri ise fazla ödediğini okur. Yine de iade edilsin mi? Değilse başka bir neden seçin.
refund-needs-admin = İadeyi yönetici yapar. { $code } siparişi için { $sum } iadesi bir yöneticiden istensin mi?
refund-asked = Yöneticilerden { $code } siparişi için { $sum } iadesi istendi. Onlara tek dokunuş yeter.
undo-money = Kaydedilen para defterde kalır. Onu geri alan, ayrı bir karşı kayıttır.
undo-never-asked = İstek yöneticilerde. Artık gerekmiyorsa onlara söyleyin.
notice-staff-refund-asked = { $name }, { $code } siparişi için { $amount } iadesi istiyor: { $reason ->
    [returned] ürün geri geldi
    [price_adjustment] fiyat düşürüldü
    [cancelled] sipariş iptal edildi
    [chargeback] banka geri aldı
   *[overpayment] fazla ödendi veya kaydedildi
}.
task-refund-asked = İade isteniyor. Kararı yönetici verir.

# Bir şey neden olmuyor.
command-why = neden|niye
help-why = sipariş neden ilerlemiyor, eksik adımın düğmesiyle: “1042”, “1042 kapat”, “1042 iade”
do-why = Neden?
option-to-cancel = iptal|iptal et
option-to-close = kapat
option-to-deliver = gönder|kargola
option-to-arrive = teslim et|teslim al
option-to-pay = öde|ödeme
option-to-quote = fiyat|fiyatla
option-to-refund = iade et|para iadesi
option-to-pay-out = gider|ödeme yap
why-heading = { $code } siparişini tutan ne
why-heading-step = { $code } siparişi: “{ $step }”
why-nothing = Engel yok: buradan her adım atılabilir.
why-allowed = “{ $step }” adımının önünde engel yok.
why-is-there = Sipariş zaten orada: “{ $now }”.
why-no-way = “{ $now }” durumundan “{ $step }” durumuna adım yok. Buradan yapılabilecekler aşağıda.
why-go-on = Bunun önünde engel yok.
why-proposal = Bir teklif yanıt bekliyor. Yeni fiyat onun yerine geçer.

# Gelen ödemeler kutusu.
command-inbox = gelen|gelenler
command-proof = dekont
command-record = kaydet|işle
command-dismiss = ayır
command-incoming = gelen_para
help-inbox = müşterilerin ödedim dedikleri ve siparişi bulunamayan paralar
help-proof = kutudan bir kayıt, dekontu ve lehine, aleyhine olanlarla
help-record = kutudaki kaydı işle; siparişsiz para adını verdiğiniz siparişe gider
help-dismiss = kaydı işlemeden listeden çıkar, nedeniyle
help-incoming = siparişsiz gelen parayı yaz: “250 € Ada Lovelace, RF18”
do-inbox = Gelen ödemeler
do-record = Kaydet
do-dismiss = Bu bir ödeme değil
option-from = gönderen
option-reference = ref|referans
do-incoming = Siparişsiz para
ask-proof = Hangi kayıt? Seçin veya listedeki yerini yazın.
odd-proof = “{ $words }” hangi kayıt, anlamadım.
ask-payer = Kim gönderdi? Virgülden sonra bankanın numarası eklenebilir.
odd-payer = Kim gönderdi?
field-sum = Tutar
field-payer = Gönderen
field-method = Ödeme yolu
field-reference = İşlem numarası
inbox-empty = Gelen ödeme kutusu boş.
inbox-list = { $count ->
    [one] { $count } kayıt:
   *[other] { $count } kayıt, en yeniler önce:
}
inbox-report = { $odd ->
    [yes] ⚠ { $code } · { $customer } · { $sum }
   *[no] { $code } · { $customer } · { $sum }
}
inbox-transfer = { $odd ->
    [yes] ⚠ { $sum } · { $customer } · siparişsiz
   *[no] { $sum } · { $customer } · siparişsiz
}
inbox-title-report = { $code } siparişi için ödeme bildirimi
inbox-title-transfer = Siparişsiz para
inbox-proof = Ödeme dekontu
inbox-file-elsewhere = ⚠ Aynı dosya başka bir sipariş için de gönderilmiş: { $codes }. Dikkatle bakın.
inbox-used = ⚠ Bu zaten { $code } siparişine kaydedilmiş.
inbox-likely = Bu siparişlerden biri için olabilir.
inbox-no-order = Koduna, tutarına veya adına göre uyan sipariş yok.
inbox-match = { $code } · { $customer } · { $why }
inbox-because-code = sipariş kodu
inbox-because-amount = tutar
inbox-because-name = ad
inbox-for = { $code } · { $customer }
inbox-taken = Bununla bir başkası zaten ilgilenmiş. Hiçbir şey iki kez kaydedilmedi.
inbox-dismissed = Listeden çıkarıldı, para kaydedilmedi.
inbox-gives-back = Listeden çıkarılırsa para ödeyene geri gider. Bunu bir yönetici yapar.
inbox-given-back = Listeden çıkarıldı, para ödeyene geri gidiyor.
inbox-kept = Yazıldı. Bir siparişle eşleşene kadar sayılmaz.
inbox-known = Bu para daha önce yazılmış.
undo-never-incoming = Henüz sayılmıyor. Kutuda listeden çıkarılabilir.
undo-never-dismissed = Listeden çıkarıldı. Para yeniden kaydedilebilir.

# Sohbette faturayla gelen para.
refund-on-its-way = { $code } numaralı sipariş için { $sum } geri gönderiliyor. Ödeme sağlayıcısı geri verdiğinde size haber verilir.
no-refunded-whole = Böyle bir ödeme ancak bütün olarak geri verilir. Tamamını iade edin ya da parayı başka yoldan geri verip kaydedin.
no-refund-by-desk = Böyle paralar kendiliğinden geri verilir. Ödeme sağlayıcısının ne diyeceğini bekleyin.
notice-staff-paid-by-another = { $code } numaralı siparişi başka biri ödedi: { $name } ({ $payer }).
notice-staff-charge-without-order = Faturayla { $amount } geldi ve hiçbir siparişe uymuyor. Ne için olduğunu bulun: gelen ödemelerde duruyor.
task-charge-without-order = Faturayla hiçbir siparişe uymayan para geldi. Ne için olduğunu bulun.
notice-staff-refund-failed = { $code } numaralı sipariş: ödeme sağlayıcısı parayı geri vermiyor. Başka bir yol bulun.
task-refund-failed = { $code } numaralı sipariş: ödeme sağlayıcısı parayı geri vermiyor. Başka bir yol bulun.
notice-staff-charge-not-given-back = Hiçbir siparişe uymayan { $amount }: ödeme sağlayıcısı bunu geri vermiyor. Başka bir yol bulun.
task-charge-not-given-back = Siparişi olmayan para: ödeme sağlayıcısı geri vermiyor. Başka bir yol bulun.
notice-staff-charge-given-back = { $code } numaralı sipariş: ödeme sağlayıcısı { $amount } tutarını ödeyene kendisi geri verdi, defterde ise hâlâ duruyor. İadeyi yazın.
task-charge-given-back = Ödeme sağlayıcısı bu sipariş için ödeneni kendisi geri verdi. İadeyi yazın.
notice-staff-stray-charge-given-back = Ödeme sağlayıcısı, hiçbir siparişe uymayan { $amount } tutarını ödeyene kendisi geri verdi. Gelen ödemelerden çıkarın.
task-stray-charge-given-back = Ödeme sağlayıcısı hiçbir siparişe uymayan parayı kendisi geri verdi. Gelen ödemelerden çıkarın.
