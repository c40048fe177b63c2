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
