# Задачи глазами сотрудников.
command-task = задача
command-tasks = задачи
command-show-task = показать_задачу
command-done = готово|сделано
command-snooze = отложить|позже
help-task = записать, что и когда сделать: «позвонить Аде завтра в 17:00 #1042»
help-tasks = задачи: мои, просроченные, все, сделанные
help-show-task = задача и что с ней можно сделать
help-done = задача сделана; можно дописать, чем кончилось
help-snooze = напомнить о задаче позже: «через 2 часа», «в понедельник»
do-task = Новая задача
do-tasks = Задачи
do-tasks-mine = Мои
do-tasks-overdue = Просроченные
do-tasks-all = Общие
do-tasks-done = Сделанные
do-show-task = Показать задачу
do-done = Готово
do-assign = Передать …
do-snooze-hour = Через час
do-snooze-tomorrow = Завтра
do-snooze-monday = В понедельник
option-overdue = просроченные|просрочено
option-done = сделанные|сделано|готово
ask-task = Какая задача? Выберите или напишите её место в списке.
odd-task = Не понимаю, какая задача «{ $words }».
ask-what = Что нужно сделать? После можно написать время: «завтра в 17:00».
odd-what = А что тогда нужно сделать?
ask-due = Когда? Например, «через 2 часа», «завтра в 17:00», «в понедельник».
odd-due = Не понимаю время «{ $words }».
ask-about = О чём речь? Напишите номер заказа или выберите.
odd-about = Не понимаю, что такое «{ $words }». Подойдёт номер заказа или «лид 2».
staff-task-past = Это время уже прошло. Выберите другое.
staff-task-made = Записано.
staff-task-done = Сделано: { $title }
staff-no-tasks = Таких задач сейчас нет.
staff-tasks = { $count ->
    [one] { $count } задача:
    [few] { $count } задачи, срочные сверху:
   *[many] { $count } задач, срочные сверху:
}
staff-task-row = { $title } · { $due }
staff-task-row-overdue = ⏰ { $title } · { $due }
staff-overdue = { $text }, просрочено
field-due-at = Срок
field-resolution = Чем кончилось
task-status-open = Открыта
task-status-in-progress = В работе
task-status-on-hold = Ждёт
task-status-done = Сделана
task-status-cancelled = Отменена
notice-staff-task-due = Пора: { $title } ({ $at })
undone-task = Задача отменена.
undone-done = Задача снова открыта.
undone-snooze = Срок задачи прежний.
do-snooze = Позже
