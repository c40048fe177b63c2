import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InlineKeyboardMarkup, MessageEntity, ReplyKeyboardMarkup, Update } from 'grammy/types';

/** A message as somebody's phone shows it. */
export type Shown = {
  id: number;
  chat: number;
  method: string;
  text: string;
  entities: MessageEntity[];
  markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | null;
  file: { name: string; size: number } | null;
  edits: number;
  at: number;
};

/** What happens to the next call of a method instead of what should. */
export type Fault =
  | { kind: 'answer'; code: number; description: string; parameters?: { retry_after?: number } }
  /** The body is no JSON, with this status. */
  | { kind: 'html'; code: number }
  | { kind: 'truncated' }
  /** Nothing arrives, and the line is cut. */
  | { kind: 'lost' }
  /** It is done, and the line is cut before the answer. */
  | { kind: 'done-and-lost' };

export type BotApiServer = {
  root: string;
  token: string;
  botId: number;
  shown: Shown[];
  /** Every call, in order, without `getUpdates`. */
  calls: Array<{ method: string; params: Record<string, unknown>; at: number }>;
  /** The updates that were confirmed, by their ids. */
  confirmed: Set<number>;
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
  /** From now on more than 30 messages in a second, or five to a chat, are answered 429. */
  enforceLimits: () => void;
  /** Where it brings updates; empty: nowhere. */
  webhook: () => string;
  /** How often it was asked for updates. */
  polls: () => number;
  /** What `getFile` hands out. */
  files: Map<string, Uint8Array>;
  /** Nobody is there any more, until it comes up again. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  stop(): Promise<void>;
};

const LIMITS = { text: 4_096, caption: 1_024, callback: 64, buttons: 100 };

/**
 * A Bot API server for tests: it keeps the real one's promises about sizes, edits, confirmation and long polling, and breaks
 * what it is told to break.
 */
export async function startBotApi(token = '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFakeFak'): Promise<BotApiServer> {
  const botId = Number(token.split(':')[0]);
  const pending: Update[] = [];
  const waiting = new Set<() => void>();
  const faults = new Map<string, Fault[]>();
  let nextUpdate = 100;
  let nextMessage = 1;
  let polls = 0;
  let last: Update | undefined;
  let webhook = '';
  let floods = 0;
  let enforces = false;
  const state = {
    token,
    botId,
    shown: [] as Shown[],
    calls: [] as BotApiServer['calls'],
    confirmed: new Set<number>(),
    answered: new Set<string>(),
    files: new Map<string, Uint8Array>(),
  };

  const wake = () => {
    for (const one of waiting) one();
  };

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify({ ok: false, error_code: 500, description: String(error) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const root = `http://127.0.0.1:${port}`;
  const down = async () => {
    wake();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', root);
    const found = new RegExp(`^/(file/)?bot${token}/(.+)$`).exec(url.pathname);
    if (!found) return refuse(response, 401, 'Unauthorized');
    const [, isFile, name = ''] = found;
    if (isFile) {
      const bytes = state.files.get(name);
      return void (bytes === undefined ? response.writeHead(404).end() : response.writeHead(200).end(bytes));
    }
    const params = await paramsOf(request, url);
    if (name !== 'getUpdates') state.calls.push({ method: name, params, at: performance.now() });
    const fault = faults.get(name)?.shift();
    if (fault?.kind === 'lost') return void request.socket.destroy();
    if (fault?.kind === 'html') return void response.writeHead(fault.code, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
    if (fault?.kind === 'truncated') return void response.writeHead(200).end('{"ok":true,"resu');
    if (fault?.kind === 'answer') return refuse(response, fault.code, fault.description, fault.parameters);
    if (/^send(Message|Photo|Document)$/.test(name) && isFlood(Number(params.chat_id))) {
      floods += 1;
      return refuse(response, 429, 'Too Many Requests: retry after 1', { retry_after: 1 });
    }
    const outcome = await perform(name, params, request);
    if (fault?.kind === 'done-and-lost') return void request.socket.destroy();
    if ('refused' in outcome) return refuse(response, 400, outcome.refused);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result: outcome.result }));
  }

  async function perform(
    method: string,
    params: Record<string, unknown>,
    request: IncomingMessage,
  ): Promise<{ result: unknown } | { refused: string }> {
    switch (method) {
      case 'getMe':
        return { result: { id: botId, is_bot: true, first_name: 'Desk', username: 'desk_test_bot' } };
      case 'getUpdates':
        return { result: await updates(params, request) };
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument':
        return send(method, params);
      case 'editMessageText':
        return edit(params);
      case 'setWebhook':
      case 'deleteWebhook':
        webhook = wordsOf(params.url);
        return { result: true };
      case 'getWebhookInfo':
        return { result: { url: webhook, has_custom_certificate: false, pending_update_count: pending.length } };
      case 'answerCallbackQuery':
        state.answered.add(String(params.callback_query_id));
        return { result: true };
      case 'getFile':
        return state.files.has(String(params.file_id))
          ? { result: { file_id: params.file_id, file_path: params.file_id, file_size: state.files.get(String(params.file_id))?.length } }
          : { refused: 'Bad Request: invalid file_id' };
      default:
        return { result: true };
    }
  }

  async function updates(params: Record<string, unknown>, request: IncomingMessage): Promise<Update[]> {
    const offset = Number(params.offset ?? 0);
    polls += 1;
    for (const update of pending.filter(({ update_id }) => update_id < offset)) {
      state.confirmed.add(update.update_id);
      pending.splice(pending.indexOf(update), 1);
    }
    if (pending.length === 0 && Number(params.timeout) > 0) {
      await new Promise<void>((resolve) => {
        const done = () => {
          waiting.delete(done);
          clearTimeout(timer);
          request.socket.off('close', done);
          resolve();
        };
        const timer = setTimeout(done, Number(params.timeout) * 1_000);
        waiting.add(done);
        request.socket.once('close', done);
      });
    }
    return pending.toSorted((a, b) => a.update_id - b.update_id).slice(0, Number(params.limit ?? 100));
  }

  function isFlood(chat: number): boolean {
    if (!enforces) return false;
    const since = performance.now() - 1_000;
    const recent = state.shown.filter(({ at }) => at > since);
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

  function send(method: string, params: Record<string, unknown>): { result: unknown } | { refused: string } {
    const isText = method === 'sendMessage';
    const text = wordsOf(isText ? params.text : params.caption);
    const markup = (params.reply_markup ?? null) as Shown['markup'];
    const entities = ((isText ? params.entities : params.caption_entities) ?? []) as MessageEntity[];
    if (isText && text.trim() === '') return { refused: 'Bad Request: message text is empty' };
    if (entities.some(({ offset, length }) => offset + length > text.length)) return { refused: "Bad Request: can't parse entities" };
    const refused = refusal(text, isText ? LIMITS.text : LIMITS.caption, markup);
    if (refused !== undefined) return { refused };
    const file = (params.file ?? null) as Shown['file'];
    if (!isText && file === null) return { refused: 'Bad Request: there is no file' };
    const one: Shown = {
      id: nextMessage++,
      chat: Number(params.chat_id),
      method,
      text,
      entities,
      markup,
      file,
      edits: 0,
      at: performance.now(),
    };
    state.shown.push(one);
    return { result: { message_id: one.id, date: 0, chat: { id: one.chat, type: 'private' }, text } };
  }

  function edit(params: Record<string, unknown>): { result: unknown } | { refused: string } {
    const one = state.shown.find(({ id, chat }) => id === Number(params.message_id) && chat === Number(params.chat_id));
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

  return {
    ...state,
    root,
    floods: () => floods,
    webhook: () => webhook,
    polls: () => polls,
    enforceLimits: () => {
      enforces = true;
    },
    push: (update, id) => {
      const update_id = id ?? nextUpdate++;
      last = { update_id, ...update };
      pending.push(last);
      wake();
      return update_id;
    },
    lastUpdate: () => {
      if (last === undefined) throw new Error('nothing has come yet');
      return last;
    },
    again: (update) => {
      pending.push(update);
      wake();
    },
    fail: (method, ...more) => {
      faults.set(method, [...(faults.get(method) ?? []), ...more]);
    },
    goDown: down,
    comeUp: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    stop: down,
  };
}

/** As the server reads a field of a form. */
const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));

function refuse(response: ServerResponse, code: number, description: string, parameters?: object): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) }));
}

async function paramsOf(request: IncomingMessage, url: URL): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.includes('application/json')) return JSON.parse(body.toString()) as Record<string, unknown>;
  if (!type.includes('multipart/form-data')) return Object.fromEntries(url.searchParams);
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const params: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (value instanceof File) params.file = { name: value.name, size: value.size };
    else params[name] = /^[[{]/.test(value) ? JSON.parse(value) : value;
  }
  return params;
}
