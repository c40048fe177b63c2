import type { FileStore } from '../../documents/files.ts';
import { HEAD_BYTES, kindOfMessage } from '../../documents/kinds.ts';
import { shorten } from '../cut.ts';
import type { Address, Channel, Delivery, Outgoing } from '../port.ts';
import type { RenderedInvoice, RenderedMedia } from '../rendered.ts';
import { telegramLimits } from './limits.ts';
import { render } from './render.ts';
import { toInbox } from './to-inbox.ts';
import type { BotAnswer, BotApi, BotFile, TelegramMessage, TelegramRaw } from './types.ts';

export type TelegramDeps = {
  /** The bot of each account that runs here. */
  botOf: (account: string) => BotApi | undefined;
  files: Pick<FileStore, 'read'>;
};

/** Telegram: every message by the Bot API, with what it answers told apart once, here. */
export function telegramChannel(deps: TelegramDeps): Channel<TelegramRaw, TelegramMessage> {
  const scopeOf = floodScopes();
  const act = async (to: Address, how: (bot: BotApi) => Promise<Delivery>) => {
    const delivery = await withBot(deps, to, how);
    return delivery.outcome === 'rate_limited' ? { ...delivery, scope: scopeOf(to, delivery.retryAfterSeconds) } : delivery;
  };
  return {
    provider: 'telegram',
    capabilities: { buttons: true, edits: true, asksForContact: true, asksForLocation: true, typing: true, invoices: true },
    toInbox,
    render,
    send: (outgoing) => act(outgoing.to, (bot) => send(bot, deps, outgoing)),
    edit: (outgoing) => act(outgoing.to, (bot) => edit(bot, deps, outgoing)),
    async typing({ account, chat }) {
      await deps.botOf(account)?.call('sendChatAction', { chat_id: chat, action: 'typing' });
    },
    threads: {
      open: (to, title) =>
        act(to, async (bot) =>
          openedOf(await bot.call('createForumTopic', { chat_id: to.chat, name: shorten(title, telegramLimits.topic) })),
        ),
      close: (to) => act(to, async (bot) => doneOf(await bot.call('closeForumTopic', topicOf(to)))),
      reopen: (to) => act(to, async (bot) => doneOf(await bot.call('reopenForumTopic', topicOf(to)))),
      remove: (to) => act(to, async (bot) => doneOf(await bot.call('deleteForumTopic', topicOf(to)))),
    },
  };
}

/** Telegram does not say whose limit it was. Two chats that are asked for a pause at the same time are the whole bot's. */
function floodScopes(): (to: Address, seconds: number) => 'chat' | 'account' {
  const last = new Map<string, { chat: string; until: number }>();
  return ({ account, chat }, seconds) => {
    const now = Date.now();
    const before = last.get(account);
    last.set(account, { chat, until: now + seconds * 1_000 });
    return before !== undefined && before.chat !== chat && before.until > now ? 'account' : 'chat';
  };
}

async function withBot({ botOf }: TelegramDeps, { account }: Address, act: (bot: BotApi) => Promise<Delivery>): Promise<Delivery> {
  const bot = botOf(account);
  return bot === undefined ? { outcome: 'retry', error: 'the bot of this account is not running here' } : await act(bot);
}

async function send(bot: BotApi, { files }: TelegramDeps, outgoing: Outgoing<TelegramMessage>): Promise<Delivery> {
  const { message } = outgoing;
  const { media, invoice } = message;
  const place = placeOf(outgoing);
  if (invoice !== null) {
    const charged = await putInvoice(bot, place, invoice);
    // A provider may refuse the sum or the currency: then the person hears of another way.
    if (charged.ok || charged.code !== 400 || GONE.test(charged.description)) return deliveryOf(charged);
  }
  if (media !== null && message.album !== undefined) return await sendAlbum(bot, files, place, message, [media, ...message.album]);
  const file = media === null ? null : await read(media, files);
  if (media !== null && file === null) return { outcome: 'permanent', error: 'the file is not there any more' };
  if (file !== null && file.bytes.length > telegramLimits.fileOut) {
    return { outcome: 'permanent', error: `the file is larger than Telegram takes: ${file.bytes.length} bytes` };
  }
  const put = (marked: boolean) =>
    file === null || media === null ? putText(bot, place, message, marked) : putFile(bot, place, message, media, file, marked);
  const answer = await put(true);
  // Words are worth more than their looks.
  return deliveryOf(!answer.ok && refusesEntities(answer) ? await put(false) : answer);
}

const topicOf = ({ chat, thread }: Address) => ({ chat_id: chat, message_thread_id: Number(thread) });
const chatOf = (to: Address) => (to.thread === undefined ? { chat_id: to.chat } : topicOf(to));

/** Where a message is put: its chat, and the message there that it answers, if that still stands. */
const placeOf = ({ to, quotes }: Outgoing<TelegramMessage>) => ({
  ...chatOf(to),
  ...(quotes !== undefined && { reply_parameters: { message_id: Number(quotes), allow_sending_without_reply: true } }),
});
type Placed = ReturnType<typeof placeOf>;
const marksOf = (keyboard: TelegramMessage['keyboard']) => (keyboard === null ? {} : { reply_markup: keyboard });

function putText(bot: BotApi, place: Placed, { text, entities, keyboard }: TelegramMessage, marked: boolean): Promise<BotAnswer> {
  return bot.call('sendMessage', {
    ...place,
    text,
    ...(marked && entities.length > 0 && { entities }),
    link_preview_options: { is_disabled: true },
    ...marksOf(keyboard),
  });
}

/** Without a start parameter: whoever it is forwarded to may pay it too, and the last question before paying lets one through. */
function putInvoice(
  bot: BotApi,
  place: Placed,
  { title, description, label, payload, currency, charged }: RenderedInvoice,
): Promise<BotAnswer> {
  return bot.call('sendInvoice', { ...place, title, description, payload, currency, prices: [{ label, amount: charged }] });
}

type Field = 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'animation';

/** By which of its ways a file is sent, by its own bytes: what a phone can play or show, it does. */
const FIELDS: Readonly<Record<string, Field>> = {
  'image/gif': 'animation',
  'audio/ogg': 'voice',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'video/mp4': 'video',
};

function fieldOf({ kind }: RenderedMedia, { bytes }: BotFile): Field {
  const played = FIELDS[kindOfMessage(bytes.subarray(0, HEAD_BYTES))?.contentType ?? ''];
  if (played !== undefined) return played;
  return kind === 'document' || bytes.length > telegramLimits.photoOut ? 'document' : 'photo';
}

async function putFile(
  bot: BotApi,
  place: Placed,
  { text, entities, keyboard }: TelegramMessage,
  media: RenderedMedia,
  file: BotFile,
  marked: boolean,
): Promise<BotAnswer> {
  const words = text === '' ? {} : { caption: text, ...(marked && entities.length > 0 && { caption_entities: entities }) };
  const params = { ...place, ...words, ...marksOf(keyboard) };
  const put = (field: Field) => bot.call(`send${field.charAt(0).toUpperCase()}${field.slice(1)}`, params, { field, ...file });
  const field = fieldOf(media, file);
  const answer = await put(field);
  // Too wide, too long, or not as it should be: as a file it is taken as it is.
  return !answer.ok && field !== 'document' && refusesMedia(answer) ? await put('document') : answer;
}

/** Pictures as one; where that is not taken, or some are gone or no pictures to Telegram, one after the other. */
async function sendAlbum(
  bot: BotApi,
  files: TelegramDeps['files'],
  place: Placed,
  message: TelegramMessage,
  media: readonly RenderedMedia[],
): Promise<Delivery> {
  const { text, entities } = message;
  const found = await Promise.all(media.map(async (one) => ({ one, file: await read(one, files) })));
  const there = found.flatMap(({ one, file }) => (file === null ? [] : [{ one, file }]));
  if (there.length === 0) return { outcome: 'permanent', error: 'the files are not there any more' };
  const { least, most } = telegramLimits.album;
  const areAll = there.length === media.length && there.length >= least && there.length <= most;
  if (areAll && there.every(({ one, file }) => fieldOf(one, file) === 'photo')) {
    const caption = text === '' ? {} : { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
    const answer = await bot.callAlbum(
      place,
      there.map(({ file }, index) => ({ ...file, words: index === 0 ? caption : {} })),
    );
    if (answer.ok) return albumOf((answer.result as Array<{ message_id: number }>).map(({ message_id: id }) => String(id)));
    if (answer.code !== 400 || GONE.test(answer.description) || THREAD_GONE.test(answer.description)) return deliveryOf(answer);
  }
  return await sendSingly(bot, place, message, there);
}

const albumOf = ([first = '', ...others]: readonly string[]): Delivery => ({
  outcome: 'sent',
  providerMessageId: first,
  others: [...others],
});

/** What one of them comes to counts for all: those that are out already may be shown again with it. */
async function sendSingly(
  bot: BotApi,
  place: Placed,
  message: TelegramMessage,
  pictures: ReadonlyArray<{ one: RenderedMedia; file: BotFile }>,
): Promise<Delivery> {
  const ids: string[] = [];
  for (const { one, file } of pictures) {
    const words = ids.length === 0 ? message : { ...message, text: '', entities: [] };
    const delivery = deliveryOf(await putFile(bot, place, words, one, file, true));
    if (delivery.outcome === 'sent') ids.push(delivery.providerMessageId);
    else if (delivery.outcome === 'retry' && ids.length > 0) return { outcome: 'possibly_sent', error: delivery.error };
    else if (delivery.outcome !== 'permanent') return delivery;
  }
  return ids.length === 0 ? { outcome: 'permanent', error: 'no picture of the album was taken' } : albumOf(ids);
}

async function read(media: RenderedMedia, files: TelegramDeps['files']): Promise<BotFile | null> {
  if (media.kind === 'drawn') {
    return { bytes: Uint8Array.from(atob(media.png), (char) => char.codePointAt(0) ?? 0), name: media.name };
  }
  const bytes = await files.read(media.path);
  return bytes === null ? null : { bytes, name: nameOf(media) };
}

/** What a phone opens a file with, it tells by the end of its name; some are called what they are. */
function nameOf({ name, path }: Extract<RenderedMedia, { path: string }>): string {
  const [ending = ''] = /\.[a-z0-9]{2,5}$/i.exec(path) ?? [];
  return /\.[a-z0-9]{2,5}$/i.test(name) ? name : `${name}${ending}`;
}

async function edit(
  bot: BotApi,
  deps: TelegramDeps,
  outgoing: Outgoing<TelegramMessage> & { providerMessageId: string },
): Promise<Delivery> {
  const { to, message, providerMessageId } = outgoing;
  const answer = await bot.call('editMessageText', {
    ...chatOf(to),
    message_id: Number(providerMessageId),
    text: message.text,
    ...(message.entities.length > 0 && { entities: message.entities }),
    link_preview_options: { is_disabled: true },
    ...marksOf(message.keyboard),
  });
  if (answer.ok || /message is not modified/i.test(answer.description)) return { outcome: 'sent', providerMessageId };
  // A message that its reader has deleted, or that is too old to change, is said once more.
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(answer.description))
    return await send(bot, deps, outgoing);
  return deliveryOf(answer);
}

/** The file itself is meant, and not the words with it; nor a person who takes no voice messages from a bot. */
const refusesMedia = ({ code, description }: BotAnswer & { ok: false }) =>
  code === 400 &&
  /PHOTO_|IMAGE_PROCESS_FAILED|wrong (?:type|file)|VIDEO_|AUDIO_|VOICE_|can't use file of type|failed to get/i.test(description);

const refusesEntities = ({ code, description }: BotAnswer & { ok: false }) => code === 400 && /entit/i.test(description);

/** Nobody reads here any more: the bot was blocked, the account is gone, the group became another one. */
const GONE =
  /bot was blocked|user is deactivated|chat not found|bot was kicked|bot is not a member|group chat was deleted|can't initiate conversation|PEER_ID_INVALID|upgraded to a supergroup/i;
/** The topic was deleted by hand. */
const THREAD_GONE = /message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID|topic not found/i;

const openedOf = (answer: BotAnswer): Delivery =>
  answer.ok
    ? { outcome: 'sent', providerMessageId: String((answer.result as { message_thread_id: number }).message_thread_id) }
    : deliveryOf(answer);

/** What was so already is done. */
const doneOf = (answer: BotAnswer): Delivery =>
  answer.ok || /TOPIC_NOT_MODIFIED/i.test(answer.description) ? { outcome: 'sent', providerMessageId: '' } : deliveryOf(answer);

function deliveryOf(answer: BotAnswer): Delivery {
  if (answer.ok) return { outcome: 'sent', providerMessageId: String((answer.result as { message_id: number }).message_id) };
  const { code, description, retryAfter, movedTo } = answer;
  const error = `${code}: ${description}`;
  if (movedTo !== undefined) return { outcome: 'moved', chat: String(movedTo), error };
  if (code === 400 && THREAD_GONE.test(description)) return { outcome: 'thread_gone', error };
  if (code === 429) return { outcome: 'rate_limited', retryAfterSeconds: retryAfter ?? 1, scope: 'chat', error };
  if ((code === 403 || code === 400) && GONE.test(description)) return { outcome: 'unreachable', error };
  // Nothing has arrived, or the bot itself is not let in: it is no fault of the message.
  if (code === 0 || code === 401 || code === 404 || code === 409) return { outcome: 'retry', error };
  // A server that broke may have sent it before.
  return code >= 500 ? { outcome: 'possibly_sent', error } : { outcome: 'permanent', error };
}
