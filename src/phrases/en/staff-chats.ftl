# The staff in customers' chats.
command-chats = chats|ch
command-talk = talk|tk
command-say = say
command-back = back|hb
help-chats = who waits for an answer, and who is with a person
help-talk = talk with a customer: by order, phone, name or from the list; what you write then goes to them
help-say = say one thing to a customer: “/say 1042 It is packed.”
help-back = hand the chat back to the bot
do-chats = Chats
do-talk = Talk to them
do-talk-on = Talk on
do-answer = Answer
do-back = Back to the bot
ask-chat = Whose chat? Choose it, or type an order code, a phone number or a name.
odd-chat = I do not know whose chat “{ $words }” is.
ask-text = What shall I tell them? Type it, or send a file.
odd-text = What shall I tell them? Type it, or send a file.
chats-none = Nobody is waiting, and no chat is with a person.
chats-listed = { $waiting ->
    [0] Nobody is waiting;
    [one] One customer is waiting;
   *[other] { $waiting } customers are waiting;
} { $answered ->
    [0] no other chat is with a person.
    [one] one chat is with a person.
   *[other] { $answered } chats are with a person.
}
chats-more = { $count ->
    [one] One more is not shown. Type “/talk” and a name.
   *[other] { $count } more are not shown. Type “/talk” and a name.
}
chats-row-minutes = { $name ->
    [none] A customer
   *[other] { $name }
} · waiting for { $minutes } min
chats-row-hours = { $name ->
    [none] A customer
   *[other] { $name }
} · waiting for { $hours } h
chats-row-answered = { $name ->
    [none] A customer
   *[other] { $name }
} · { $colleague ->
    [none] not taken
   *[other] with { $colleague }
}
chats-which = There are several. Who is meant?
chats-name = { $name ->
    [none] A customer
   *[other] { $name }
}
chats-unknown = I find no chat with that. Either this customer never wrote to the desk in a chat, or it is not yours to see.
chats-taken = { $name } is talking in this chat, so that nothing was changed. You can take it over from them.
chats-take-over = Take over from { $name }
chats-talking = { $name ->
    [none] You are talking with this customer now.
   *[other] You are talking with { $name } now.
} What you write or send here goes to them under your name, and the bot keeps quiet. Commands begin with “/”.
chats-about = They asked: { $about }
chats-unreachable = This customer cannot be reached in this chat any more: they blocked it or left, or the channel is switched off. Reach them another way.
chats-said = { $name ->
    [none] Sent to the customer.
   *[other] Sent to { $name }.
}
chats-left = { $name ->
    [none] This customer
   *[other] { $name }
} is with the bot again, so that this was not sent. Take the chat once more to send it.
chats-with-colleague = { $name ->
    [none] This customer
   *[other] { $name }
} is talking with { $colleague } now, so that this was not sent.
chats-nobody = You are not talking with anybody.
chats-with-bot = That chat is with the bot already.
chats-handed-back = The bot has the chat again and goes on where it stopped.
undone-talk = The bot has the chat again.
undo-never-said = What was said has been heard: it cannot be taken back.
undo-never-handed-back = The bot has spoken there already. You can take the chat once more.

# What a customer says to the person who has their chat.
relay-says = { $name ->
    [none] Customer
   *[other] { $name }
}: { $text }
relay-sends = { $name ->
    [none] The customer
   *[other] { $name }
} sends you this.
relay-picture = { $name ->
    [none] A picture from the customer
   *[other] A picture from { $name }
}
relay-file-refused = { $name ->
    [none] The customer
   *[other] { $name }
} tried to send a file that could not be taken.
relay-contact = { $name ->
    [none] The customer
   *[other] { $name }
} shares a phone number: { $phone }
relay-location = { $name ->
    [none] The customer
   *[other] { $name }
} shares a place: https://www.openstreetmap.org/?mlat={ $latitude }&mlon={ $longitude }
relay-other = { $name ->
    [none] The customer
   *[other] { $name }
} sent something that cannot be shown here.
notice-staff-chat-taken = { $colleague } has taken over your chat with { $name ->
    [none] a customer
   *[other] { $name }
}.
notice-staff-chat-handed-back = { $colleague } has handed your chat with { $name ->
    [none] a customer
   *[other] { $name }
} back to the bot.
notice-staff-chat-left = { $name ->
    [none] Your customer
   *[other] { $name }
} has gone back to the bot.
notice-staff-chat-silent = Nobody has said anything for a day: your chat with { $name ->
    [none] a customer
   *[other] { $name }
} is with the bot again.
notice-staff-chat-forgotten = A customer whose chat you had has asked to be forgotten. Their chat has ended.

# The living card of an order.
staff-order-not-yours = Order { $code } is not yours to see any more.
staff-order-moved = Order { $code }: { $status }
