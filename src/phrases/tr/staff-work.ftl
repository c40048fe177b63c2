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
