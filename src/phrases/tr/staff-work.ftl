# İş, çalışanını bulur.
ask-work = Hangi talep ya da sipariş? Seçin veya sipariş kodunu yazın.
odd-work = “{ $words }” hangi talep ya da sipariş, anlayamadım.
undone-take-order = Sipariş artık kimsede değil.
staff-offer-lead = Yeni talep{ $title ->
    [none] {""}
   *[other] : { $title }
}{ $customer ->
    [none] .
   *[other] {" "}· { $customer }
}
staff-offer-order = Yeni sipariş { $code }: { $customer }, { $total }
staff-offer-order-unpriced = Yeni sipariş { $code }: { $customer }, henüz fiyatsız
staff-offer-waits = { $minutes } dakikadır bekliyor, kimse üstlenmedi.
staff-taken-by = Bunu { $name } zaten üstlendi.
staff-offer-taken = { $name } üstlendi.
staff-offer-yours = Artık sizde.
staff-offer-gone = Artık kimse gerekmiyor.
staff-offer-show = Göster
notice-staff-much-work = { $leads ->
    [0] {""}
   *[other] { $leads } yeni talep.
}{ $orders ->
    [0] {""}
   *[other] {" "}{ $orders } yeni sipariş.
}
do-more = Devamı
staff-page = Bunlardan { $count } tanesi, en yenisi önce:
ask-why = Neden reddediliyor?
odd-why = “{ $words }” nedenlerden biri değil. Birini seçin.
why-lost = Başkasından aldı
option-lost = kaybedildi|başkasından aldı
why-no-interest = İlgilenmiyor
option-no-interest = ilgilenmiyor|ilgisiz
why-duplicate = Tekrar
option-duplicate = tekrar|mükerrer
why-postponed = Ertelendi
option-postponed = ertelendi|sonra
why-cancelled = İptal edildi
why-spam = İstenmeyen
option-spam = istenmeyen
why-customer-withdrew = Müşteri vazgeçti
option-customer-withdrew = müşteri vazgeçti|vazgeçti
