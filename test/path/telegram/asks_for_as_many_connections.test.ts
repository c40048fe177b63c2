import pino from 'pino';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { loadVocabulary } from '../../../bot/dialogue.ts';
import { telegramBots } from '../../../bot/telegram/start.ts';
import { directRpc } from '../../../src/rpc/direct.ts';
import { startBotApi } from '../../support/bot-api.ts';
import { phrases } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;
const endings: Array<() => Promise<void>> = [];

beforeAll(async () => {
  shop = await openShop(database.sql);
});

afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** What bots by webhook ask Telegram for, when the desk has so many sessions with its database. */
async function askedFor(sessions: number, bots: number): Promise<unknown[]> {
  const apis = await Promise.all(
    Array.from({ length: bots }, (_, n) => startBotApi(`${7_100_000_001 + n}:AAFakeFakeFakeFakeFakeFakeFakeFakeFak`)),
  );
  const [first] = apis;
  const port = directRpc({ databaseUrl: database.url, connections: sessions });
  const tokens = apis.map(({ token }) => ({ token, desk: shop.slug }));
  // All speak to the first server's address; the others answer for nobody.
  const telegram = telegramBots({ bots: tokens, root: first?.root ?? '', webhook: 'https://desk.shop.example' });
  telegram.listen({
    ...{ port, files: memoryFiles(), phrases, vocabulary: loadVocabulary(), log: pino({ level: 'silent' }) },
    accept: () => Promise.reject(new Error('nothing comes')),
  });
  endings.push(telegram.stop, port.close, ...apis.map((api) => () => api.stop()));
  await until(async () => first?.webhook() !== '');
  return first?.calls.filter(({ method }) => method === 'setWebhook').map(({ params }) => params.max_connections) ?? [];
}

it.each([
  ['as many as the desk has sessions with its database', 3, 1, 3],
  ['its share of them, when there are other bots', 6, 2, 3],
  ['at least one', 1, 2, 1],
])('asks Telegram for %s', async (_, sessions, bots, connections) => {
  expect(await askedFor(sessions, bots)).toEqual([connections]);
});

it('asks for no more than Telegram gives', async () => {
  expect(await askedFor(200, 1)).toEqual([100]);
});
