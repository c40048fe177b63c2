# Что база данных сообщает о заботе о заказе.
notice-order-address-changed = Ваш заказ { $code } теперь поедет по другому адресу.
notice-staff-order-address-changed = Заказ { $code } теперь едет по другому адресу.
notice-staff-order-question = Заказ { $code }, клиент спрашивает: { $text }
notice-staff-order-rated = Заказ { $code } оценили: { $stars } из 5.
task-address-changed = Заказ { $code } теперь едет по другому адресу. Проверьте этикетку.
task-bad-rating = Заказ { $code } получил плохую оценку. Поговорите с клиентом.
task-order-question = Заказ { $code }: у клиента вопрос. Ответьте ему.
