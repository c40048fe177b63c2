# Being with a person.
person-soon = { $minutes ->
    [one] They usually answer within a minute.
   *[other] They usually answer within { $minutes } minutes.
}
person-back-at = Nobody is at the desk right now. Somebody will answer you here on { $when }.
person-later = Nobody is at the desk right now. They will answer you here as soon as somebody is back.
person-joined = { $name } from the desk is with you now and answers here. I keep quiet; type “bot” to have me back.
person-has-chat = A person from the desk has this chat, so I stay out of it. Come back to me first, then press once more.
person-late = I am sorry that you are still waiting. I have reminded my colleagues: somebody will answer you here.
staff-says = { $name }: { $text }
staff-sends = { $name } sends you this.
i-am-a-bot = Yes, I am a bot. I show what there is, take orders and tell you how they are getting on. For everything else I call a person.

# Reminders.
button-empty-the-cart = Empty the cart
button-no-reminders = Do not remind me
reminders-declined = Then I will not remind you of anything any more. About your orders I still write to you.

# What the staff are told.
notice-staff-person-wanted = A customer in a chat wants to talk to a person.
notice-staff-person-waits = { $minutes ->
    [one] A customer has been waiting for an answer in a chat for a minute.
   *[other] A customer has been waiting for an answer in a chat for { $minutes } minutes.
}
notice-staff-person-forgotten = { $minutes ->
    [one] A customer has been waiting for a minute, and nobody has answered even after a reminder. Please see to it.
   *[other] A customer has been waiting for { $minutes } minutes, and nobody has answered even after a reminder. Please see to it.
}

# The manager's side of the rehearsal.
