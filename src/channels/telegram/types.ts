import { z } from 'zod';
import type { ChatEvent } from '../events.ts';
import type { RenderedInvoice, RenderedMedia } from '../rendered.ts';

/** What of a text stands out. */
export type Entity = { type: 'bold'; offset: number; length: number };
export type Button = { text: string; callback_data: string };
export type InlineKeyboard = { inline_keyboard: Button[][] };
/** A keyboard where one types: what is pressed is sent as text, or shared. */
export type ReplyKeyboard = {
  keyboard: Array<Array<{ text: string; request_contact?: true; request_location?: true }>>;
  resize_keyboard: true;
  one_time_keyboard: true;
};

/** A message as the Bot API takes it: entities instead of a markup language, so that nothing has to be escaped. */
export type TelegramMessage = {
  text: string;
  entities: Entity[];
  keyboard: InlineKeyboard | ReplyKeyboard | null;
  media: RenderedMedia | null;
  /** Pictures that are shown with the first as one. */
  album?: RenderedMedia[];
  /** Sent as an invoice; the text stands for it where it is refused. */
  invoice: RenderedInvoice | null;
};

/** What the Bot API answered. A call without an answer throws. */
export type BotAnswer =
  | { ok: true; result: unknown }
  | {
      ok: false;
      code: number;
      description: string;
      retryAfter: number | null;
      /** The group has become another one, with this id. */
      movedTo?: number;
    };

/** A file that goes out: its bytes and what it is called. */
export type BotFile = { bytes: Uint8Array; name: string };

/** Calls to the Bot API of one bot. Whoever makes them keeps the token. */
export type BotApi = {
  call(method: string, params: Record<string, unknown>, file?: { field: string } & BotFile): Promise<BotAnswer>;
  /** Sends pictures as one album, described in their order. */
  callAlbum(params: Record<string, unknown>, pictures: ReadonlyArray<BotFile & { words: Record<string, unknown> }>): Promise<BotAnswer>;
};

const id = z.int();
const sender = z.looseObject({
  id,
  is_bot: z.boolean().catch(false),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  language_code: z.string().optional().catch(undefined),
});
const file = z.looseObject({
  file_id: z.string(),
  file_unique_id: z.string().optional(),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
});

const payment = z.looseObject({ currency: z.string(), total_amount: z.int(), invoice_payload: z.string() });

const message = z.looseObject({
  message_id: id,
  chat: z.looseObject({ id, type: z.string(), title: z.string().optional() }),
  /** Of a topic, when it is one; of a chain of answers elsewhere. */
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
  from: sender.optional(),
  /** Written in the name of the group itself, or of a channel. */
  sender_chat: z.unknown().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  forward_origin: z.unknown().optional(),
  media_group_id: z.string().optional().catch(undefined),
  contact: z.looseObject({ phone_number: z.string(), user_id: id.optional() }).optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  sticker: z.unknown().optional(),
  poll: z.unknown().optional(),
  /** The group has become another, or has come from another. */
  migrate_to_chat_id: id.optional(),
  migrate_from_chat_id: id.optional(),
  successful_payment: payment
    .extend({ telegram_payment_charge_id: z.string(), provider_payment_charge_id: z.string().optional() })
    .optional(),
  refunded_payment: z.looseObject({ telegram_payment_charge_id: z.string() }).optional(),
  reply_to_message: z.looseObject({ message_id: id, from: sender.optional() }).optional().catch(undefined),
});
export type TelegramIncoming = z.output<typeof message>;

/** What is read of an update; the rest of it is kept as it came. */
export const updateSchema = z.looseObject({
  update_id: id,
  message: message.optional(),
  /** What has become of the bot in a chat. */
  my_chat_member: z
    .looseObject({
      chat: z.looseObject({ id, type: z.string() }),
      new_chat_member: z.looseObject({ status: z.string(), is_member: z.boolean().optional() }),
    })
    .optional()
    .catch(undefined),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: sender,
      data: z.string().optional(),
      message: z
        .looseObject({
          message_id: id,
          chat: z.looseObject({ id, type: z.string() }),
          message_thread_id: id.optional(),
          is_topic_message: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
  pre_checkout_query: payment.extend({ id: z.string(), from: sender }).optional(),
});

/** An update of one bot, with its file as the desk has kept it; null when there is none, or it was refused. */
export type TelegramRaw = {
  account: string;
  update: unknown;
  /** Of what is written in a topic of a staff group: the chat of the writer there. */
  topicChat?: string;
  kept?: { path: string; kind: Extract<ChatEvent, { type: 'file' }>['kind'] } | null;
};
