import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, finish, openShop, rpc, type Sale, type Shop, sell, sellWhole } from '../../support/people.ts';
import { earlier } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { auditOf, rowCounts } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** An order that has come to its end. */
async function done() {
  const sale = await sellWhole(database.sql, shop);
  await finish(database.sql, shop, sale.orderId);
  return sale;
}

const rate = ({ customerId, orderId }: Sale, stars: number | null, more: Args = {}) =>
  rpc(database.sql, 'rate_order_safe', { actor_id: shop.systemId, acting_customer_id: customerId, order_id: orderId, stars, ...more });
const ratingsOf = (id: string) => database.sql`select stars, comment from public.order_ratings where order_id = ${id}`;
const tasksOf = (id: string) =>
  database.sql`select title, description, status from public.tasks where order_id = ${id} and kind = 'task-bad-rating'`;
const weighed = async (sale: Sale) =>
  await rpc(database.sql, 'weigh_move', {
    ...{ actor_id: shop.systemId, acting_customer_id: sale.customerId, order_code: sale.orderCode, move: 'rate' },
  });

it('keeps one rating of an order, shown with it and told to its manager', async () => {
  const sale = await done();
  expect(await rate(sale, 5, { comment: ' Thank you ' })).toMatchObject({ rating: { stars: 5, comment: 'Thank you' }, duplicate: false });
  expect((await weighed(sale)).order).toMatchObject({ rating: { stars: 5, comment: 'Thank you' } });
  const told =
    await database.sql`select params from public.outbox_messages where entity_id = ${sale.orderId} and phrase_key = 'notice-staff-order-rated'`;
  expect(told).toEqual([{ params: { code: sale.orderCode, stars: 5 } }]);
  expect(await tasksOf(sale.orderId)).toEqual([]);
  const { rating } = await rate(sale, 5);
  expect((await auditOf(database.sql, String((rating as { id: string }).id))).map(({ action }) => action)).toEqual([
    'order_rating.created',
  ]);
});

it('a bad one is work for somebody, once, with the words that come later', async () => {
  const sale = await done();
  await rate(sale, 2);
  await rate(sale, 2, { comment: 'It came broken.' });
  expect(await tasksOf(sale.orderId)).toEqual([
    { title: `Order ${sale.orderCode} has been rated badly. Talk to the customer.`, description: 'It came broken.', status: 'open' },
  ]);
});

it('may be changed for a week, and keeps the words that are not said again', async () => {
  const sale = await done();
  await rate(sale, 3, { comment: 'Slow.' });
  await rate(sale, 4);
  expect(await ratingsOf(sale.orderId)).toEqual([{ stars: 4, comment: 'Slow.' }]);
  await earlier(database.sql, shop, 'order_ratings', 'created_at', '7 days 1 hour');
  expect(await weighed(sale)).toMatchObject({ allowed: false, reasons: [{ code: 'RATED_ALREADY' }] });
  const { detail } = await expectRefusal(rate(sale, 5), 'INVALID_TRANSITION');
  expect(JSON.parse(detail ?? '')).toMatchObject({ reason: 'RATED_ALREADY' });
});

it('a call that is made again is answered again, and does nothing', async () => {
  const sale = await done();
  const key = { idempotency_key: 'inbox:1' };
  await rate(sale, 1, key);
  await rate(sale, 4);
  const before = await rowCounts(database.sql);
  expect(await rate(sale, 1, key)).toMatchObject({ duplicate: true, rating: { stars: 4 } });
  await expectRefusal(rate(sale, 2, key), 'IDEMPOTENCY_CONFLICT');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('two at once leave one rating', async () => {
  const sale = await done();
  await Promise.all([rate(sale, 1), rate(sale, 5), rate(sale, 2)]);
  expect(await ratingsOf(sale.orderId)).toHaveLength(1);
  expect(await tasksOf(sale.orderId)).toHaveLength(1);
});

describe('waits until everything is there', () => {
  it('and believes the customer who has it, whatever the status says', async () => {
    const sale = await sellWhole(database.sql, shop);
    await expectRefusal(rate(sale, 5), 'INVALID_TRANSITION');
    const order = { actor_id: shop.manager.id, order_id: sale.orderId };
    const { shipment } = await rpc(database.sql, 'create_shipment_safe', order);
    const received = (shipment_id: string) =>
      rpc(database.sql, 'confirm_receipt_safe', { actor_id: shop.systemId, acting_customer_id: sale.customerId, shipment_id });
    for (const shipment_id of [sale.shipmentId, shipment.id]) {
      await rpc(database.sql, 'advance_shipment_safe', {
        actor_id: shop.manager.id,
        shipment_id,
        new_status: 'in_transit',
        tracking_number: 'X',
      });
    }
    await received(sale.shipmentId);
    await expectRefusal(rate(sale, 5), 'INVALID_TRANSITION');
    await received(shipment.id);
    expect(await rate(sale, 5)).toMatchObject({ order: { status: 'paid' }, rating: { stars: 5 } });
  });
});

describe('refuses', () => {
  it.each([0, 6, -1, null])('%s stars', async (stars) => {
    await expectRefusal(rate(await done(), stars), 'BAD_INPUT');
  });

  it("somebody else's order, and anybody but the customer", async () => {
    const [sale, other] = [await done(), await done()];
    const foreign = await expectRefusal(rate({ ...sale, orderId: other.orderId }, 1), 'NOT_FOUND');
    const unknown = await expectRefusal(rate({ ...sale, orderId: shop.listingId }, 1), 'NOT_FOUND');
    expect([foreign.message, foreign.hint, foreign.detail]).toEqual([unknown.message, unknown.hint, unknown.detail]);
    await expectRefusal(rate(sale, 5, { actor_id: shop.manager.id }), 'FORBIDDEN_ROLE');
    await expectRefusal(rate(sale, 5, { acting_customer_id: null }), 'FORBIDDEN_ROLE');
  });
});

it('an order on its way is not rated yet', async () => {
  expect(await weighed(await sell(database.sql, shop))).toMatchObject({ allowed: false, reasons: [{ code: 'NOT_DELIVERED' }] });
});

it('the words of a forgotten customer go, the stars stay', async () => {
  const sale = await done();
  await rate(sale, 1, { comment: 'I am Ada Lovelace', idempotency_key: 'tg:ada:1' });
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: sale.customerId });
  expect(await ratingsOf(sale.orderId)).toEqual([{ stars: 1, comment: null }]);
  const [task] = await tasksOf(sale.orderId);
  expect(task).toMatchObject({ title: 'task-bad-rating', description: null });
  expect(await database.sql`select from public.idempotency_keys where key like '%ada%'`).toHaveLength(0);
});
