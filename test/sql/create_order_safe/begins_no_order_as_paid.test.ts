import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { asAnon, asService, asSignedIn, asStudio, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { call, captureLead, openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const doors = {
  Studio: asStudio,
  service_role: asService,
  anon: asAnon,
  'a signed-in admin': (sql: typeof database.sql, work: Parameters<typeof asAnon>[1]) => asSignedIn(sql, shop.subjects.admin, work),
};

it.each(Object.keys(doors) as (keyof typeof doors)[])('A-23 an order inserted as paid by %s is refused', async (door) => {
  const { customer } = await captureLead(database.sql, shop);
  const row = {
    id: randomUUID(),
    desk_id: shop.deskId,
    order_code: '9999',
    customer_id: customer.id,
    source: 'sly',
    status: 'paid',
    currency: 'EUR',
    total_amount: 100,
    created_by: shop.ownerId,
  };
  const before = await rowCounts(database.sql);
  await expectRefusal(
    doors[door](database.sql, (sql) => sql`insert into public.orders ${sql(row)}`),
    'DIRECT_WRITE',
  );
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-23 no command takes the status of a new order', async () => {
  const { customer } = await captureLead(database.sql, shop);
  const given = { actor_id: shop.ownerId, customer_id: customer.id, lines: [{ title: 'Bike', status: 'paid' }] };
  expect((await call(database.sql, 'create_order_safe', given)).order.status).toBe('created');
  expect(await errorOf(call(database.sql, 'create_order_safe', { ...given, status: 'paid' }))).toMatchObject({ code: '42883' });
});
