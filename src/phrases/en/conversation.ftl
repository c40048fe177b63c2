# What the desk says in a chat.
verbatim = { $text }
apology = I am sorry, something went wrong on our side and I could not handle your message. A person at the desk has been told. Please try again in a moment.
restarted = We have been updated since you last wrote, so let us begin again.

greeting-new = Hello, this is { $desk }. I can show you what we offer and take your order right here.
greeting-known = Hello, { $name }. Good to see you again at { $desk }.
hello-again = Hello.
you-are-welcome = You are welcome.
menu-ask = What would you like to do? You can also simply type what you are looking for.
menu-ask-unfinished = Your order of “{ $title }” is not finished yet. Would you like to go on with it, or do something else?
at-the-start = We are at the beginning already.
help = I take orders: choose something from the catalogue, answer a few short questions and confirm. At any moment you can type “menu”, “my orders”, “back”, “cancel”, “language”, “settings”, “my data” or “person”. To see an order, type its code.
step-over = That step is over, so nothing was changed.
cancelled = The order of “{ $title }” has been dropped. Nothing was ordered, and there is nothing to pay.
cancelled-nothing = There is nothing to cancel: no order is being filled in. To cancel an order you have placed, talk to a person.
reminder = Your order of “{ $title }” is still waiting. Would you like to finish it?
text-too-long = That is too long for me to read. Please say it in a few sentences.
person-offered = If that is easier, a person at the desk can help you.
share-contact = Share my phone number
share-location = Share my location

button-catalogue = Catalogue
button-my-orders = My orders
button-person = Talk to a person
button-language = Language
button-menu = Menu
button-back = Back
button-cancel = Cancel
button-continue = Continue my order
button-resume = Back to the bot
button-more = Show more
button-everything = Everything
button-listing = { $title }
button-listing-priced = { $title }, { $price }
button-show-order = Order { $code }
button-last-address = As last time
button-pickup = I will pick it up
button-rather-not = Rather not
button-agree = I agree
button-disagree = I do not agree
button-confirm = Confirm the order
button-confirm-by = Confirm: { $method }
button-comment = Add a comment
button-change-comment = Change the comment
button-change-quantity = Change the quantity
button-change-address = Change the address
button-no-comment = No comment

languages-ask = Which language would you like?
language-name-en = English
language-name-ru = Русский
language-name-tr = Türkçe
language-changed = From now on I write in English.

person-called = I have called a person from the desk.
human-waiting = They will answer right here. Until then I keep quiet and pass on everything you write.
back-with-the-bot = I am here again.

catalogue-ask = What are you looking for? Choose a category, or type a few words, for example “road bike”.
search-all = Here is what we have:
search-found = Here is what I found for “{ $query }”:
search-near = Nothing is called exactly “{ $query }”. This comes nearest:
search-no-more = That was all.
search-nothing = There is nothing here at the moment. Look at another category, or ask a person.
search-nothing-called = I found nothing for “{ $query }”. Try other words, look through the catalogue, or ask a person.
listing-unknown = We do not offer this any more, or the link is not complete.
price-by-manager = A manager names the price

label-item = Item
label-price = Price
label-code = Code
label-quantity = Quantity
label-address = Delivery
label-comment = Comment
label-total = Total
by-pickup = You pick it up in person

quantity-ask = How many of “{ $title }” would you like? Choose or type a number from 1 to { $max }.
quantity-out-of-range = I can take a whole number from 1 to { $max }. For more, please talk to a person.
option-ask = { $option }: which one would you like?
address-ask = Where should we deliver? Type the address, or choose to pick it up in person.
address-last = Last time it was: { $address }
name-ask = What is your name?
phone-ask = What is your phone number? We only use it for questions about your order.
phone-invalid = I could not read that as a phone number. Please type it with the country code, for example +44 20 7946 0958.
noted = I have noted: { $name }, { $phone }.
noted-without-phone = I have noted: { $name }, without a phone number.
privacy-note = To handle your order, { $desk } keeps your name, phone number, address and this conversation. Only our staff see them, and you can ask for a copy or for deletion at any time. (Privacy note { $version })
consent-ask = Do you agree?
consent-needed = Without your agreement I may not take an order. Nothing has been ordered. A person can answer your questions about it.
summary-title = Your order
summary-ask = Is everything right? Choose how you would like to pay, and the order is placed.
summary-ask-unpriced = Is everything right? Confirm, and a manager will name the price. You decide then; nothing has to be paid before.
comment-ask = What should we know about this order? Type it in your own words.

hint-home = I did not understand that. Type what you are looking for, for example “road bike”, or choose below.
hint-quantity = I did not understand that. Please type a number from 1 to { $max }, for example 2.
hint-option = I did not understand that. Please choose one of these, for example “{ $example }”.
hint-address = I did not understand that. Please type street, house number and city, for example “12 Green Street, London”.
hint-name = I did not understand that. Please type your name, for example “Ann Smith”.
hint-consent = I did not understand that. Please answer “yes” or “no”.
hint-summary = I did not understand that. Choose how you would like to pay, or what to change.
hint-numbered = I did not understand that. Please answer with the number of a choice, for example 1.
hint-comment = I did not understand that. Please type your comment, for example “call before delivery”.

remark-other = Nice, but I only understand words and buttons.
remark-file = Thank you, I have kept the file. A person at the desk will look at it.
remark-file-refused = I could not keep this file: it is empty, too large or of a kind we do not take.
remark-voice = I cannot listen to voice messages, but I have kept it for a person at the desk. Please type it to me.
remark-location = Thank you. I will ask for the place when there is something to deliver.
remark-contact = Thank you, but I do not need a phone number just now.

orders-some = { $count ->
    [one] You have one order:
   *[other] You have { $count } orders:
}
order-line = { $code }: { $status }, { $total }
order-line-unpriced = { $code }: { $status }, price to be named
orders-none = You have no orders yet. The catalogue is a good place to begin.
order-unknown = I cannot find an order of yours with this code. Please check the number; “my orders” shows all of them.
order-placed = Thank you. Your order { $code } has been placed.
order-placed-already = This order has been placed already: { $code }.
order-placed-next = I will write to you as soon as something happens. The order below always shows where it stands.
pay-by = To pay: { $total }, { $method }.
pay-as-agreed = To pay: { $total }. A manager will tell you how.
pay-later = A manager will name the price and write to you here. There is nothing to pay yet.
price-changed = Please note: the price has changed in the meantime, and the total is { $total } now. If you do not want that, talk to a person.

refused-not-found = I cannot find that any more. It may have been removed.
refused-bad-input = Something in that does not fit. Please try it in another way.
refused-too-late = That is not possible any more at this stage.
refused-changed = Something has changed in the meantime. Please try once more.
refused-price = The price has to be settled first. A person at the desk will help.
refused-not-allowed = I may not do that for you. A person at the desk can.
refused-listing-gone = I am sorry: this has just gone from the catalogue, so the order was not placed.
refused-person = I could not save your details, so please give them once more.
refused-otherwise = I am sorry, that did not work. Nothing has been changed.

ahead-taken = I have taken { $quantity } from what you wrote. You can change that before you confirm.
ahead-left = I have not used this yet: “{ $rest }”.
