import { beforeAll, describe, expect, it } from 'vitest';
import { asStudio, useDatabase } from '../../support/database.ts';
import { type Args, openShop, pay, rpc, type Sale, type Shop, sell, sellWhole } from '../../support/people.ts';
import { chatWhole, clearQueues } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { auditOf, rowCounts } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const mine = ({ customerId, orderId }: Sale) => ({ actor_id: shop.systemId, acting_customer_id: customerId, order_id: orderId });
const change = (args: Args) => rpc(database.sql, 'change_address_safe', { delivery_address: 'There 2', ...args });
const addressOf = async (id: string) =>
  (await database.sql`select delivery_address from public.orders where id = ${id}`)[0]?.delivery_address;
const tasksOf = (id: string) =>
  database.sql`select kind, title, description, assigned_to, status from public.tasks where order_id = ${id} and kind <> 'manual' order by created_at`;
const noticesOf = async (id: string) =>
  (
    await database.sql`select phrase_key, params from public.outbox_messages where entity_id = ${id} and phrase_key like '%address%' order by id`
  ).map((row) => row.phrase_key);

it('a customer has their order sent elsewhere, or picks it up, and the manager is told', async () => {
  const sale = await sell(database.sql, shop);
  expect(await change({ ...mine(sale), delivery_address: '  There 2 ' })).toMatchObject({ changed: true, duplicate: false });
  expect(await addressOf(sale.orderId)).toBe('There 2');
  expect(await change({ ...mine(sale), delivery_address: null })).toMatchObject({ changed: true });
  expect(await addressOf(sale.orderId)).toBeNull();
  expect(await noticesOf(sale.orderId)).toEqual(['notice-staff-order-address-changed', 'notice-staff-order-address-changed']);
  expect(await tasksOf(sale.orderId)).toEqual([]);
  const by = { actor_type: 'customer', actor_id: shop.systemId, acting_customer_id: sale.customerId };
  expect((await auditOf(database.sql, sale.orderId)).at(-1)).toMatchObject({ ...by, changed_fields: ['delivery_address'], details: {} });
});

it('staff change it too, and then it is the customer who is told', async () => {
  const sale = await sell(database.sql, shop);
  await change({ actor_id: shop.manager.id, order_id: sale.orderId });
  expect(await noticesOf(sale.orderId)).toEqual(['notice-order-address-changed']);
  const colleagues = await sell(database.sql, shop, shop.colleague.id);
  await expectRefusal(change({ actor_id: shop.agent.id, order_id: colleagues.orderId }), 'NOT_FOUND');
});

it('somebody who may be packing it gets a task, one however often it changes', async () => {
  const sale = await sell(database.sql, shop);
  await pay(database.sql, shop.manager.id, sale.orderId);
  await change({ ...mine(sale), delivery_address: 'There 2' });
  await change({ ...mine(sale), delivery_address: 'There 3' });
  expect(await tasksOf(sale.orderId)).toMatchObject([{ kind: 'task-address-changed', assigned_to: shop.manager.id, status: 'open' }]);
});

it('the same address again changes nothing and tells nobody', async () => {
  const sale = await sell(database.sql, shop);
  await change(mine(sale));
  const before = await rowCounts(database.sql);
  expect(await change(mine(sale))).toMatchObject({ changed: false });
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('a call that is made again is answered again, and does nothing', async () => {
  const sale = await sell(database.sql, shop);
  const call = { ...mine(sale), idempotency_key: 'inbox:1' };
  await change(call);
  await change({ ...mine(sale), delivery_address: 'There 3' });
  expect(await change(call)).toMatchObject({ changed: false, duplicate: true });
  expect(await addressOf(sale.orderId)).toBe('There 3');
  await expectRefusal(change({ ...call, delivery_address: 'There 4' }), 'IDEMPOTENCY_CONFLICT');
});

describe('refuses', () => {
  it.each(['in_transit', 'delivered'])('when a parcel is %s, and says that it is shipped', async (status) => {
    const sale = await sellWhole(database.sql, shop);
    for (const each of ['in_transit', 'delivered'].slice(0, status === 'delivered' ? 2 : 1)) {
      await rpc(database.sql, 'advance_shipment_safe', { actor_id: shop.manager.id, shipment_id: sale.shipmentId, new_status: each });
    }
    const { detail } = await expectRefusal(change(mine(sale)), 'INVALID_TRANSITION');
    expect(JSON.parse(detail ?? '')).toMatchObject({ reason: 'SHIPPED', from: 'paid' });
    await expectRefusal(change({ actor_id: shop.ownerId, order_id: sale.orderId }), 'INVALID_TRANSITION');
  });

  it('when the order has ended', async () => {
    const sale = await sell(database.sql, shop);
    const end = { actor_id: shop.manager.id, order_id: sale.orderId, new_status: 'cancelled', reason: 'no' };
    await rpc(database.sql, 'advance_order_status_safe', end);
    const { detail } = await expectRefusal(change(mine(sale)), 'INVALID_TRANSITION');
    expect(JSON.parse(detail ?? '')).toMatchObject({ reason: 'ENDED' });
  });

  it.each(['', '   ', 'x'.repeat(1001)])('an address that is none', async (delivery_address) => {
    const sale = await sell(database.sql, shop);
    await expectRefusal(change({ ...mine(sale), delivery_address }), 'BAD_INPUT');
  });

  it("somebody else's order, word for word like one that never was", async () => {
    const [sale, other] = [await sell(database.sql, shop), await sell(database.sql, shop)];
    const foreign = await expectRefusal(change({ ...mine(sale), order_id: other.orderId }), 'NOT_FOUND');
    const unknown = await expectRefusal(change({ ...mine(sale), order_id: shop.listingId }), 'NOT_FOUND');
    expect([foreign.message, foreign.hint, foreign.detail]).toEqual([unknown.message, unknown.hint, unknown.detail]);
    await expectRefusal(change({ ...mine(sale), actor_id: shop.manager.id }), 'FORBIDDEN_ROLE');
  });
});

it('one of two wins when a parcel leaves while its address changes', async () => {
  for (let round = 0; round < 10; round += 1) {
    const sale = await sellWhole(database.sql, shop);
    const send = { actor_id: shop.manager.id, shipment_id: sale.shipmentId, new_status: 'in_transit' };
    const [changed] = await Promise.allSettled([
      change({ ...mine(sale), delivery_address: 'There 2' }),
      rpc(database.sql, 'advance_shipment_safe', send),
    ]);
    expect(await addressOf(sale.orderId)).toBe(changed.status === 'fulfilled' ? 'There 2' : null);
  }
});

it('has the cards of the order shown anew, by hand too', async () => {
  const { orderId } = await chatWhole(database.sql, shop, 'card');
  const edits = async () =>
    (
      await database.sql`select status from public.outbox_messages where edits_card_id is not null and order_id = ${orderId} and status = 'waiting'`
    ).length;
  await clearQueues(database.sql, shop);
  await change({ actor_id: shop.manager.id, order_id: orderId });
  expect(await edits()).toBe(1);
  await clearQueues(database.sql, shop);
  await asStudio(database.sql, (sql) => sql`update public.orders set delivery_address = 'By hand 3' where id = ${orderId}`);
  expect(await edits()).toBe(1);
});
