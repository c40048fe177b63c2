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
    [month] 30 дней
    [year] Год
   *[all] За всё время
}
odd-period = Период «{ $words }» мне не знаком. Выберите один из этих.
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
command-export = выгрузка|экспорт
help-export = таблица: заказы, платежи, клиенты или лиды
option-orders = заказы|заказов
option-payments = платежи|платежей|деньги
option-customers = клиенты|клиентов
option-leads = лиды|лидов
option-year = год|за год
export-orders = Заказы
export-payments = Платежи
export-customers = Клиенты
export-leads = Лиды
do-export-all = Лучше за всё время
ask-subject = Какая таблица?
odd-subject = Таблицы «{ $words }» нет: есть заказы, платежи, клиенты и лиды.
staff-export-asked = Готовлю таблицу: { $subject }, { $period ->
    [today] за сегодня
    [week] за 7 дней
    [month] за 30 дней
    [year] за год
   *[all] за всё время
}. Пришлю сюда, когда будет готова.
staff-export-ready = Ваша таблица: { $count ->
    [one] { $count } строка
    [few] { $count } строки
   *[other] { $count } строк
}. Файл хранится сутки.
undo-never-export = Готовую таблицу не отозвать. Файл исчезнет сам через сутки.
