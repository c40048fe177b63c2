import type { ChatEvent } from './events.ts';
import type { Rendered } from './rendered.ts';

export type Provider = 'telegram' | 'whatsapp' | 'whatsapp_web' | 'web';

/** What came in at a channel's door, ready to be stored. */
export type Inbound = {
  account: string;
  /** The provider's own id of this update: the same id is the same message, whenever and however often it comes. */
  externalId: string;
  chat: string;
  sender: string;
  senderName: string | null;
  language: string | null;
  /** Exactly as received. */
  body: string;
  event: ChatEvent;
};

/** Where a message goes; `thread` is a part of a chat that has several. */
export type Address = { provider: Provider; account: string; chat: string; thread?: string };

/** What became of a sending, classified once for all channels. */
export type Delivery =
  | { outcome: 'sent'; providerMessageId: string /** Of an album, those of the pictures after the first. */; others?: string[] }
  /** Certainly not sent: try again. */
  | { outcome: 'retry'; error: string }
  | { outcome: 'rate_limited'; retryAfterSeconds: number; scope: 'chat' | 'account'; error: string }
  /** The person cannot be reached here any more: blocked, deleted, left. */
  | { outcome: 'unreachable'; error: string }
  /** The chat goes by another name now: to be sent there. */
  | { outcome: 'moved'; chat: string; error: string }
  /** The chat is there, and that part of it is not. */
  | { outcome: 'thread_gone'; error: string }
  /** It will never be accepted as it is. */
  | { outcome: 'permanent'; error: string }
  /** Sent perhaps: no answer came. Trying again may show it twice. */
  | { outcome: 'possibly_sent'; error: string };

/** A message on its way. `key` is the same at every attempt, for channels that can tell a repetition by it. */
export type Outgoing<Message> = {
  key: string;
  to: Address;
  message: Message;
  /** The provider's id of the message that it answers; a channel that cannot quote leaves it away. */
  quotes?: string;
};

export type Capabilities = {
  /** Buttons with payloads; without them choices become a numbered list. */
  buttons: boolean;
  /** A sent message can be changed in place. */
  edits: boolean;
  asksForContact: boolean;
  asksForLocation: boolean;
  typing: boolean;
  /** Takes money in the chat, by an invoice; without it an invoice is words. */
  invoices: boolean;
};

/** A chat of many people that is divided into threads, each with a title. */
export type Threads = {
  /** Makes one; what it gives as the id of a message is the id of the thread. */
  open(to: Address, title: string): Promise<Delivery>;
  close(to: Address): Promise<Delivery>;
  reopen(to: Address): Promise<Delivery>;
  /** Deletes it with all that was said there. */
  remove(to: Address): Promise<Delivery>;
};

/**
 * A way to talk with people. Knows nothing of orders. `Message` is one message in the channel's own terms; a reply may
 * become several of them.
 */
export type Channel<Raw = unknown, Message = unknown> = {
  provider: Provider;
  capabilities: Capabilities;
  /** What a raw update says; an empty list for one that means nothing here. Never throws on hostile input. */
  toInbox(raw: Raw): Inbound[];
  render(reply: Rendered): Message[];
  send(outgoing: Outgoing<Message>): Promise<Delivery>;
  /** Changes a sent message. Only asked of channels that can. */
  edit(outgoing: Outgoing<Message> & { providerMessageId: string }): Promise<Delivery>;
  /** Shows that an answer is being prepared. Failing to is no failure. */
  typing(to: Address): Promise<void>;
  threads?: Threads;
};
