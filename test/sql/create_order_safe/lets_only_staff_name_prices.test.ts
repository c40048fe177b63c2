import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, aPhone, call, captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let customer: string;
let hidden: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  customer = (await captureLead(database.sql, shop)).customer.id;
  const { listing } = await call(database.sql, 'create_listing_safe', {
    actor_id: shop.managerId,
    title: { en: 'Hidden' },
    price: 5,
    currency: 'EUR',
    status: 'inactive',
  });
  hidden = listing.id;
});

const whose: Record<string, () => Arguments> = {
  create_order_safe: () => ({ customer_id: customer }),
  quick_order_safe: () => ({ source: 'web', customer: { full_name: 'Ada', phone: aPhone() } }),
  create_order_from_cart_safe: () => ({ customer_id: customer }),
};

describe.each(Object.keys(whose))('%s', (rpc) => {
  const orderOf = async (actor_id: string, line: Arguments) =>
    (await call(database.sql, rpc, { actor_id, ...whose[rpc]?.(), lines: [line] })).order;
  const lineOf = async (orderId: string) =>
    (
      await database.sql`select unit_price, discount_amount, tax_rate, tax_included, total_amount
        from public.order_lines where order_id = ${orderId}`
    )[0];
  const wish = { unit_price: 0.01, discount_amount: 50, tax_rate: 0.5, tax_included: false };

  it('takes the listing’s price from the system, whatever it names', async () => {
    const { id, total_amount } = await orderOf(shop.systemId, { listing_id: shop.listingId, ...wish });
    expect(total_amount).toBe(100);
    expect(await lineOf(id)).toEqual({
      unit_price: '100.00',
      discount_amount: '0.00',
      tax_rate: '0.0000',
      tax_included: true,
      total_amount: '100.00',
    });
  });

  it('leaves what the system orders without a listing unpriced', async () => {
    const { total_amount, status } = await orderOf(shop.systemId, { title: 'Bike', ...wish });
    expect({ total_amount, status }).toEqual({ total_amount: null, status: 'created' });
  });

  it('sells the system nothing that is not on sale', async () => {
    await expectRefusal(orderOf(shop.systemId, { listing_id: hidden }), 'NOT_FOUND');
  });

  it.each(['agentId', 'managerId', 'adminId', 'ownerId'] as const)('lets %s name a price and sell what is not on show', async (who) => {
    expect((await orderOf(shop[who], { listing_id: hidden, unit_price: 80, discount_amount: 10 })).total_amount).toBe(70);
    expect((await orderOf(shop[who], { title: 'Bike', unit_price: 80 })).total_amount).toBe(80);
  });
});

describe.each([
  ['the system', () => ({ actor_id: shop.systemId, customer_id: customer })],
  ['a customer', () => ({ actor_id: shop.systemId, acting_customer_id: customer })],
])('%s', (_who, by) => {
  it('calls a listing by its own name and price, and may add what it wishes', async () => {
    const item_snapshot = { price: 1, title: { en: 'Another' }, colour: 'red' };
    const given = { ...by(), lines: [{ listing_id: shop.listingId, title: 'Another', item_snapshot }] };
    const { order } = await call(database.sql, 'create_order_safe', given);
    const [line] = await database.sql`select title, item_snapshot from public.order_lines where order_id = ${order.id}`;
    expect(line).toMatchObject({ title: 'Road bike', item_snapshot: { price: 100, title: { en: 'Road bike' }, colour: 'red' } });
  });
});

it('staff call a listing what they like', async () => {
  const lines = [{ listing_id: shop.listingId, title: 'Road bike, red', item_snapshot: { colour: 'red' } }];
  const { order } = await call(database.sql, 'create_order_safe', { actor_id: shop.managerId, customer_id: customer, lines });
  const [line] = await database.sql`select title, item_snapshot from public.order_lines where order_id = ${order.id}`;
  expect(line).toEqual({ title: 'Road bike, red', item_snapshot: { colour: 'red' } });
});

it.each([-1, 10.005])('a discount of %j is refused on a line without a price too', async (discount_amount) => {
  const given = { actor_id: shop.managerId, customer_id: customer, lines: [{ title: 'Bike', discount_amount }] };
  await expectRefusal(call(database.sql, 'create_order_safe', given), 'AMOUNT_INVALID');
});

it('the system names no commission, with a customer or without', async () => {
  const given = { actor_id: shop.systemId, lines: [{ listing_id: shop.listingId }], commission_amount: 5 };
  await expectRefusal(call(database.sql, 'create_order_safe', { ...given, customer_id: customer }), 'FORBIDDEN_ROLE');
  await expectRefusal(call(database.sql, 'create_order_safe', { ...given, acting_customer_id: customer }), 'FORBIDDEN_ROLE');
});
