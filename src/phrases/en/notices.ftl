# What the database tells customers. Its parameters are those the database gives.
notice-order-created = Your order { $code } has been received.
notice-order-awaiting-payment = Your order { $code } is ready to be paid.
notice-order-paid = Your order { $code } is paid. Thank you.
notice-order-processing = We are preparing your order { $code }.
notice-order-in-delivery = Your order { $code } is on its way.
notice-order-delivered = Your order { $code } has been delivered.
notice-order-closed = Your order { $code } is completed. Thank you for buying from us.
notice-order-cancelled = Your order { $code } has been cancelled.
notice-order-returned = Your order { $code } has come back to us.
notice-order-priced = Your order { $code } has a price now: { $total }.
notice-payment-received = We have received { $amount } for your order { $code }: { $methods }, { $at }. { $due ->
    [none] Thank you.
   *[other] Thank you. Still to be paid: { $due }.
} { $reference ->
    [none] {""}
   *[other] Reference: { $reference }.
}
notice-payment-refunded = We have refunded { $amount } for your order { $code }: { $methods }, { $at }.{ $reason ->
    [returned] {" "}The reason: the goods came back.
    [price_adjustment] {" "}The reason: the price was lowered.
    [cancelled] {" "}The reason: something was cancelled.
    [overpayment] {" "}The reason: too much had been paid.
   *[other] {""}
}{ $reference ->
    [none] {""}
   *[other] {" "}Reference: { $reference }.
} The money comes back the same way; a bank may take a few days.
notice-shipment-created = There is a parcel for your order { $code } now.
notice-shipment-pending = The parcel for your order { $code } is being prepared.
notice-shipment-warehouse-received = The parcel for your order { $code } has reached our warehouse.
notice-shipment-photos-received = There are photos of the parcel for your order { $code } from the warehouse.
notice-shipment-in-transit = The parcel for your order { $code } is on its way.
notice-shipment-delivered = The parcel for your order { $code } has been delivered.
notice-shipment-exception = The parcel for your order { $code } is delayed. We are looking into it and will write to you.
notice-shipment-returned = The parcel for your order { $code } has come back to us.
notice-shipment-cancelled = The parcel for your order { $code } has been called off.

# What it tells the staff.
notice-staff-order-created = Order { $code } is new.
notice-staff-order-awaiting-payment = Order { $code } is waiting for payment.
notice-staff-order-paid = Order { $code } is paid.
notice-staff-order-processing = Order { $code } is being prepared.
notice-staff-order-in-delivery = Order { $code } is on its way.
notice-staff-order-delivered = Order { $code } has been delivered.
notice-staff-order-closed = Order { $code } is completed.
notice-staff-order-cancelled = Order { $code } has been cancelled.
notice-staff-order-returned = Order { $code } has come back.
notice-staff-order-assigned = Order { $code } is yours now.
notice-staff-lead-assigned = A new lead is yours now.
notice-staff-task-assigned = A task is yours now: { $title }
notice-staff-payment-received = { $amount } received for order { $code }.
notice-staff-payment-refunded = { $amount } refunded for order { $code }.

# Tasks the desk gives its staff by itself.
task-chargeback = Order { $code }: the client took a payment back. Look into it.
task-dead-letter = A message could not be understood even after several tries. Read it and answer yourself.
task-money-after-the-end = Order { $code } has ended and has received money. Refund it or take it up.
task-money-before-the-price = Order { $code } has received money and has no price yet. Price it.
task-money-for-a-cancelled-payment = Order { $code }: money has arrived for a payment that was cancelled. Record it or send it back.
task-overpaid = Order { $code } is overpaid. Refund what is too much.
task-person-wanted = Somebody in a chat wants to talk to a person.
task-undelivered = A message could not be delivered. Get in touch another way.
task-unreachable = A person cannot be reached any more where they wrote. Get in touch another way.
