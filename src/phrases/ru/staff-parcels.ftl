# Отправления и документы глазами сотрудников.
command-ship = отправить|отгрузить
command-track = трек|отследить
command-parcel = посылка
command-received = получено|вручено
help-ship = отправить заказ: перевозчик, трек-номер, когда приедет
help-track = посылки заказа или одна по трек-номеру; без слов — все в пути
help-parcel = следующий шаг посылки: склад, фото, в пути, проблема, доставлена, вернулась
help-received = клиент получил заказ
do-ship = Отправить
do-track = Посылки
do-received = Получено
ask-carrier = Кто везёт? Выберите или напишите название и за ним трек-номер.
odd-carrier = Перевозчика «{ $words }» у нас нет.
ask-tracking = Какой трек-номер? После него можно написать, когда приедет.
odd-tracking = «{ $words }» не похоже на трек-номер.
ask-tracking_number = Чтобы посылка была в пути, нужен трек-номер. Какой он?
odd-tracking_number = «{ $words }» не похоже на трек-номер.
ask-arrives = Когда приедет? Например, «в пятницу» или «24 декабря».
odd-arrives = Не понимаю, что за день «{ $words }».
ask-parcel = Какая посылка? Напишите трек-номер или номер заказа.
odd-parcel = «{ $words }» — не трек-номер и не номер заказа.
ask-step = Что с посылкой? Например, «в пути» или «проблема».
odd-step = Шага «{ $words }» у посылки нет.
staff-parcel-no-number = Номера пока нет
staff-parcel-made = Посылка для заказа { $code } создана. В путь она отправится, когда будет номер.
staff-parcel-sent = Заказ { $code } в пути. Клиент узнает об этом.
staff-parcel-there = Эта посылка у заказа уже есть.
staff-parcel-had = Заказ { $code } уже отмечен как полученный.
staff-parcel-received = Заказ { $code } получен.
staff-parcel-none-yet = У этого заказа посылки ещё нет.
staff-parcels-none = Посылок в пути нет.
staff-parcels-listed = { $count ->
    [one] { $count } посылка:
    [few] { $count } посылки, новые сверху:
   *[many] { $count } посылок, новые сверху:
}
staff-parcel-row = { $code } · { $number } · { $status }
staff-parcel-of = Посылка заказа { $code }
staff-parcel-title = Посылка { $number }
staff-parcel = { $number }: { $status }
field-order = Заказ
field-carrier = Перевозчик
field-arrives = Приедет
field-follow = Отследить
field-parcel = Посылка
do-parcel-warehouse = На складе
do-parcel-photos = Есть фото
do-parcel-transit = В пути
do-parcel-problem = Проблема
do-parcel-arrived = Доставлена
do-parcel-back = Вернулась
do-parcel-called-off = Отменить посылку
option-warehouse = склад|на складе
option-photos = фото|есть фото
option-transit = в пути|отправлена|едет
option-problem = проблема|задержка|задерживается
option-arrived = доставлена|доставлено|приехала
option-back = вернулась|возврат|возвращена
option-called-off = отменена|отменить
undone-ship = Посылка отменена.
undone-parcel = Посылка снова в пути.
undo-never-shipped = Посылка в пути, и клиент это знает. Если вернётся, отметьте это на её карточке.
undo-never-parcel = Назад посылка не ходит. Что возможно, видно на карточке.
undo-never-received = Полученное остаётся полученным. Администратор может отметить возврат заказа.
command-doc = документ|файл
command-docs = документы|файлы
command-show-paper = показать_документ
help-doc = сохранить файл к заказу, лиду или клиенту: пришлите его с подписью «/документ 1042 счёт»
help-docs = документы заказа, лида или клиента
help-show-paper = документ файлом
do-doc = Добавить документ
do-docs = Документы
ask-file = Пришлите файл.
odd-file = Пришлите файл. Слова можно написать потом.
ask-paper = Что это?
odd-paper = Документов вида «{ $words }» у нас нет.
ask-document = Какой документ? Выберите в списке.
odd-document = Какой документ? Выберите в списке.
staff-papers-known = Есть такие: { $names }.
staff-paper-kept = Сохранено.
staff-no-papers = Документов здесь нет.
staff-papers = { $count ->
    [one] { $count } документ:
    [few] { $count } документа, новые сверху:
   *[many] { $count } документов, новые сверху:
}
staff-paper-row = { $type } · { $at } · { $by }
staff-paper = { $type }, { $at }
undo-never-doc = Документ остаётся: он может быть доказательством. Добавьте правильный.
