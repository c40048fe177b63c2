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
