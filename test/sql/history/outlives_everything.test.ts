import { beforeAll, expect, it } from 'vitest';
import { asService, asSignedIn, asStudio, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { auditOf, call, closedOrder, createOrder, eventsOf, openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it.each([
  ['Studio', asStudio],
  ['service_role', asService],
] as const)('A-85 an order with payments and events is not deleted by %s, nor is what hangs on it', async (_door, as) => {
  const { id } = await closedOrder(database.sql, shop);
  const before = await rowCounts(database.sql);
  for (const [table, column] of [
    ['orders', 'id'],
    ['payments', 'order_id'],
    ['order_status_events', 'order_id'],
    ['order_lines', 'order_id'],
    ['shipments', 'order_id'],
  ]) {
    const refused = await errorOf(as(database.sql, (sql) => sql.unsafe(`delete from public.${table} where ${column} = $1`, [id])));
    expect(refused.code, table).toBe('PT403');
  }
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-85 a fresh order without payments is not deleted either, nor is a customer or a desk', async () => {
  const { id, customer_id } = await createOrder(database.sql, shop);
  for (const [table, key] of [
    ['orders', id],
    ['customers', customer_id],
    ['desks', shop.deskId],
    ['staff', shop.managerId],
  ]) {
    await expectRefusal(
      asStudio(database.sql, (sql) => sql.unsafe(`delete from public.${table} where id = $1`, [key ?? null])),
      'DIRECT_WRITE',
    );
  }
});

it('A-85 beneath the guards, the keys themselves hold: no delete or update runs on into other rows', async () => {
  const loose = await database.sql`
    select conrelid::regclass::text as table, conname from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and (confdeltype <> 'r' or confupdtype <> 'a')`;
  expect(loose).toEqual([]);
});

it('A-85 when somebody leaves, all they did stays readable with their name', async () => {
  const { id } = await closedOrder(database.sql, shop);
  const before = { events: await eventsOf(database.sql, id), audit: await auditOf(database.sql, id) };
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: shop.managerId, reason: 'left' });

  expect({ events: await eventsOf(database.sql, id), audit: await auditOf(database.sql, id) }).toEqual(before);
  const seen = await asSignedIn(
    database.sql,
    shop.subjects.admin,
    (sql) => sql`select e.new_status, s.display_name, s.status from public.order_status_events as e
      join public.staff as s on s.id = e.actor_id where e.order_id = ${id} and s.id = ${shop.managerId}`,
  );
  expect(seen).toEqual([{ new_status: 'in_delivery', display_name: 'A manager', status: 'inactive' }]);
});
