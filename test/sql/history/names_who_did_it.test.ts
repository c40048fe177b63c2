import { expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';

const database = useDatabase();

/** Everything financial or legal, and the column that says who. */
const WHO = {
  orders: 'created_by',
  order_lines: 'created_by',
  payments: 'created_by',
  documents: 'uploaded_by',
  tasks: 'created_by',
  shipments: 'created_by',
  leads: 'created_by',
  customers: 'created_by',
  listings: 'created_by',
  staff: 'created_by',
  staff_invitations: 'created_by',
  order_status_events: 'actor_id',
  entity_status_events: 'actor_id',
};

it.each(Object.entries(WHO))('A-82 %s cannot be without %s, and it points to staff of the same desk', async (table, column) => {
  const [who] =
    await database.sql`select a.attnotnull from pg_attribute as a where a.attrelid = ${`public.${table}`}::regclass and a.attname = ${column}`;
  expect(who).toEqual({ attnotnull: true });
  const keys = await database.sql`
    select pg_get_constraintdef(c.oid) as definition from pg_constraint as c
    where c.conrelid = ${`public.${table}`}::regclass and c.contype = 'f' and c.confrelid = 'public.staff'::regclass`;
  expect(keys.map(({ definition }) => definition)).toContain(
    `FOREIGN KEY (desk_id, ${column}) REFERENCES staff(desk_id, id) ON DELETE RESTRICT`,
  );
});

it('A-82 no other table has a creator who may be missing', async () => {
  const loose = await database.sql`
    select c.relname, a.attname from pg_attribute as a join pg_class as c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attnotnull
      and a.attname in ('created_by', 'uploaded_by', 'recorded_by', 'actor_id')
      and (c.relname, a.attname) <> ('audit_log', 'actor_id')`;
  expect(loose).toEqual([]);
});

it('A-82 an audit row names a staff member or the database role, and nothing between', async () => {
  const [desk] = await database.sql`select public.open_desk_safe(slug => 'a-82', name => 'A', owner_name => 'B') as result`;
  const { desk_id, owner_staff_id: owner } = desk?.result ?? {};
  const insert = (actor: Record<string, unknown>) =>
    database.sql.begin(async (sql) => {
      await sql`set local role desk_rpc`;
      await sql`insert into public.audit_log ${sql({ desk_id, action: 'x', entity: 'x', entity_id: desk_id, ...actor })}`;
    });
  for (const actor of [
    { actor_type: 'staff' },
    { actor_type: 'system' },
    { actor_type: 'customer', actor_id: owner },
    { actor_type: 'database', actor_id: owner, database_role: 'postgres' },
    { actor_type: 'database' },
    { actor_type: 'staff', actor_id: owner, database_role: 'postgres' },
  ]) {
    await expect(insert(actor)).rejects.toMatchObject({ code: '23514', constraint_name: 'audit_log_names_who_acted' });
  }
  await insert({ actor_type: 'staff', actor_id: owner });
});
