# The desk as the staff see it in chat.
no-actor-required = The desk does not know who you are. Open the chat with your invitation again.
no-actor-inactive = Your access to this desk has ended. Ask an admin if that is a mistake.
no-forbidden-role = Your role may not do that. An admin can, or can give you the right.
no-not-found = There is no such thing at this desk, or it is not yours to see.
no-invalid-transition = That step is not possible from here. The card shows what is.
no-direct-write = That can only be changed by a command.
no-immutable = That is final and cannot be changed. Add a correcting entry instead.
no-reason-required = Please say why, in a few words.
no-last-owner = A desk needs an owner. Make somebody else an owner first.
no-bad-input = Something in that does not fit. Please try it in another way.
no-amount-invalid = That is no amount. Type it like 100 or 100.50.
no-currency-mismatch = This order is in another currency.
no-bad-direction-role = That kind of payment does not go this way.
no-reference-required = This way of paying needs a reference.
no-reference-conflict = This reference is known with another amount or order. Nothing was recorded.
no-idempotency-conflict = This was done before, with other details. Nothing was changed.
no-paid-only-by-payment = An order becomes paid by its payments. Record the payment, and it follows by itself.
no-no-client-payment = The customer has not paid for this order yet, so nothing goes out for it.
no-refund-exceeds-received = More cannot be given back than came in.
no-refund-required = This order holds the customer's money. It has to be given back first.
no-not-paid = The money for this order does not add up to that yet.
no-not-priced = Not every line has a price yet.
no-shipment-required = There is no parcel yet. Create it first.
no-receipt-required = The customer has not confirmed the receipt yet. Record it, or ask an admin.
no-order-ended = This order has ended.
no-nothing-due = Nothing is due for this order.
no-method-not-offered = This way of paying is not offered.
no-too-many-files = That were too many files for one day. Try again tomorrow.
no-too-soon = That was done a moment ago. Wait a little.
no-proposal-open = A change of this order waits for an answer. That comes first.
no-proposal-over = That offer does not wait for an answer any more.
no-proposal-stale = The order has changed since. Look at it again.
no-other-side-answers = The other side answers that.
no-taken = Somebody else has it already.
no-report-changed = The customer has reported another sum meanwhile. Look at it again.
no-window-closed = The customer wrote more than a day ago: this channel takes no free text now.
staff-welcome = Welcome, { $name }. You work at { $desk } now, as { $role ->
    [agent] an agent
    [manager] a manager
    [admin] an admin
   *[owner] an owner
}.
staff-no-more = You do not work at { $desk } any more. You can write to it like every customer.
staff-as-customer = You are a customer now. “/desk” brings you back.
staff-try-talking = You are talking with a customer. Give the chat back to the bot first.
staff-hint = Type a command, an order code or some words to find.
staff-unknown-command = There is no command { $command }. “/help” lists them.
staff-stale = This button is from before and does nothing now.
staff-not-your-role = That takes { $role ->
    [agent] an agent
    [manager] a manager
    [admin] an admin
   *[owner] an owner
}. Ask one of them.
staff-found-nothing = Nothing was found for “{ $words }”.
staff-nobody = nobody
staff-unpriced = { $title }, without a price
staff-line = { $title }: { $total }
staff-order-title = Order { $code }
staff-show-order = Order { $code }
staff-lead-title = Lead: { $title }
staff-lead-untitled = Lead
staff-order-row = { $code } · { $customer } · { $total }
staff-order-row-unpriced = { $code } · { $customer } · no price
staff-lead-row = { $title } · { $customer }
staff-orders = { $count ->
    [one] One order:
   *[other] { $count } orders, the newest first:
}
staff-no-orders = There are no such orders now.
staff-leads = { $count ->
    [one] One lead:
   *[other] { $count } leads, the newest first:
}
staff-no-leads = There are no such leads now.
desk-waiting = Hello { $name }. This waits:
desk-quiet = Hello { $name }. Nothing waits: all is done.
desk-new-leads = New leads: { $count }
desk-unpriced = To price: { $count }
desk-unpaid = Unpaid: { $count }
desk-to-ship = To ship: { $count }
desk-waiting-chats = Waiting chats: { $count }
desk-my-tasks = My tasks: { $count }
desk-overdue-tasks = Overdue: { $count }
field-status = Status
field-customer = Customer
field-link = Link
field-comment = Comment
field-budget = Budget
field-campaign = Campaign
field-notes = Our notes
field-assignee = In charge
field-total = Total
field-received = Received
field-due = Still due
field-address = Deliver to
field-line = { $quantity } ×
lead-status-new = New
lead-status-in-progress = Being worked on
lead-status-qualified = Qualified
lead-status-converted = Became an order
lead-status-rejected = Rejected
do-desk = Desk
do-help = Help
do-leads = Leads
do-orders = Orders
do-order = Show the order
do-take = Take
do-qualify = Qualified
do-reject = Reject
do-cancel = Cancel it
do-close = Close it
do-status-created = Back to pricing
do-status-awaiting-payment = Ask for payment
do-status-processing = Prepare it
do-status-in-delivery = It is on its way
do-status-delivered = Delivered
do-status-returned = Came back
do-status-in-progress = Reopen
do-status-qualified = Qualified
ask-order = Which order? Type its code.
odd-order = “{ $words }” is no order code.
ask-lead = Which lead? Choose it, or type its place in the list.
odd-lead = I do not know which lead “{ $words }” is.
ask-reason = Why? A few words are enough.
odd-reason = I need the reason in words.
ask-status = Which status? For example “processing”.
odd-status = “{ $words }” is no status of an order.
ask-words = What should I find? An order code, a name, a phone number.
odd-words = What should I find? An order code, a name, a phone number.
staff-help = Type a command, an order code or some words to find, or press a button. A command can be followed by what it needs; what is missing is asked for.
staff-help-line = { $command }: { $about }
staff-dropped = Left as it was.
sure-or-not = That takes a yes or a no.
staff-final = Order { $code } of { $customer } becomes “{ $status }”. That is final, and the customer is told. Do it?
staff-file-refused = This file could not be taken: it is too large, or of a kind the desk does not keep.
help-desk = what waits for you today
help-help = all commands, or what one of them does
help-as-customer = see the desk as a customer does
help-leads = the leads: open, mine, all, or of one status
help-lead = a lead with what you can do with it
help-take = take a lead or an order that nobody has
help-qualify = the customer means it: the lead can become an order
help-reject = reject a lead, with the reason
help-orders = the orders: open, mine, unpaid, unpriced, to ship, all, or of one status
help-order = an order with what you can do with it
help-status = move an order on to a status
help-cancel = cancel an order, with the reason
help-close = close an order that is delivered and settled
help-undo = take back what you did last, within five minutes
do-undo = Undo
do-leave = Leave it
do-leave-surely = No, leave it
do-it-surely = Yes, do it
undo-nothing = There is nothing of yours to take back.
undo-too-late = That was more than five minutes ago. What can be changed now stands on the card.
undo-never = That cannot be taken back.
undo-never-back = There is no way back from this step. The lead can still be rejected.
undo-never-ended = This is final: nothing leads back from it. A new order can be made instead.
undone-take = Nobody has the lead now. Its status is still “being worked on”.
undone-reject = The lead is open again.
undone-status = The order is back where it was.
