import { beforeAll, expect, it } from 'vitest';
import { asAnon, asService, asSignedIn, asStudio, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { advance, eventsOf, openShop, order, paidOrder, pay, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let orderId: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  orderId = (await order(database.sql, shop)).id;
});

type As = typeof asAnon;
const signedIn =
  (who: 'manager' | 'admin'): As =>
  (sql, work) =>
    asSignedIn(sql, shop.subjects[who], work);
const doors: [string, As][] = [
  ['A-25 anon', asAnon],
  ['A-25 a signed-in manager', signedIn('manager')],
  ['A-25 a signed-in admin', signedIn('admin')],
  ['A-25 a signed-in stranger', (sql, work) => asSignedIn(sql, '00000000-0000-4000-8000-000000000001', work)],
  ['A-25 the service role', asService],
  ['A-26 Studio', asStudio],
];

it.each(doors)('%s gets an error for a status written by hand, and the status stays', async (_door, as) => {
  const before = await rowCounts(database.sql);
  for (const status of ['paid', 'cancelled', 'closed']) {
    await expectRefusal(
      as(database.sql, (sql) => sql`update public.orders set status = ${status} where id = ${orderId}`),
      'DIRECT_WRITE',
    );
  }
  expect(await database.sql`select status from public.orders where id = ${orderId}`).toEqual([{ status: 'awaiting_payment' }]);
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-26 Studio cannot hide a status behind a column it may edit', async () => {
  await expectRefusal(
    asStudio(database.sql, (sql) => sql`update public.orders set notes = 'seen', status = 'paid' where id = ${orderId}`),
    'DIRECT_WRITE',
  );
  await asStudio(database.sql, (sql) => sql`update public.orders set notes = 'seen' where id = ${orderId}`);
  expect(await database.sql`select status, notes from public.orders where id = ${orderId}`).toEqual([
    { status: 'awaiting_payment', notes: 'seen' },
  ]);
});

const STATUSES = [
  'created',
  'awaiting_payment',
  'paid',
  'processing',
  'in_delivery',
  'delivered',
  'closed',
  'cancelled',
  'returned',
  '',
  'nowhere',
  null,
];

it.each(STATUSES)('A-33 a cancelled order does not become %j', async (status) => {
  const { id } = await order(database.sql, shop);
  await advance(database.sql, shop.ownerId, id, 'cancelled', { reason: 'x' });
  await expectRefusal(advance(database.sql, shop.ownerId, id, status, { reason: 'again' }), 'INVALID_TRANSITION');
});

it('A-33 money for a cancelled order does not bring it back', async () => {
  const { id } = await order(database.sql, shop);
  await advance(database.sql, shop.ownerId, id, 'cancelled', { reason: 'x' });
  expect((await pay(database.sql, shop, id)).order.status).toBe('cancelled');
});

it('A-38 when the audit cannot be written, the status stays as it was', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const before = await rowCounts(database.sql);
  await database.sql`create function public.break_audit() returns trigger language plpgsql as $$ begin raise exception 'the audit is full'; end $$`;
  await database.sql`create trigger break_audit before insert on public.audit_log for each row execute function public.break_audit()`;
  await database.sql`grant execute on function public.break_audit to desk_rpc`;
  expect((await errorOf(advance(database.sql, shop.managerId, id, 'processing'))).message).toBe('the audit is full');
  await database.sql`drop trigger break_audit on public.audit_log`;
  expect(await database.sql`select status from public.orders where id = ${id}`).toEqual([{ status: 'paid' }]);
  expect((await eventsOf(database.sql, id)).at(-1)).toMatchObject({ new_status: 'paid' });
  expect(await rowCounts(database.sql)).toEqual(before);
});
