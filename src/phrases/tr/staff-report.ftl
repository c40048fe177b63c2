# Masada işler nasıl gidiyor: sayılarla ve resimle.
command-report = rapor|sayılar
help-report = talepler, siparişler ve para: bugün, hafta, ay
option-week = hafta|7 gün
option-month = ay|30 gün
report-title = { $period ->
    [today] Bugün
    [week] Son 7 gün
   *[month] Son 30 gün
}
report-period = { $period ->
    [today] Bugün
    [week] 7 gün
    [month] 30 gün
    [year] Bir yıl
   *[all] Tüm zamanlar
}
odd-period = “{ $words }” diye bir dönem bilmiyorum. Bunlardan birini seçin.
report-compared = { $now } (önceki: { $before })
report-leads = Talepler
report-conversion = Siparişe dönüşen
report-orders = Siparişler
report-revenue = Gelen para
report-outstanding = Ödenmemiş
report-nothing-due = Yok
report-due = { $amount }, { $count ->
    [one] bir sipariş
   *[other] { $count } sipariş
}
report-answer = Talep kaç dakikada alınıyor
report-chart-revenue = Gelen para, { $currency }
report-chart-orders = Siparişler
report-alt = { $period ->
    [today] Bugün
    [week] Son 7 günde
   *[month] Son 30 günde
}: siparişler: { $orders }, talepler: { $leads }, gelen para: { $revenue }.
chart-empty = Henüz bir şey yok
command-export = dışa_aktar|tablo
help-export = tablo: siparişler, ödemeler, müşteriler ya da talepler
option-orders = siparişler
option-payments = ödemeler|para
option-customers = müşteriler
option-leads = talepler
option-year = yıl
export-orders = Siparişler
export-payments = Ödemeler
export-customers = Müşteriler
export-leads = Talepler
do-export-all = Tüm zamanlar olsun
ask-subject = Hangi tablo?
odd-subject = “{ $words }” diye bir tablo yok: siparişler, ödemeler, müşteriler ve talepler var.
staff-export-asked = Tabloyu hazırlıyorum: { $subject }, { $period ->
    [today] bugün
    [week] son 7 gün
    [month] son 30 gün
    [year] son bir yıl
   *[all] tüm zamanlar
}. Hazır olunca buraya gelir.
staff-export-ready = Tablonuz: { $count ->
    [one] bir satır
   *[other] { $count } satır
}. Dosya bir gün kalır.
undo-never-export = Hazırlanan tablo geri alınmaz. Dosyası bir gün sonra kendiliğinden silinir.
