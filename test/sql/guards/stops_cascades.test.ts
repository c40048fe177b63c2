import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop, sellWhole } from '../../support/people.ts';
import { errorOf } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await sellWhole(database.sql, shop);
});

it('no foreign key deletes or empties anything by itself', async () => {
  const rows = await database.sql`
    select conrelid::regclass::text as "table", conname from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and (confdeltype not in ('r', 'a') or confupdtype <> 'a' or condeferrable)`;
  expect(rows).toEqual([]);
});

const REMEMBERED = ['orders', 'order_lines', 'payments', 'order_status_events', 'audit_log', 'customers', 'staff', 'tasks'];

describe.each(['cascade', 'set null'])('a foreign key that somebody adds later, on delete %s', (rule) => {
  it.each(REMEMBERED)('is stopped at %s, even for a safe RPC', async (table) => {
    await database.sql.unsafe(`
      create table public.parents (id uuid primary key);
      insert into public.parents select id from public.desks;
      alter table public.${table} alter column desk_id drop not null,
        add constraint of_a_parent foreign key (desk_id) references public.parents (id) on delete ${rule};
      grant select, delete on public.parents to desk_rpc;`);
    try {
      for (const role of ['postgres', 'desk_rpc']) {
        const refused = await errorOf(
          database.sql.begin(async (sql) => {
            await sql.unsafe(`set local role ${role}`);
            await sql`delete from public.parents`;
          }),
        );
        expect(refused.code).toBe('PT403');
      }
      const [row] = await database.sql.unsafe(`select count(desk_id)::int as rows from public.${table}`);
      expect(row?.rows).toBeGreaterThan(0);
    } finally {
      await database.sql.unsafe(
        `alter table public.${table} drop constraint of_a_parent, alter column desk_id set not null; drop table public.parents`,
      );
    }
  });
});
