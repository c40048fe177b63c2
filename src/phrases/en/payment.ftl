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
