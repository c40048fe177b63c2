# Сотрудники в чатах клиентов.
command-chats = чаты
command-talk = ответить|говорить
command-say = сказать|скажи
command-back = боту
help-chats = кто ждёт ответа и кто сейчас говорит с человеком
help-talk = говорить с клиентом: по заказу, телефону, имени или из списка; всё, что вы пишете дальше, уходит ему
help-say = сказать клиенту одно: «/сказать 1042 Уже упаковали.»
help-back = вернуть чат боту
do-chats = Чаты
do-talk = Говорить с клиентом
do-talk-on = Продолжить разговор
do-answer = Ответить
do-back = Вернуть боту
ask-chat = Чей чат? Выберите или напишите номер заказа, телефон или имя.
odd-chat = Не знаю, чей это чат: «{ $words }».
ask-text = Что сказать клиенту? Напишите или пришлите файл.
odd-text = Что сказать клиенту? Напишите или пришлите файл.
chats-none = Никто не ждёт, и ни один чат не у человека.
chats-listed = { $waiting ->
    [0] Никто не ждёт;
    [one] Ждёт { $waiting } клиент;
    [few] Ждут { $waiting } клиента;
   *[other] Ждут { $waiting } клиентов;
} { $answered ->
    [0] других чатов у людей нет.
    [one] { $answered } чат у человека.
    [few] { $answered } чата у людей.
   *[other] { $answered } чатов у людей.
}
chats-more = Не показано ещё: { $count }. Напишите «/ответить» и имя.
chats-row-minutes = { $name ->
    [none] Клиент
   *[other] { $name }
} · ждёт { $minutes } мин
chats-row-hours = { $name ->
    [none] Клиент
   *[other] { $name }
} · ждёт { $hours } ч
chats-row-answered = { $name ->
    [none] Клиент
   *[other] { $name }
} · { $colleague ->
    [none] никем не взят
   *[other] отвечает { $colleague }
}
chats-which = Таких несколько. Кто имеется в виду?
chats-name = { $name ->
    [none] Клиент
   *[other] { $name }
}
chats-unknown = Такого чата не нашлось: либо этот клиент никогда не писал сюда в чат, либо он не ваш.
chats-taken = В этом чате отвечает { $name }, поэтому ничего не изменилось. Чат можно перенять.
chats-take-over = Перенять у { $name }
chats-talking = { $name ->
    [none] Вы говорите с клиентом.
   *[other] Вы говорите с клиентом: { $name }.
} Всё, что вы здесь пишете или присылаете, уходит ему под вашим именем, а бот молчит. Команды начинаются с «/».
chats-about = Вопрос клиента: { $about }
chats-unreachable = В этом чате клиент больше недоступен: он заблокировал бота или ушёл, либо канал отключён. Свяжитесь с ним иначе.
chats-said = { $name ->
    [none] Отправлено клиенту.
   *[other] Отправлено. Кому: { $name }.
}
chats-left = { $name ->
    [none] Клиент
   *[other] { $name }
} снова с ботом, поэтому сообщение не отправлено. Возьмите чат ещё раз, чтобы отправить.
chats-with-colleague = { $name ->
    [none] Клиенту
   *[other] Клиенту { $name }
} теперь отвечает { $colleague }, поэтому сообщение не отправлено.
chats-nobody = Вы сейчас ни с кем не говорите.
chats-with-bot = Этот чат уже у бота.
chats-handed-back = Чат снова у бота, он продолжит с того же места.
undone-talk = Чат снова у бота.
undo-never-said = Сказанное уже прочитано: вернуть его нельзя.
undo-never-handed-back = Бот там уже заговорил. Чат можно взять ещё раз.

# Что клиент говорит человеку, у которого его чат.
relay-says = { $name ->
    [none] Клиент
   *[other] { $name }
}: { $text }
relay-sends = { $name ->
    [none] Клиент
   *[other] { $name }
} присылает вам это.
relay-picture = { $name ->
    [none] Изображение от клиента
   *[other] Изображение, отправитель: { $name }
}
relay-file-refused = { $name ->
    [none] Клиент
   *[other] { $name }
} пробует отправить файл, который принять нельзя.
relay-contact = { $name ->
    [none] Клиент
   *[other] { $name }
} делится номером: { $phone }
relay-location = { $name ->
    [none] Клиент
   *[other] { $name }
} делится местом: https://www.openstreetmap.org/?mlat={ $latitude }&mlon={ $longitude }
relay-other = { $name ->
    [none] Клиент
   *[other] { $name }
} присылает то, что здесь показать нельзя.
notice-staff-chat-taken = { $colleague } теперь отвечает вместо вас в чате: { $name ->
    [none] клиент
   *[other] { $name }
}.
notice-staff-chat-handed-back = { $colleague } возвращает ваш чат боту: { $name ->
    [none] клиент
   *[other] { $name }
}.
notice-staff-chat-left = { $name ->
    [none] Ваш клиент
   *[other] { $name }
} снова говорит с ботом.
notice-staff-chat-silent = Целый день никто ничего не писал: чат снова у бота ({ $name ->
    [none] клиент
   *[other] { $name }
}).
notice-staff-chat-forgotten = Клиент, чей чат был у вас, попросил забыть его. Чат завершён.

# Живая карточка заказа.
staff-order-not-yours = Заказ { $code } вам больше не виден.
staff-order-moved = Заказ { $code }: { $status }
