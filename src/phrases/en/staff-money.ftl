# Prices and money, as the staff handle them in chat.
command-quote = quote|price|pr
command-accept = accept|ac
command-decline = decline|dc
command-withdraw = withdraw|wd
option-rest = rest|all|everything|due|what is due

help-quote = price an order or a lead, line by line if it has several: “1042 450”, “1042 1: 450, 2: 20”, “1042 + Helmet: 30”
help-accept = agree to the change that the customer proposes
help-decline = turn down the change that the customer proposes, with a few words if you like
help-withdraw = take back the offer that waits for the customer's answer

do-quote = Price it
do-accept = Accept the change
do-decline = Turn it down
do-withdraw = Take the offer back

field-proposal = Proposed
staff-proposal-staff = { $total }, waits for the customer's yes
staff-proposal-customer = { $total }, proposed by the customer

ask-prices = Which price? For example “450”, or “1: 450, 2: 20” for several lines. “+ Helmet: 30” adds a line, “2: -” takes one out.
odd-prices = I cannot read prices in “{ $words }”.
quote-ask-line = Line { $position } of { $count }: { $quantity } × { $title }. What does one cost, in { $currency }?
quote-ask-lead = “{ $title }”: what does it cost, in { $currency }? “Bike: 450; Helmet: 30” makes an order of several things.
quote-which-line = Which line is that the price of? Type it like “1: 450”.
quote-line = { $position }. { $quantity } × { $title }
quote-unpriced = no price yet
quote-currency = Prices here are in { $currency }. Please name the price in it.
quote-nothing-left = That would leave nothing in the order. It can be cancelled instead.
quote-preview = The total becomes { $total } instead of { $before }.
quote-do-it = Change the price
quote-too-late = Prices change only before an order is paid.
quote-offered = The customer has the offer now. Nothing changes until they say yes.
quote-in-force = The prices are in force, and the customer has been told where that is possible.
quote-accepted = Agreed: the order is changed, and the customer has been told.
quote-declined = Turned down: the order stays as it was, and the customer has been told.
quote-withdrawn = The offer is taken back. The order stays as it was.
undone-quote = The offer is taken back. The order stays as it was.
undo-never-price = These prices are in force already. Another price can be given instead.
undo-never-answer = The other side has been told. A new offer can be made instead.

# Money that moves.
command-pay = pay|payment
command-payout = payout|po
command-payback = payback
command-refund = refund|rf
command-ask-refund = ask_refund
command-payments = payments|money|ledger
help-pay = record what a customer has paid: “1042 100 cash”, “1042 rest card stripe:123”
help-payout = record what was paid for an order: to the supplier, for shipping, as commission; in any currency of the desk
help-payback = record what a supplier has given back
help-refund = give a customer money back; whoever is no admin has it prepared for one
help-ask-refund = ask the admins for a refund
help-payments = what an order owes and has received, with every payment
do-pay = Record a payment
do-payout = Pay somebody for it
do-payback = Record what came back
do-refund = Refund
do-ask-refund = Ask an admin for the refund
do-payments = Payments
option-cash = cash|in cash
option-bank-transfer = bank transfer|transfer|bank|wire
option-card = card|by card
option-online = online
option-supplier = supplier
option-shipping = shipping|carrier|freight
option-commission = commission
option-price-adjustment = price adjustment|discount
option-overpayment = overpayment|overpaid|too much
option-chargeback = chargeback
option-label-supplier = The supplier
option-label-shipping = Shipping
option-label-commission = A commission
option-label-returned = Goods came back
option-label-price-adjustment = The price was lowered
option-label-cancelled = Cancelled
option-label-overpayment = Too much was paid
option-label-chargeback = Taken back by the bank
field-refunded = Refunded
field-too-much = Paid too much
payments-title = Money of order { $code }
payments-when = { $at }
payments-line = { $role }: { $sum }, { $method }, { $status }{ $reference ->
    [none] {""}
   *[other] , { $reference }
}
payment-role-client-payment = From the customer
payment-role-supplier-payment = To the supplier
payment-role-shipping-payment = For shipping
payment-role-commission-payout = Commission
payment-role-refund = Refund
payment-role-fee = Fee
payment-role-supplier-refund = Back from the supplier
ledger-status-planned = planned
ledger-status-pending = under way
ledger-status-completed = done
ledger-status-failed = failed
ledger-status-cancelled = called off
ask-sum = How much? For example 100, 100.50 or 1 234,50 €.
odd-sum = “{ $words }” is no sum of money.
ask-sum-client-payment = How much has the customer paid for order { $code }?
ask-sum-supplier-payment = How much went out for order { $code }? A currency may follow, like 30 USD.
ask-sum-supplier-refund = How much came back for order { $code }?
ask-sum-refund = How much is to be given back for order { $code }?
ask-method = How was it paid?
odd-method = “{ $words }” is no way of paying here.
ask-reference = This way of paying has a reference. Which number does the bank or the provider show?
ask-kind = What was it for?
odd-kind = “{ $words }” is nothing an order pays for.
ask-cause = Why is it given back?
odd-cause = “{ $words }” is no reason for a refund.
ask-related = Which payment is given back?
odd-related = “{ $words }” is none of the payments.
money-rest = All of it: { $sum }
pay-currency = That can only be in { $currency } here.
pay-again = { $sum } for order { $code } is written down already. Once more?
pay-more-than-due = { $sum } is more than the { $due } that is due. Record it all the same?
money-nothing-due = Nothing is due for this order. Record { $sum } all the same?
pay-do-it = Yes, record it
pay-recorded = Recorded: { $sum }. Order { $code }.
pay-known = That is recorded already: { $sum }. Nothing was added.
refund-of = { $sum }, { $method }, { $at }
refund-not-overpaid = Order { $code } has not been paid by { $sum } too much, and the customer would hear that it has. Refund it all the same? Otherwise choose another reason.
refund-needs-admin = Refunds are for admins. Shall one be asked to refund { $sum } for order { $code }?
refund-asked = The admins have been asked to refund { $sum } for order { $code }. It takes them one tap.
undo-money = Money that was written down stays in the books. What takes it back is an entry of its own.
undo-never-asked = The admins have the request already. Tell them if it is not needed any more.
notice-staff-refund-asked = { $name } asks for a refund of { $amount } for order { $code }: { $reason ->
    [returned] goods came back
    [price_adjustment] the price was lowered
    [cancelled] it was cancelled
    [chargeback] the bank took it back
   *[overpayment] too much was paid or recorded
}.
task-refund-asked = A refund is asked for. An admin decides.

# Why something cannot be done.
command-why = why|y
help-why = why an order does not go on, and the button that does what is missing: “1042”, “1042 close”, “1042 refund”
do-why = Why?
option-to-cancel = cancel
option-to-close = close
option-to-deliver = ship|send|deliver
option-to-arrive = arrive|receive|received
option-to-pay = pay|mark paid
option-to-quote = quote|price|reprice
option-to-refund = refund|give back
option-to-pay-out = payout|pay out
why-heading = What keeps order { $code }
why-heading-step = Order { $code }: “{ $step }”
why-nothing = Nothing is in the way: every step from here can be taken.
why-allowed = Nothing is in the way of “{ $step }”.
why-is-there = The order is there already: “{ $now }”.
why-no-way = No step leads from “{ $now }” to “{ $step }”. What can be done from here is below.
why-go-on = Nothing is in the way of that.
why-proposal = An offer waits for its answer. A new price takes its place.

# The payment inbox.
command-inbox = inbox|ib
command-proof = proof
command-record = record|rec
command-dismiss = dismiss
command-incoming = incoming|in
help-inbox = what customers say they have paid, and money nobody has found the order of
help-proof = one entry of the inbox, with its proof and what speaks for or against it
help-record = record an entry of the inbox; money without an order goes to the order you name
help-dismiss = take an entry off the inbox without recording it, with the reason
help-incoming = write down money that came in without an order: “250 € Ada Lovelace, RF18”
do-inbox = Payment inbox
do-record = Record it
do-dismiss = It is no payment
option-from = from
option-reference = ref|reference
do-incoming = Money without an order
ask-proof = Which entry? Choose it, or type its place in the list.
odd-proof = I do not know which entry “{ $words }” is.
ask-payer = Who sent it? The bank's number may follow after a comma.
odd-payer = Who sent it?
field-sum = Sum
field-payer = Sent by
field-method = Paid by
field-reference = Reference
inbox-empty = The payment inbox is empty.
inbox-list = { $count ->
    [one] One entry:
   *[other] { $count } entries, the newest first:
}
inbox-report = { $odd ->
    [yes] ⚠ { $code } · { $customer } · { $sum }
   *[no] { $code } · { $customer } · { $sum }
}
inbox-transfer = { $odd ->
    [yes] ⚠ { $sum } · { $customer } · no order
   *[no] { $sum } · { $customer } · no order
}
inbox-title-report = Reported: paid for order { $code }
inbox-title-transfer = Money without an order
inbox-proof = The proof of a payment
inbox-file-elsewhere = ⚠ The same file was sent for another order: { $codes }. Look closely.
inbox-used = ⚠ This is recorded already, for order { $code }.
inbox-likely = It may be for one of these orders.
inbox-no-order = No order fits by its code, its sum or the name.
inbox-match = { $code } · { $customer } · { $why }
inbox-because-code = the order's code
inbox-because-amount = the sum
inbox-because-name = the name
inbox-for = { $code } · { $customer }
inbox-taken = Somebody has seen to this already. Nothing was recorded twice.
inbox-dismissed = It is off the list, and no money was recorded.
inbox-gives-back = Taken off the list, it goes back to whoever paid. That is for an admin to do.
inbox-given-back = It is off the list, and on its way back to whoever paid.
inbox-kept = Written down. It counts for nothing until it is matched with an order.
inbox-known = This money was written down before.
undo-never-incoming = It counts for nothing yet. In the inbox it can be taken off the list.
undo-never-dismissed = It is off the list. The money can be recorded anew.

# Money that came by an invoice in a chat.
refund-on-its-way = { $sum } is on its way back for order { $code }. You are told when the provider has given it back.
no-refunded-whole = Such a payment can only be given back as a whole. Refund all of it, or give the money back another way and record that.
no-refund-by-desk = The desk gives such money back by itself. Wait until the provider says how it ended.
notice-staff-paid-by-another = Order { $code } was paid by somebody else: { $name } ({ $payer }).
notice-staff-charge-without-order = { $amount } came in by an invoice that fits no order. Find out what it is for: it is in the payment inbox.
task-charge-without-order = Money came in by an invoice that fits no order. Find out what it is for.
notice-staff-refund-failed = Order { $code }: the provider does not give the money back. Find another way.
task-refund-failed = Order { $code }: the provider does not give the money back. Find another way.
notice-staff-charge-not-given-back = { $amount } that came in for no order: the provider does not give it back. Find another way.
task-charge-not-given-back = Money of no order: the provider does not give it back. Find another way.
notice-staff-charge-given-back = Order { $code }: { $amount } was given back to the payer by the provider itself, and still stands in the books. Write the refund down.
task-charge-given-back = The provider itself has given back what was paid for this order. Write the refund down.
notice-staff-stray-charge-given-back = { $amount } that came in for no order was given back to the payer by the provider itself. Take it off the payment inbox.
task-stray-charge-given-back = The provider itself has given back money that came in for no order. Take it off the payment inbox.
