import { beforeAll, expect, it } from 'vitest';
import { asService, asStudio, useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { captureLead, createOrder, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const snapshot = { title: 'Road bike', price: '100.00', photos: ['a.jpg', { wide: true }] };

it('A-06 the snapshot of a lead is what was given, and nobody rewrites it', async () => {
  const { lead } = await captureLead(database.sql, shop, { item_url: 'https://ads.example/1', item_snapshot: snapshot });
  await captureLead(database.sql, shop, { item_url: 'https://ads.example/1', item_snapshot: { ...snapshot, price: '250.00' } });

  const [row] = await database.sql`select item_url, item_snapshot from public.leads where id = ${lead.id}`;
  expect(row).toEqual({ item_url: 'https://ads.example/1', item_snapshot: snapshot });
  for (const as of [asStudio, asService]) {
    await expectRefusal(
      as(database.sql, (sql) => sql`update public.leads set item_snapshot = '{}' where id = ${lead.id}`),
      'DIRECT_WRITE',
    );
  }
});

it('A-06 an order keeps the price and the words of a listing that changes later', async () => {
  const { id } = await createOrder(database.sql, shop);
  await asStudio(
    database.sql,
    (sql) => sql`update public.listings set price = 999, title = '{"en": "Another"}' where id = ${shop.listingId}`,
  );
  const [line] = await database.sql`select title, unit_price, total_amount, item_snapshot from public.order_lines where order_id = ${id}`;
  expect(line).toMatchObject({
    title: 'Road bike',
    unit_price: '100.00',
    total_amount: '100.00',
    item_snapshot: { title: { en: 'Road bike' }, price: 100, currency: 'EUR' },
  });
});
