# Работа сама находит людей.
ask-work = Какая заявка или заказ? Выберите или напишите номер заказа.
odd-work = Не понимаю, какая это заявка или заказ: «{ $words }».
undone-take-order = Теперь заказ ни за кем.
staff-offer-lead = Новая заявка{ $title ->
    [none] {""}
   *[other] : { $title }
}{ $customer ->
    [none] .
   *[other] {" "}· { $customer }
}
staff-offer-order = Новый заказ { $code }: { $customer }, { $total }
staff-offer-order-unpriced = Новый заказ { $code }: { $customer }, цены ещё нет
staff-offer-waits = { $minutes ->
    [one] Ждёт уже { $minutes } минуту, никто не взял.
    [few] Ждёт уже { $minutes } минуты, никто не взял.
   *[many] Ждёт уже { $minutes } минут, никто не взял.
}
staff-taken-by = Уже занято, ведёт { $name }.
staff-offer-taken = Взято, ведёт { $name }.
staff-offer-yours = Теперь это у вас.
staff-offer-gone = Больше никто не нужен.
staff-offer-show = Показать
notice-staff-much-work = { $leads ->
    [0] {""}
    [one] { $leads } новая заявка.
    [few] { $leads } новые заявки.
   *[many] { $leads } новых заявок.
}{ $orders ->
    [0] {""}
    [one] {" "}{ $orders } новый заказ.
    [few] {" "}{ $orders } новых заказа.
   *[many] {" "}{ $orders } новых заказов.
}
do-more = Ещё
staff-page = { $count } из них, сначала новые:
ask-why = Почему отклоняем?
odd-why = «{ $words }» — не причина из списка. Выберите одну.
why-lost = Ушёл к другим
option-lost = потерян|ушёл к другим
why-no-interest = Не интересно
option-no-interest = не интересно|нет интереса
why-duplicate = Дубль
option-duplicate = дубль|дубликат
why-postponed = Отложено
option-postponed = отложено|отложили|позже
why-cancelled = Отменено
why-spam = Спам
option-spam = спам
why-customer-withdrew = Клиент передумал
option-customer-withdrew = передумал|клиент передумал
