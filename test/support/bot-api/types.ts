import type { InlineKeyboardMarkup, InlineQueryResultArticle, MessageEntity, ReplyKeyboardMarkup, Update, User } from 'grammy/types';
import type { startGroups } from './groups.ts';
import type { Brought } from './webhook.ts';

/** What stands over a Pay button; forwarded, it keeps the button or loses it. */
export type Invoice = {
  title: string;
  description: string;
  payload: string;
  currency: string;
  total: number;
  isForwardable: boolean;
};

/** What became of pressing Pay: what the bot said and how soon, and the update that tells of the charge. */
export type Paid = { ok: boolean; error: string | null; afterMs: number; charge: string | null; update: number | null };

/** A message as somebody's phone shows it. */
export type Shown = {
  id: number;
  chat: number;
  /** The topic of a group. */
  thread: number | null;
  method: string;
  text: string;
  entities: MessageEntity[];
  markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | null;
  file: { name: string; size: number; field: string } | null;
  /** The message of the same chat that it is shown as an answer to. */
  quotes: number | null;
  /** The first of the pictures that it is shown with as one. */
  album?: number;
  edits: number;
  at: number;
  invoice?: Invoice;
};

/** What happens to the next call of a method instead of what should. */
export type Fault =
  | { kind: 'answer'; code: number; description: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  /** The body is no JSON, with this status. */
  | { kind: 'html'; code: number }
  | { kind: 'truncated' }
  /** Nothing arrives, and the line is cut. */
  | { kind: 'lost' }
  /** It is done, and the line is cut before the answer. */
  | { kind: 'done-and-lost' };

/** How it behaves, and who is told at once what happens without asking. */
export type BotApiOptions = {
  /** How long an answer is on its way; what was asked for is done before. */
  answersAfterMs?: number;
  shown?: (one: Shown) => void;
  /** An update was handed out; it may be so more than once. */
  handedOut?: (id: number) => void;
  confirmed?: (id: number) => void;
};

/** What a method comes to: its result, or why it is refused. */
export type Performed = { result: unknown } | { refused: string };

export type InlineAnswer = {
  results: InlineQueryResultArticle[];
  next_offset: string;
  is_personal: boolean;
  button: { text: string; start_parameter: string } | null;
};

export type BotApiServer = {
  root: string;
  token: string;
  botId: number;
  shown: Shown[];
  /** Every call, in order, without `getUpdates`. */
  calls: Array<{ method: string; params: Record<string, unknown>; at: number }>;
  /** All that was pushed, and all that is not confirmed. */
  pushed: readonly Update[];
  pending: readonly Update[];
  /** The updates that were confirmed, by their ids. */
  confirmed: Set<number>;
  /** What searches in other chats were answered, by their ids. */
  inline: Map<string, InlineAnswer>;
  /** Answered button presses. */
  answered: Set<string>;
  push(update: Omit<Update, 'update_id'>, id?: number): number;
  /** What came last, as it came. */
  lastUpdate: () => Update;
  /** Delivers an update again, though it may have been confirmed. */
  again(update: Update): void;
  fail(method: string, ...faults: Fault[]): void;
  /** How often a limit of sending was broken, while it is looked at. */
  floods: () => number;
  /** From now on more than 30 messages in a second, or five to a chat, or 20 in a minute to a group, are answered 429. */
  enforceLimits: () => void;
  /** Where it brings updates; empty: nowhere. */
  webhook: () => string;
  /** Every bringing of an update there. */
  brought: Brought[];
  /** How often it was asked for updates. */
  polls: () => number;
  /** The groups it is in. */
  groups: Pick<ReturnType<typeof startGroups>, 'add' | 'move' | 'remove'>;
  /** Somebody presses the Pay button of an invoice that was sent to them, or that was forwarded to them. */
  pay(invoice: Shown, by: User, change?: Partial<Invoice>): Promise<Paid>;
  /** Somebody is charged for an invoice whose question was answered before. */
  charge(invoice: Invoice, by: User): { charge: string; update: number };
  /** Charges by their ids. */
  charges: Map<string, { payer: User; invoice: Invoice; refunded: boolean }>;
  /** Its support gives Stars back, without the bot. */
  takeBack(charge: string): number;
  /** What `getFile` hands out. */
  files: Map<string, Uint8Array>;
  /** Nobody is there any more, until it comes up again. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  stop(): Promise<void>;
};
