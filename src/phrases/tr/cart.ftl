# Bir siparişte birkaç ürün, aynısını yeniden sipariş etme, iki tarafın onayladığı teklifler ve değişiklikler.
cart-keeps-one = { $quantity } × “{ $title }” sepetinizde kalıyor; bu da yanına eklenecek. “Geri” ya da “Bu olmasın” derseniz sepet olduğu gibi kalır.
cart-keeps = { $count ->
    [one] Sepetinizde bir ürün kalıyor; bu da yanına eklenecek.
   *[other] Sepetinizde { $count } ürün kalıyor; bu da yanlarına eklenecek.
}
cart-has-it = Bu zaten sepetinizde: { $quantity } adet. Toplam kaç adet istediğinizi yazın.
cart-full = Sepetiniz dolu: bir siparişe { $max } farklı ürün sığıyor. Önce siparişi verin ya da bir şey çıkarın.
cart-cancelled = { $count ->
    [one] Bir ürünlük sepetiniz boşaltıldı.
   *[other] { $count } ürünlük sepetiniz boşaltıldı.
} Hiçbir şey sipariş edilmedi, ödenecek bir şey yok.
cart-emptied = Sepetiniz artık boş. Hiçbir şey sipariş edilmedi, ödenecek bir şey yok.
cart-reminder = { $count ->
    [one] Sepetinizde hâlâ bir ürün bekliyor.
   *[other] Sepetinizde hâlâ { $count } ürün bekliyor.
} Siparişi tamamlamak ister misiniz?
menu-ask-cart = { $count ->
    [one] Sepetinizde bir ürün var.
   *[other] Sepetinizde { $count } ürün var.
} Onunla devam edelim mi, yoksa başka bir şey mi yapalım?
cart-kept-one = Geçen sefer sepetinizde “{ $title }” kalmıştı. Sizin için sakladım.
cart-kept = { $count ->
    [one] Geçen sefer sepetinizde bir ürün kalmıştı. Sizin için sakladım.
   *[other] Geçen sefer sepetinizde { $count } ürün kalmıştı. Sizin için sakladım.
}
cart-back = { $count ->
    [one] Sepetiniz yeniden burada, içinde bir ürün var.
   *[other] Sepetiniz yeniden burada, içinde { $count } ürün var.
}
cart-over = Bu sepet artık yok: daha önce kullanılmış ya da boşaltılmış.
cart-gone = “{ $title }” artık satışta değil, bu yüzden çıkardım.
cart-repriced = “{ $title }” o zaman { $before } idi, şimdi { $price }.
cart-unpriced-now = “{ $title }” için artık sabit fiyat yok: fiyatı yetkili belirler.
cart-nothing-left = Buradan sipariş edilecek bir şey kalmadı. Belki burada başka bir şey bulursunuz.
cart-not-placed = Sipariş verilmedi: içindeki bir şey az önce değişti. Şimdiki hâli böyle.
repeat-none = Daha önceki bir siparişinizi bulamadım. Katalogdan başlayabilirsiniz.
another-ask = Başka ne eklemek istersiniz? Sepetiniz duruyor.
option-of = “{ $title }” için soruyorum.
items-ask = Neyi değiştirmek istersiniz?
item-ask = { $quantity } × “{ $title }”: bununla ne yapayım?
item-removed = “{ $title }” çıkarıldı.
details-ask = Not ettim: { $name }, { $phone }. Ne değişsin?
details-changed = Not ettim.

cart-line = { $quantity } × { $title }: { $total }
cart-line-unpriced = { $quantity } × { $title }
label-line = { $number }.
label-person = Kimin için
label-before = Şimdiki fiyat
label-after = Yeni fiyat
label-due = Bundan sonra ödenecek
label-refund = Size iade edeceğimiz
label-note = Yetkilinin notu

offer-title = { $code } numaralı sipariş için teklif
offer-ask = Siz kabul edene kadar hiçbir şey değişmez. Teklif { $until } tarihine kadar geçerli.
offer-newer = Daha yeni bir teklif var, bu yüzden öncekini yanıtlamadım. Lütfen buna bakın.
offer-none = { $code } numaralı sipariş için sizden yanıt beklenmiyor.
offer-accepted = { $code } numaralı siparişle ilgili bu teklif zaten kabul edilmiş.
offer-declined = { $code } numaralı siparişle ilgili bu teklif zaten reddedilmiş.
offer-withdrawn = { $code } numaralı siparişle ilgili bu teklif geri çekildi, hiçbir şey değişmedi.
offer-expired = { $code } numaralı siparişle ilgili bu teklifin süresi doldu, hiçbir şey değişmedi. Yetkili yenisini yapabilir.
offer-superseded = { $code } numaralı siparişle ilgili bu teklifin yerini yenisi aldı ya da teklife artık gerek kalmadı. Hiçbir şey değişmedi.
offer-accept-done = Anlaştık: { $code } numaralı sipariş { $total } tutuyor.
offer-accept-pay = Şimdi ödenecek: { $due }.
offer-decline-done = İlettim, { $code } numaralı sipariş olduğu gibi kalıyor. Yetkili size buradan yanıt verecek.
offer-withdraw-done = Değişikliğinizi geri çektim. { $code } numaralı sipariş olduğu gibi kalıyor.
offer-wish-ask = Ne farklı olsun? Kendi sözlerinizle yazın, size başka bir teklif yapılsın.

edit-title = { $code } numaralı siparişi değiştir
edit-ask = Neyin değişeceğini seçin. Değişmesi için yetkilinin onayı gerekir.
edit-ask-more = Başka bir şeyi daha değiştirin ya da yetkiliye gönderin. Onaylanana kadar hiçbir şey değişmez.
edit-emptied = O zaman siparişte hiçbir şey kalmaz. Siparişin tamamından vazgeçmek için iptal edin ya da bir şeyi geri koyun.
edit-line-ask = “{ $title }” kaç adet olsun? 1 ile { $max } arasında bir sayı seçin ya da yazın; isterseniz tamamen çıkarın.
edit-line-changed = { $quantity } × { $title } (şimdiye kadar { $was })
edit-line-removed = { $title }: çıkarıldı
edit-left = Siparişi olduğu gibi bıraktım.
edit-nothing = Bu siparişte buradan değiştirilebilecek bir şey yok. Yetkili yardımcı olabilir.
edit-sent = { $code } numaralı siparişteki değişikliğinizi yetkiliye gönderdim. Onaylanana kadar her şey olduğu gibi kalır.
edit-money = { $before } yerine { $total } tutacak.
edit-refund = Size { $refund } iade ederiz.
edit-until = Yanıt için süre: { $until }.
edit-waits = { $code } numaralı siparişteki değişikliğiniz onay bekliyor. O zamana kadar her şey olduğu gibi kalır.

button-another = Başka ekle
button-items = Ürünleri değiştir
button-item = { $quantity } × { $title }
button-reselect = Başka seçenekler
button-remove = Çıkar
button-without = Bu olmasın
button-details = Ad ve telefon
button-rename = Başka ad
button-renumber = Başka telefon
button-to-summary = Siparişe dön
button-take-cart = Sepetimle devam et
button-empty-cart = Sepeti boşalt
button-accept = Kabul et
button-decline = Reddet
button-offer-wish = Değişiklik iste
button-withdraw = Değişikliğimi geri çek
button-edit-line = { $title }
button-edit-send = Yetkiliye gönder
button-edit-leave = Olduğu gibi bırak

hint-choose = Bunu anlayamadım. Lütfen bunlardan birini seçin.
hint-offer = Bunu anlayamadım. Lütfen “kabul et” ya da “reddet” diye yanıtlayın veya neyin farklı olacağını yazın.
hint-offer-wish = Bunu anlayamadım. Lütfen birkaç sözle yazın, örneğin “mavi olsun, iki adet”.

refused-proposal-open = Bu siparişle ilgili bir değişiklik zaten yanıt bekliyor. Önce ona yanıt gerekiyor.
refused-proposal-over = Bunun için artık yanıt beklenmiyor. Lütfen siparişin şimdiki hâline bakın.

notice-proposal-price = { $code } numaralı siparişinizin fiyatı: { $total }. Siz kabul edene kadar ödenecek bir şey yok. Teklif { $until } tarihine kadar geçerli.
notice-proposal-change = { $code } numaralı siparişiniz için bir değişiklik öneriliyor: { $before } yerine { $total }. Siz kabul edene kadar hiçbir şey değişmez. Teklif { $until } tarihine kadar geçerli.
notice-proposal-accepted = { $code } numaralı siparişteki değişikliğiniz kabul edildi. Şimdi { $total } tutuyor.
notice-proposal-declined = { $code } numaralı siparişteki değişikliğiniz kabul edilemedi, sipariş olduğu gibi kalıyor.{ $note ->
    [none] { "" }
   *[other] { " " }Not: { $note }
}
notice-proposal-withdrawn = { $code } numaralı sipariş için teklif geri çekildi. Hiçbir şey değişmedi.
notice-proposal-expired = { $code } numaralı siparişle ilgili önerinin süresi doldu, hiçbir şey değişmedi.
notice-staff-proposal-made = { $code } numaralı sipariş: müşteri bir değişiklik öneriyor, { $before } yerine { $total }. { $until } tarihine kadar kabul edin ya da reddedin.
notice-staff-proposal-accepted = { $code } numaralı sipariş: müşteri { $total } tutarını kabul etti.
notice-staff-proposal-declined = { $code } numaralı sipariş: müşteri başka bir teklif istiyor.{ $note ->
    [none] { "" }
   *[other] { " " }Notu: { $note }
}
notice-staff-proposal-withdrawn = { $code } numaralı sipariş: müşteri değişikliğini geri çekti.
notice-staff-proposal-expired = { $code } numaralı sipariş: öneri zamanında yanıtlanmadı.
task-change-proposed = { $code } numaralı sipariş: müşteri bir değişiklik öneriyor. Kabul edin ya da reddedin.
task-offer-declined = { $code } numaralı sipariş: müşteri başka bir teklif istiyor. Yanıtlayın ve yenisini yapın.
