# Several things in one order, the same again, offers and changes that both sides sign.
cart-keeps-one = { $quantity } × “{ $title }” stays in your cart; this comes beside it. “Back” or “Not this one” leaves the cart as it was.
cart-keeps = { $count ->
    [one] One thing stays in your cart; this comes beside it.
   *[other] { $count } things stay in your cart; this comes beside them.
}
cart-has-it = It is in your cart already: { $quantity }. Say how many you would like in all.
cart-full = Your cart is full: { $max } different things fit into one order. Place it first, or take something out.
cart-cancelled = { $count ->
    [one] Your cart with one thing has been emptied.
   *[other] Your cart with { $count } things has been emptied.
} Nothing was ordered, and there is nothing to pay.
cart-emptied = Your cart is empty now. Nothing was ordered, and there is nothing to pay.
cart-reminder = { $count ->
    [one] One thing is still waiting in your cart.
   *[other] { $count } things are still waiting in your cart.
} Would you like to finish the order?
menu-ask-cart = { $count ->
    [one] There is one thing in your cart.
   *[other] There are { $count } things in your cart.
} Would you like to go on with it, or do something else?
cart-kept-one = Last time you left “{ $title }” in your cart. I have kept it for you.
cart-kept = { $count ->
    [one] Last time you left one thing in your cart. I have kept it for you.
   *[other] Last time you left { $count } things in your cart. I have kept them for you.
}
cart-back = { $count ->
    [one] Here is your cart again, with one thing in it.
   *[other] Here is your cart again, with { $count } things in it.
}
cart-over = That cart is not there any more: it has been taken up or emptied already.
cart-gone = “{ $title }” is not on sale any more, so I left it out.
cart-repriced = “{ $title }” cost { $before } then and costs { $price } now.
cart-unpriced-now = “{ $title }” has no fixed price any more: a manager names it.
cart-nothing-left = So there is nothing left to order from it. Perhaps you find something else here.
cart-not-placed = The order was not placed: something in it has just changed. This is how it stands now.
repeat-none = I cannot find an earlier order of yours. The catalogue is a good place to begin.
another-ask = What else would you like? Your cart is kept.
option-of = This is about “{ $title }”.
items-ask = What would you like to change?
item-ask = { $quantity } × “{ $title }”: what should I do with it?
item-removed = “{ $title }” has been taken out.
details-ask = I have noted: { $name }, { $phone }. What should be different?
details-changed = I have noted that.

cart-line = { $quantity } × { $title }: { $total }
cart-line-unpriced = { $quantity } × { $title }
label-line = { $number }.
label-person = For
label-before = Current price
label-after = New price
label-due = Still to pay after that
label-refund = We pay back to you
label-note = The desk says

offer-title = Offer for order { $code }
offer-ask = Nothing changes until you say yes. The offer holds until { $until }.
offer-newer = There is a newer offer, so I have not answered the earlier one. Please look at this one.
offer-none = Order { $code } needs no answer from you just now.
offer-accepted = This offer about order { $code } has been accepted already.
offer-declined = This offer about order { $code } has been declined already.
offer-withdrawn = This offer about order { $code } has been taken back, so nothing was changed.
offer-expired = The time for this offer about order { $code } has run out, so nothing was changed. A person can make a new one.
offer-superseded = This offer about order { $code } has been replaced or has been overtaken by the order itself. Nothing was changed by it.
offer-accept-done = Agreed: order { $code } comes to { $total }.
offer-accept-pay = Now to pay: { $due }.
offer-decline-done = I have passed that on, and order { $code } stays as it was. Somebody from the desk will answer you here.
offer-withdraw-done = I have taken your change back. Order { $code } stays as it was.
offer-wish-ask = What should be different? Say it in your own words, and the desk will make another offer.

edit-title = Change order { $code }
edit-ask = Choose what should be different. The desk has to agree before anything changes.
edit-ask-more = Change something else, or send it to the desk. Nothing changes until they agree.
edit-emptied = Then nothing would be left. To give up the whole order, cancel it; or put something back.
edit-line-ask = How many of “{ $title }” would you like? Choose or type a number from 1 to { $max }, or take it out.
edit-line-changed = { $quantity } × { $title } (so far { $was })
edit-line-removed = { $title }: taken out
edit-left = I have left the order as it is.
edit-nothing = There is nothing in this order that could be changed here. A person can help.
edit-sent = I have sent your change of order { $code } to the desk. Until they agree, everything stays as it is.
edit-money = It would cost { $total } instead of { $before }.
edit-refund = We would pay back { $refund } to you.
edit-until = They have until { $until } to answer.
edit-waits = Your change of order { $code } is waiting for the desk to agree. Until then everything stays as it is.

button-another = Add another
button-items = Change the items
button-item = { $quantity } × { $title }
button-reselect = Choose other options
button-remove = Take it out
button-without = Not this one
button-details = Name and phone
button-rename = Another name
button-renumber = Another phone number
button-to-summary = Back to the order
button-take-cart = Go on with my cart
button-empty-cart = Empty the cart
button-accept = Accept
button-decline = Decline
button-offer-wish = Ask to change it
button-withdraw = Take my change back
button-edit-line = { $title }
button-edit-send = Send it to the desk
button-edit-leave = Leave it as it is

hint-choose = I did not understand that. Please choose one of these.
hint-offer = I did not understand that. Please answer “accept” or “decline”, or say what should be different.
hint-offer-wish = I did not understand that. Please say it in a few words, for example “in blue, and two of them”.

refused-proposal-open = A change of this order is waiting for an answer already. That comes first.
refused-proposal-over = That does not wait for an answer any more. Please look at the order as it is now.

notice-proposal-price = Your order { $code } has a price: { $total }. Nothing is due until you accept it. The offer holds until { $until }.
notice-proposal-change = The desk proposes a change of your order { $code }: { $total } instead of { $before }. Nothing changes until you accept it. The offer holds until { $until }.
notice-proposal-accepted = The desk has agreed to your change of order { $code }. It comes to { $total } now.
notice-proposal-declined = The desk could not agree to your change of order { $code }, so it stays as it was.{ $note ->
    [none] { "" }
   *[other] { " " }They say: { $note }
}
notice-proposal-withdrawn = The desk has taken back its offer for order { $code }. Nothing has changed.
notice-proposal-expired = The time for the proposal about order { $code } has run out, so nothing has changed.
notice-staff-proposal-made = Order { $code }: the customer proposes a change, { $total } instead of { $before }. Accept or decline it until { $until }.
notice-staff-proposal-accepted = Order { $code }: the customer has accepted { $total }.
notice-staff-proposal-declined = Order { $code }: the customer wants another offer.{ $note ->
    [none] { "" }
   *[other] { " " }They say: { $note }
}
notice-staff-proposal-withdrawn = Order { $code }: the customer has taken the proposed change back.
notice-staff-proposal-expired = Order { $code }: nobody has answered the proposal in time.
task-change-proposed = Order { $code }: the customer proposes a change. Accept or decline it.
task-offer-declined = Order { $code }: the customer wants another offer. Answer and make a new one.
