import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, turnOf } from '../../support/handed-over.ts';
import { clearQueues, earlier, meet, openAccount, sweep } from '../../support/queues.ts';
import { asDeskRpc, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let number = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await quietHours(null, null);
});

const quietHours = (from: string | null, until: string | null) =>
  database.sql`update public.desk_settings set quiet_from = ${from}, quiet_until = ${until} where desk_id = ${shop.deskId}`;
const consent = (customerId: string, granted: boolean) =>
  call(database.sql, 'record_consent_safe', {
    ...{ actor_id: shop.managerId, customer_id: customerId, kind: 'marketing', granted, version: '1', source: 'web' },
  });

const unfinished = { timeout: { name: 'unfinished', after_minutes: 180 } };

/** A customer who left an order unfinished three hours ago. Gives their chat. */
async function abandoned(given: { consents?: boolean | null; account?: { provider: string; account: string }; customerId?: string } = {}) {
  const chat = `left-${number++}`;
  const account = given.account ?? { provider: 'web', account: shop.slug };
  const { chat: row } = await turnOf(database.sql, shop, chat, 'bot', unfinished);
  const customer = await meet(database.sql, shop, chat, {}, account);
  if (given.consents !== null) await consent(customer.id, given.consents ?? true);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '4 hours');
  return { chatId: row.id as string, chat, customerId: customer.id as string };
}

async function wakes(chatId: string): Promise<number> {
  const rows = await database.sql`select from public.inbox_messages where chat_id = ${chatId} and event like '%unfinished%'`;
  return rows.length;
}

const waitsFor = async (chatId: string) =>
  (await database.sql`select timeout_at from public.conversations where chat_id = ${chatId} and status = 'active'`)[0]?.timeout_at ?? null;

it('reminds a customer who agreed, once however many workers look', async () => {
  const { chatId } = await abandoned();
  const sweeps = await Promise.all([1, 2, 3, 4].map(() => sweep(database.sql)));
  expect(sweeps.reduce((sum, { timeouts }) => sum + timeouts, 0)).toBe(1);
  expect(await wakes(chatId)).toBe(1);
  const [row] =
    await database.sql`select i.nudge_sent_at from public.interactions as i join public.chats as c using (customer_id) where c.id = ${chatId}`;
  expect(row?.nudge_sent_at).toBeInstanceOf(Date);
});

it.each([
  ['never agreed', null],
  ['took the consent back', false],
])('does not remind a customer who %s', async (_why, consents) => {
  const { chatId } = await abandoned({ consents });
  await sweep(database.sql);
  expect([await wakes(chatId), await waitsFor(chatId)]).toEqual([0, null]);
});

it('does not remind somebody nobody knows', async () => {
  const { chat } = await turnOf(database.sql, shop, 'stranger', 'bot', unfinished);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '4 hours');
  await sweep(database.sql);
  expect(await wakes(chat.id)).toBe(0);
});

it('does not remind after STOP, and waits for the end of quiet hours', async () => {
  const { chatId, customerId } = await abandoned();
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.customers set quiet_from = '00:00', quiet_until = '23:59:59.5' where id = ${customerId}`,
  );
  await sweep(database.sql);
  expect(await wakes(chatId)).toBe(0);
  const [row] = await database.sql`select private.left_in_peace(${customerId}, now()) as until`;
  expect(await waitsFor(chatId)).toEqual(row?.until);
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.customers set stopped_at = now() where id = ${customerId}`);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '2 days');
  await sweep(database.sql);
  expect([await wakes(chatId), await waitsFor(chatId)]).toEqual([0, null]);
});

it('reminds again only after the customer has written again', async () => {
  const { chatId, chat } = await abandoned();
  await sweep(database.sql);
  await clearQueues(database.sql, shop);
  await asDeskRpc(
    database.sql,
    shop,
    (sql) =>
      sql`update public.conversations set timeout_name = 'unfinished', timeout_at = now(), turn = turn + 1 where chat_id = ${chatId}`,
  );
  await sweep(database.sql);
  expect(await wakes(chatId)).toBe(1);
  await turnOf(database.sql, shop, chat, 'bot', unfinished);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '4 hours');
  await sweep(database.sql);
  expect(await wakes(chatId)).toBe(2);
});

it('reminds a customer of two chats in one of them', async () => {
  const { chatId, customerId } = await abandoned();
  const { chat: second } = await turnOf(database.sql, shop, 'second-chat', 'bot', unfinished);
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.chats set customer_id = ${customerId} where id = ${second.id}`);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '4 hours');
  await Promise.all([1, 2, 3, 4].map(() => sweep(database.sql)));
  await sweep(database.sql);
  expect((await wakes(chatId)) + (await wakes(second.id))).toBe(1);
});

it('says nothing into a chat that a person has', async () => {
  const { chatId } = await abandoned();
  await call(database.sql, 'take_conversation_safe', { actor_id: shop.managerId, chat_id: chatId });
  expect(await waitsFor(chatId)).toBeNull();
  const called = await callPerson(database.sql, shop, 'person-there');
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.conversations set timeout_name = 'unfinished', timeout_at = now() where chat_id = ${called}`,
  );
  await sweep(database.sql);
  expect([await wakes(called), await waitsFor(called)]).toEqual([0, null]);
});

it('knows the window of WhatsApp, and that other channels have none', async () => {
  const whatsapp = await openAccount(database.sql, shop, {}, 'whatsapp');
  const telegram = await openAccount(database.sql, shop, {}, 'telegram');
  for (const [account, open] of [
    [whatsapp, [true, true, false, false]],
    [telegram, [true, true, true, true]],
  ] as const) {
    const { accept } = await import('../../support/queues.ts');
    await accept(database.sql, shop, `window-${account.provider}`, account);
    const [row] = await database.sql`
      select array(select private.window_open(c, c.last_inbound_at + make_interval(secs => s)) from unnest('{0, 86399, 86400, 90000}'::int[]) as s) as open
      from public.chats as c where c.external_id = ${`window-${account.provider}`}`;
    expect(row?.open).toEqual(open);
  }
});
