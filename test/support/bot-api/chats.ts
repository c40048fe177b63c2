import type { MessageEntity, ReplyParameters, Update } from 'grammy/types';
import { wordsOf } from './requests.ts';
import type { BotApiOptions, Invoice, Performed, Shown } from './types.ts';

const LIMITS = { text: 4_096, caption: 1_024, callback: 64, buttons: 100, photo: 10_000_000 };

/** What stands in everybody's chats: sending and editing by the rules of the real server. */
export function startChats(tell: Pick<BotApiOptions, 'shown'>, pushed: readonly Update[]) {
  const shown: Shown[] = [];
  let nextMessage = 1;

  /** More than 30 messages in a second, or five to one chat. */
  function isFlood(chat: number): boolean {
    const since = performance.now() - 1_000;
    const recent = shown.filter(({ at }) => at > since);
    return recent.length >= 30 || recent.filter((one) => one.chat === chat).length >= 5;
  }

  function refusal(text: string, limit: number, markup: Shown['markup']): string | undefined {
    if (text.length > limit) return limit === LIMITS.text ? 'Bad Request: message is too long' : 'Bad Request: message caption is too long';
    if (markup === null || !('inline_keyboard' in markup)) return undefined;
    const buttons = markup.inline_keyboard.flat();
    if (buttons.length > LIMITS.buttons) return 'Bad Request: too many buttons';
    const isWrong = buttons.some(
      (one) =>
        !('callback_data' in one) || one.text === '' || Buffer.byteLength(one.callback_data) > LIMITS.callback || one.callback_data === '',
    );
    return isWrong ? 'Bad Request: BUTTON_DATA_INVALID' : undefined;
  }

  const stands = (chat: number, id: number) =>
    shown.some((one) => one.chat === chat && one.id === id) ||
    pushed.some(({ message }) => message?.chat.id === chat && message.message_id === id);

  function send(method: string, params: Record<string, unknown>): Performed {
    const isText = method === 'sendMessage';
    const text = wordsOf(isText ? params.text : params.caption);
    const markup = (params.reply_markup ?? null) as Shown['markup'];
    const entities = ((isText ? params.entities : params.caption_entities) ?? []) as MessageEntity[];
    if (isText && text.trim() === '') return { refused: 'Bad Request: message text is empty' };
    if (entities.some(({ offset, length }) => offset + length > text.length)) return { refused: "Bad Request: can't parse entities" };
    const refused = refusal(text, isText ? LIMITS.text : LIMITS.caption, markup);
    if (refused !== undefined) return { refused };
    const file = (params.file ?? null) as Shown['file'];
    if (!isText && `send${file?.field}`.toLowerCase() !== method.toLowerCase()) return { refused: 'Bad Request: there is no file' };
    if (method === 'sendPhoto' && (file?.size ?? 0) > LIMITS.photo) return { refused: 'Bad Request: PHOTO_SAVE_FILE_INVALID' };
    const chat = Number(params.chat_id);
    const answers = params.reply_parameters as (ReplyParameters & { message_id: number }) | undefined;
    const isThere = answers !== undefined && stands(chat, answers.message_id);
    if (answers && !isThere && answers.allow_sending_without_reply !== true) {
      return { refused: 'Bad Request: message to be replied not found' };
    }
    const one: Shown = {
      id: nextMessage++,
      chat,
      quotes: isThere ? answers.message_id : null,
      thread: params.message_thread_id === undefined ? null : Number(params.message_thread_id),
      method,
      text,
      entities,
      markup,
      file,
      edits: 0,
      at: performance.now(),
    };
    shown.push(one);
    tell.shown?.(one);
    return { result: { message_id: one.id, date: 0, chat: { id: one.chat, type: 'private' }, text } };
  }

  /** Pictures as one: each is a message, and none has buttons. */
  function sendGroup(params: Record<string, unknown>): Performed {
    const media = (params.media ?? []) as Array<{ type: string; media: string; caption?: string; caption_entities?: MessageEntity[] }>;
    const attached = (params.attached ?? {}) as Record<string, { name: string; size: number }>;
    if (media.length < 2 || media.length > 10) return { refused: 'Bad Request: wrong number of items in the album' };
    if ('reply_markup' in params) return { refused: "Bad Request: can't use reply markup in an album" };
    const wrong = media.find((one) => one.type !== 'photo' || (attached[one.media]?.size ?? Number.POSITIVE_INFINITY) > LIMITS.photo);
    if (wrong) return { refused: 'Bad Request: PHOTO_SAVE_FILE_INVALID' };
    const sent = media.map(({ media: name, caption, caption_entities }) =>
      send('sendPhoto', { ...params, file: { ...attached[name], field: 'photo' }, caption, caption_entities }),
    );
    const refused = sent.find((one) => 'refused' in one);
    if (refused) return refused;
    const results = sent.map((one) => ('result' in one ? (one.result as { message_id: number }) : { message_id: 0 }));
    const ids = results.map(({ message_id: id }) => id);
    for (const one of shown) if (ids.includes(one.id)) Object.assign(one, { method: 'sendMediaGroup', album: ids[0] });
    return { result: results };
  }

  function showInvoice(chat: number, invoice: Invoice): Shown {
    const text = `${invoice.title}\n${invoice.description}`;
    const one: Shown = {
      ...{
        id: nextMessage++,
        chat,
        method: 'sendInvoice',
        text,
        entities: [],
        markup: null,
        file: null,
        quotes: null,
        edits: 0,
        thread: null,
      },
      ...{ at: performance.now(), invoice },
    };
    shown.push(one);
    return one;
  }

  function edit(params: Record<string, unknown>): Performed {
    const one = shown.find(({ id, chat }) => id === Number(params.message_id) && chat === Number(params.chat_id));
    if (!one) return { refused: 'Bad Request: message to edit not found' };
    const text = wordsOf(params.text);
    const markup = (params.reply_markup ?? null) as Shown['markup'];
    const refused = refusal(text, LIMITS.text, markup);
    if (refused !== undefined) return { refused };
    if (one.text === text && JSON.stringify(one.markup) === JSON.stringify(markup)) {
      return { refused: 'Bad Request: message is not modified: specified new message content and reply markup are exactly the same' };
    }
    Object.assign(one, { text, markup, edits: one.edits + 1 });
    return { result: { message_id: one.id } };
  }

  return { shown, isFlood, send, sendGroup, showInvoice, edit };
}
