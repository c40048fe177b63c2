# Being with a person.
person-soon = { $minutes ->
    [one] Обычно отвечают в течение { $minutes } минуты.
    [few] Обычно отвечают в течение { $minutes } минут.
   *[other] Обычно отвечают в течение { $minutes } минут.
}
person-back-at = Сейчас на месте никого нет. Вам ответят здесь: { $when }.
person-later = Сейчас на месте никого нет. Вам ответят здесь, как только кто-нибудь вернётся.
person-joined = С вами теперь { $name }: вам отвечают здесь. Я пока молчу; чтобы позвать меня, напишите «бот».
person-has-chat = В этом чате с вами говорит сотрудник, поэтому я не вмешиваюсь. Сначала вернитесь ко мне, потом нажмите ещё раз.
person-late = Простите, что вы всё ещё ждёте. Я напомнил коллегам: вам ответят здесь.
staff-says = { $name }: { $text }
staff-sends = { $name } отправляет вам это.
i-am-a-bot = Да, я бот. Я показываю, что есть, принимаю заказы и рассказываю, что с ними. Для всего остального я зову сотрудника.

# Reminders.
button-empty-the-cart = Очистить корзину
button-no-reminders = Не напоминать мне
reminders-declined = Больше напоминать не буду. О ваших заказах я по-прежнему буду писать.

# What the staff are told.
notice-staff-person-wanted = Клиент в чате хочет поговорить с человеком.
notice-staff-person-waits = { $minutes ->
    [one] Клиент ждёт ответа в чате уже { $minutes } минуту.
    [few] Клиент ждёт ответа в чате уже { $minutes } минуты.
   *[other] Клиент ждёт ответа в чате уже { $minutes } минут.
}
notice-staff-person-forgotten = { $minutes ->
    [one] Клиент ждёт уже { $minutes } минуту, и даже после напоминания никто не ответил. Пожалуйста, займитесь этим.
    [few] Клиент ждёт уже { $minutes } минуты, и даже после напоминания никто не ответил. Пожалуйста, займитесь этим.
   *[other] Клиент ждёт уже { $minutes } минут, и даже после напоминания никто не ответил. Пожалуйста, займитесь этим.
}

# The manager's side of the rehearsal.
rehearsal-desk = Менеджер
rehearsal-desk-empty = Человека никто не ждёт. В чате нажмите «Позвать оператора».
rehearsal-desk-waiting = ждёт
rehearsal-desk-answered = отвечено
rehearsal-desk-write = Ваш ответ
rehearsal-desk-say = Ответить
rehearsal-desk-back = Вернуть боту
rehearsal-desk-chats = Чаты с человеком
rehearsal-desk-thread = О чём говорили
rehearsal-desk-customer = Клиент
rehearsal-desk-bot = Бот
