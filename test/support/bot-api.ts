import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startChats } from './bot-api/chats.ts';
import { startGroups } from './bot-api/groups.ts';
import { startInline } from './bot-api/inline.ts';
import { startQueue } from './bot-api/queue.ts';
import { paramsOf, refuse, wordsOf } from './bot-api/requests.ts';
import { startTill } from './bot-api/till.ts';
import type { BotApiOptions, BotApiServer, Fault, Performed } from './bot-api/types.ts';
import { type Hook, startWebhook } from './bot-api/webhook.ts';

export type { BotApiServer, Fault, Shown } from './bot-api/types.ts';

/**
 * A Bot API server for tests: it keeps the real one's promises about sizes, edits, confirmation and long polling, and breaks
 * what it is told to break.
 */
export async function startBotApi(
  token = '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFakeFak',
  options: BotApiOptions = {},
): Promise<BotApiServer> {
  const botId = Number(token.split(':')[0]);
  const queue = startQueue(() => webhook.bring(), options);
  const webhook = startWebhook(queue);
  const chats = startChats(options, queue.pushed);
  const groups = startGroups(botId, chats.shown);
  const inline = startInline();
  const till = startTill({ show: chats.showInvoice, push: queue.push, token });
  const faults = new Map<string, Fault[]>();
  let floods = 0;
  let enforces = false;
  const state = {
    token,
    botId,
    shown: chats.shown,
    calls: [] as BotApiServer['calls'],
    pushed: queue.pushed,
    pending: queue.pending,
    confirmed: queue.confirmed,
    inline: inline.answered,
    answered: new Set<string>(),
    files: new Map<string, Uint8Array>(),
    brought: webhook.brought,
  };

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify({ ok: false, error_code: 500, description: String(error) }));
    });
  });
  // Like the real one: a bot that was quiet for a few seconds finds its line still open.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const root = `http://127.0.0.1:${port}`;
  const down = async () => {
    webhook.beUp(false);
    queue.wake();
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
    if (/^send[A-Z]/.test(name) && name !== 'sendChatAction' && enforces && chats.isFlood(Number(params.chat_id))) {
      floods += 1;
      return refuse(response, 429, 'Too Many Requests: retry after 1', { retry_after: 1 });
    }
    const refused = groups.refusal(name, params, enforces);
    if (refused !== undefined) return refuse(response, refused.code, refused.description, refused.parameters);
    const outcome = groups.act(name, params) ?? (await perform(name, params, request));
    if (options.answersAfterMs && name !== 'getUpdates') await new Promise((resolve) => setTimeout(resolve, options.answersAfterMs));
    if (fault?.kind === 'done-and-lost') return void request.socket.destroy();
    if ('refused' in outcome) return refuse(response, 400, outcome.refused);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result: outcome.result }));
  }

  async function perform(method: string, params: Record<string, unknown>, request: IncomingMessage): Promise<Performed> {
    switch (method) {
      case 'getMe':
        return { result: { id: botId, is_bot: true, first_name: 'Desk', username: 'desk_test_bot' } };
      case 'getUpdates':
        return { result: await queue.ask(params, request) };
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument':
      case 'sendVoice':
      case 'sendAudio':
      case 'sendVideo':
      case 'sendAnimation':
        return chats.send(method, params);
      case 'sendMediaGroup':
        return chats.sendGroup(params);
      case 'editMessageText':
        return chats.edit(params);
      case 'setWebhook':
      case 'deleteWebhook':
        queue.allow(params.allowed_updates);
        webhook.set(hookOf(params));
        return { result: true };
      case 'getWebhookInfo':
        return { result: { url: webhook.url(), has_custom_certificate: false, pending_update_count: queue.pending.length } };
      case 'answerCallbackQuery':
        state.answered.add(String(params.callback_query_id));
        return { result: true };
      case 'answerInlineQuery':
        return inline.answer(params);
      case 'sendInvoice':
        return till.send(params);
      case 'answerPreCheckoutQuery':
        return till.answer(params);
      case 'refundStarPayment':
        return till.giveBack(params);
      case 'getFile':
        return state.files.has(String(params.file_id))
          ? { result: { file_id: params.file_id, file_path: params.file_id, file_size: state.files.get(String(params.file_id))?.length } }
          : { refused: 'Bad Request: invalid file_id' };
      default:
        return { result: true };
    }
  }

  return {
    ...state,
    groups,
    root,
    floods: () => floods,
    webhook: webhook.url,
    polls: queue.polls,
    enforceLimits: () => {
      enforces = true;
    },
    pay: till.pay,
    charge: till.charge,
    charges: till.charges,
    takeBack: till.takeBack,
    push: queue.push,
    lastUpdate: queue.lastUpdate,
    again: queue.again,
    fail: (method, ...more) => {
      faults.set(method, [...(faults.get(method) ?? []), ...more]);
    },
    goDown: down,
    comeUp: async () => {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      webhook.beUp(true);
    },
    stop: down,
  };
}

function hookOf({ url, secret_token: secret, max_connections: connections }: Record<string, unknown>): Hook {
  return { url: wordsOf(url), secret: wordsOf(secret), connections: Number(connections ?? 40) };
}
