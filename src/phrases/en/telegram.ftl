# The menu of the bot in Telegram.
telegram-menu-catalogue = What there is
telegram-menu-orders = My orders and where they are
telegram-menu-person = Talk to a person
telegram-menu-language = Another language
telegram-menu-help = What I can do
telegram-down = Telegram does not answer, or the token has been replaced. The desk keeps trying.
telegram-waiting = { $count ->
    [0] nothing waits
    [one] { $count } update waits
   *[other] { $count } updates wait
}
# A search typed in another chat.
inline-order = Order it
inline-nothing = Nothing found: open the catalogue
telegram-silent = { $count ->
    [one] Nobody has written for two hours; usually at least one message comes in that time.
   *[other] Nobody has written for two hours; usually at least { $count } messages come in that time.
}
telegram-changed = { $count ->
    [one] Somebody else has led its updates elsewhere once; it was set right. Whoever can do that has the token.
   *[other] Somebody else has led its updates elsewhere { $count } times; it was set right. Whoever can do that has the token.
}
telegram-last-error = Last trouble, { $at }: { $error }

# What the admins are told.
notice-staff-channel-away = { $name } has not been answered by Telegram for five minutes. Nothing is lost: messages wait there and here, and I keep trying. { $error ->
    [none] { "" }
   *[other] What it says: { $error }
}
notice-staff-channel-silent = { $count ->
    [one] Nobody has written to { $name } for two hours, though at this time at least one message usually comes. Please write to it yourself and see whether it answers.
   *[other] Nobody has written to { $name } for two hours, though at this time at least { $count } messages usually come. Please write to it yourself and see whether it answers.
}
notice-staff-channel-changed = Somebody has led the updates of { $name } elsewhere. I have set it right. Whoever can do that has its token: have BotFather make a new one.
notice-staff-till-refused = Telegram does not take the payment token of { $name }, so nobody can pay by card there; customers see the other ways. Have BotFather connect the provider anew, and give the new token to whoever runs the desk. Telegram says: { $error }
notice-staff-channel-well = { $name } is well again.
