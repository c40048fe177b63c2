# Work that finds people.
ask-work = Which lead or order? Choose it, or type an order code.
odd-work = I do not know which lead or order “{ $words }” is.
undone-take-order = Nobody has the order now.
staff-offer-lead = New lead{ $title ->
    [none] {""}
   *[other] : { $title }
}{ $customer ->
    [none] .
   *[other] {" "}· { $customer }
}
staff-offer-order = New order { $code }: { $customer }, { $total }
staff-offer-order-unpriced = New order { $code }: { $customer }, no price yet
staff-offer-waits = { $minutes ->
    [one] It has waited for a minute, and nobody has taken it.
   *[other] It has waited for { $minutes } minutes, and nobody has taken it.
}
staff-taken-by = { $name } has it already.
staff-offer-taken = { $name } has it.
staff-offer-yours = It is yours.
staff-offer-gone = It needs nobody any more.
staff-offer-show = Show
notice-staff-much-work = { $leads ->
    [0] {""}
    [one] One new lead.
   *[other] { $leads } new leads.
}{ $orders ->
    [0] {""}
    [one] {" "}One new order.
   *[other] {" "}{ $orders } new orders.
}
do-more = More
staff-page = { $count } of them, the newest first:
ask-why = Why is it rejected?
odd-why = “{ $words }” is none of the reasons. Choose one.
why-lost = Lost to somebody else
option-lost = lost|bought elsewhere
why-no-interest = Not interested
option-no-interest = no interest|not interested
why-duplicate = A duplicate
option-duplicate = duplicate|double
why-postponed = Postponed
option-postponed = postponed|later
why-cancelled = Cancelled
why-spam = Spam
option-spam = spam|junk
why-customer-withdrew = The customer withdrew
option-customer-withdrew = withdrew|customer withdrew
