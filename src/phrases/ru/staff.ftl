# Стол глазами сотрудников.
no-actor-required = Система не знает, кто вы. Откройте чат по приглашению ещё раз.
no-actor-inactive = Ваш доступ закрыт. Если это ошибка, спросите администратора.
no-forbidden-role = С вашей ролью это нельзя. Это может администратор.
no-not-found = Такого здесь нет, или это ведёт другой сотрудник.
no-invalid-transition = Отсюда такого шага нет. На карточке видно, что можно.
no-direct-write = Это меняется только командой.
no-immutable = Это уже не изменить. Добавьте исправляющую запись.
no-reason-required = Пожалуйста, напишите причину в нескольких словах.
no-last-owner = Нужен хотя бы один владелец. Сначала назначьте другого.
no-bad-input = Что-то здесь не подходит. Попробуйте иначе.
no-amount-invalid = Это не сумма. Напишите, например, 100 или 100,50.
no-currency-mismatch = У заказа другая валюта.
no-bad-direction-role = Такой платёж в эту сторону не бывает.
no-reference-required = Для этого способа оплаты нужен номер операции.
no-reference-conflict = Этот номер операции уже записан с другой суммой или заказом. Ничего не записано.
no-idempotency-conflict = Это уже сделано, но с другими данными. Ничего не изменилось.
no-paid-only-by-payment = Заказ становится оплаченным сам, когда записан платёж.
no-no-client-payment = Клиент ещё не платил за этот заказ, поэтому и расхода по нему нет.
no-refund-exceeds-received = Вернуть больше, чем получено, нельзя.
no-refund-required = По заказу есть деньги клиента. Сначала их нужно вернуть.
no-not-paid = Оплата по заказу ещё не сходится.
no-not-priced = Не у всех позиций есть цена.
no-shipment-required = Отправления ещё нет. Сначала создайте его.
no-receipt-required = Клиент ещё не подтвердил получение. Отметьте его или спросите администратора.
no-order-ended = Этот заказ завершён.
no-nothing-due = По этому заказу ничего не должны.
no-method-not-offered = Такого способа оплаты нет.
no-too-many-files = Слишком много файлов за день. Попробуйте завтра.
no-too-soon = Это только что сделано. Подождите немного.
no-proposal-open = Изменение заказа ждёт ответа. Сначала оно.
no-proposal-over = Это предложение уже не ждёт ответа.
no-proposal-stale = Заказ с тех пор изменился. Посмотрите ещё раз.
no-other-side-answers = На это отвечает другая сторона.
no-taken = Это уже взял другой сотрудник.
no-report-changed = Клиент тем временем сообщил другую сумму. Посмотрите ещё раз.
no-window-closed = Клиент писал больше суток назад: канал сейчас не принимает обычные сообщения.
staff-welcome = Добро пожаловать, { $name }. Вы теперь работаете в { $desk }: { $role ->
    [agent] агент
    [manager] менеджер
    [admin] администратор
   *[owner] владелец
}.
staff-no-more = Вы больше не работаете в { $desk }. Пишите как любой клиент.
staff-as-customer = Теперь вы клиент. «/стол» вернёт вас обратно.
staff-try-talking = Вы говорите с клиентом. Сначала верните чат боту.
staff-hint = Напишите команду, номер заказа или слова для поиска.
staff-unknown-command = Команды { $command } нет. «/помощь» покажет все.
staff-stale = Эта кнопка устарела и больше ничего не делает.
staff-not-your-role = Это может { $role ->
    [agent] агент
    [manager] менеджер
    [admin] администратор
   *[owner] владелец
}. Обратитесь к нему.
staff-found-nothing = По запросу «{ $words }» ничего не нашлось.
staff-nobody = никто
staff-unpriced = { $title }, без цены
staff-line = { $title }: { $total }
staff-order-title = Заказ { $code }
staff-show-order = Заказ { $code }
staff-lead-title = Лид: { $title }
staff-lead-untitled = Лид
staff-order-row = { $code } · { $customer } · { $total }
staff-order-row-unpriced = { $code } · { $customer } · без цены
staff-lead-row = { $title } · { $customer }
staff-orders = { $count ->
    [one] { $count } заказ, сначала новые:
    [few] { $count } заказа, сначала новые:
   *[many] { $count } заказов, сначала новые:
}
staff-no-orders = Таких заказов сейчас нет.
staff-leads = { $count ->
    [one] { $count } лид, сначала новые:
    [few] { $count } лида, сначала новые:
   *[many] { $count } лидов, сначала новые:
}
staff-no-leads = Таких лидов сейчас нет.
desk-waiting = Здравствуйте, { $name }. Ждёт:
desk-quiet = Здравствуйте, { $name }. Ничего не ждёт: всё сделано.
desk-new-leads = Новые лиды: { $count }
desk-unpriced = Без цены: { $count }
desk-unpaid = Не оплачены: { $count }
desk-to-ship = К отправке: { $count }
desk-waiting-chats = Ждут ответа: { $count }
desk-my-tasks = Мои задачи: { $count }
desk-overdue-tasks = Просрочено: { $count }
field-status = Статус
field-customer = Клиент
field-link = Ссылка
field-comment = Комментарий
field-budget = Бюджет
field-campaign = Кампания
field-notes = Наши заметки
field-assignee = Ведёт
field-total = Итого
field-received = Получено
field-due = К оплате
field-address = Доставка
field-line = { $quantity } ×
lead-status-new = Новый
lead-status-in-progress = В работе
lead-status-qualified = Квалифицирован
lead-status-converted = Стал заказом
lead-status-rejected = Отклонён
do-desk = Стол
do-help = Помощь
do-leads = Лиды
do-orders = Заказы
do-order = Показать заказ
do-take = Взять
do-qualify = Квалифицировать
do-reject = Отклонить
do-cancel = Отменить
do-close = Закрыть
do-status-created = Вернуть к расчёту
do-status-awaiting-payment = Запросить оплату
do-status-processing = В подготовку
do-status-in-delivery = В пути
do-status-delivered = Доставлен
do-status-returned = Вернулся
do-status-in-progress = Открыть снова
do-status-qualified = Квалифицирован
ask-order = Какой заказ? Напишите номер.
odd-order = «{ $words }» — не номер заказа.
ask-lead = Какой лид? Выберите или напишите его место в списке.
odd-lead = Не понимаю, какой это лид: «{ $words }».
ask-reason = Почему? Достаточно нескольких слов.
odd-reason = Нужна причина словами.
ask-status = Какой статус? Например, «processing».
odd-status = «{ $words }» — не статус заказа.
ask-words = Что найти? Номер заказа, имя, телефон.
odd-words = Что найти? Номер заказа, имя, телефон.
staff-help = Напишите команду, номер заказа или слова для поиска либо нажмите кнопку. После команды можно сразу написать, что ей нужно; чего не хватает, бот спросит.
staff-help-line = { $command }: { $about }
staff-dropped = Оставлено как было.
sure-or-not = Ответьте, пожалуйста, да или нет.
staff-final = Заказ { $code } ({ $customer }) перейдёт в статус «{ $status }». Вернуть это будет нельзя, клиент узнает. Сделать?
staff-file-refused = Этот файл принять нельзя: он слишком большой или такие файлы здесь не хранятся.
help-desk = что ждёт вас сегодня
help-help = все команды или что делает одна из них
help-as-customer = посмотреть на магазин глазами клиента
help-leads = заявки: открытые, мои, все или с одним статусом
help-lead = заявка и что с ней можно сделать
help-take = взять заявку или заказ, которых ещё никто не взял
help-qualify = клиент настроен серьёзно: заявка может стать заказом
help-reject = отклонить заявку с причиной
help-orders = заказы: открытые, мои, неоплаченные, без цены, к отправке, все или с одним статусом
help-order = заказ и что с ним можно сделать
help-status = перевести заказ в другой статус
help-cancel = отменить заказ с причиной
help-close = закрыть доставленный и оплаченный заказ
help-undo = отменить последнее действие в течение пяти минут
do-undo = Отменить действие
do-leave = Оставить как есть
do-leave-surely = Нет, оставить
do-it-surely = Да, сделать
undo-nothing = Отменять нечего.
undo-too-late = Это было больше пяти минут назад. Что можно изменить сейчас, показано на карточке.
undo-never = Это отменить нельзя.
undo-never-back = С этого шага пути назад нет. Заявку всё ещё можно отклонить.
undo-never-ended = Это окончательно: пути назад нет. Можно оформить новый заказ.
undone-take = Заявка снова ничья. Статус остался «в работе».
undone-reject = Заявка снова открыта.
undone-status = Заказ снова в прежнем статусе.
