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
    [0] { $orders ->
        [one] { $orders } новый заказ.
        [few] { $orders } новых заказа.
       *[many] { $orders } новых заказов.
    }
    [one] { $leads } новая заявка.{ $orders ->
        [0] {""}
        [one] {" "}{ $orders } новый заказ.
        [few] {" "}{ $orders } новых заказа.
       *[many] {" "}{ $orders } новых заказов.
    }
    [few] { $leads } новые заявки.{ $orders ->
        [0] {""}
        [one] {" "}{ $orders } новый заказ.
        [few] {" "}{ $orders } новых заказа.
       *[many] {" "}{ $orders } новых заказов.
    }
   *[many] { $leads } новых заявок.{ $orders ->
        [0] {""}
        [one] {" "}{ $orders } новый заказ.
        [few] {" "}{ $orders } новых заказа.
       *[many] {" "}{ $orders } новых заказов.
    }
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
command-shift = хвосты
command-pass = сдать|отдать
command-promise = обещание
help-shift = что у вас открыто: обещания, чаты, просроченные задачи, неоплаченные заказы
help-pass = передать свой заказ, задачу или чат тому, кто на смене следующий
help-promise = напомнить о том, что вы только что пообещали клиенту
ask-mine = Какой ваш заказ, задача или чат? Выберите.
odd-mine = Не понимаю, какой это заказ, задача или чат: «{ $words }».
do-shift = Что открыто
staff-shift-leaves = { $name }, ваша смена закончилась. Остаётся открытым:
staff-shift-nothing = Ничего открытого не остаётся.
staff-shift-promises = Обещания клиентам: { $count }
staff-shift-chats = Чаты, где ждут вас: { $count }
staff-shift-overdue = Просроченные задачи: { $count }
staff-shift-unpaid = Ваши неоплаченные заказы: { $count }
staff-shift-pass = { $what } → { $name }
shift-passed = Передано, теперь ведёт { $name }.
shift-not-yours = Это уже не ваше, или такого коллеги нет.
notice-staff-chat-passed = { $name } передаёт вам чат: клиент ждёт ответа.
promise-remind = Похоже на обещание. Напомнить?
promise-yes = Да, { $at }
promise-no = Нет
promise-dropped = Ничего не записано.
promise-forgotten = Уже не помню, что было обещано. Запишите задачей.
promise-kept = Записано: { $at }.
undo-never-passed = Это уже у коллеги, он в курсе. Попросите вернуть.
undo-never-promised = Напоминание стоит среди ваших задач. Отметьте его там выполненным.
