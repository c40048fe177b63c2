# The menu of the bot in Telegram.
telegram-menu-catalogue = What there is
telegram-menu-orders = My orders and where they are
telegram-menu-person = Talk to a person
telegram-menu-language = Another language
telegram-menu-help = What I can do
telegram-down = Telegram cannot be reached, or the token is not its any more. It is tried again by itself.
telegram-waiting = { $count ->
    [0] nothing waits
    [one] { $count } update waits
   *[other] { $count } updates wait
}
