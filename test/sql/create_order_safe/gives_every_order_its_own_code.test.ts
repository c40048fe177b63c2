import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';
import { asDeskRpc, captureLead, createOrder, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let crowd: Sql;

beforeAll(async () => {
  shop = await openShop(database.sql);
  crowd = postgres(database.url, { max: 40, onnotice: () => undefined });
});
afterAll(() => crowd?.end());

it('A-16 a hundred orders created at once have a hundred codes, without a gap', async () => {
  const { customer } = await captureLead(database.sql, shop);
  const orders = await Promise.all(
    Array.from({ length: 100 }, async (_, at) =>
      at % 2 ? createOrder(crowd, shop, { customer_id: customer.id }) : (await quickOrder(crowd, shop)).order,
    ),
  );
  const codes = orders.map((order) => Number(order.order_code)).sort((a, b) => a - b);
  expect(codes).toEqual(Array.from({ length: 100 }, (_, at) => 1001 + at));
});

it('A-16 two desks count for themselves', async () => {
  const other = await openShop(database.sql);
  expect((await createOrder(database.sql, other)).order_code).toBe('1001');
});

it('A-16 a refused order takes no code', async () => {
  const other = await openShop(database.sql);
  const { customer } = await captureLead(database.sql, other);
  const lines = [{ title: 'Pump', unit_price: -1 }];
  await errorOf(createOrder(database.sql, other, { actor_id: other.managerId, customer_id: customer.id, lines }));
  expect((await createOrder(database.sql, other, { customer_id: customer.id })).order_code).toBe('1001');
});

it('A-16 the database refuses a code that is taken at the desk', async () => {
  const first = await createOrder(database.sql, shop);
  const second = await createOrder(database.sql, shop);
  const copied = asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.orders set order_code = ${first.order_code} where id = ${second.id}`,
  );
  expect(await errorOf(copied)).toMatchObject({ code: '23505', constraint_name: 'orders_code_is_unique_at_the_desk' });
});
