import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advance,
  call,
  createOrder,
  deliver,
  deliveredOrder,
  openShop,
  order,
  paidOrder,
  pay,
  refund,
  type Shop,
  ship,
  shippedOrder,
} from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const go = (actor: string, id: string, status: string) => advance(database.sql, actor, id, status, { reason: 'for the test' });

it('A-28 closing a delivered order is for admins', async () => {
  const { id } = await deliveredOrder(database.sql, shop);
  await expectRefusal(go(shop.agentId, id, 'closed'), 'FORBIDDEN_ROLE');
  await expectRefusal(go(shop.managerId, id, 'closed'), 'FORBIDDEN_ROLE');
  expect((await go(shop.adminId, id, 'closed')).order.status).toBe('closed');
});

it('A-28 an order is not closed while something is due, in either direction', async () => {
  const { id } = await deliveredOrder(database.sql, shop);
  const { payment } = await refund(database.sql, shop, id, { amount: 30, refund_reason: 'overpayment' });
  await expectRefusal(go(shop.adminId, id, 'closed'), 'NOT_PAID');
  await pay(database.sql, shop, id, { amount: 30.01 });
  await expectRefusal(go(shop.adminId, id, 'closed'), 'NOT_PAID');
  await refund(database.sql, shop, id, { amount: 0.01, refund_reason: 'overpayment', related_payment_id: payment.related_payment_id });
  expect((await go(shop.adminId, id, 'closed')).order).toMatchObject({ status: 'closed', balance_due: 0 });
});

it("A-29 a manager sets delivered with the client's receipt only; an admin in both cases", async () => {
  const first = await shippedOrder(database.sql, shop);
  await expectRefusal(go(shop.managerId, first.id, 'delivered'), 'RECEIPT_REQUIRED');
  expect((await go(shop.adminId, first.id, 'delivered')).order.status).toBe('delivered');

  const second = await paidOrder(database.sql, shop);
  const { id: parcel } = await ship(database.sql, shop, second.id);
  await go(shop.managerId, second.id, 'in_delivery');
  await deliver(database.sql, shop, parcel);
  expect((await go(shop.managerId, second.id, 'delivered')).order.status).toBe('delivered');
});

it("A-29 a carrier's word is no receipt, nor is another order's", async () => {
  const { id } = await shippedOrder(database.sql, shop);
  const [parcel] = await database.sql`select id from public.shipments where order_id = ${id}`;
  for (const new_status of ['in_transit', 'delivered']) {
    await call(database.sql, 'advance_shipment_safe', { actor_id: shop.systemId, shipment_id: parcel?.id, new_status });
  }
  const other = await paidOrder(database.sql, shop);
  await deliver(database.sql, shop, (await ship(database.sql, shop, other.id)).id);
  await expectRefusal(go(shop.managerId, id, 'delivered'), 'RECEIPT_REQUIRED');
});

it('A-24 nothing is in delivery without a living shipment, unless the desk says so', async () => {
  const { id } = await paidOrder(database.sql, shop);
  await expectRefusal(go(shop.managerId, id, 'in_delivery'), 'SHIPMENT_REQUIRED');
  const parcel = await ship(database.sql, shop, id);
  await call(database.sql, 'advance_shipment_safe', {
    actor_id: shop.managerId,
    shipment_id: parcel.id,
    new_status: 'cancelled',
    reason: 'x',
  });
  await expectRefusal(go(shop.managerId, id, 'in_delivery'), 'SHIPMENT_REQUIRED');

  const bold = await openShop(database.sql);
  await call(database.sql, 'update_desk_settings_safe', { actor_id: bold.ownerId, changes: { shipment_required: false } });
  const theirs = await paidOrder(database.sql, bold);
  expect((await go(bold.managerId, theirs.id, 'in_delivery')).order.status).toBe('in_delivery');
});

it('A-32 an order that holds money is not cancelled until the money is back', async () => {
  const { id } = await paidOrder(database.sql, shop);
  await expectRefusal(go(shop.adminId, id, 'cancelled'), 'REFUND_REQUIRED');
  await refund(database.sql, shop, id, { amount: 99.99, refund_reason: 'cancelled' });
  await expectRefusal(go(shop.ownerId, id, 'cancelled'), 'REFUND_REQUIRED');
  await refund(database.sql, shop, id, { amount: 0.01, refund_reason: 'cancelled' });
  expect((await go(shop.adminId, id, 'cancelled')).order).toMatchObject({ status: 'cancelled', balance_due: 0 });
});

it('A-32 a part of the money is money too', async () => {
  const { id } = await order(database.sql, shop);
  await pay(database.sql, shop, id, { amount: 1 });
  await expectRefusal(go(shop.managerId, id, 'cancelled'), 'REFUND_REQUIRED');
  await expectRefusal(go(shop.adminId, id, 'created'), 'REFUND_REQUIRED');
});

it('A-32 money that is only planned, pending or failed hinders nothing', async () => {
  const { id } = await order(database.sql, shop, { payment: { method: 'card' } });
  await pay(database.sql, shop, id, { status: 'pending' });
  await pay(database.sql, shop, id, { status: 'failed' });
  expect((await go(shop.managerId, id, 'cancelled')).order.status).toBe('cancelled');
});

it('asks for a price before it asks for money', async () => {
  const unpriced = await createOrder(database.sql, shop, { lines: [{ listing_id: shop.listingId }, { title: 'Pump' }] });
  await expectRefusal(go(shop.managerId, unpriced.id, 'awaiting_payment'), 'NOT_PRICED');
  const priced = await createOrder(database.sql, shop);
  expect((await go(shop.managerId, priced.id, 'awaiting_payment')).order.status).toBe('awaiting_payment');
});

it('takes back an order shipped by mistake whatever its money is', async () => {
  const { id } = await shippedOrder(database.sql, shop);
  await refund(database.sql, shop, id, { amount: 30, refund_reason: 'overpayment' });
  expect((await go(shop.managerId, id, 'processing')).order.status).toBe('processing');
});
