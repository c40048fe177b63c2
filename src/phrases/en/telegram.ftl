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
