# What the database tells people about the care of an order.
notice-order-address-changed = Your order { $code } goes to another address now.
notice-staff-order-address-changed = Order { $code } goes to another address now.
notice-staff-order-question = Order { $code }, the customer asks: { $text }
notice-staff-order-rated = Order { $code } has been rated: { $stars } of 5 stars.
task-address-changed = Order { $code } goes to another address now. Check the label.
task-bad-rating = Order { $code } has been rated badly. Talk to the customer.
task-order-question = Order { $code }: the customer has a question. Answer it.

# What becomes of an order after it was placed.
button-why = Why? What else?
button-keep = Leave it as it is
button-not-now = Not now
button-order-in-status = Order { $code }: { $status }
button-cancel-sure = Yes, cancel order { $code }
button-stars = { $stars } ★
button-no-words = Nothing to add
button-parcel = The parcel { $name }

care-kept = Then order { $code } stays as it is.
care-which-order = Which order do you mean?
care-which-parcel = Several parcels of order { $code } are on their way. Which one is here?

cancel-reason-ask = You would like to cancel order { $code }. What is the reason? Choose one, or type it in your own words.
cancel-reason-changed = I have changed my mind
cancel-reason-elsewhere = I found it elsewhere
cancel-reason-slow = It takes too long
cancel-reason-mistake = I ordered by mistake
cancel-sure-ask = Shall I cancel order { $code } now? You will not have to pay for it.
order-is-cancelled = Order { $code } is cancelled. There is nothing to pay for it, and nothing will be sent.

new-address-ask = Order { $code } goes to: { $address }. Where should it go instead? Type the new address.
new-address-ask-pickup = So far you pick up order { $code } in person. Type the address if we should deliver it.
address-is-changed = Order { $code } goes to this address now: { $address }
address-is-pickup = You pick up order { $code } in person now. We will write to you when it is ready.

question-ask = What would you like to know about order { $code }? Type your question, or send a photo of what is wrong.
question-is-passed-on = I have passed on your question about order { $code }. A person from the desk will answer you right here.

receipt-is-noted = Good to hear: order { $code } has arrived. Thank you for telling us.
receipt-is-noted-more = Thank you, I have noted it. More parcels of order { $code } are still on their way.
rating-ask = How was order { $code }? Give it one to five stars.
stars-are-kept = Thank you: { $stars } of 5 stars.
stars-are-kept-glad = Thank you, { $stars } of 5 stars. We are glad.
stars-are-kept-sorry = Thank you for being frank: { $stars } of 5 stars. We are sorry. A person from the desk will look into it.
rating-words-ask = Would you like to add a few words? Type them, or leave it at that.
rating-is-kept = Thank you. Your rating is kept; you can change it for a week.

parcel-title = The parcel of order { $code }
parcel-title-of = Order { $code }, parcel { $number } of { $count }
label-parcel-status = Status
label-carrier = Carrier
label-tracking-number = Tracking number
label-estimate = Expected
label-received = You have received it
label-tracking-link = Follow it at the carrier
parcel-unknown = I cannot find a parcel or an order of yours with this number. Please check it; “my orders” shows all of them.

order-card-pickup = You pick it up in person
order-card-estimate = Expected
order-card-tracking = Follow it
order-card-rating = Your rating

# Why something is not possible, in the customer's words.
why-title = Order { $code }: { $status }.
why-possible = This is what you can do with it now:
why-nothing-possible = There is nothing to be done with it any more.
why-impossible = Not possible just now, and why:
why-cannot = “{ $move }” is not possible for order { $code } just now.
why-ended = The order has ended ({ $status }), so nothing about it changes any more.
why-not-priced = It has no price yet. A manager names the price, and you will get a message here.
why-nothing-due = Nothing is left to pay. Thank you.
why-too-late = An order can be changed or cancelled only until it is paid, and this one is further on ({ $status }). Ask, and a person will see what can still be done.
why-refund-required = We hold money of yours for it, and that has to be given back before it is cancelled. Ask, and a person will do both for you.
why-shipped = It has been sent already, so its address stays. A person can ask the carrier.
why-not-shipped = Nothing has been sent yet, so there is nothing to follow or to receive. You will get a message as soon as a parcel leaves.
why-received-already = You have told us already that it arrived. Thank you.
why-not-delivered = You can rate it when it has arrived.
why-rated-already = You have rated it more than a week ago, and that rating stays. Thank you.
why-not-on-sale = What was in it is not in the catalogue any more. Ask, and we will see whether we can find it.
why-no-proposal = There is no offer that waits for your answer.
why-never-shipped = No parcel was sent for it, so there is nothing to follow or to receive.
why-desk-proposal = Our offer for it is waiting for your answer, and that comes first.
why-own-proposal = The change you asked for is waiting for our answer. You get it here, or take the change back.
why-otherwise = The desk cannot do that at the moment. A person can tell you more.

hint-cancel-reason = I did not understand that. Please type the reason in a few words, for example “I found it cheaper”.
hint-cancel-sure = Please answer “yes” if I should cancel the order, or “no” if it should stay.
hint-question = Please type your question in words, for example “when will it arrive?”.
hint-rating = Please choose one to five stars, for example 5.
hint-rating-words = Please type a few words, or “skip”.

words-why = /why|why|why not|what can i do|how come
words-track = /track|track|tracking|track my order|track my parcel|track the parcel|track my package|where is my parcel|where is my package|where is the parcel|where's my parcel|where's my package|where is it|when will it arrive|when does it arrive|when will my order arrive|delivery status|parcel status
words-received = /received|received|i have received it|i received it|i got it|i have got it|it has arrived|it arrived|my parcel arrived|my order arrived|i have received my order|i received my order|got my parcel
words-rate = /rate|rate|rate it|rate my order|rate the order|leave a review|review|rating
words-ask-order = /ask|ask about my order|ask about this order|ask about the order|i have a question about my order|question about my order|a question about my order|something is wrong with my order|problem with my order
words-move-address = change the delivery address|change delivery address|change my address|change my delivery address|deliver to another address|deliver it to another address|deliver somewhere else|new delivery address|wrong address
