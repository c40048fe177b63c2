import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSchema } from '../../../bin/schema-picture.ts';
import { migrate, readMigrations } from '../../../supabase/local/migrate.ts';
import { useDatabase } from '../../support/database.ts';
import { EMPTY } from '../../support/migration-files.ts';

const FOLDER = resolve(import.meta.dirname, '../../../supabase/migrations');
const FILES = readdirSync(FOLDER).sort();
const hosted = useDatabase(EMPTY);
const owned = useDatabase(EMPTY);
/** As hosted projects were for years: whatever is made in the public schema belongs to the API roles. */
const generous = useDatabase(EMPTY);
let asSuperuser: Sql;

// One after the other: all grant desk_rpc, which the databases of a cluster share.
beforeAll(async () => {
  for (const kind of ['tables', 'functions', 'sequences']) {
    await generous.sql.unsafe(`alter default privileges in schema public grant all on ${kind} to anon, authenticated, service_role`);
  }
  await migrate(generous.sql, await readMigrations(FOLDER));
  asSuperuser = postgres(owned.superuserUrl, { max: 1, onnotice: () => undefined });
  await migrate(hosted.sql, await readMigrations(FOLDER));
  await migrate(asSuperuser, await readMigrations(FOLDER));
});
afterAll(() => asSuperuser.end());

it('gives the same tables, policies, triggers, functions and rights to the hosted postgres and to a superuser', async () => {
  const [{ who } = { who: '' }] = await asSuperuser<Array<{ who: string }>>`select current_user as who`;
  expect(who).toBe('supabase_admin');
  const picture = await describeSchema(hosted.sql);
  expect(picture).toContain('table desks');
  expect(await describeSchema(asSuperuser)).toBe(picture.replaceAll('owner postgres,', `owner ${who},`));
});

it('gives nobody more where the project gave everything away by default', async () => {
  expect(await describeSchema(generous.sql)).toBe(await describeSchema(hosted.sql));
});

it.each([
  ['postgres', () => hosted.sql],
  ['a superuser', () => asSuperuser],
] as const)('leaves a desk that works, applied by %s', async (_who, sql) => {
  const [row] = await sql().begin(async (transaction) => {
    await transaction`set local role service_role`;
    return await transaction`select public.open_desk_safe('first', 'A desk', 'An owner') as opened, public.desk_health() as health`;
  });
  expect(row?.health).toMatchObject({ desks: 0, migrations: { applied: FILES.length, latest: FILES.at(-1)?.slice(0, 14) } });
  const { owner_staff_id: owner } = row?.opened ?? {};
  await expect(sql()`update public.staff set role = 'agent' where id = ${owner}`).rejects.toMatchObject({ code: 'PT403' });
});

it('records each file with its name, its text and a checksum', async () => {
  const rows = await hosted.sql`select version, name, statements, checksum from supabase_migrations.schema_migrations order by version`;
  const expected = FILES.map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const checksum = createHash('sha256').update(text).digest('hex');
    return { version: file.slice(0, 14), name: file.slice(15, -'.sql'.length), statements: [text], checksum };
  });
  expect(rows).toEqual(expected);
});

it('applies nothing the second time', async () => {
  const history = () => hosted.sql`select * from supabase_migrations.schema_migrations order by version`;
  const before = await history();
  expect(await migrate(hosted.sql, await readMigrations(FOLDER))).toEqual([]);
  expect(await history()).toEqual(before);
});

const TABLES = [
  'audit_log',
  'audit_seals',
  'channel_accounts',
  'charge_refunds',
  'chat_charges',
  'chat_files',
  'chat_invoices',
  'chats',
  'consents',
  'conversations',
  'customer_exports',
  'customer_identities',
  'customers',
  'days_off',
  'desk_settings',
  'desks',
  'document_types',
  'documents',
  'entity_status_events',
  'file_removals',
  'handovers',
  'idempotency_keys',
  'inbox_messages',
  'incoming_transfers',
  'leads',
  'link_attempts',
  'link_codes',
  'link_lookups',
  'listing_categories',
  'listings',
  'message_cards',
  'number_ranges',
  'order_lines',
  'order_messages',
  'order_proposals',
  'order_ratings',
  'order_status_events',
  'orders',
  'outbox_messages',
  'payment_methods',
  'payments',
  'saved_carts',
  'shipments',
  'shipping_providers',
  'staff',
  'staff_exports',
  'staff_groups',
  'staff_identities',
  'staff_invitations',
  'staff_rounds',
  'status_transitions',
  'tasks',
  'topics',
  'web_messages',
  'work_offers',
  'working_hours',
];

describe('before any API has granted anything', () => {
  it('the roles have these rights on tables and sequences, and no others', async () => {
    const rows = await hosted.sql`
      select c.relname as name, r.rolname as role, string_agg(g.privilege_type, ', ' order by g.privilege_type) as rights
      from pg_class as c, aclexplode(c.relacl) as g join pg_roles as r on r.oid = g.grantee
      where c.relnamespace = 'public'::regnamespace and g.grantee <> c.relowner
      group by 1, 2 order by 1, 2`;
    const ofRpcs: Record<string, string> = {
      customer_identities: 'DELETE, INSERT, SELECT, UPDATE',
      audit_seals: 'INSERT, SELECT',
      consents: 'INSERT, SELECT',
      entity_status_events: 'INSERT, SELECT',
      order_status_events: 'INSERT, SELECT',
      status_transitions: 'SELECT',
    };
    const expected = TABLES.flatMap((name) => [
      { name, role: 'authenticated', rights: 'SELECT' },
      { name, role: 'desk_rpc', rights: ofRpcs[name] ?? 'INSERT, SELECT, UPDATE' },
      { name, role: 'service_role', rights: 'DELETE, INSERT, SELECT, UPDATE' },
    ]);
    const views = ['current_consents', 'interactions', 'message_log', 'order_balances'].flatMap((name) =>
      ['authenticated', 'service_role'].map((role) => ({ name, role, rights: 'SELECT' })),
    );
    const ofRpcsAlone = [
      { name: 'current_consents', role: 'desk_rpc', rights: 'SELECT' },
      { name: 'interactions', role: 'desk_rpc', rights: 'SELECT' },
      { name: 'web_versions', role: 'desk_rpc', rights: 'USAGE' },
    ];
    const inOrder = [...expected, ...views, ...ofRpcsAlone].toSorted((a, b) => (`${a.name} ${a.role}` < `${b.name} ${b.role}` ? -1 : 1));
    expect(rows).toEqual(inOrder);
  });

  it.each([
    [
      'table',
      'create table public.forgotten (id integer)',
      `has_table_privilege(r.oid, 'public.forgotten', 'SELECT, INSERT, UPDATE, DELETE')`,
    ],
    ['sequence', 'create sequence public.forgotten', `has_sequence_privilege(r.oid, 'public.forgotten', 'USAGE, SELECT, UPDATE')`],
    [
      'function',
      `create function public.forgotten() returns integer language sql as 'select 1'`,
      `has_function_privilege(r.oid, 'public.forgotten()', 'EXECUTE')`,
    ],
  ])('a %s that a later migration forgets to close is closed', async (_kind, create, isOpen) => {
    for (const { sql } of [hosted, generous]) {
      const undone = new Error('undone');
      const creation = sql.begin(async (transaction) => {
        await transaction.unsafe(create);
        const open = await transaction.unsafe(
          `select r.rolname from pg_roles as r where r.rolname in ('anon', 'authenticated', 'service_role') and ${isOpen}`,
        );
        expect([...open]).toEqual([]);
        throw undone;
      });
      await expect(creation).rejects.toBe(undone);
    }
  });
});
