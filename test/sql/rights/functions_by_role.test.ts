import { describe, expect, it } from 'vitest';
import { asAnon, asService, asSignedIn, useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';

const database = useDatabase();

/** Every function of our schemas that an API role may execute. A new one has to be written down here. */
const EXECUTABLE = {
  anon: [],
  authenticated: ['private.my_desk_ids(staff_role)'],
  service_role: ['public.deactivate_staff_safe(uuid,uuid,text)', 'public.desk_health()', 'public.open_desk_safe(text,text,text,text)'],
};

it.each(Object.entries(EXECUTABLE))('%s may execute these functions and no others', async (role, expected) => {
  const rows = await database.sql`
    select n.nspname || '.' || p.proname || '(' || replace(oidvectortypes(p.proargtypes), ', ', ',') || ')' as name
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and has_function_privilege(${role}, p.oid, 'EXECUTE') order by 1`;
  expect(rows.map((row) => row.name)).toEqual(expected);
});

it('every function with the rights of its owner has an empty search path', async () => {
  const rows = await database.sql`
    select p.oid::regprocedure::text as name from pg_proc as p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef
      and 'search_path=""' <> all (coalesce(p.proconfig, '{}'))`;
  expect(rows.map((row) => row.name)).toEqual([]);
});

it('every safe RPC and every definer helper belongs to desk_rpc, which nobody can sign in as', async () => {
  const rows = await database.sql`
    select p.oid::regprocedure::text as name from pg_proc as p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef and p.proowner <> 'desk_rpc'::regrole`;
  // It counts migrations in the history table of the CLI, on which desk_rpc has no right.
  expect(rows.map((row) => row.name)).toEqual(['private.migration_state()']);
  const [role] = await database.sql`
    select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'desk_rpc'`;
  expect(role).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
});

it('desk_rpc may create nothing in our schemas, and no API role may become it', async () => {
  const [row] = await database.sql`
    select has_schema_privilege('desk_rpc', 'public', 'CREATE') as in_public, has_schema_privilege('desk_rpc', 'private', 'CREATE') as in_private,
      (select array_agg(r.rolname) from pg_roles as r
       where r.rolname in ('anon', 'authenticated', 'service_role') and pg_has_role(r.oid, 'desk_rpc', 'MEMBER')) as members`;
  expect(row).toEqual({ in_public: false, in_private: false, members: null });
});

const asSomebody: typeof asAnon = (sql, work) => asSignedIn(sql, 'somebody', work);

describe('the schema private', () => {
  it.each([
    ['anon', asAnon],
    ['authenticated', asSomebody],
    ['service_role', asService],
  ] as const)('is closed to %s', async (_role, as) => {
    const error = await errorOf(as(database.sql, (sql) => sql`select private.my_desk_ids()`));
    expect([error.code, error.message]).toEqual(['42501', 'permission denied for schema private']);
  });

  it('holds no table', async () => {
    expect(await database.sql`select relname from pg_class where relnamespace = 'private'::regnamespace`).toHaveLength(0);
  });
});
