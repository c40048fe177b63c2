import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { auditOf, call, captureLead, createOrder, eventsOf, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const leadOf = async (orderId: string) =>
  (await database.sql`select l.* from public.leads as l join public.orders as o on o.lead_id = l.id where o.id = ${orderId}`)[0];

it('A-13 an order made from a lead carries the lead and its customer, and converts it', async () => {
  const { lead, customer } = await captureLead(database.sql, shop);
  const stranger = await captureLead(database.sql, shop);
  const { order } = await call(database.sql, 'create_order_safe', {
    actor_id: shop.managerId,
    lead_id: lead.id,
    customer_id: stranger.customer.id,
    lines: [{ listing_id: shop.listingId }],
  });
  expect(order).toMatchObject({ lead_id: lead.id, customer_id: customer.id });
  expect(await leadOf(order.id)).toMatchObject({ id: lead.id, status: 'converted' });
  const chain =
    await database.sql`select old_status, new_status, actor_id from public.entity_status_events where entity_id = ${lead.id} order by seq`;
  expect(chain).toEqual([
    { old_status: null, new_status: 'new', actor_id: shop.systemId },
    { old_status: 'new', new_status: 'converted', actor_id: shop.managerId },
  ]);
});

it('A-14 a new order has its code, customer, lines, total, currency, status and creator', async () => {
  const { customer } = await captureLead(database.sql, shop);
  const order = await createOrder(database.sql, shop, {
    actor_id: shop.managerId,
    customer_id: customer.id,
    lines: [
      { listing_id: shop.listingId, quantity: 2 },
      { title: 'Helmet', unit_price: '19.99', quantity: 1.5, discount_amount: 0.99 },
      { title: 'Pump', unit_price: 10, tax_rate: 0.19, tax_included: false },
    ],
  });
  const [row] = await database.sql`select * from public.orders where id = ${order.id}`;
  expect(row).toMatchObject({
    desk_id: shop.deskId,
    order_code: expect.stringMatching(/^1\d{3}$/),
    customer_id: customer.id,
    total_amount: '240.90',
    currency: 'EUR',
    status: 'created',
    created_by: shop.managerId,
    initiated_by_customer: null,
  });
  const lines = await database.sql`select position, title, quantity, unit_price, tax_amount, total_amount, created_by
    from public.order_lines where order_id = ${order.id} order by position`;
  expect(lines).toEqual([
    {
      position: 1,
      title: 'Road bike',
      quantity: '2.000',
      unit_price: '100.00',
      tax_amount: '0.00',
      total_amount: '200.00',
      created_by: shop.managerId,
    },
    {
      position: 2,
      title: 'Helmet',
      quantity: '1.500',
      unit_price: '19.99',
      tax_amount: '0.00',
      total_amount: '29.00',
      created_by: shop.managerId,
    },
    {
      position: 3,
      title: 'Pump',
      quantity: '1.000',
      unit_price: '10.00',
      tax_amount: '1.90',
      total_amount: '11.90',
      created_by: shop.managerId,
    },
  ]);
});

it('A-15 a new order has one event, from nothing to created', async () => {
  const order = await createOrder(database.sql, shop, { actor_id: shop.managerId });
  expect(await eventsOf(database.sql, order.id)).toMatchObject([
    { seq: 1, old_status: null, new_status: 'created', actor_id: shop.managerId, acting_customer_id: null },
  ]);
});

it('A-15 a priced quick order has a second event, to awaiting_payment', async () => {
  const { order } = await quickOrder(database.sql, shop);
  expect(order.status).toBe('awaiting_payment');
  expect(await eventsOf(database.sql, order.id)).toMatchObject([
    { seq: 1, old_status: null, new_status: 'created', actor_id: shop.systemId },
    { seq: 2, old_status: 'created', new_status: 'awaiting_payment', actor_id: shop.systemId },
  ]);
});

it('A-15 an unpriced quick order stays created', async () => {
  const { order, payment } = await quickOrder(database.sql, shop, { lines: [{ title: 'A bike I saw' }], payment: { method: 'card' } });
  expect(order).toMatchObject({ status: 'created', total_amount: null });
  expect(payment).toBeNull();
  expect((await eventsOf(database.sql, order.id)).map((event) => event.new_status)).toEqual(['created']);
});

it('A-20 what the desk creates by itself names the system actor', async () => {
  const { customer, lead, order } = await quickOrder(database.sql, shop, { payment: { method: 'card' } });
  for (const table of ['orders', 'order_lines', 'payments']) {
    const rows =
      await database.sql`select created_by from public.${database.sql(table)} where ${database.sql(table === 'orders' ? 'id' : 'order_id')} = ${order.id}`;
    expect(rows, table).toEqual([{ created_by: shop.systemId }]);
  }
  for (const [table, id] of [
    ['customers', customer.id],
    ['leads', lead.id],
  ] as const) {
    expect(await database.sql`select created_by from public.${database.sql(table)} where id = ${id}`, table).toEqual([
      { created_by: shop.systemId },
    ]);
  }
  expect((await auditOf(database.sql, order.id))[0]).toMatchObject({
    action: 'order.created',
    actor_type: 'system',
    actor_id: shop.systemId,
  });
});
