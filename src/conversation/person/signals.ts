/** What an event can mean in this story. */
export type PersonSignal =
  /** The bot speaks again: the customer wants it to, or the staff gave the chat back. */
  | { type: 'returned' }
  /** Something only the bot could do, while a person has the chat. */
  | { type: 'with-person' }
  | { type: 'bot-asked' }
  | { type: 'decline-reminders' }
  | { type: 'reminders-declined' };
