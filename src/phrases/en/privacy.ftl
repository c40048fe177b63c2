# Settings: how somebody is written to.
button-settings = Settings
settings-title = Your settings
settings-ask = What would you like to change?
label-channel = I write to you on
label-quiet = Quiet hours
label-messages = Offers and reminders
channel-name = { $channel ->
    [telegram] Telegram
    [whatsapp] WhatsApp
    [whatsapp_web] WhatsApp
    [web] Web chat
   *[other] Another channel
}
quiet-none = none
quiet-own = { $from } to { $until }
quiet-of-desk = { $from } to { $until }, as the shop keeps them
messages-on = those you agreed to
messages-stopped = stopped
hint-settings = I did not understand that. Please press one of the buttons, or type “back”.
button-stop = Stop offers and reminders
button-start-again = Start offers and reminders
chosen-stopped = Stopped: no more offers or reminders. About orders you have placed I still write to you, and I answer whenever you write. START brings the rest back.
chosen-started = Started again: offers and reminders may reach you, offers only if you have agreed to them.
button-quiet-hours = Quiet hours
quiet-ask = When should I leave you in peace? Type it, for example “22-8”, or choose. What can wait is sent afterwards; when you write, I answer at once.
button-hours = { $from } to { $until }
button-quiet-off = No quiet hours
button-quiet-desk = As the shop keeps them
hint-quiet-hours = I need a beginning and an end, for example “22-8” or “22:30-07:00”. “Off” means no quiet hours.
chosen-quiet = Your quiet hours are changed.
button-channels = Channel
channels-ask = Where should I write to you? These are the channels you have written from.
chosen-channel = From now on I write to you there. You can still write from anywhere.

# Consents.
button-consents = Consents
consents-title = What you agree to
consents-ask = You can agree or take it back at any time; your orders do not depend on it.
label-consent-transfer_abroad = Data abroad
label-consent-training = Training
label-consent-marketing = Offers
consent-text-transfer_abroad = Data abroad: your data may be processed by services in other countries. (Text { $version })
consent-text-training = Training: your conversations, without your name, may be used to make the assistant better. (Text { $version })
consent-text-marketing = Offers: you may be sent offers and reminders of unfinished orders. (Text { $version })
consent-given = agreed
consent-not-given = not agreed
button-agree-transfer_abroad = Agree: data abroad
button-agree-training = Agree: training
button-agree-marketing = Agree: offers
button-withdraw-transfer_abroad = Take back: data abroad
button-withdraw-training = Take back: training
button-withdraw-marketing = Take back: offers
chosen-consent-given = Thank you, noted. You can take it back here at any time.
chosen-consent-taken-back = Taken back. From now on it does not happen any more.

# My data.
button-my-data = My data
my-data-title = What we know about you
my-data-ask = What would you like to do with your data?
label-my-name = Name
label-my-phone = Phone
label-my-email = E-mail
label-my-address = Address
label-my-chat = Chat
label-kept = Also
kept-counts = { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
}, { $leads ->
    [one] { $leads } request
   *[other] { $leads } requests
}, { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}
button-privacy-note = Privacy note
privacy-rights = You can see, correct, export or delete what we know at any time: type “my data”.
privacy-agreed = You agreed to version { $version }.
privacy-not-agreed = You have not agreed to it yet; you are asked when you order.
nobody-known = We do not know you yet: beside this chat nothing is kept about you, and nothing is sent to you unasked. If you have ordered through another channel, join it with a code.
button-export = Send me everything
export-asked = I am putting it together. The file comes here in a moment, into this chat only.
export-too-soon = You asked for this file within the last day. You can ask for it again from { $when }.
export-ready = Here is everything we know about you. The file can be opened for three days; then it is removed.
export-about = Everything { $desk } knows about you, as of { $day }.
export-part = { $part ->
    [customer] Who you are
    [identities] How you are recognised in each channel
    [leads] What you asked for
    [orders] Your orders
    [proposals] What was proposed for your orders
    [carts] What you left in a cart
    [documents] Your documents
    [messages] What was said
    [consents] What you agreed to
    [payments] Your payments
    [requests] What the desk was asked to do for you
    [settings] How you are written to
    [files] Files you sent
   *[other] More about you
}

# Another channel.
button-link-offer = Link another channel
button-link-enter = I have a code
link-code-shown = Your code: { $code }. Type it in your other chat with us within { $minutes } minutes, and both become one.
link-code-secret = Give it to nobody: whoever types it sees your orders. It works once.
link-code-ask = Please type the code that was shown in your other chat. To get one there, type “link”.
hint-link-code = A code has eight letters and digits, for example ABCD-2345.
link-sure-ask = If you go on, this chat joins the customer who was shown the code, and everything you ordered here is seen there too. Go on only if you asked for the code yourself.
button-link-yes = Yes, join them
link-done = Done: your chats are one now. Everything is under “my orders”.
link-unknown = This code does not work. Codes last fifteen minutes and work once; get a new one in your other chat.
link-own = This code is your own. Type it in the other chat, the one you want to join.
link-too-many = Too many codes have been tried. Please wait an hour, or ask a person.
channel-joined = { $channel ->
    [telegram] Your Telegram chat
    [whatsapp] Your WhatsApp chat
    [whatsapp_web] Your WhatsApp chat
    [web] Your web chat
   *[other] Another chat
} has just joined you with the code you were shown here. If that was not you, please talk to a person at once.

# To be forgotten.
button-erase = Delete my data
erase-ask = Do you want us to delete everything we know about you: your name, phone, addresses, this conversation and your files?
erase-keeps = Kept, without your name: orders and payments, because the books must stay whole.
button-erase-yes = Yes, delete it
erase-sure-ask = This cannot be undone. Shall I really delete everything, now?
button-erase-surely = Delete everything
hint-yes-or-no = I did not understand that. Please press one of the buttons, or type “back”.
erase-later = { $count ->
    [one] Your order { $codes } is still under way, so your data is needed until it ends.
   *[other] Your orders { $codes } are still under way, so your data is needed until they end.
} I have told my colleagues that you want to be forgotten; they will see to it. You can also cancel what you do not need, and ask again.
forgotten-meanwhile = Everything we knew about you has been deleted. Orders and payments stay in our books without your name. If you write again, you begin as somebody new.

# What staff are asked to do.
task-erasure = A customer asks to be forgotten. Close or cancel their orders, then erase them.
