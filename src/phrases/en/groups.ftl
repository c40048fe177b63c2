# The staff's group in Telegram: one topic for each customer who is with a person.
command-here = here
help-here = typed in a Telegram group with topics: the staff answer customers there; “/here off” ends it
option-off = off|stop
staff-here-how = Type this in a Telegram group of your staff, not here: 1. Make a group and switch topics on. 2. Add this bot and let it manage topics. 3. Type “/here” there. From then on every customer who is with a person has a topic in that group. All its members read along.
notice-staff-group-set = “{ $title }” is your staff group now: every customer who is with a person has a topic there, and all members of the group read along. Type “/here off” there to end it.
notice-staff-group-no-topics = “{ $title }” is not your staff group yet: it has no topics. Switch them on in the settings of the group, then type “/here” there once more.
notice-staff-group-no-rights = “{ $title }” is not your staff group yet: the bot may not manage topics there. Make it an administrator that may, then type “/here” there once more.
notice-staff-group-ended = “{ $title }” is your staff group no more. Chats with customers go on in your own chat with the bot.
notice-staff-group-lost = The bot is not in “{ $title }” any more, so that this is your staff group no more. Chats with customers go on in your own chat with the bot.
topic-title = { $name ->
    [none] Customer
   *[other] { $name }
} · { $code }
topic-card = { $name ->
    [none] A customer
   *[other] { $name }
} is with a person
topic-card-asked = Asked
topic-card-order = Order
topic-card-channel = Writes in
topic-card-how = What staff write here goes to the customer under their name. What begins with “//” stays among you. “/back” gives the chat back to the bot.
topic-how = Here goes only what is for this customer: your words and files, “/take”, “/back”, and “//” before words that stay among you. For everything else I am in our own chat.
topic-taken = { $name } has this chat now.
topic-told = The desk told the customer:
topic-shows-order = Order { $code }
topic-stranger = Only the staff of this desk can write to a customer here. What others write stays in the group, and they are not told this again.
topic-ended = { $by ->
    [staff] The bot has this chat again.
    [customer] The customer has gone back to the bot.
    [silence] Nobody has said anything for a day: the bot has this chat again.
   *[other] This chat has ended.
}
do-topic-take = Take the chat
