import type { Update, User } from 'grammy/types';
import pino, { type Logger } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { loadDialogue, loadVocabulary } from '../../bot/dialogue.ts';
import { type BotConfig, type Telegram, telegramBots } from '../../bot/telegram/start.ts';
import { startWorkers, type Workers, type WorkersOptions } from '../../bot/work/workers.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { listenWake } from '../../src/rpc/wake.ts';
import { type BotApiServer, type Shown, startBotApi } from './bot-api.ts';
import { phrases, quiet } from './chatting.ts';
import type { TestDatabase } from './database.ts';
import { startHooks } from './hooks.ts';
import { memoryFiles } from './memory-files.ts';
import { until } from './waiting.ts';

const quietLog = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** What money a bot takes. */
export type Till = Pick<BotConfig, 'paymentToken' | 'starsPerUnit'>;

type Options = Pick<WorkersOptions, 'patience'> & { log?: Logger; limited?: boolean; brings?: 'polling' | 'webhook'; till?: Till };

export type TelegramDesk = {
  api: BotApiServer;
  bots: Telegram;
  workers: Workers;
  files: ReturnType<typeof memoryFiles>;
  stop: () => Promise<void>;
};

/** A desk's workers with a bot on a Bot API server of the test's own. */
export async function startTelegram(
  database: TestDatabase,
  slug: string,
  api: BotApiServer,
  { log = quietLog, limited = false, brings = 'polling', till = {}, patience }: Options = {},
): Promise<TelegramDesk> {
  const port = directRpc({ databaseUrl: database.url, connections: 6 });
  const wake = await listenWake(database.url);
  const files = memoryFiles();
  const hooks = brings === 'webhook' ? await startHooks((account) => bots.hookOf(account), log) : undefined;
  const bots = telegramBots({ bots: [{ token: api.token, desk: slug, ...till }], root: api.root, webhook: hooks?.url, lookEveryMs: 200 });
  const channels = { telegram: telegramChannel({ botOf: bots.botOf, files }) };
  const workers = startWorkers({ port, wake, channels, phrases, step: loadDialogue(), log, patience });
  bots.listen({ port, files, accept: workers.accept, log, phrases, vocabulary: loadVocabulary(), wake });
  await until(async () => bots.botOf(String(api.botId)) !== undefined);
  // Stories need not wait for what a provider allows.
  if (!limited) {
    await database.sql`update public.channel_accounts set messages_per_second = null, chat_interval_ms = 0
      where provider = 'telegram' and account = ${String(api.botId)}`;
  }
  return {
    api,
    bots,
    workers,
    files,
    stop: async () => {
      await bots.stop();
      await hooks?.stop();
      await workers.stop();
      await wake.close();
      await port.close();
    },
  };
}

/** One Bot API server and desk a test. */
export function useTelegram(database: TestDatabase, slugOf: () => string, till: Till = {}) {
  const running: Array<() => Promise<void>> = [];
  let current: TelegramDesk | undefined;
  let count = 0;
  beforeEach(async () => {
    const api = await startBotApi(`${7_000_000_000 + (Date.now() % 1_000_000) + ++count}:AAFakeFakeFakeFakeFakeFakeFakeFakeFak`);
    running.push(() => api.stop());
    current = await startTelegram(database, slugOf(), api, { till });
    running.push(current.stop);
  });
  afterEach(async () => {
    for (const stop of running.splice(0).toReversed()) await stop();
  });
  return () => {
    if (!current) throw new Error('there is no bot yet');
    return current;
  };
}

let people = 0;

/** Somebody with Telegram on their phone. */
export function someone(database: TestDatabase, { api }: Pick<TelegramDesk, 'api'>, language = 'en', first_name = 'Ada') {
  people += 1;
  const id = 500_000 + people;
  const from: User = { id, is_bot: false, first_name, language_code: language };
  const chat = { id, type: 'private' as const, first_name };
  let message = 1_000_000;
  let heard = 0;
  const all = () => api.shown.filter((one) => one.chat === id);
  const hears = (): Shown[] => {
    const fresh = all().slice(heard);
    heard += fresh.length;
    return fresh;
  };
  const send = (update: Omit<Update, 'update_id'>) => api.push(update);
  const write = (said: object) => send({ message: { message_id: message++, date: 0, chat, from, ...said } });
  const answered = async (update: number): Promise<Shown[]> => {
    await stored(database, api, update);
    await quiet(database, String(id));
    return hears();
  };
  const buttons = () =>
    all()
      .toReversed()
      .flatMap(({ id: shown, markup }) =>
        markup && 'inline_keyboard' in markup ? markup.inline_keyboard.flat().map((one) => ({ shown, ...one })) : [],
      );
  const keyboard = () => {
    const markup = all().at(-1)?.markup;
    return markup && 'keyboard' in markup ? markup.keyboard.flat().map((one) => (typeof one === 'string' ? one : one.text)) : [];
  };
  return {
    id,
    from,
    all,
    hears,
    send,
    write,
    answered,
    says: (text: string) => answered(write({ text })),
    opens: (payload?: string) => answered(write({ text: payload === undefined ? '/start' : `/start ${payload}` })),
    presses: (label: string | RegExp) => {
      // A keyboard where one types sends what stands on it.
      const typed = keyboard().find((text) => (typeof label === 'string' ? text === label : label.test(text)));
      if (typed !== undefined) return answered(write({ text: typed }));
      const found = buttons().find(({ text }) => (typeof label === 'string' ? text === label : label.test(text)));
      if (!found || !('callback_data' in found))
        throw new Error(
          `there is no button ${String(label)} among: ${buttons()
            .map(({ text }) => text)
            .join(' | ')}`,
        );
      const shown = { message_id: found.shown, date: 0, chat };
      return answered(
        send({ callback_query: { id: `press-${message++}`, from, chat_instance: '1', data: found.callback_data, message: shown } }),
      );
    },
  };
}

/** Resolves once an update is in the inbox of its bot. */
export async function stored(database: TestDatabase, { botId }: BotApiServer, update: number): Promise<void> {
  await until(async () => {
    const rows = await database.sql`
      select from public.inbox_messages as m join public.channel_accounts as a on a.id = m.account_id
      where a.provider = 'telegram' and a.account = ${String(botId)} and m.external_id = ${String(update)}`;
    return rows.length > 0;
  });
}

export const textsOf = (shown: readonly Shown[]) => shown.map(({ text }) => text).join('\n');
