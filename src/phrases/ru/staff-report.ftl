# Как идут дела, в числах и картинкой.
command-report = отчёт|цифры
help-report = лиды, заказы и деньги: сегодня, неделя, месяц
option-week = неделя|за неделю|7 дней
option-month = месяц|за месяц|30 дней
report-title = { $period ->
    [today] Сегодня
    [week] За 7 дней
   *[month] За 30 дней
}
report-period = { $period ->
    [today] Сегодня
    [week] 7 дней
   *[month] 30 дней
}
report-compared = { $now } (до этого: { $before })
report-leads = Лиды
report-conversion = Стали заказами
report-orders = Заказы
report-revenue = Поступило
report-outstanding = Ещё не оплачено
report-nothing-due = Ничего
report-due = { $amount } по { $count ->
    [one] { $count } заказу
   *[other] { $count } заказам
}
report-answer = Минут, пока лид возьмут
report-chart-revenue = Поступило денег, { $currency }
report-chart-orders = Заказы
report-alt = { $period ->
    [today] Сегодня
    [week] За 7 дней
   *[month] За 30 дней
}: заказы: { $orders }, лиды: { $leads }, поступило: { $revenue }.
chart-empty = Пока ничего
