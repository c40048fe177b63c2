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
