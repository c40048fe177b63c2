import { beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../support/bot-api.ts';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { meet } from '../../support/queues.ts';
import { call, createOrder, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);
const outboxOf = (person: number) => database.sql`
  select o.status, o.attempts, o.possible_duplicate, o.last_error from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
  where c.external_id = ${String(person)} order by o.chat_seq desc limit 1`;
const answers = (code: number, description: string, retry_after?: number): Fault => ({
  ...{ kind: 'answer', code, description },
  ...(retry_after !== undefined && { parameters: { retry_after } }),
});

it.each<[string, Fault[], number]>([
  [
    'a flood, after the pause it asks for',
    [answers(429, 'Too Many Requests: retry after 1', 1), answers(429, 'Too Many Requests: retry after 1', 1)],
    1,
  ],
  ['a line that was cut before anything arrived or after, perhaps twice', [{ kind: 'done-and-lost' }], 2],
  ['a page instead of an answer', [{ kind: 'html', code: 502 }], 1],
  ['half an answer', [{ kind: 'truncated' }], 1],
  ['a server that broke', [answers(500, 'Internal Server Error')], 1],
])('is said in the end after %s', async (_, faults, copies) => {
  const ada = someone(database, desk());
  await ada.opens();
  desk().api.fail('sendMessage', ...faults);
  const heard = await ada.says('/help');
  expect(heard).toHaveLength(copies);
  expect(new Set(heard.map(({ text }) => text)).size).toBe(1);
  expect((await outboxOf(ada.id))[0]).toMatchObject({ status: 'sent' });
});

it('is said without its looks when those are refused', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  desk().api.fail('sendMessage', answers(400, "Bad Request: can't parse entities: character offset"));
  expect(await ada.says('/help')).toHaveLength(1);
});

it.each([
  [403, 'Forbidden: bot was blocked by the user'],
  [403, 'Forbidden: user is deactivated'],
  [400, 'Bad Request: chat not found'],
])('is given up where nobody reads any more: %i %s; writing again ends that', async (code, description) => {
  const ada = someone(database, desk());
  await ada.opens();
  desk().api.fail('sendMessage', answers(code, description));
  await ada.says('/help');
  const reached = async () =>
    (await database.sql`select unreachable_at from public.chats where external_id = ${String(ada.id)}`)[0]?.unreachable_at;
  await until(async () => (await reached()) !== null);
  expect(textsOf(await ada.says('/help'))).not.toBe('');
  expect(await reached()).toBeNull();
});

it('waits out an outage, and drains in order, each message once', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  const own = await meet(database.sql, shop, String(ada.id), {}, { provider: 'telegram', account: String(desk().api.botId) });
  const eve = { actor_id: shop.managerId };
  const { order_code: code, id } = await createOrder(database.sql, shop, { customer_id: own.id });
  await quiet(database, String(ada.id));
  ada.hears();
  await desk().api.goDown();
  for (const new_status of ['awaiting_payment', 'cancelled']) {
    await call(database.sql, 'advance_order_status_safe', { ...eve, order_id: id, new_status, reason: 'out of stock' });
  }
  await until(async () => {
    const tried = await database.sql`select from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
      where c.external_id = ${String(ada.id)} and o.last_error is not null and o.status = 'waiting'`;
    return tried.length > 0;
  });
  await desk().api.comeUp();
  await quiet(database, String(ada.id));
  const heard = ada.hears().map(({ text }) => text);
  expect(heard.filter((text) => text.includes(String(code)))).toHaveLength(heard.length);
  expect(new Set(heard).size).toBe(heard.length);
  expect(heard.at(-1)).toContain(phrases('en', 'notice-order-cancelled', { code, reason: 'out of stock' }).split('.')[0]);
  expect((await ada.says('/help')).length).toBe(1);
});
