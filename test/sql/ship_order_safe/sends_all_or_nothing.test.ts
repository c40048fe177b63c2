import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { advance, call, eventsOf, openShop, order, paidOrder, rowCounts, type Shop, ship } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

const send = (orderId: string, changes = {}) =>
  call(database.sql, 'ship_order_safe', { actor_id: shop.managerId, order_id: orderId, tracking_number: 'N-1', ...changes });
const parcels = (orderId: string) =>
  database.sql`select provider, tracking_number, status from public.shipments where order_id = ${orderId} order by created_at`;

it('a parcel with its number is on its way, and so is its order', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const sent = await send(id, { provider: 'rusbid', estimated_delivery_date: '2026-12-24' });
  expect(sent.shipment).toMatchObject({ status: 'in_transit', provider: 'rusbid', estimated_delivery_date: '2026-12-24' });
  expect(sent.order.status).toBe('in_delivery');
  expect((await eventsOf(database.sql, id)).map(({ new_status }) => new_status).at(-1)).toBe('in_delivery');
});

it('a parcel without a number waits, and the next call with one completes it', async () => {
  const { id } = await paidOrder(database.sql, shop);
  expect((await send(id, { tracking_number: undefined })).order.status).toBe('paid');
  await expectRefusal(send(id, { tracking_number: '  ' }), 'TAKEN');
  await send(id);
  expect(await parcels(id)).toMatchObject([{ tracking_number: 'N-1', status: 'in_transit' }]);
});

it('a second parcel of an order that is under way may follow', async () => {
  const { id } = await paidOrder(database.sql, shop);
  await send(id);
  await expectRefusal(send(id, { tracking_number: ' n-1 ' }), 'TAKEN');
  await send(id, { tracking_number: 'N-2' });
  expect(await parcels(id)).toMatchObject([{ tracking_number: 'N-1' }, { tracking_number: 'N-2' }]);
  expect((await eventsOf(database.sql, id)).filter(({ new_status }) => new_status === 'in_delivery')).toHaveLength(1);
});

it('the same key is the same parcel, also at once; with other details it is a conflict', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(id, { idempotency_key: 'once' })));
  expect(new Set(answers.map(({ shipment }) => shipment.id)).size).toBe(1);
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(await parcels(id)).toHaveLength(1);
  await expectRefusal(send(id, { idempotency_key: 'once', tracking_number: 'N-9' }), 'IDEMPOTENCY_CONFLICT');
});

it('four people who send the same number at once send one parcel', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const sent = await Promise.allSettled([1, 2, 3, 4].map((no) => send(id, { idempotency_key: `by-${no}` })));
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await parcels(id)).toHaveLength(1);
});

it('leaves nothing behind when a step of it is refused', async () => {
  const unpaid = await order(database.sql, shop);
  const cancelled = await order(database.sql, shop);
  await advance(database.sql, shop.managerId, cancelled.id, 'cancelled', { reason: 'lost' });
  const paid = await paidOrder(database.sql, shop);
  const before = await rowCounts(database.sql);
  await expectRefusal(send(unpaid.id), 'NOT_PAID');
  await expectRefusal(send(cancelled.id), 'INVALID_TRANSITION');
  await expectRefusal(send(paid.id, { provider: 'unknown' }), 'BAD_INPUT');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('is refused for what one may not see, and to the system', async () => {
  const foreign = await paidOrder(database.sql, other);
  await expectRefusal(send(foreign.id), 'NOT_FOUND');
  const { id } = await paidOrder(database.sql, shop);
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: shop.managerId });
  await expectRefusal(send(id, { actor_id: shop.agentId }), 'NOT_FOUND');
  await expectRefusal(send(id, { actor_id: shop.systemId }), 'FORBIDDEN_ROLE');
  expect(await parcels(id)).toEqual([]);
});

it('is completed by the receipt of every parcel', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const receive = (changes = {}) => call(database.sql, 'receive_order_safe', { actor_id: shop.managerId, order_id: id, ...changes });
  await expectRefusal(receive(), 'SHIPMENT_REQUIRED');
  await send(id);
  const second = await ship(database.sql, shop, id);
  expect(await receive({ idempotency_key: 'r' })).toMatchObject({ received: 1, order: { status: 'in_delivery' }, duplicate: false });
  await expectRefusal(receive(), 'INVALID_TRANSITION');
  await call(database.sql, 'advance_shipment_safe', {
    actor_id: shop.managerId,
    shipment_id: second.id,
    new_status: 'in_transit',
    tracking_number: 'N-3',
  });
  expect(await receive()).toMatchObject({ received: 1, order: { status: 'delivered' } });
  expect(await receive({ idempotency_key: 'r' })).toMatchObject({ received: 1, duplicate: true });
  await expectRefusal(receive({ actor_id: other.managerId }), 'NOT_FOUND');
});
