# Команды сотрудников; первое слово — как в справке.
command-desk = стол|с|сегодня
command-help = помощь
command-customer-mode = клиентом
command-find = найти|поиск
command-leads = лиды
command-lead = лид
command-take = взять|беру
command-qualify = квалифицировать
command-reject = отклонить
command-orders = заказы
command-order = заказ
command-status = статус
command-cancel = отменить|отмена
command-close = закрыть
