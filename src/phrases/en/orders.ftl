# The living card of an order, and the names of statuses.
order-card-title = Order { $code }
order-card-status = Status
order-card-item = Item
order-card-total = Total
order-card-unpriced = A manager names the price
order-card-paid = Paid
order-card-refunded = Refunded
order-card-due = Still to pay
order-card-address = Delivery
order-card-shipment = Parcel
order-card-comment = Comment
order-card-payment = Payment

order-status-created = Received
order-status-awaiting-payment = Waiting for payment
order-status-paid = Paid
order-status-processing = Being prepared
order-status-in-delivery = On its way
order-status-delivered = Delivered
order-status-closed = Completed
order-status-cancelled = Cancelled
order-status-returned = Returned

payment-status-pending = Not paid yet
payment-status-partial = Paid in part
payment-status-paid = Paid
payment-status-overpaid = Paid more than due
payment-status-refunded = Refunded

shipment-status-pending = Being prepared
shipment-status-warehouse-received = At the warehouse
shipment-status-photos-received = Photographed at the warehouse
shipment-status-in-transit = On its way
shipment-status-delivered = Delivered
shipment-status-exception = Delayed, being looked into
shipment-status-returned = Returned
shipment-status-cancelled = Cancelled

# What a customer can do with an order.
button-move-quote = See the offer
button-move-pay = Pay
button-move-proof = I have paid
button-move-track = Track the parcel
button-move-received = I have received it
button-move-rate = Rate it
button-move-edit = Change the order
button-move-address = Change the address
button-move-cancel = Cancel the order
button-move-repeat = Order the same again
button-move-ask = Ask about this order
