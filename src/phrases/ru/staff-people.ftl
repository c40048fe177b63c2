# Клиенты, коллеги и поиск глазами сотрудников.
command-customer = клиент|кл
command-note = заметка|записать
command-assign = назначить|передать
help-customer = клиент по имени, телефону или номеру заказа: заказы, долг, заметки, задачи
help-note = заметка к заказу, лиду или клиенту; клиент её не видит
help-assign = передать заказ, лид или задачу: имя коллеги, «мне», «никому» или «авто» — тому, у кого меньше дел
do-customer = Клиент
do-note = Заметка
do-lead = Показать лид
do-assign-me = Мне
do-assign-auto = У кого меньше дел
do-assign-nobody = Никому
option-me = мне|я|себе
option-nobody = никому|никто
option-auto = авто|автоматически|любому
ask-customer = Какой клиент? Имя, телефон или номер заказа.
odd-customer = Какой клиент? Имя, телефон или номер заказа.
ask-note = Что записать?
odd-note = Что записать?
ask-colleague = Кому передать?
odd-colleague = Не понимаю точно, кто «{ $words }».
staff-noted = Записано для сотрудников.
staff-orders-count = { $count ->
    [one] { $count } заказ
    [few] { $count } заказа
   *[many] { $count } заказов
}
staff-phone-verified = { $text }, подтверждён
staff-stopped = не хочет сообщений
staff-colleague = { $name } · дел: { $count }
staff-colleague-away = { $name } · дел: { $count } · не на смене
staff-found = По запросу «{ $words }» нашлось: { $count }
staff-found-more = Есть ещё: уточните запрос.
staff-hit-order = Заказ { $ref } · { $title } · { $by }
staff-hit-parcel = Посылка { $title } · { $ref } · { $by }
staff-hit-customer = { $title } · { $ref } · { $by }
staff-hit-lead = Лид: { $title } · { $ref } · { $by }
found-by-code = номер
found-by-tracking = трек-номер
found-by-reference = номер оплаты
found-by-phone = телефон
found-by-email = почта
found-by-name = имя
found-by-words = слова
field-phone = Телефон
field-email = Почта
field-language = Язык
field-channels = Каналы
field-orders = Заказы
field-consents = Согласия
field-stopped = Покой
undone-note = Заметка убрана.
undone-assign = Теперь это у того же, у кого было.
help-find = найти что угодно: номер заказа, имя, телефон, трек-номер, номер оплаты, что хотят
