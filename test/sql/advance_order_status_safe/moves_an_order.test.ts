import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advance,
  auditOf,
  closedOrder,
  createOrder,
  eventsOf,
  openShop,
  order,
  paidOrder,
  rowCounts,
  type Shop,
  ship,
} from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const row = async (id: string) => (await database.sql`select status, updated_at from public.orders where id = ${id}`)[0];

it('A-24 a manager sets a paid order with a shipment in delivery, with one event and one audit row', async () => {
  const { id } = await paidOrder(database.sql, shop);
  await ship(database.sql, shop, id);
  const before = { row: await row(id), events: await eventsOf(database.sql, id), audit: await auditOf(database.sql, id) };
  const answer = await advance(database.sql, shop.managerId, id, 'in_delivery', { reason: ' sent today ' });

  const after = await row(id);
  expect(answer.order.status).toBe('in_delivery');
  expect(after?.status).toBe('in_delivery');
  expect(after?.updated_at.getTime()).toBeGreaterThan(before.row?.updated_at.getTime());
  const events = (await eventsOf(database.sql, id)).slice(before.events.length);
  expect(events).toMatchObject([
    { seq: 4, old_status: 'paid', new_status: 'in_delivery', reason: 'sent today', actor_id: shop.managerId, acting_customer_id: null },
  ]);
  expect(answer.event).toMatchObject({ seq: 4, old_status: 'paid', new_status: 'in_delivery', actor_id: shop.managerId });
  expect((await auditOf(database.sql, id)).slice(before.audit.length)).toMatchObject([
    { action: 'order.status_changed', actor_type: 'staff', actor_id: shop.managerId, details: { from: 'paid', to: 'in_delivery' } },
  ]);
});

it('A-27 a created order is not delivered at once', async () => {
  const { id } = await createOrder(database.sql, shop);
  const before = await rowCounts(database.sql);
  for (const actor of [shop.managerId, shop.ownerId]) {
    await expectRefusal(advance(database.sql, actor, id, 'delivered'), 'INVALID_TRANSITION');
  }
  expect(await rowCounts(database.sql)).toEqual(before);
  expect(await row(id)).toMatchObject({ status: 'created' });
});

it('A-30 nobody sets an order paid by hand', async () => {
  const { id } = await order(database.sql, shop);
  for (const actor of [shop.agentId, shop.managerId, shop.adminId, shop.ownerId, shop.systemId]) {
    await expectRefusal(advance(database.sql, actor, id, 'paid', { reason: 'trust me' }), 'PAID_ONLY_BY_PAYMENT');
  }
  expect(await row(id)).toMatchObject({ status: 'awaiting_payment' });
});

it('A-31 a manager cancels an order without money, with event and audit', async () => {
  const { id } = await order(database.sql, shop);
  await advance(database.sql, shop.managerId, id, 'cancelled', { reason: 'out of stock' });
  expect(await row(id)).toMatchObject({ status: 'cancelled' });
  expect((await eventsOf(database.sql, id)).at(-1)).toMatchObject({
    old_status: 'awaiting_payment',
    new_status: 'cancelled',
    reason: 'out of stock',
    actor_id: shop.managerId,
  });
  expect((await auditOf(database.sql, id)).at(-1)).toMatchObject({
    action: 'order.status_changed',
    actor_id: shop.managerId,
    details: { from: 'awaiting_payment', to: 'cancelled' },
  });
});

it.each([undefined, null, '', '  ', 'x'.repeat(501)])('A-31 a cancellation needs a reason: %j is none', async (reason) => {
  const { id } = await order(database.sql, shop);
  await expectRefusal(advance(database.sql, shop.managerId, id, 'cancelled', { reason }), 'REASON_REQUIRED');
});

it('A-35 staff who are not active move no order', async () => {
  const { id } = await order(database.sql, shop);
  for (const status of ['inactive', 'suspended', 'terminated', 'pending']) {
    const former = await addStaff(database.sql, shop, 'manager', status);
    const before = await rowCounts(database.sql);
    await expectRefusal(advance(database.sql, former.id, id, 'cancelled', { reason: 'revenge' }), 'ACTOR_INACTIVE');
    expect(await rowCounts(database.sql)).toEqual(before);
  }
});

it('A-36 an order nobody knows, or one of another desk, is not found', async () => {
  const other = await openShop(database.sql);
  const foreign = await createOrder(database.sql, other);
  const before = await rowCounts(database.sql);
  for (const id of [randomUUID(), foreign.id]) {
    await expectRefusal(advance(database.sql, shop.ownerId, id, 'cancelled', { reason: 'x', idempotency_key: 'k' }), 'NOT_FOUND');
  }
  await expectRefusal(advance(database.sql, shop.ownerId, null as unknown as string, 'cancelled', { reason: 'x' }), 'NOT_FOUND');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-36 an order of another agent answers like one that is not there', async () => {
  const { id } = await order(database.sql, shop, { actor_id: shop.managerId });
  await expectRefusal(advance(database.sql, shop.agentId, id, 'cancelled', { reason: 'x' }), 'NOT_FOUND');
});

it('A-37 the events of a whole life are an unbroken chain in the order of time', async () => {
  const { id } = await closedOrder(database.sql, shop);
  const events = await eventsOf(database.sql, id);
  expect(events.map(({ seq, old_status, new_status }) => `${seq} ${old_status} → ${new_status}`)).toEqual([
    '1 null → created',
    '2 created → awaiting_payment',
    '3 awaiting_payment → paid',
    '4 paid → in_delivery',
    '5 in_delivery → delivered',
    '6 delivered → closed',
  ]);
  const byTime = await database.sql`select seq from public.order_status_events where order_id = ${id} order by created_at, id`;
  expect(byTime.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(events.map((event) => event.actor_id)).toEqual([
    shop.systemId,
    shop.systemId,
    shop.systemId,
    shop.managerId,
    shop.adminId,
    shop.adminId,
  ]);
});
