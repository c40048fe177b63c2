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
   *[month] 30 gün
}
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
