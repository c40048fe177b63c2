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
    [0] { $orders ->
        [one] One new order.
       *[other] { $orders } new orders.
    }
    [one] One new lead.{ $orders ->
        [0] {""}
        [one] {" "}One new order.
       *[other] {" "}{ $orders } new orders.
    }
   *[other] { $leads } new leads.{ $orders ->
        [0] {""}
        [one] {" "}One new order.
       *[other] {" "}{ $orders } new orders.
    }
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
command-shift = wrapup|wrap
command-pass = pass|hand_on
command-promise = promise
help-shift = what you have open: promises, waiting chats, overdue tasks, unpaid orders
help-pass = pass an order, a task or a chat of yours on to whoever is there next
help-promise = be reminded of what you have just promised to a customer
ask-mine = Which order, task or chat of yours? Choose it.
odd-mine = I do not know which order, task or chat “{ $words }” is.
do-shift = What is open
staff-shift-leaves = { $name }, your shift is over. This stays open:
staff-shift-nothing = You leave nothing open.
staff-shift-promises = Promises to customers: { $count }
staff-shift-chats = Chats that wait for you: { $count }
staff-shift-overdue = Overdue tasks: { $count }
staff-shift-unpaid = Unpaid orders of yours: { $count }
staff-shift-pass = { $what } → { $name }
shift-passed = { $name } has it now, and knows.
shift-not-yours = That is not yours any more, or there is no such colleague.
notice-staff-chat-passed = { $name } has passed a chat on to you: its customer is waiting for you.
promise-remind = That sounds like a promise. Shall I remind you?
promise-yes = Yes, { $at }
promise-no = No
promise-dropped = Nothing was noted.
promise-forgotten = I do not know any more what was promised. Note it as a task.
promise-kept = Noted: { $at }.
undo-never-passed = Your colleague has it and knows. Ask them to give it back.
undo-never-promised = The reminder stands among your tasks. Mark it as done there.
