# What the database tells people about the care of an order.
notice-order-address-changed = Your order { $code } goes to another address now.
notice-staff-order-address-changed = Order { $code } goes to another address now.
notice-staff-order-question = Order { $code }, the customer asks: { $text }
notice-staff-order-rated = Order { $code } has been rated: { $stars } of 5 stars.
task-address-changed = Order { $code } goes to another address now. Check the label.
task-bad-rating = Order { $code } has been rated badly. Talk to the customer.
task-order-question = Order { $code }: the customer has a question. Answer it.
