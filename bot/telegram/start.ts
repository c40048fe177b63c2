import { openChannel, openTill, reportChannel } from '../../src/channels/phone-book.ts';
import type { TelegramDeps } from '../../src/channels/telegram/send.ts';
import { asked } from '../../src/rpc/call.ts';
import type { Wake } from '../../src/rpc/wake.ts';
import { staffChatsAt } from '../../src/staff/chats.ts';
import { type Pump, startPump } from '../work/pump.ts';
import { type TelegramApi, telegramApi } from './api.ts';
import { inlineDoor } from './inline.ts';
import { setMenu, staffMenus } from './menu.ts';
import { pause } from './pause.ts';
import { ALLOWED_UPDATES, type Polling, startPolling } from './polling.ts';
import { startRefunds } from './refunds.ts';
import { watchTill } from './till.ts';
import { type TakeUpdate, type UpdateDeps, updateDoor } from './updates.ts';
import { type Hook, secretOf } from './webhook.ts';

/** A bot as it is configured: its token, the desk it speaks for, and what money it takes. */
export type BotConfig = { token: string; desk: string; paymentToken?: string | undefined; starsPerUnit?: number | undefined };

export type TelegramConfig = {
  bots: readonly BotConfig[];
  /** Where the Bot API is. */
  root: string;
  /** Where Telegram reaches this desk; undefined: the bots ask for what has come. */
  webhook: string | undefined;
  lookEveryMs?: number;
};

/** How a bot is, for whoever looks after the desk. */
export type BotState = {
  name: string;
  desk: string;
  isReady: boolean;
  /** What Telegram keeps for it; null while nobody knows. */
  waiting: number | null;
  lastUpdateAt: number | null;
  /** Nobody writes though at this hour people usually do. */
  isSilent: boolean;
  /** How many messages usually come in two hours at this time of the week, at the very least; 0 while nobody knows. */
  usual: number;
  /** What went wrong last, and when. */
  lastError: { at: number; what: string } | null;
  /** How often somebody else has led its updates elsewhere. */
  changes: number;
};

export type Telegram = {
  states: () => BotState[];
  botOf: TelegramDeps['botOf'];
  hookOf: (account: string) => Hook | undefined;
  /** Begins to listen, now that there is somebody to take what comes. */
  listen: (deps: UpdateDeps & { wake?: Wake | undefined }) => void;
  stop: () => Promise<void>;
};

type WebhookInfo = { url: string; pending_update_count: number; last_error_date?: number; last_error_message?: string };
type Deps = Parameters<Telegram['listen']>[0];
type Bot = BotConfig & { api: TelegramApi; state: BotState; menus?: ReturnType<typeof staffMenus> };

const PAUSE_MS = { first: 1_000, most: 60_000 };
/** More connections Telegram opens to no bot. */
const MOST_CONNECTIONS = 100;
const LOOK_EVERY_MS = 60_000;

const hookUrl = (webhook: string, account: string) => `${webhook.replace(/\/+$/, '')}/telegram/${account}`;

/** The bots of this process. A bot that cannot be reached yet is tried again, and the desk runs without it meanwhile. */
export function telegramBots({ bots, root, webhook, lookEveryMs = LOOK_EVERY_MS }: TelegramConfig): Telegram {
  const all = bots.map(
    (bot): Bot => ({
      ...bot,
      api: telegramApi({ token: bot.token, root, paymentToken: bot.paymentToken }),
      state: {
        name: bot.desk,
        desk: bot.desk,
        isReady: false,
        waiting: null,
        lastUpdateAt: null,
        isSilent: false,
        usual: 0,
        lastError: null,
        changes: 0,
      },
    }),
  );
  const byAccount = new Map<string, TelegramApi>();
  const hooks = new Map<string, Hook>();
  const polls: Polling[] = [];
  const ending = new AbortController();
  const starting: Array<Promise<void>> = [];
  let carer: Pump | undefined;
  let refunds: Pump | undefined;

  async function begin(bot: Bot, deps: Deps): Promise<void> {
    for (let pauseMs: number = PAUSE_MS.first; !ending.signal.aborted; pauseMs = Math.min(pauseMs * 2, PAUSE_MS.most)) {
      try {
        await open(bot, deps);
        return;
      } catch (error) {
        if (ending.signal.aborted) return;
        fails(bot, reasonOf(error));
        deps.log.error({ err: error, desk: bot.desk, pauseMs }, 'a Telegram bot could not be started; it is tried again');
        await pause(pauseMs, ending.signal);
      }
    }
  }

  /** Who the bot is, that the desk can be written to there, its menu, and how updates come. */
  async function open(bot: Bot, deps: Deps): Promise<void> {
    const { api, desk, token, state, paymentToken, starsPerUnit } = bot;
    const { id, username } = (await answerOf(api, 'getMe', {})) as { id: number; username?: string };
    const account = String(id);
    const name = username === undefined ? account : `@${username}`;
    const opened = await openChannel(deps.port, {
      desk,
      provider: 'telegram',
      account,
      name,
      ...(username !== undefined && { handle: username }),
    });
    if (!opened.ok) throw new Error(`${opened.refusal.code}: ${opened.refusal.sentence}`);
    const till = { takes_cards: paymentToken !== undefined, ...(starsPerUnit !== undefined && { stars_per_unit: starsPerUnit }) };
    asked(await openTill(deps.port, { provider: 'telegram', account, ...till }));
    await setMenu(api, deps.phrases);
    bot.menus = staffMenus(api, deps.phrases);
    byAccount.set(account, watchTill(api, deps, account));
    const inline = username === undefined ? undefined : inlineDoor(deps, { api, account, handle: username });
    const door = updateDoor(deps, { api, account, handle: username }, inline);
    const take: TakeUpdate = async (update) => {
      state.lastUpdateAt = Date.now();
      await door(update);
    };
    state.name = name;
    if (webhook !== undefined) hooks.set(account, { secret: secretOf(token), take });
    await bringBy(api, token, account, deps.port);
    if (webhook === undefined) {
      polls.push(
        startPolling({
          ...{ api, take, log: deps.log, bot: name },
          heard: (error) => {
            state.isReady = error === undefined;
            if (error !== undefined) state.lastError = { at: Date.now(), what: error };
          },
        }),
      );
    }
    state.isReady = true;
    deps.log.info(`The Telegram bot ${name} answers for the desk "${desk}".`);
  }

  /** What waits at Telegram, whether updates still come the way that was agreed on, and what the admins should hear of it. */
  async function lookAfter(bot: Bot, deps: Deps): Promise<void> {
    const { state, menus } = bot;
    const { error, changed } = await ask(bot, deps).catch((thrown: unknown) => ({ error: reasonOf(thrown), changed: false }));
    if (error !== undefined) fails(bot, error);
    if (changed) state.changes += 1;
    await report(bot, deps, changed);
    if (error === undefined) await menus?.(asked(await staffChatsAt(deps.port, { provider: 'telegram', account: accountOf(bot) })));
  }

  /** A bot that could never be started has no door anybody could hear of. */
  async function report(bot: Bot, { port }: Deps, changed = false): Promise<void> {
    const { isReady, lastError } = bot.state;
    const error = isReady || lastError === null ? {} : { error: lastError.what.slice(0, 500) };
    const reported = await reportChannel(port, { provider: 'telegram', account: accountOf(bot), away: !isReady, changed, ...error });
    if (reported.ok) Object.assign(bot.state, { isSilent: reported.data.trouble === 'silent', usual: reported.data.usual });
  }

  const fails = ({ state }: Bot, what: string) => Object.assign(state, { isReady: false, lastError: { at: Date.now(), what } });

  /** Anybody with the token may change how updates come: then it is set right again. */
  async function ask({ api, token, state }: Bot, { port, log }: Deps): Promise<{ error?: string; changed: boolean }> {
    const account = accountOf({ token });
    const answer = await api.call('getWebhookInfo', {});
    if (!answer.ok) return { error: `${answer.code} ${answer.description}`, changed: false };
    const { url, pending_update_count: waiting, last_error_date: failedAt, last_error_message: failed } = answer.result as WebhookInfo;
    state.waiting = waiting;
    if (failed !== undefined && failedAt !== undefined) state.lastError = { at: failedAt * 1_000, what: failed };
    if (webhook !== undefined) state.isReady = true;
    if (url === (webhook === undefined ? '' : hookUrl(webhook, account))) return { changed: false };
    log.warn({ bot: state.name }, 'somebody has changed how Telegram brings updates; it is set right again');
    await bringBy(api, token, account, port);
    return { changed: true };
  }

  async function bringBy(api: TelegramApi, token: string, account: string, port: Deps['port']): Promise<void> {
    if (webhook === undefined) await answerOf(api, 'deleteWebhook', { drop_pending_updates: false });
    else {
      const where = { url: hookUrl(webhook, account), secret_token: secretOf(token) };
      await answerOf(api, 'setWebhook', { ...where, allowed_updates: ALLOWED_UPDATES, max_connections: connectionsFor(bots.length, port) });
    }
  }

  return {
    states: () => all.map(({ state }) => ({ ...state })),
    botOf: (account) => byAccount.get(account),
    hookOf: (account) => hooks.get(account),
    listen: (deps) => {
      starting.push(...all.map((bot) => begin(bot, deps)));
      refunds = startRefunds(deps, { accounts: () => [...byAccount.keys()], botOf: (account) => byAccount.get(account) });
      carer = startPump('Telegram bots', lookEveryMs, deps.log, async () => {
        for (const bot of all) await (byAccount.has(accountOf(bot)) ? lookAfter(bot, deps) : report(bot, deps));
        return false;
      });
    },
    stop: async () => {
      ending.abort();
      await carer?.stop();
      await refunds?.stop();
      await Promise.all(starting);
      await Promise.all(polls.map((poll) => poll.stop()));
    },
  };
}

/** As many updates at once as the database takes calls, shared by all bots: more would only wait here instead of at Telegram. */
const connectionsFor = (bots: number, { atOnce }: Deps['port']) => Math.min(Math.max(1, Math.floor(atOnce / bots)), MOST_CONNECTIONS);

/** The number of a bot is what its token begins with. */
const accountOf = ({ token }: Pick<BotConfig, 'token'>) => token.split(':')[0] ?? '';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function answerOf(api: TelegramApi, method: string, params: Record<string, unknown>): Promise<unknown> {
  const answer = await api.call(method, params);
  if (!answer.ok) throw new Error(`${method}: ${answer.code} ${answer.description}`);
  return answer.result;
}
