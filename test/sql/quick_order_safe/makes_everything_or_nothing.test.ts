import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, aPhone, openShop, quickOrder, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('A-18 a confirmed quick order of a guest stores customer, lead, order and planned payment in one transaction', async () => {
  const identity = { provider: 'telegram', account: 'bot', external_id: '501' };
  const answer = await quickOrder(database.sql, shop, { customer: { full_name: 'Guest', identity }, payment: { method: 'card' } });

  const rows = await database.sql`
    select c.id as customer_id, l.id as lead_id, l.status as lead_status, o.status, o.lead_id as lead_of_order, o.customer_id as customer_of_order,
      l.customer_id as customer_of_lead, p.amount, p.currency, p.direction, p.role, p.method, p.status as payment_status,
      array[c.xmin, o.xmin, p.xmin]::text[] as transactions, l.xmin::text as transaction
    from public.customers as c join public.leads as l on l.customer_id = c.id
    join public.orders as o on o.lead_id = l.id join public.payments as p on p.order_id = o.id
    where c.full_name = 'Guest'`;
  expect(rows).toHaveLength(1);
  const [row] = rows;
  expect(row).toMatchObject({
    customer_id: answer.customer.id,
    lead_id: answer.lead.id,
    lead_status: 'converted',
    status: 'awaiting_payment',
    lead_of_order: answer.lead.id,
    customer_of_order: answer.customer.id,
    amount: '100.00',
    currency: 'EUR',
    direction: 'incoming',
    role: 'client_payment',
    method: 'card',
    payment_status: 'planned',
  });
  expect(new Set(row?.transactions)).toEqual(new Set([row?.transaction]));
});

type Wrong = { by?: 'managerId' | 'systemId' } & Arguments;

it.each<[string, Wrong, string]>([
  ['a listing that is not there', { lines: [{ listing_id: '00000000-0000-4000-8000-000000000000' }] }, 'NOT_FOUND'],
  ['no line', { lines: [] }, 'BAD_INPUT'],
  ['lines that are no list', { lines: { title: 'Bike' } }, 'BAD_INPUT'],
  ['a line that is no object', { lines: ['Bike'] }, 'BAD_INPUT'],
  ['a line without a name', { lines: [{}] }, 'BAD_INPUT'],
  ['a quantity of nothing', { lines: [{ title: 'Bike', quantity: 0 }] }, 'BAD_INPUT'],
  ['a negative price', { by: 'managerId', lines: [{ title: 'Bike', unit_price: -1 }] }, 'AMOUNT_INVALID'],
  [
    'a discount larger than the price',
    { by: 'managerId', lines: [{ title: 'Bike', unit_price: 5, discount_amount: 6 }] },
    'AMOUNT_INVALID',
  ],
  ['a currency the desk does not take', { currency: 'XXX' }, 'BAD_INPUT'],
  ['a payment method the desk does not have', { payment: { method: 'shells' } }, 'BAD_INPUT'],
  ['unknown payment terms', { payment_terms: 'someday' }, 'BAD_INPUT'],
])('A-19 a quick order with %s leaves neither customer nor lead', async (_what, { by = 'systemId', ...wrong }: Wrong, code) => {
  const before = await rowCounts(database.sql);
  await expectRefusal(
    quickOrder(database.sql, shop, {
      actor_id: shop[by],
      customer: { full_name: 'Nobody', phone: aPhone() },
      idempotency_key: 'q',
      ...wrong,
    }),
    code,
  );
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-19 the key of a refused call is free for the corrected one', async () => {
  await expectRefusal(quickOrder(database.sql, shop, { idempotency_key: 'again', lines: [] }), 'BAD_INPUT');
  expect(await quickOrder(database.sql, shop, { idempotency_key: 'again' })).toMatchObject({
    duplicate: false,
    order: { status: 'awaiting_payment' },
  });
});

it('A-18 a repeated confirmation gives the first answer whole', async () => {
  const given = { customer: { full_name: 'Twice', phone: aPhone() }, payment: { method: 'card' }, idempotency_key: 'telegram:confirm:1' };
  const first = await quickOrder(database.sql, shop, given);
  const before = await rowCounts(database.sql);
  expect(await quickOrder(database.sql, shop, given)).toEqual({ ...first, duplicate: true });
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-18 an order staff type in for somebody on the phone was not placed by the customer', async () => {
  const { order } = await quickOrder(database.sql, shop, { actor_id: shop.managerId, source: 'phone' });
  expect(order).toMatchObject({ created_by: shop.managerId, initiated_by_customer: null });
});
