# Живая карточка заказа и названия статусов.
order-card-title = Заказ { $code }
order-card-status = Статус
order-card-item = Товар
order-card-total = Итого
order-card-unpriced = Цену назовёт менеджер
order-card-paid = Оплачено
order-card-refunded = Возвращено
order-card-due = Осталось оплатить
order-card-address = Доставка
order-card-shipment = Посылка
order-card-comment = Комментарий
order-card-payment = Оплата

order-status-created = Принят
order-status-awaiting-payment = Ждёт оплаты
order-status-paid = Оплачен
order-status-processing = Готовится
order-status-in-delivery = В пути
order-status-delivered = Доставлен
order-status-closed = Завершён
order-status-cancelled = Отменён
order-status-returned = Возвращён

payment-status-pending = Ещё не оплачен
payment-status-partial = Оплачен частично
payment-status-paid = Оплачен
payment-status-overpaid = Оплачено больше, чем нужно
payment-status-refunded = Деньги возвращены

shipment-status-pending = Готовится
shipment-status-warehouse-received = На складе
shipment-status-photos-received = Сфотографирована на складе
shipment-status-in-transit = В пути
shipment-status-delivered = Доставлена
shipment-status-exception = Задержалась, мы выясняем
shipment-status-returned = Возвращена
shipment-status-cancelled = Отменена

# What a customer can do with an order.
button-move-quote = Посмотреть предложение
button-move-pay = Оплатить
button-move-proof = Я оплатил(а)
button-move-track = Где посылка
button-move-received = Заказ у меня
button-move-rate = Оценить
button-move-edit = Изменить заказ
button-move-address = Изменить адрес
button-move-cancel = Отменить заказ
button-move-repeat = Заказать то же самое
button-move-ask = Спросить о заказе
