import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { advance, asDeskRpc, call, captureLead, eventsOf, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let crowd: Sql;

beforeAll(async () => {
  shop = await openShop(database.sql);
  crowd = postgres(database.url, { max: 16, onnotice: () => undefined });
});
afterAll(() => crowd?.end());

const press = (sql: Sql, lead_id: string, more = {}) =>
  call(sql, 'create_order_safe', { actor_id: shop.systemId, lead_id, lines: [{ listing_id: shop.listingId }], ...more });

const ordersOf = (leadId: string) => database.sql`select id, status from public.orders where lead_id = ${leadId} order by created_at`;

it('A-22 pressing the button of a lead again gives the first order and no second', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const first = await press(database.sql, lead.id);
  const again = await press(database.sql, lead.id, { lines: [{ title: 'Something else' }] });
  expect(first.duplicate).toBe(false);
  expect(again).toMatchObject({ duplicate: true, order: { id: first.order.id, total_amount: 100 } });
  expect(await ordersOf(lead.id)).toEqual([{ id: first.order.id, status: 'created' }]);
});

it('A-22 an agent whose lead became a colleague’s order does not read it by pressing again', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const mine = { actor_id: shop.agentId };
  const { order } = await press(database.sql, lead.id, mine);
  expect((await press(database.sql, lead.id, mine)).order.id).toBe(order.id);
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: order.id, staff_id: shop.managerId });
  await expectRefusal(press(database.sql, lead.id, mine), 'NOT_FOUND');
  expect(await ordersOf(lead.id)).toHaveLength(1);
});

it('A-22 pressed sixteen times at once, it makes one order', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const answers = await Promise.all(Array.from({ length: 16 }, () => press(crowd, lead.id)));
  expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1);
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(await ordersOf(lead.id)).toHaveLength(1);
  expect(await eventsOf(database.sql, answers[0]?.order.id)).toHaveLength(1);
});

it('A-22 sixteen calls at once under one idempotency key are one order', async () => {
  const { customer } = await captureLead(database.sql, shop);
  const given = { actor_id: shop.systemId, customer_id: customer.id, lines: [{ listing_id: shop.listingId }], idempotency_key: 'tap:1' };
  const answers = await Promise.all(Array.from({ length: 16 }, () => call(crowd, 'create_order_safe', given)));
  expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1);
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  await expectRefusal(call(database.sql, 'create_order_safe', { ...given, lines: [{ title: 'Other' }] }), 'IDEMPOTENCY_CONFLICT');
});

it('A-22 after the order is cancelled, the lead may have a new one', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const first = await press(database.sql, lead.id);
  await advance(database.sql, shop.managerId, first.order.id, 'cancelled', { reason: 'changed their mind' });
  const second = await press(database.sql, lead.id);
  expect(second.duplicate).toBe(false);
  expect(await ordersOf(lead.id)).toEqual([
    { id: first.order.id, status: 'cancelled' },
    { id: second.order.id, status: 'created' },
  ]);
});

it('A-22 a lead converted already is not converted once more by its second order', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const { order } = await press(database.sql, lead.id);
  await advance(database.sql, shop.managerId, order.id, 'cancelled', { reason: 'changed their mind' });
  await press(database.sql, lead.id);
  const chain = await database.sql`select new_status from public.entity_status_events where entity_id = ${lead.id} order by seq`;
  expect(chain.map((event) => event.new_status)).toEqual(['new', 'converted']);
});

it('A-22 the database refuses a second living order of a lead, whoever writes it', async () => {
  const { lead } = await captureLead(database.sql, shop);
  await press(database.sql, lead.id);
  const other = (await press(database.sql, (await captureLead(database.sql, shop)).lead.id)).order;
  const copied = asDeskRpc(database.sql, shop, (sql) => sql`update public.orders set lead_id = ${lead.id} where id = ${other.id}`);
  expect(await errorOf(copied)).toMatchObject({ code: '23505', constraint_name: 'orders_one_live_order_per_lead' });
});
