import { cutAt } from '../cut.ts';
import type { ChatEvent } from '../events.ts';
import type { Inbound } from '../port.ts';
import { keepStorable, languageTag, storable } from '../storable.ts';
import { telegramLimits } from './limits.ts';
import { type TelegramIncoming, type TelegramRaw, updateSchema } from './types.ts';

type FileEvent = Extract<ChatEvent, { type: 'file' }>;
/** A file that came with an update, to be fetched before its message is stored. */
export type TelegramFile = { id: string; kind: FileEvent['kind']; name: string | null; size: number };

/** Text of ours is cut where the other channels cut theirs. */
const MOST_TEXT = 4_000;

/**
 * What an update says; nothing for one that means nothing here: edits, posts of channels, what happens in groups but for the
 * topics of one that is the staff's.
 */
export function toInbox({ account, update, kept, topicChat }: TelegramRaw): Inbound[] {
  const parsed = updateSchema.safeParse(update);
  if (!parsed.success) return [];
  const { update_id, message, callback_query: press } = parsed.data;
  const about = press?.message ?? message;
  const from = press?.from ?? message?.from;
  const event = press ? pressed(press.data) : message && !isOfMoney(message) ? said(message, kept ?? null) : undefined;
  if (!about || !from || !event || from.is_bot || (about.chat.type !== 'private' && topicChat === undefined)) return [];
  const name = storable([from.first_name, from.last_name].filter(Boolean).join(' ')).trim();
  return [
    {
      account,
      externalId: String(update_id),
      chat: about.chat.type === 'private' ? String(about.chat.id) : (topicChat ?? ''),
      sender: String(from.id),
      senderName: name === '' ? null : name.slice(0, cutAt(name, 200)),
      language: languageTag(from.language_code),
      body: keepStorable(JSON.stringify(update), telegramLimits.keptBody),
      event,
    },
  ];
}

/** What was paid or given back is no word of the person's: the ledger hears of it. */
const isOfMoney = (message: TelegramIncoming) => message.successful_payment !== undefined || message.refunded_payment !== undefined;

/** The file of an update, if it brings one. */
export function fileOf(update: unknown): TelegramFile | null {
  const { success, data } = updateSchema.safeParse(update);
  return success && data.message !== undefined ? fileIn(data.message) : null;
}

function pressed(data: string | undefined): ChatEvent {
  return data === undefined ? { type: 'other', what: 'game' } : { type: 'press', action: storable(data) };
}

function said(message: TelegramIncoming, kept: TelegramRaw['kept']): ChatEvent {
  const { contact, location, from } = message;
  const answered = { ...answeredBy(message), ...(message.forward_origin !== undefined && { forwarded: true as const }) };
  if (message.text !== undefined) return textOf(storable(message.text), answered);
  if (contact)
    return {
      type: 'contact',
      phone: storable(contact.phone_number),
      own: contact.user_id === from?.id && message.forward_origin === undefined,
    };
  if (location) return { type: 'location', latitude: location.latitude, longitude: location.longitude };
  const file = fileIn(message);
  if (file === null) return { type: 'other', what: message.sticker ? 'sticker' : message.poll ? 'poll' : 'unknown' };
  const caption = message.caption === undefined ? null : storable(message.caption);
  const { name, size } = file;
  const { media_group_id: group = '' } = message;
  const album = group === '' || group.length > 100 ? {} : { album: storable(group) };
  return { type: 'file', kind: kept?.kind ?? file.kind, name, size, path: kept?.path ?? null, caption, ...answered, ...album };
}

function textOf(text: string, answered: { inReplyTo?: string; forwarded?: true }): ChatEvent {
  const [isStart, payload] = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/i.exec(text) ?? [];
  if (isStart !== undefined) return { type: 'start', payload: payload?.slice(0, telegramLimits.payload) ?? null };
  // In a group a command names its bot; here it is only noise.
  const plain = text.replace(/^(\/\w+)@\w+/, '$1');
  return plain.length <= MOST_TEXT
    ? { type: 'text', text: plain, ...answered }
    : { type: 'text', text: plain.slice(0, cutAt(plain, MOST_TEXT)), cut: true, ...answered };
}

/** Only what we have said ourselves can be answered: our ids are of those messages. */
function answeredBy({ reply_to_message: answered }: TelegramIncoming): { inReplyTo?: string } {
  return answered?.from?.is_bot === true ? { inReplyTo: String(answered.message_id) } : {};
}

function fileIn(message: TelegramIncoming): TelegramFile | null {
  const { photo = [], document, voice, audio, video, video_note: round } = message;
  const largest = photo.toSorted((a, b) => (a.file_size ?? 0) - (b.file_size ?? 0)).at(-1);
  const [kind, found] = largest
    ? (['image', largest] as const)
    : document
      ? (['document', document] as const)
      : (voice ?? audio)
        ? (['voice', voice ?? audio] as const)
        : (['video', video ?? round] as const);
  if (!found) return null;
  const size = Math.max(0, Math.trunc(found.file_size ?? 0));
  return { id: found.file_id, kind, name: found.file_name === undefined ? null : storable(found.file_name), size };
}
