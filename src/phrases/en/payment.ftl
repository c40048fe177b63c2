# Files in the web chat.
chat-attach = Attach a photo or a file
chat-file-large = This file is larger than 10 MB, so it was not sent. Send a smaller one, or take a screenshot of it.
chat-file-kind = The desk takes photos (JPEG, PNG, WebP, GIF, HEIC) and PDF files. This one was not sent.
chat-file-empty = This file is empty, so it was not sent.
chat-file-slow = The file came too slowly and was not kept. Try again, perhaps with a better connection.
chat-file-many = You have sent very many files today, so this one was not kept. Write what you need, and a person will help.
chat-file-failed = The file could not be sent. Try again.
chat-file-unknown = This file is not here any more.
chat-file-sending = Sending
chat-file-sent = Sent
chat-file-cancel = Remove
chat-file-cancelled = Not sent
chat-file-again = Try again
chat-file-drop = Drop it here to send it
chat-file-save = Save the file
chat-file-not-shown = The picture could not be loaded. Try again:

# Paying for an order.
pay-choose = { $due } is still to be paid for order { $code }. How would you like to pay?
pay-how-paid = Thank you. How have you paid for order { $code }?
pay-this = To pay for order { $code }: { $due }, { $method }.
pay-rest = We have received { $received } for order { $code }, thank you. Still to be paid: { $due }, { $method }.
pay-checking = You have told us of a payment and we are checking it. There is no need to pay it twice.
pay-account = Account: { $iban }
    Account holder: { $holder }
    Reference: { $code }
pay-link = Pay here: { $link }
pay-scan-bank = Scan this with your bank's app: account, amount and reference are filled in.
pay-scan-link = Scan this with your phone to open the payment page.
pay-code-of = Code to pay { $due } for order { $code }
pay-way-ask = When you have paid, tell me here. We check it and send you a receipt.
pay-proof-ask = Have you paid { $due } for order { $code }? Send a photo, a screenshot or a PDF of the receipt here. If you paid only a part, type how much.
pay-proof-ask-part = Noted: { $amount } for order { $code }. Now send a photo, a screenshot or a PDF of the receipt, or go on without one.
pay-file-one = Thank you for the file. Is it the proof that you have paid { $due } for order { $code }?
pay-file-which = Thank you for the file. Is it a proof of payment? Choose the order it is for.
pay-reported = Thank you. We are checking your payment of { $amount } for order { $code }; you need to do nothing more.
pay-reported-minutes = In working hours this usually takes up to { $minutes } minutes. As soon as the money is here, you get a receipt in this chat.
pay-reported-hours = { $hours ->
    [one] In working hours this usually takes up to an hour.
   *[other] In working hours this usually takes up to { $hours } hours.
} As soon as the money is here, you get a receipt in this chat.
pay-proof-again = You had sent us this file already, so it counts once.
pay-which = Which order is it about?
pay-nothing = There is nothing to pay at the moment: none of your orders is waiting for money.
pay-nothing-due = Order { $code } is paid in full. There is nothing to pay.
pay-paid-already = This order is paid in full already, so there is nothing to report.
pay-not-priced = Order { $code } has no price yet. A manager will name it and write to you here; nothing has to be paid before.
pay-ended = Order { $code } has ended, so there is nothing to pay for it. If you have sent money, a person at the desk will help.
pay-no-way = { $due } is to be paid for order { $code }. A manager will tell you how: ask here, and they will answer.
pay-way-gone = This way to pay is not offered any more. Choose another one.
pay-left = All right, nothing has been reported. You can pay whenever you like.
button-pay-order = Order { $code }: { $due }
button-other-way = Another way to pay
button-no-picture = No picture, just tell them
button-pay-back = Show how to pay
button-pay-yes = Yes, that is the proof
button-pay-no = No, something else
hint-pay-choose = I did not understand that. Choose one of these ways to pay.
hint-pay-way = I did not understand that. Press “I have paid” when you have paid, or choose something else below.
hint-pay-proof = I did not understand that. Send a photo or a PDF, type an amount, for example 40, or press “No picture, just tell them”.
hint-pay-file = I did not understand that. Please answer “yes” or “no”, or choose the order.
notice-staff-payment-reported = The customer says that { $amount } has been paid for order { $code } ({ $methods }). { $files ->
    [0] There is no picture.
    [one] There is one file.
   *[other] There are { $files } files.
} { $seen ->
    [elsewhere] Look closely: the same file was sent for another order.
    [again] The same file had come before.
   *[none] Check it, please.
}
task-payment-reported = A customer says that they have paid. Check it and record the payment.

# Paying in the chat, by an invoice.
invoice-title = Order { $code }
invoice-for = { $due } for order { $code }
invoice-shown = Here is the invoice for order { $code }. Whoever you forward it to can pay it for you, once.
invoice-refused = Order { $code } cannot be paid here in this way: { $due } is not accepted. Please choose another way.
notice-paid-for-another = Thank you: your payment has arrived, and the person you paid for knows it. It is seen to here.
checkout-unknown = This invoice is not valid here. Ask whoever sent it to you for a new one.
checkout-paid = This is paid already. Nothing was taken from you.
checkout-ended = This order has ended, so it is not paid any more. Nothing was taken from you.
checkout-changed = The sum has changed, or a newer invoice has come. Please pay the newest one.
checkout-off = This way of paying is switched off at the moment. Please choose another one.
checkout-busy = Somebody is at this order right now. Please try again in a moment.
checkout-later = The desk cannot answer at this moment. Please try again in a minute. Nothing was taken from you.
