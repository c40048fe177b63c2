# Цены и деньги глазами сотрудников.
command-quote = цена|цены|оценить|кп
command-accept = принять|согласен
command-decline = отказать|отказ
command-withdraw = отозвать
option-rest = остаток|всё|все|весь остаток

help-quote = назначить цену заказу или лиду, если позиций несколько — по очереди: «1042 450», «1042 1: 450, 2: 20», «1042 + Шлем: 30»
help-accept = согласиться на изменение, которое предлагает клиент
help-decline = отказаться от изменения, которое предлагает клиент; можно добавить пару слов
help-withdraw = отозвать предложение, которое ждёт ответа клиента

do-quote = Назначить цену
do-accept = Согласиться
do-decline = Отказаться
do-withdraw = Отозвать предложение

field-proposal = Предложено
staff-proposal-staff = { $total }, ждёт согласия клиента
staff-proposal-customer = { $total }, предлагает клиент

ask-prices = Какая цена? Например, «450» или «1: 450, 2: 20» для нескольких позиций. «+ Шлем: 30» добавит позицию, «2: -» уберёт.
odd-prices = Не могу прочитать цены в «{ $words }».
quote-ask-line = Позиция { $position } из { $count }: { $quantity } × { $title }. Сколько стоит одна штука в { $currency }?
quote-ask-lead = «{ $title }»: сколько это стоит в { $currency }? «Велосипед: 450; Шлем: 30» — заказ из нескольких вещей.
quote-which-line = К какой позиции относится эта цена? Напишите, например, «1: 450».
quote-line = { $position }. { $quantity } × { $title }
quote-unpriced = пока без цены
quote-currency = Цены здесь в { $currency }. Назовите цену в этой валюте.
quote-nothing-left = Тогда в заказе ничего не останется. Его можно отменить.
quote-preview = Итого станет { $total } вместо { $before }.
quote-do-it = Изменить цену
quote-too-late = Цены меняются только до оплаты заказа.
quote-offered = Предложение отправлено клиенту. До его согласия ничего не изменится.
quote-in-force = Цены действуют; клиент узнал о них, если ему можно написать.
quote-accepted = Согласовано: заказ изменён, клиент об этом знает.
quote-declined = Отказано: заказ остался как был, клиент об этом знает.
quote-withdrawn = Предложение отозвано. Заказ остался как был.
undone-quote = Предложение отозвано. Заказ остался как был.
undo-never-price = Эти цены уже действуют. Можно назначить другие.
undo-never-answer = Другая сторона уже знает ответ. Можно сделать новое предложение.

# Движение денег.
command-pay = оплата|платёж|платеж
command-payout = выплата|расход
command-payback = возврат_поставщика
command-refund = возврат|рефанд
command-ask-refund = запросить_возврат
command-payments = платежи|деньги
help-pay = записать оплату клиента: «1042 100 наличные», «1042 остаток картой stripe:123»
help-payout = записать расход по заказу: поставщику, за доставку, комиссия; в любой валюте магазина
help-payback = записать, что вернул поставщик
help-refund = вернуть деньги клиенту; у кого нет прав администратора, тот готовит возврат для него
help-ask-refund = попросить администраторов о возврате
help-payments = сколько заказ должен и получил, со всеми платежами
do-pay = Записать оплату
do-payout = Записать расход
do-payback = Записать, что вернулось
do-refund = Вернуть деньги
do-ask-refund = Попросить администратора о возврате
do-payments = Платежи
option-cash = наличные|наличными|нал
option-bank-transfer = перевод|переводом|банковский перевод|банк
option-card = карта|картой
option-online = онлайн
option-supplier = поставщику|поставщик
option-shipping = доставка|за доставку|перевозчику
option-commission = комиссия
option-price-adjustment = скидка|изменение цены
option-overpayment = переплата
option-chargeback = чарджбэк|отзыв платежа
option-label-supplier = Поставщику
option-label-shipping = За доставку
option-label-commission = Комиссия
option-label-returned = Товар вернулся
option-label-price-adjustment = Цена снижена
option-label-cancelled = Отменено
option-label-overpayment = Переплата
option-label-chargeback = Платёж отозван банком
field-refunded = Возвращено
field-too-much = Переплата
payments-title = Деньги по заказу { $code }
payments-when = { $at }
payments-line = { $role }: { $sum }, { $method }, { $status }{ $reference ->
    [none] {""}
   *[other] , { $reference }
}
payment-role-client-payment = От клиента
payment-role-supplier-payment = Поставщику
payment-role-shipping-payment = За доставку
payment-role-commission-payout = Комиссия
payment-role-refund = Возврат
payment-role-fee = Сбор
payment-role-supplier-refund = От поставщика обратно
ledger-status-planned = запланировано
ledger-status-pending = в пути
ledger-status-completed = проведено
ledger-status-failed = не прошло
ledger-status-cancelled = отменено
ask-sum = Сколько? Например, 100, 100,50 или 1 234,50 €.
odd-sum = «{ $words }» — не сумма.
ask-sum-client-payment = Сколько клиент заплатил по заказу { $code }?
ask-sum-supplier-payment = Сколько ушло по заказу { $code }? Можно указать валюту, например 30 USD.
ask-sum-supplier-refund = Сколько вернулось по заказу { $code }?
ask-sum-refund = Сколько вернуть по заказу { $code }?
ask-method = Как заплатили?
odd-method = Способа оплаты «{ $words }» здесь нет.
ask-reference = Для этого способа нужен номер операции. Какой номер показывает банк или платёжный сервис?
ask-kind = За что это?
odd-kind = «{ $words }» — по заказу за такое не платят.
ask-cause = Почему возврат?
odd-cause = «{ $words }» — не причина возврата.
ask-related = Какой платёж вернуть?
odd-related = Платежа «{ $words }» здесь нет.
money-rest = Всё: { $sum }
pay-currency = Здесь это возможно только в { $currency }.
pay-again = { $sum } по заказу { $code } уже записано. Ещё раз?
pay-more-than-due = { $sum } больше, чем осталось оплатить ({ $due }). Всё равно записать?
money-nothing-due = По этому заказу ничего не должны. Всё равно записать { $sum }?
pay-do-it = Да, записать
pay-recorded = Записано: { $sum }. Заказ { $code }.
pay-known = Это уже записано: { $sum }. Ничего не добавлено.
refund-of = { $sum }, { $method }, { $at }
refund-not-overpaid = По заказу { $code } нет переплаты в { $sum }, а клиент прочтёт, что она была. Всё равно вернуть? Если нет, выберите другую причину.
refund-needs-admin = Возвраты делает администратор. Попросить его вернуть { $sum } по заказу { $code }?
refund-asked = Администраторы получили просьбу вернуть { $sum } по заказу { $code }. Им хватит одного нажатия.
undo-money = Записанные деньги остаются в книгах. Отменяет их отдельная встречная запись.
undo-never-asked = Просьба уже у администраторов. Скажите им, если она больше не нужна.
notice-staff-refund-asked = { $name } просит вернуть { $amount } по заказу { $code }: { $reason ->
    [returned] товар вернулся
    [price_adjustment] цена снижена
    [cancelled] заказ отменён
    [chargeback] платёж отозван банком
   *[overpayment] заплачено или записано лишнее
}.
task-refund-asked = Просят о возврате. Решает администратор.

# Почему что-то нельзя.
command-why = почему|зачем
help-why = почему заказ не идёт дальше, и кнопка для недостающего шага: «1042», «1042 закрыть», «1042 возврат»
do-why = Почему?
option-to-cancel = отменить|отмена
option-to-close = закрыть
option-to-deliver = отправить|отправка
option-to-arrive = вручить|получен
option-to-pay = оплатить|оплата
option-to-quote = цена|изменить цену
option-to-refund = вернуть деньги|возврат
option-to-pay-out = выплата|расход
why-heading = Что мешает заказу { $code }
why-heading-step = Заказ { $code }: «{ $step }»
why-nothing = Ничего не мешает: отсюда возможен любой шаг.
why-allowed = Шагу «{ $step }» ничего не мешает.
why-is-there = Заказ уже там: «{ $now }».
why-no-way = Из «{ $now }» в «{ $step }» шага нет. Что можно отсюда — ниже.
why-go-on = Этому ничего не мешает.
why-proposal = Предложение ждёт ответа. Новая цена заменит его.

# Входящие платежи.
command-inbox = входящие|поступления
command-proof = чек
command-record = провести|провести_оплату
command-dismiss = снять
command-incoming = поступление|приход
help-inbox = о каких оплатах сообщили клиенты и какие деньги пришли без заказа
help-proof = одна запись из входящих: чек и что говорит за и против
help-record = провести запись из входящих; деньги без заказа — на заказ, который вы назовёте
help-dismiss = снять запись из входящих, не проводя, с причиной
help-incoming = записать деньги, пришедшие без заказа: «250 € Ада Лавлейс, RF18»
do-inbox = Входящие платежи
do-record = Провести
do-dismiss = Это не оплата
option-from = от
option-reference = реф|референс|номер|ref
do-incoming = Деньги без заказа
ask-proof = Какая запись? Выберите или напишите её место в списке.
odd-proof = Не понимаю, какая это запись: «{ $words }».
ask-payer = От кого? После запятой можно добавить номер из банка.
odd-payer = От кого?
field-sum = Сумма
field-payer = Отправитель
field-method = Способ
field-reference = Номер операции
inbox-empty = Входящих платежей нет.
inbox-list = { $count ->
    [one] { $count } запись, сначала новые:
    [few] { $count } записи, сначала новые:
   *[many] { $count } записей, сначала новые:
}
inbox-report = { $odd ->
    [yes] ⚠ { $code } · { $customer } · { $sum }
   *[no] { $code } · { $customer } · { $sum }
}
inbox-transfer = { $odd ->
    [yes] ⚠ { $sum } · { $customer } · без заказа
   *[no] { $sum } · { $customer } · без заказа
}
inbox-title-report = Клиент сообщает об оплате заказа { $code }
inbox-title-transfer = Деньги без заказа
inbox-proof = Подтверждение оплаты
inbox-file-elsewhere = ⚠ Тот же файл прислали и для другого заказа: { $codes }. Посмотрите внимательно.
inbox-used = ⚠ Это уже записано, заказ { $code }.
inbox-likely = Возможно, это за один из этих заказов.
inbox-no-order = Ни по номеру, ни по сумме, ни по имени заказ не подходит.
inbox-match = { $code } · { $customer } · { $why }
inbox-because-code = номер заказа
inbox-because-amount = сумма
inbox-because-name = имя
inbox-for = { $code } · { $customer }
inbox-taken = Этим уже занялся другой сотрудник. Дважды ничего не записано.
inbox-dismissed = Запись снята, деньги не проведены.
inbox-gives-back = Если снять эту запись, деньги вернутся тому, кто заплатил. Это делает администратор.
inbox-given-back = Запись снята, деньги возвращаются тому, кто заплатил.
inbox-kept = Записано. Пока деньги не отнесены к заказу, они не считаются.
inbox-known = Эти деньги уже записаны.
undo-never-incoming = Эти деньги ещё не считаются. Снять их можно во входящих.
undo-never-dismissed = Запись снята. Деньги можно записать заново.

# Деньги, пришедшие по счёту в чате.
refund-on-its-way = { $sum } возвращаются за заказ { $code }. Вы узнаете, когда платёжная система их вернёт.
no-refunded-whole = Такой платёж возвращают только целиком. Верните его весь или верните деньги иначе и запишите это.
no-refund-by-desk = Такие деньги возвращаются сами. Дождитесь, что скажет платёжная система.
notice-staff-paid-by-another = Заказ { $code } оплатил кто-то другой: { $name } ({ $payer }).
notice-staff-charge-without-order = По счёту пришло { $amount }, и это не подходит ни к одному заказу. Выясните, за что: деньги во входящих платежах.
task-charge-without-order = По счёту пришли деньги, которые не подходят ни к одному заказу. Выясните, за что они.
notice-staff-refund-failed = Заказ { $code }: платёжная система не возвращает деньги. Найдите другой способ.
task-refund-failed = Заказ { $code }: платёжная система не возвращает деньги. Найдите другой способ.
notice-staff-charge-not-given-back = { $amount }, не подошедшие ни к одному заказу: платёжная система их не возвращает. Найдите другой способ.
task-charge-not-given-back = Деньги без заказа: платёжная система их не возвращает. Найдите другой способ.
notice-staff-charge-given-back = Заказ { $code }: платёжная система сама вернула плательщику { $amount }, а в учёте эти деньги ещё есть. Запишите возврат.
task-charge-given-back = Платёжная система сама вернула деньги за этот заказ. Запишите возврат.
notice-staff-stray-charge-given-back = Платёжная система сама вернула плательщику { $amount }, не подошедшие ни к одному заказу. Снимите их во входящих платежах.
task-stray-charge-given-back = Платёжная система сама вернула деньги, которые не подошли ни к одному заказу. Снимите их во входящих платежах.
