import { beforeAll, expect, it } from 'vitest';
import { seedOnce } from '../../../supabase/local/migrate.ts';
import { useDatabase } from '../../support/database.ts';

const database = useDatabase();

beforeAll(async () => {
  await seedOnce(database.sql, 'supabase/seed.sql');
});

const distinct = async (query: string) => (await database.sql.unsafe(query)).map((row) => Object.values(row)[0]);

it('has orders and leads in every status, staff in every role, a dozen listings in three languages', async () => {
  expect(await distinct('select unnest(enum_range(null::public.order_status)) except select status from public.orders')).toEqual([]);
  expect(await distinct('select unnest(enum_range(null::public.lead_status)) except select status from public.leads')).toEqual([]);
  expect(await distinct('select unnest(enum_range(null::public.staff_role)) except select role from public.staff')).toEqual([]);
  expect(await distinct(`select count(*)::int from public.listings where title ?& '{en,ru,tr}' and price > 0`)).toEqual([12]);
  expect(await distinct('select language from public.customers group by 1 order by 1')).toEqual(['en', 'ru', 'tr']);
});

it('shows how to pay by every way it offers, and where a parcel is, with its milestones and the carrier’s page', async () => {
  const methods =
    await database.sql`select code, instructions, iban, account_holder, link, qr from public.payment_methods where offered order by code`;
  expect(methods.map(({ code, qr }) => [code, qr])).toEqual([
    ['bank_transfer', 'transfer'],
    ['card', 'link'],
    ['cash', null],
  ]);
  for (const { instructions } of methods) expect(Object.keys(instructions).toSorted()).toEqual(['en', 'ru', 'tr']);
  const [shown] = await database.sql`select private.customer_order(o) as seen from public.orders as o where o.status = 'in_delivery'`;
  const [parcel] = shown?.seen.shipments ?? [];
  expect(parcel.tracking_link).toBe(`https://carrier.example.com/track?number=${parcel.tracking_number}`);
  expect(parcel.milestones.map(({ status }: { status: string }) => status)).toEqual([
    'pending',
    'warehouse_received',
    'photos_received',
    'in_transit',
  ]);
  expect(parcel.estimated_delivery_date).toMatch(/^\d{4}-/);
});

it('is at work on weekdays and Saturdays', async () => {
  expect(
    await distinct(`select string_agg(weekday::text || ' ' || opens || '-' || closes, ', ' order by weekday) from public.working_hours`),
  ).toEqual([[1, 2, 3, 4, 5, 6].map((day) => `${day} 09:00:00-19:00:00`).join(', ')]);
});

it('keeps books that are in order', async () => {
  expect(await distinct('select public.check_books()')).toEqual([[]]);
});

it('says the same each time but for ids and times', async () => {
  const codes = await database.sql`select order_code, status, total_amount from public.orders order by order_code`;
  expect(codes.map((row) => `${row.order_code} ${row.status} ${row.total_amount}`)).toMatchInlineSnapshot(`
    [
      "1001 created null",
      "1002 awaiting_payment 2360.00",
      "1003 awaiting_payment 299.90",
      "1004 paid 1049.00",
      "1005 processing 495.00",
      "1006 in_delivery 2569.80",
      "1007 delivered 1224.50",
      "1008 closed 1850.00",
      "1009 cancelled 1409.90",
      "1010 returned 689.00",
      "1011 delivered 2275.00",
    ]
  `);
});
