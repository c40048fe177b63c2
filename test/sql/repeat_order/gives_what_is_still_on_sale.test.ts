import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { sidesOf } from '../../support/proposals.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('gives the lines of an order, or of the last one, with what they cost now', async () => {
  const sale = await sell(database.sql, shop);
  const { customer } = sidesOf(shop, sale);
  const { listing } = await rpc(database.sql, 'create_listing_safe', {
    ...{ actor_id: shop.manager.id, title: { en: 'Lamp', tr: 'Lamba' }, price: 20, currency: 'EUR', status: 'active' },
  });
  const { order } = await rpc(database.sql, 'quick_order_safe', {
    ...{ ...customer, source: 'web', delivery_address: 'Here 1' },
    lines: [{ listing_id: listing.id, quantity: 3 }, { listing_id: shop.listingId }],
  });
  await database.sql`update public.listings set price = 25, status = 'active' where id = ${listing.id}`;
  await database.sql`update public.listings set status = 'inactive' where id = ${shop.listingId}`;
  const again = await rpc(database.sql, 'repeat_order', customer);
  await database.sql`update public.listings set status = 'active' where id = ${shop.listingId}`;
  expect(again).toMatchObject({
    ...{ order_code: order.order_code, address: 'Here 1' },
    lines: [
      { title: { en: 'Lamp', tr: 'Lamba' }, quantity: 3, price: '20.00', listing: { price: '25.00' } },
      { title: { en: 'Road bike' }, listing: null },
    ],
  });
  expect(await rpc(database.sql, 'repeat_order', { ...customer, order_code: sale.orderCode })).toMatchObject({
    order_code: sale.orderCode,
  });
});

it("repeats nobody else's order", async () => {
  const sale = await sell(database.sql, shop);
  const { customer } = sidesOf(shop, await sell(database.sql, shop));
  await expectRefusal(rpc(database.sql, 'repeat_order', { ...customer, order_code: sale.orderCode }), 'NOT_FOUND');
});
