import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, auditOf, call, captureLead, eventsOf, openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let customer: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  customer = (await captureLead(database.sql, shop)).customer.id;
});

const checkOut = (changes: Arguments = {}) =>
  call(database.sql, 'create_order_from_cart_safe', {
    actor_id: shop.systemId,
    acting_customer_id: customer,
    customer_id: customer,
    lines: [{ listing_id: shop.listingId, quantity: 3 }],
    payment: { method: 'card' },
    ...changes,
  });

it('A-21 the cart of a signed-in customer becomes an order and its planned payment', async () => {
  const { order } = await checkOut();
  const [row] = await database.sql`
    select o.status, o.total_amount, o.customer_id, o.initiated_by_customer, o.created_by, p.status as payment, p.amount, p.role,
      p.created_by as payment_created_by, p.initiated_by_customer as payment_initiated_by
    from public.orders as o join public.payments as p on p.order_id = o.id where o.id = ${order.id}`;
  expect(row).toEqual({
    status: 'awaiting_payment',
    total_amount: '300.00',
    customer_id: customer,
    initiated_by_customer: customer,
    created_by: shop.systemId,
    payment: 'planned',
    amount: '300.00',
    role: 'client_payment',
    payment_created_by: shop.systemId,
    payment_initiated_by: customer,
  });
});

it('A-21 events and audit say that the system acted for the customer', async () => {
  const { order } = await checkOut();
  expect(await eventsOf(database.sql, order.id)).toMatchObject([
    { new_status: 'created', actor_id: shop.systemId, acting_customer_id: customer },
    { new_status: 'awaiting_payment', actor_id: shop.systemId, acting_customer_id: customer },
  ]);
  for (const entry of await auditOf(database.sql, order.id)) {
    expect(entry).toMatchObject({ actor_type: 'customer', actor_id: shop.systemId, acting_customer_id: customer });
  }
});

it('A-21 nobody checks out for another customer, another desk’s customer or nobody', async () => {
  const other = (await captureLead(database.sql, shop)).customer.id;
  const foreign = (await captureLead(database.sql, await openShop(database.sql))).customer.id;
  const before = await rowCounts(database.sql);
  await expectRefusal(checkOut({ customer_id: other }), 'NOT_FOUND');
  await expectRefusal(checkOut({ customer_id: foreign, acting_customer_id: undefined }), 'NOT_FOUND');
  await expectRefusal(checkOut({ customer_id: foreign, acting_customer_id: foreign }), 'NOT_FOUND');
  await expectRefusal(checkOut({ customer_id: null }), 'NOT_FOUND');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-21 only the system speaks for a customer', async () => {
  for (const actor_id of [shop.agentId, shop.managerId, shop.adminId, shop.ownerId]) {
    await expectRefusal(checkOut({ actor_id }), 'FORBIDDEN_ROLE');
  }
});

it('A-21 the prices of a cart are those of the catalogue', async () => {
  const { order } = await checkOut({ lines: [{ listing_id: shop.listingId, unit_price: 0.01, discount_amount: 50 }] });
  expect(order.total_amount).toBe(100);
});

it('A-21 what is not on sale is not in a cart', async () => {
  const { listing } = await call(database.sql, 'create_listing_safe', {
    actor_id: shop.managerId,
    title: { en: 'Hidden' },
    price: 5,
    currency: 'EUR',
    status: 'inactive',
  });
  await expectRefusal(checkOut({ lines: [{ listing_id: listing.id }] }), 'NOT_FOUND');
});
