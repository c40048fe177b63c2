# Люди, настройки, часы и учёт — как их видят сотрудники в чате.
command-staff = сотрудники|команда
command-invite = пригласить
command-role = роль
command-deactivate = отключить
command-reactivate = включить
command-language = язык
command-settings = настройки
command-set = задать
command-hours = часы|смена
command-dayoff = выходной
command-books = учёт
help-staff = кто здесь работает, в какой роли и на смене ли
help-invite = пригласить человека: имя и роль
help-role = дать другую роль
help-deactivate = закрыть доступ, с причиной
help-reactivate = вернуть доступ
help-language = на каком языке говорить с вами
help-settings = настройки стола
help-set = изменить настройку
help-hours = рабочие часы, ваши или общие: «пн-пт 9-18»
help-dayoff = выходной, ваш или общий: «завтра», «31.12.»
help-books = сходятся ли все суммы и шаги
do-staff = Команда
do-invite = Пригласить
do-role = Другая роль
do-deactivate = Закрыть доступ
do-reactivate = Вернуть доступ
do-settings = Все настройки
do-hours = Рабочие часы
do-dayoff = Выходной
do-hours-none = Работаю, когда открыт стол
do-hours-desk-none = Открыто всегда
do-today = Сегодня
do-tomorrow = Завтра
option-agent = агент
option-manager = менеджер
option-admin = администратор|админ
option-owner = владелец
option-en = английский|english
option-ru = русский
option-tr = турецкий
option-yes = да
option-no = нет
option-never = никогда
option-none = нет|никакие|сбросить
option-full = полная|вся сумма|целиком
option-first-payment = первый платёж|первый
option-paid-policy = когда оплачен|оплата
option-currency = валюта
option-time-zone = часовой пояс|пояс
option-languages = языки
option-default-provider = перевозчик|доставка
option-shipment-required = посылка обязательна|посылка
option-tracking-number-required = трек-номер обязателен|трек
option-auto-deliver = доставлен по получению|по получению
option-quiet-hours = тихие часы|тишина
option-answer-within-minutes = ответ за|ответ
option-nudge-after-minutes = напоминание через|напоминание
option-proposal-hours = срок предложения|предложение
option-desk = стол|общие|общий|все
option-working = рабочий|отменить
option-today = сегодня
option-tomorrow = завтра
option-every-day = каждый день|ежедневно
option-workdays = будни|по будням
option-and = и
option-until = до|по
option-monday = пн|понедельник
option-tuesday = вт|вторник
option-wednesday = ср|среда|среду
option-thursday = чт|четверг
option-friday = пт|пятница|пятницу
option-saturday = сб|суббота|субботу
option-sunday = вс|воскресенье
weekday-monday = Пн
weekday-tuesday = Вт
weekday-wednesday = Ср
weekday-thursday = Чт
weekday-friday = Пт
weekday-saturday = Сб
weekday-sunday = Вс
role-agent = Агент
role-manager = Менеджер
role-admin = Администратор
role-owner = Владелец
standing-on-shift = Сейчас на смене
standing-off-shift = Сейчас не на смене
standing-inactive = Без доступа
field-role = Роль
field-reason = Причина
staff-members = { $count ->
    [one] Здесь работает { $count } человек:
    [few] Здесь работают { $count } человека:
   *[other] Здесь работают { $count } человек:
}
staff-member-row = { $name } · { $role }{ $standing ->
    [on-shift] { " · на смене" }
    [inactive] { " · без доступа" }
   *[other] { "" }
}
staff-invited = Приглашён: { $name }, { $role }, до { $until }.
staff-member-above = Изменить может владелец: у этого человека ваш ранг или выше.
staff-left = Вы закрыли доступ себе. Пишите сюда как любой клиент.
ask-staff = Кто? Выберите или напишите номер в списке.
odd-staff = Не понимаю, кто это: «{ $words }».
ask-name = Как зовут человека? Можно сразу с ролью: «Ольга Петрова агент».
odd-name = Нужно имя.
ask-role = Какая роль?
odd-role = «{ $words }» — не роль. Есть агент, менеджер, администратор и владелец.
ask-language = Какой язык?
odd-language = На языке «{ $words }» не говорю: есть английский, русский и турецкий.
language-en = English
language-ru = Русский
language-tr = Türkçe
language-chosen = Теперь я говорю с вами по-русски.
invitation-made = Приглашение для { $name }. Оно действует один раз, до { $until }. Перешлите его:
invitation-how = Кто напишет этот код сюда, войдёт в команду.
invitation-unknown = Этот код не подходит. Проверьте его или попросите новый.
invitation-used = По этому коду уже вошли. Попросите новый.
invitation-expired = Срок этого кода вышел. Попросите новый.
invitation-known = Вы уже работаете здесь. Код останется для кого-нибудь ещё.
invitation-inactive = Ваш доступ сюда закрыт. Вернуть его может администратор, без кода.
invitation-too-many = Здесь пробовали слишком много кодов. Подождите час.
notice-staff-owner-invited = Тот, кто управляет базой данных, создал приглашение для владельца: { $name }. Если вы об этом не знаете, спросите его сразу.
undo-never-invite = Приглашение не отозвать: через сутки оно кончится само, а доступ вошедшего можно закрыть.
undone-role = Прежняя роль возвращена.
undone-deactivate = Доступ возвращён.
undone-reactivate = Доступ снова закрыт.
undone-language = Снова прежний язык.
undone-set = Настройка прежняя.
undone-hours = Рабочие часы прежние.
undone-dayoff = День снова такой, каким был.
desk-settings-title = Настройки стола
setting-paid-policy = Когда заказ считается оплаченным
setting-currency = Валюта новых заказов
setting-time-zone = Часовой пояс
setting-languages = Языки
setting-default-provider = Обычный перевозчик
setting-shipment-required = Посылка до отправки
setting-tracking-number-required = Трек-номер у каждой посылки
setting-auto-deliver = Доставлен, когда клиент получил
setting-quiet-hours = Клиентов не беспокоим
setting-answer-within-minutes = Отвечаем клиентам за
setting-nudge-after-minutes = Напоминание о брошенном заказе
setting-proposal-hours = Предложение действует
setting-about-paid-policy = Когда пришла вся сумма или первый платёж.
setting-about-currency = Одна из тех, с которыми работает стол.
setting-about-time-zone = По нему считаются дни и часы. Например, «Europe/Istanbul».
setting-about-languages = На чём стол говорит с клиентами: en, ru, tr.
setting-about-default-provider = Кто везёт посылку, если не сказано другое.
setting-about-shipment-required = Нужна ли посылка, прежде чем заказ будет в пути.
setting-about-tracking-number-required = Нужен ли посылке номер, прежде чем она будет в пути.
setting-about-auto-deliver = Становится ли заказ доставленным, когда клиент подтвердил получение.
setting-about-quiet-hours = Когда клиентам не пишут о том, что может подождать. Например, «21:00-09:00» или «никогда».
setting-about-answer-within-minutes = Сколько рабочих минут можно ждать человека, прежде чем вам напомнят.
setting-about-nudge-after-minutes = Через сколько минут один раз напомнить о неоконченном заказе тем, кто согласился; или «никогда».
setting-about-proposal-hours = Сколько часов цена или изменение ждёт ответа.
setting-paid-policy-full = Когда пришла вся сумма
setting-paid-policy-first-payment = С первым платежом
setting-yes = Да
setting-no = Нет
setting-never = Никогда
setting-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
   *[other] { $count } минут
}
setting-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[other] { $count } часов
}
setting-now = Сейчас: { $value }
ask-setting = Какая настройка?
odd-setting = Настройки «{ $words }» нет. На карточке все по названиям.
ask-value = Выберите новое значение или напишите его.
odd-value = «{ $words }» сюда не подходит. Ничего не изменено.
hours-on-shift = Вы сейчас на смене.
hours-off-shift = Вы сейчас не на смене.
hours-mine = Ваши часы:
hours-desk = Часы стола:
hours-as-desk = как у стола
hours-always = открыто всегда
hours-day = { $day } { $times }
hours-days = { $first }–{ $last } { $times }
hours-off = Выходной: { $day }
hours-how = «/часы пн-пт 9-18, сб 10-14» задаст ваши часы, «/часы нет» — как у стола; общие задаёт администратор: «/часы стол …».
odd-hours = Не могу прочитать «{ $words }» как рабочие часы. Конец позже начала, в тот же день, и промежутки не пересекаются.
ask-day = Какой день? Например, «завтра», «пятница» или «31.12.».
odd-day = «{ $words }» — такого дня не знаю, или он прошёл.
books-in-order = Учёт в порядке: все суммы и шаги сходятся.
books-odd = { $count ->
    [one] Не сходится { $count } запись:
    [few] Не сходятся { $count } записи:
   *[other] Не сходятся { $count } записей:
}
books-more = и ещё { $count }.
books-what-to-do = Ничего не изменено. Покажите это тому, кто следит за базой данных: командами такого не сделать.
books-sums = Суммы заказа { $about } не равны его строкам и платежам.
books-refunds = Вернули больше, чем получили: { $about }.
books-references = Номер платежа встречается дважды: { $about }.
books-steps = В истории шагов пробел: { $about }.
books-traces = Шаг или платёж не оставил следа, или о нём никому не сказали: { $about }.
books-records = Записанное исчезло или изменено: { $about }.
books-inbox = Входящее сообщение осталось без внимания: { $about }.
books-outbox = Исходящее сообщение застряло или обогнало другое: { $about }.
