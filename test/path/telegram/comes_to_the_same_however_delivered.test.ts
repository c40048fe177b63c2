import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBotApi } from '../../support/bot-api.ts';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { shuffled } from '../../support/seeded.ts';
import { call, openShop } from '../../support/shop.ts';
import { someone, startTelegram, type TelegramDesk } from '../../support/telegram.ts';
import { digestsOf } from '../../support/victims.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
const { SEED = '1' } = process.env;

type Told = Awaited<ReturnType<typeof tellAll>>;
let told: Told;

/** A customer's order and a manager's work on it, with a bot of its own; every update `copies` times as it comes. */
async function tellAll(token: string, brings: 'polling' | 'webhook', copies = 1) {
  const shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
  const api = await startBotApi(token);
  const push = api.push.bind(api);
  api.push = (update) => {
    const id = push(update);
    for (let copy = 1; copy < copies; copy++) api.again(api.lastUpdate());
    return id;
  };
  const desk = await startTelegram(database, shop.slug, api, { brings });
  await tell(desk, shop);
  const after = await stateOf(desk, shop.deskId);
  // Workers of one database take each other's turns: no two desks of this test work at once.
  return { shop, api, desk, after, shown: api.shown.length };
}

async function tell(desk: TelegramDesk, shop: Awaited<ReturnType<typeof openShop>>): Promise<void> {
  const say = (key: string) => phrases('en', key);
  const ada = someone(database, desk);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  await ada.presses('2');
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(say('button-rather-not'));
  await ada.presses(say('button-agree'));
  await ada.presses(/^Confirm/);
  desk.api.files.set('slip', Uint8Array.of(0xff, 0xd8, 0xff, 1));
  await ada.answered(ada.write({ photo: [{ file_id: 'slip', file_unique_id: 's', width: 1, height: 1, file_size: 4 }] }));
  const [order] = await database.sql`select o.order_code as code from public.orders as o where o.desk_id = ${shop.deskId}`;
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Eve', role: 'admin' });
  const eve = someone(database, desk, 'en', 'Eve');
  await eve.opens(String(code));
  await eve.says(`/order ${order?.code}`);
  await eve.says(`/pay ${order?.code} rest cash`);
  await eve.says('/chats');
  await quiet(database);
}

/** Every row of the desk, when nothing is under way any more. */
async function stateOf({ api }: Pick<TelegramDesk, 'api'>, deskId: string): Promise<Record<string, string>> {
  await until(async () => api.pending.length === 0);
  await quiet(database);
  const { channel_accounts: _limits, chat_files = '', ...rows } = await digestsOf(database.sql, [deskId]);
  // How fast a bot may send is turned on and off here, and a file that comes again is kept from the sweeper anew.
  return { ...rows, files: chat_files.split(':')[0] ?? '' };
}

const counts = (state: Record<string, string>) =>
  Object.fromEntries(Object.entries(state).map(([name, digest]) => [name, digest.split(':')[0]]));

beforeAll(async () => {
  told = await tellAll('7111111111:AAFakeFakeFakeFakeFakeFakeFakeFakeFak', 'webhook');
});
afterAll(() => told.api.stop());

it.each([
  ['twice', (all: Told['api']['pushed']) => [...all, ...all]],
  ['ten times', (all: Told['api']['pushed']) => Array.from({ length: 10 }, () => all).flat()],
  ['reversed', (all: Told['api']['pushed']) => all.toReversed()],
  [`shuffled, SEED=${SEED}`, (all: Told['api']['pushed']) => shuffled(Number(SEED))([...all, ...all, ...all])],
])('when all of it comes again, %s', async (_, order) => {
  const { api, after, shown, shop, desk } = told;
  expect(api.pushed.length).toBeGreaterThan(11);
  const before = api.brought.length;
  const again = order(api.pushed);
  for (const update of again) api.again(update);
  expect(await stateOf(desk, shop.deskId)).toEqual(after);
  expect(api.brought.slice(before).map(({ status }) => status)).toEqual(again.map(() => 200));
  expect(api.shown).toHaveLength(shown);
});

it('when the desk begins anew and is given all of it once more, by polling', async () => {
  const { api, after, shown, shop, desk } = told;
  await desk.stop();
  await fetch(`${api.root}/bot${api.token}/deleteWebhook`);
  for (const update of api.pushed) api.again(update);
  const anew = await startTelegram(database, shop.slug, api);
  expect(await stateOf(anew, shop.deskId)).toEqual(after);
  expect(api.shown).toHaveLength(shown);
  await anew.stop();
});

it.each(['polling', 'webhook'] as const)('when everything comes three times at once, by %s', async (brings) => {
  const token = brings === 'polling' ? '7222222222' : '7333333333';
  const thrice = await tellAll(`${token}:AAFakeFakeFakeFakeFakeFakeFakeFakeFak`, brings, 3);
  expect(counts(thrice.after)).toEqual(counts(told.after));
  expect(thrice.shown).toBe(told.shown);
  await thrice.desk.stop();
  await thrice.api.stop();
});
