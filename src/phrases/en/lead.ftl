# What a customer wants that is not in the catalogue.
button-wish = Find something else for me
button-wish-search = Ask for it
button-wishes = My wishes
button-wish-continue = Continue my wish
button-wish-skip = Skip
button-wish-find-it = Yes, find it for me
button-wish-send = Send
button-wish-change-budget = Change the budget
button-wish-withdraw = Take back: { $title }
button-wish-withdraw-yes = Yes, take it back
button-wish-keep = No, keep it

wish-ask = What shall we find for you? Paste a link, send a photo, or describe it in your own words.
wish-unfinished = You have begun a wish already. You can go on with it below; to drop it, continue and choose “Cancel”.
wish-noted = I have noted: { $title }.
wish-of-a-photo = a photo
wish-photo-ask = Thank you for the photo. Is this something you would like us to find for you?
wish-budget-ask = How much would you like to spend at most? Type an amount, for example “up to 1500 { $currency }”, or skip this.
wish-comment-ask = What else should we know: size, colour, year, by when? Type it in your own words, or skip this.
wish-phone-ask = What is your phone number? We only use it for questions about what you are looking for.
wish-privacy-note = To look for it and to answer you, { $desk } keeps your name, phone number and this conversation. Only our staff see them, and you can ask for a copy or for deletion at any time. (Privacy note { $version })
wish-consent-needed = Without your agreement I may not pass your wish on. Nothing has been sent. A person can answer your questions about it.
wish-summary-title = Your wish
wish-summary-ask = Shall I send it to our team? Asking costs nothing and does not oblige you to anything.
wish-no-budget = Not named
wish-up-to = up to { $sum }
wish-sent = Thank you, your wish is with our team.
wish-sent-next = A person looks for it and writes to you here, with an offer or a question.
wish-sent-next-by = A person looks at it by { $by } and writes to you here, with an offer or a question.
wish-sent-already = This wish has been sent already, so nothing was sent twice.
wish-cancelled = Your wish ({ $title }) has been dropped. Nothing was sent.
wish-withdraw-ask = Take back “{ $title }”? Then we stop looking for it.
wish-withdrawn = Your wish has been taken back, and we have stopped looking. You can ask for something else at any time.
wish-kept = Nothing has changed: we go on looking.
wish-too-late = This cannot be taken back any more: it has been answered or ordered already. A person can help you with it.

wishes-none = You have not asked us for anything yet. Paste a link or describe what you are looking for.
wishes-some = { $count ->
    [one] You have asked us for one thing:
   *[other] You have asked us for { $count } things:
}
wish-line = { $title }: { $status }
wish-line-budget = { $title }, up to { $budget }: { $status }
wish-line-ordered = { $title }: ordered, order { $code }
wish-status-new = waiting for our answer
wish-status-in-progress = we are looking for it
wish-status-qualified = we are preparing an offer
wish-status-converted = ordered
wish-status-rejected = closed
wish-status-withdrawn = taken back by you

label-wish-link = Link
label-wish-words = What you want
label-wish-photos = Photos
label-wish-budget = Budget

hint-wish-item = I did not understand that. Paste a link, send a photo, or describe it, for example “road bike, 56 cm”.
hint-wish-photo = I did not understand that. Is it something we should find for you? Please answer “yes” or “no”.
hint-wish-budget = I did not understand that as an amount. Please type a number, for example 1500, or “skip”.
hint-wish-comment = I did not understand that. Please type what we should know, for example “size 56, by spring”, or “skip”.
hint-wish-summary = I did not understand that. Send your wish, or choose what to change.
hint-wish-withdraw = I did not understand that. Should we stop looking for it? Please answer “yes” or “no”.

task-lead-new = A customer wants something that has to be looked for.

words-wish = /wish|wish|i want this|i want something else|something else|i want something you do not have|i want something you don't have|find something|find something for me|find it for me|can you find something|i am looking for something else|special order|i want this one|request
words-wishes = /wishes|wishes|my wishes|my requests|requests|what i asked for|wish list|wishlist
words-budget = budget|change the budget|change budget|price|my budget
words-send = send|send it|submit|go ahead|send please
