telegram-menu-catalogue = Что есть в продаже
telegram-menu-orders = Мои заказы и где они
telegram-menu-person = Позвать человека
telegram-menu-language = Другой язык
telegram-menu-help = Что я умею
telegram-down = Telegram не отвечает, или токен заменён. Стол продолжает пробовать.
telegram-waiting = { $count ->
    [0] ничего не ждёт
    [one] ждёт { $count } сообщение
    [few] ждут { $count } сообщения
   *[other] ждут { $count } сообщений
}
inline-order = Заказать
inline-nothing = Ничего не нашлось: открыть каталог
