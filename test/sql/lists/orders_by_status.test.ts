import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { advance, createOrder, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let waiting: string[];

beforeAll(async () => {
  shop = await openShop(database.sql);
  const other = await openShop(database.sql);
  const orders: { id: string; status: string }[] = [];
  for (let round = 0; round < 4; round++) {
    const { id } = await order(database.sql, shop);
    orders.push({ id, status: 'awaiting_payment' });
    await createOrder(database.sql, shop);
    await order(database.sql, other);
  }
  // The newest change is not the newest order: what was moved last stays in its place.
  await advance(database.sql, shop.managerId, orders[0]?.id ?? '', 'created');
  await advance(database.sql, shop.managerId, orders[0]?.id ?? '', 'awaiting_payment');
  waiting = orders.map(({ id }) => id).reverse();
});

const list = (subject: string, limit: number) =>
  asSignedIn(
    database.sql,
    subject,
    (sql) => sql`select id, desk_id from public.orders where status = 'awaiting_payment' order by created_at desc limit ${limit}`,
  );

it('A-87 staff list the orders of a status newest first, and see their own desk alone', async () => {
  for (const subject of [shop.subjects.manager, shop.subjects.agent]) {
    const rows = await list(subject, 100);
    expect(rows.map(({ id }) => id)).toEqual(waiting);
    expect(new Set(rows.map(({ desk_id }) => desk_id))).toEqual(new Set([shop.deskId]));
  }
  expect((await list(shop.subjects.manager, 2)).map(({ id }) => id)).toEqual(waiting.slice(0, 2));
});

it('A-87 who is inactive or a stranger lists nothing', async () => {
  const former = await addStaff(database.sql, shop, 'manager', 'inactive');
  expect(await list(former.subject, 100)).toEqual([]);
  expect(await list('00000000-0000-4000-8000-000000000001', 100)).toEqual([]);
});
