# Customers, colleagues and what is found, as the staff see them in chat.
command-customer = customer|cu
command-note = note|n
command-assign = assign|as|give
help-customer = a customer by name, phone or order code: orders, what is due, notes, open tasks
help-note = note something on an order, a lead or a customer; customers never see it
help-assign = give an order, a lead or a task to a colleague, to “me”, to “nobody”, or “auto” to who has least in hand
do-customer = Customer
do-note = Note
do-lead = Show the lead
do-assign-me = To me
do-assign-auto = To who has least
do-assign-nobody = To nobody
option-me = me|to me
option-nobody = nobody|no one|none
option-auto = auto|automatic|anybody
ask-customer = Which customer? A name, a phone number or an order code.
odd-customer = Which customer? A name, a phone number or an order code.
ask-note = What shall be noted?
odd-note = What shall be noted?
ask-colleague = Who shall have it?
odd-colleague = I do not know for sure who “{ $words }” is.
staff-noted = Noted for the staff.
staff-orders-count = { $count ->
    [one] one order
   *[other] { $count } orders
}
staff-phone-verified = { $text }, verified
staff-stopped = wants no messages
staff-colleague = { $name } · { $count } in hand
staff-colleague-away = { $name } · { $count } in hand · away
staff-found = { $count ->
    [one] One thing for “{ $words }”:
   *[other] { $count } things for “{ $words }”:
}
staff-found-more = There is more: say it more exactly.
staff-hit-order = Order { $ref } · { $title } · { $by }
staff-hit-parcel = Parcel { $title } · { $ref } · { $by }
staff-hit-customer = { $title } · { $ref } · { $by }
staff-hit-lead = Lead: { $title } · { $ref } · { $by }
found-by-code = code
found-by-tracking = tracking number
found-by-reference = payment reference
found-by-phone = phone
found-by-email = e-mail
found-by-name = name
found-by-words = words
field-phone = Phone
field-email = E-mail
field-language = Language
field-channels = Channels
field-orders = Orders
field-consents = Agrees to
field-stopped = Peace
undone-note = The note is taken back.
undone-assign = It is with whom it was before.
help-find = find anything: an order code, a name, a phone, a tracking number, a payment reference, what somebody wants
