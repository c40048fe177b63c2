# Что база данных сообщает клиентам. Параметры — те, что даёт база.
notice-order-created = Ваш заказ { $code } принят.
notice-order-awaiting-payment = Ваш заказ { $code } можно оплатить.
notice-order-paid = Ваш заказ { $code } оплачен. Спасибо.
notice-order-processing = Мы готовим ваш заказ { $code }.
notice-order-in-delivery = Ваш заказ { $code } в пути.
notice-order-delivered = Ваш заказ { $code } доставлен.
notice-order-closed = Ваш заказ { $code } завершён. Спасибо за покупку.
notice-order-cancelled = Ваш заказ { $code } отменён.
notice-order-returned = Ваш заказ { $code } вернулся к нам.
notice-order-priced = Цена вашего заказа { $code } определена: { $total }.
notice-payment-received = Мы получили { $amount } за ваш заказ { $code }: { $methods }, { $at }. { $due ->
    [none] Спасибо.
   *[other] Спасибо. Осталось оплатить { $due }.
} { $reference ->
    [none] {""}
   *[other] Номер платежа: { $reference }.
}
notice-payment-refunded = Мы вернули { $amount } по вашему заказу { $code }: { $methods }, { $at }.{ $reason ->
    [returned] {" "}Причина: товар вернулся.
    [price_adjustment] {" "}Причина: цена снижена.
    [cancelled] {" "}Причина: отмена.
    [overpayment] {" "}Причина: оплачено больше, чем нужно.
   *[other] {""}
}{ $reference ->
    [none] {""}
   *[other] {" "}Номер платежа: { $reference }.
} Деньги вернутся тем же путём; банку может понадобиться несколько дней.
notice-shipment-created = Для вашего заказа { $code } оформлена посылка.
notice-shipment-pending = Посылка по вашему заказу { $code } готовится.
notice-shipment-warehouse-received = Посылка по вашему заказу { $code } прибыла на наш склад.
notice-shipment-photos-received = Есть фотографии посылки по вашему заказу { $code } со склада.
notice-shipment-in-transit = Посылка по вашему заказу { $code } в пути.
notice-shipment-delivered = Посылка по вашему заказу { $code } доставлена.
notice-shipment-exception = Посылка по вашему заказу { $code } задержалась. Мы выясняем причину и напишем вам.
notice-shipment-returned = Посылка по вашему заказу { $code } вернулась к нам.
notice-shipment-cancelled = Посылка по вашему заказу { $code } отменена.

# Что она сообщает сотрудникам.
notice-staff-order-created = Новый заказ { $code }.
notice-staff-order-awaiting-payment = Заказ { $code } ждёт оплаты.
notice-staff-order-paid = Заказ { $code } оплачен.
notice-staff-order-processing = Заказ { $code } готовится.
notice-staff-order-in-delivery = Заказ { $code } в пути.
notice-staff-order-delivered = Заказ { $code } доставлен.
notice-staff-order-closed = Заказ { $code } завершён.
notice-staff-order-cancelled = Заказ { $code } отменён.
notice-staff-order-returned = Заказ { $code } вернулся.
notice-staff-order-assigned = Заказ { $code } теперь ваш.
notice-staff-lead-assigned = Новая заявка теперь ваша.
notice-staff-task-assigned = Задача теперь ваша: { $title }
notice-staff-payment-received = Получено { $amount } по заказу { $code }.
notice-staff-payment-refunded = Возвращено { $amount } по заказу { $code }.

# Задачи, которые стол сам ставит сотрудникам.
task-chargeback = Заказ { $code }: клиент отозвал платёж. Разберитесь.
task-dead-letter = Сообщение не удалось разобрать даже с нескольких попыток. Прочитайте его и ответьте сами.
task-money-after-the-end = Заказ { $code } уже завершён, но по нему пришли деньги. Верните их или возобновите заказ.
task-money-before-the-price = По заказу { $code } пришли деньги, а цены ещё нет. Назначьте цену.
task-money-for-a-cancelled-payment = Заказ { $code }: пришли деньги по отменённому платежу. Проведите их или верните.
task-overpaid = Заказ { $code } переплачен. Верните лишнее.
task-person-wanted = Человек в чате просит соединить его с сотрудником.
task-undelivered = Сообщение не удалось доставить. Свяжитесь другим способом.
task-unreachable = До человека больше не достучаться там, где он писал. Свяжитесь другим способом.
