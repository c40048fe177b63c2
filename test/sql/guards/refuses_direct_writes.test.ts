import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff, openDesk, type TestDesk, type TestStaff } from '../../support/builders.ts';
import { asAnon, asService, asSignedIn, asStudio, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let desk: TestDesk;
let admin: TestStaff;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  admin = await addStaff(database.sql, desk, 'admin');
});

const GUARDED = ['desks', 'staff', 'staff_identities', 'audit_log'];

describe.each([
  ['Studio', asStudio],
  ['service_role', asService],
] as const)('%s', (_door, as) => {
  it.each(GUARDED)('cannot insert into, delete from or empty %s', async (table) => {
    await expectRefusal(
      as(database.sql, (sql) => sql.unsafe(`insert into public.${table} overriding system value select * from public.${table} limit 1`)),
      'DIRECT_WRITE',
    );
    const deletion = await errorOf(as(database.sql, (sql) => sql.unsafe(`delete from public.${table}`)));
    expect(deletion.code).toBe('PT403');
    const emptying = await errorOf(as(database.sql, (sql) => sql.unsafe(`truncate public.${table} cascade`)));
    expect(emptying.code).toBe('PT403');
  });

  it('cannot change a locked column, and reads why and what else may be changed', async () => {
    const refused = await expectRefusal(
      as(database.sql, (sql) => sql`update public.staff set role = 'owner' where id = ${admin.id}`),
      'DIRECT_WRITE',
    );
    expect(refused.message).toBe('"role" of "staff" cannot be changed by hand: it changes only through the desk\'s own commands.');
    expect(refused.hint).toBe('Columns you may edit here: display_name, language.');
  });

  it('cannot smuggle a locked column in beside an editable one', async () => {
    await expectRefusal(
      as(database.sql, (sql) => sql`update public.staff set display_name = 'X', status = 'terminated' where id = ${admin.id}`),
      'DIRECT_WRITE',
    );
    const [row] = await database.sql`select display_name, status from public.staff where id = ${admin.id}`;
    expect(row).toEqual({ display_name: 'A admin', status: 'active' });
  });

  it('may change an editable column, which moves updated_at', async () => {
    const name = `Renamed by ${_door}`;
    const [before] = await database.sql`select updated_at from public.staff where id = ${admin.id}`;
    await as(database.sql, (sql) => sql`update public.staff set display_name = ${name} where id = ${admin.id}`);
    const [after] = await database.sql`select display_name, updated_at from public.staff where id = ${admin.id}`;
    expect(after?.display_name).toBe(name);
    expect(after?.updated_at.getTime()).toBeGreaterThan(before?.updated_at.getTime());
    await as(database.sql, (sql) => sql`update public.staff set display_name = 'A admin' where id = ${admin.id}`);
  });

  it('cannot pretend to be a safe RPC by setting what the RPCs set', async () => {
    await expectRefusal(
      as(database.sql, async (sql) => {
        await sql`select set_config('desk.actor_id', ${desk.ownerId}, true), set_config('desk.actor_type', 'staff', true)`;
        await sql`update public.staff set role = 'owner' where id = ${admin.id}`;
      }),
      'DIRECT_WRITE',
    );
  });
});

describe("a person's own token", () => {
  it.each(GUARDED)('gets an error, not an empty success, for a write to %s', async (table) => {
    for (const write of [`update public.${table} set desk_id = desk_id`, `delete from public.${table} where false`]) {
      const statement = table === 'desks' ? write.replaceAll('desk_id', 'slug') : write;
      await expectRefusal(
        asSignedIn(database.sql, admin.subject, (sql) => sql.unsafe(statement)),
        'DIRECT_WRITE',
      );
      await expectRefusal(
        asAnon(database.sql, (sql) => sql.unsafe(statement)),
        'DIRECT_WRITE',
      );
    }
  });
});

it('keeps the audit log as it is even for the safe RPCs themselves', async () => {
  for (const statement of [`update public.audit_log set action = 'x'`, 'delete from public.audit_log']) {
    await expectRefusal(
      database.sql.begin(async (sql) => {
        await sql`grant update, delete on public.audit_log to desk_rpc`;
        await sql`set local role desk_rpc`;
        await sql.unsafe(statement);
      }),
      'IMMUTABLE',
    );
  }
});

it('guards every table of the public schema', async () => {
  const bare = await database.sql`
    select c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and (
      not c.relrowsecurity
      or (select count(*) from pg_trigger as t where t.tgrelid = c.oid and t.tgname in ('guard_row', 'guard_api', 'guard_truncate') and t.tgenabled = 'O') < 3
      or not exists (select from pg_policy as p where p.polrelid = c.oid and p.polname = 'safe RPCs pass')
    )`;
  expect(bare.map((row) => row.relname)).toEqual([]);
});
