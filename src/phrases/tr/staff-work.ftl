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
    [0] { $orders ->
       *[other] { $orders } yeni sipariş.
    }
   *[other] { $leads } yeni talep.{ $orders ->
        [0] {""}
       *[other] {" "}{ $orders } yeni sipariş.
    }
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
command-shift = kalanlar
command-pass = bırak
command-promise = söz
help-shift = açık işleriniz: sözler, bekleyen sohbetler, geciken görevler, ödenmemiş siparişler
help-pass = bir siparişinizi, görevinizi ya da sohbetinizi sıradaki çalışana devredin
help-promise = müşteriye az önce verdiğiniz sözü size hatırlatır
ask-mine = Hangi siparişiniz, göreviniz ya da sohbetiniz? Seçin.
odd-mine = “{ $words }” hangi sipariş, görev ya da sohbet, anlayamadım.
do-shift = Açık kalanlar
staff-shift-leaves = { $name }, vardiyanız bitti. Açık kalanlar:
staff-shift-nothing = Açık kalan bir işiniz yok.
staff-shift-promises = Müşterilere verilen sözler: { $count }
staff-shift-chats = Sizi bekleyen sohbetler: { $count }
staff-shift-overdue = Geciken görevler: { $count }
staff-shift-unpaid = Ödenmemiş siparişleriniz: { $count }
staff-shift-pass = { $what } → { $name }
shift-passed = Artık { $name } ilgileniyor, haberi var.
shift-not-yours = Bu artık sizde değil ya da böyle bir çalışan yok.
notice-staff-chat-passed = { $name } size bir sohbet devretti: müşteri sizi bekliyor.
promise-remind = Bu bir söze benziyor. Hatırlatayım mı?
promise-yes = Evet, { $at }
promise-no = Hayır
promise-dropped = Hiçbir şey kaydedilmedi.
promise-forgotten = Ne söz verildiğini artık bilmiyorum. Görev olarak yazın.
promise-kept = Kaydedildi: { $at }.
undo-never-passed = Artık çalışma arkadaşınızda ve haberi var. Geri vermesini isteyin.
undo-never-promised = Hatırlatma görevlerinizde duruyor. Orada yapıldı olarak işaretleyin.
