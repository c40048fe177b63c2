import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, captureLead, createOrder, openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let customer_id: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  customer_id = (await captureLead(database.sql, shop)).customer.id;
});

it.each([-1, '-1', 'NaN', 'Infinity', '1e3', 10.005, '10.005', 1e13, 'ten'])(
  'A-17 refuses the price %j and stores nothing',
  async (unit_price) => {
    const before = await rowCounts(database.sql);
    const lines = [{ listing_id: shop.listingId }, { title: 'Pump', unit_price }];
    await expectRefusal(createOrder(database.sql, shop, { actor_id: shop.managerId, customer_id, lines }), 'AMOUNT_INVALID');
    expect(await rowCounts(database.sql)).toEqual(before);
  },
);

it.each([-1, 'NaN'])('A-17 the database itself refuses the price %s', async (price) => {
  const { id } = await createOrder(database.sql, shop, { customer_id });
  const changed = asDeskRpc(database.sql, shop, (sql) => sql`update public.order_lines set unit_price = ${price} where order_id = ${id}`);
  expect(await errorOf(changed)).toMatchObject({ code: '23514', constraint_name: 'order_lines_unit_price_is_not_negative' });
  const total = asDeskRpc(database.sql, shop, (sql) => sql`update public.orders set total_amount = ${price} where id = ${id}`);
  expect(await errorOf(total)).toMatchObject({ code: '23514', constraint_name: 'orders_total_is_not_negative' });
});

it('A-17 an order may have no price yet, and then has no total', async () => {
  const order = await createOrder(database.sql, shop, {
    customer_id,
    lines: [{ listing_id: shop.listingId }, { title: 'Pump', unit_price: null }],
  });
  expect(order).toMatchObject({ status: 'created', total_amount: null, payment_status: 'pending' });
});

it('A-17 a customer names no price: it comes from the catalogue', async () => {
  const lines = [{ listing_id: shop.listingId, unit_price: 1, discount_amount: 99 }];
  const order = await createOrder(database.sql, shop, { customer_id: undefined, acting_customer_id: customer_id, lines });
  expect(order.total_amount).toBe(100);
});
