import type { TransactionSql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { asService, asStudio, useDatabase } from '../../support/database.ts';
import { furnish } from '../../support/furnished.ts';
import { openShop } from '../../support/people.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();

/** Which columns of each table people may edit by hand. Columns that Postgres itself fills do not count. */
const EDITABLE: Record<string, string[]> = {
  audit_log: [],
  audit_seals: [],
  channel_accounts: ['active', 'burst', 'chat_burst', 'chat_interval_ms', 'messages_per_second', 'name'],
  charge_refunds: [],
  chat_charges: [],
  chat_files: [],
  chat_invoices: [],
  chats: [],
  consents: [],
  conversations: [],
  customer_exports: [],
  customer_identities: [],
  customers: ['billing_address', 'country', 'delivery_address', 'full_name', 'language', 'notes', 'preferred_channel'],
  days_off: ['active', 'day', 'name'],
  desk_settings: [
    ...['answer_within_minutes', 'assignment', 'auto_deliver', 'default_provider', 'languages', 'nudge_after_minutes', 'offer_minutes'],
    ...['proposal_hours', 'quiet_from', 'quiet_until', 'shipment_required', 'time_zone', 'tracking_number_required'],
  ],
  desks: ['name'],
  document_types: ['active', 'name'],
  documents: [],
  entity_status_events: [],
  file_removals: [],
  handovers: [],
  idempotency_keys: [],
  inbox_messages: [],
  incoming_transfers: [],
  leads: ['notes'],
  link_attempts: [],
  link_codes: [],
  link_lookups: [],
  listing_categories: ['active', 'position', 'title'],
  listings: ['category', 'currency', 'deleted_at', 'description', 'kind', 'options', 'owner_id', 'price', 'status', 'title'],
  message_cards: [],
  number_ranges: ['digits', 'prefix'],
  order_lines: [],
  order_messages: [],
  order_proposals: [],
  order_ratings: [],
  order_status_events: [],
  orders: ['delivery_address', 'notes', 'priority'],
  outbox_messages: [],
  payment_methods: ['account_holder', 'active', 'iban', 'instructions', 'link', 'name', 'names', 'offered', 'qr'],
  payments: [],
  saved_carts: [],
  shipments: ['estimated_delivery_date', 'tracking_number'],
  shipping_providers: ['active', 'name', 'tracking_url'],
  staff: ['display_name', 'language'],
  staff_exports: [],
  staff_groups: ['burst', 'interval_ms'],
  staff_identities: [],
  staff_invitations: [],
  staff_rounds: [],
  status_transitions: [],
  tasks: ['description', 'due_at', 'priority', 'title'],
  topics: [],
  web_messages: [],
  work_offers: [],
  working_hours: ['active', 'closes', 'opens', 'weekday'],
};
const LISTS = ['document_types', 'listing_categories', 'payment_methods', 'shipping_providers'];
/** Rows that people add, without a code. */
const CALENDARS: Record<string, string> = {
  days_off: `(desk_id, day) select id, '2026-12-31' from public.desks`,
  working_hours: `(desk_id, weekday, opens, closes) select id, 7, '10:00', '12:00' from public.desks`,
};

/** Another value than the row has, for the columns whose check does not take just any. */
const VALUES: Record<string, string> = {
  'shipping_providers.tracking_url': `'https://carrier.example/?number={number}'`,
  'customers.country': `'TR'`,
  'desk_settings.assignment': `'least_work'`,
  'desk_settings.time_zone': `'Europe/Istanbul'`,
  'customers.language': `'tr'`,
  'staff.language': `'tr'`,
  'number_ranges.prefix': `'X-'`,
  'number_ranges.digits': '7',
  'payment_methods.offered': 'not offered and not by_invoice',
  'payment_methods.iban': `'DE89370400440532013000'`,
  'payment_methods.link': `'https://pay.example/{order}'`,
  'payment_methods.qr': `'link', link = 'https://pay.example/{order}'`,
  'listings.title': `'{"en": "Another"}'`,
  'listings.description': `'{"en": "Another"}'`,
  'listings.price': 'price + 1',
  'listings.currency': `'USD'`,
  'listings.category': `'bikes'`,
  'listings.options': `'[{"key": "size", "label": {}, "values": [{"key": "m", "label": {}}]}]'`,
  'listings.owner_id': 'created_by',
};

type Column = { name: string; type: string; enumLabels: string[] | null; generated: boolean };
const columns: Record<string, Column[]> = {};

beforeAll(async () => {
  await furnish(database.sql, await openShop(database.sql));
  const rows = await database.sql`
    select c.relname, a.attname as name, format_type(a.atttypid, null) as type, a.attgenerated <> '' or a.attidentity = 'a' as generated,
      (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum as e where e.enumtypid = a.atttypid) as labels
    from pg_class as c join pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by 1, a.attnum`;
  for (const { relname, name, type, generated, labels } of rows) {
    columns[relname] ??= [];
    columns[relname].push({ name, type, enumLabels: labels, generated });
  }
});

/** An expression of the column's type that differs from what any row of the table has. */
function another(table: string, { name, type, enumLabels }: Column): string {
  const given = VALUES[`${table}.${name}`];
  if (given) return given;
  if (enumLabels) return `case ${name}::text when '${enumLabels[0]}' then '${enumLabels[1]}' else '${enumLabels[0]}' end::${type}`;
  if (type.endsWith('[]')) return `coalesce(${name}, '{}') || array[null]::${type}`;
  switch (type) {
    case 'uuid':
      return 'gen_random_uuid()';
    case 'boolean':
      return `not ${name}`;
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'double precision':
      return `coalesce(${name}, 0) + 1`;
    case 'jsonb':
      return `'{"another": "value"}'`;
    case 'bpchar':
    case 'character':
      return `case ${name} when 'USD' then 'RUB' else 'USD' end`;
    case 'date':
    case 'timestamp with time zone':
      return `coalesce(${name}, '2020-01-01') + interval '1 day'`;
    case 'time without time zone':
      return `coalesce(${name}, '00:00') + interval '1 hour'`;
    default:
      return `coalesce(${name}, '') || 'x'`;
  }
}

const undone = new Error('undone');
const takenBack = (work: (sql: TransactionSql) => Promise<unknown>) => async (sql: TransactionSql) => {
  await work(sql);
  throw undone;
};

it('knows every table', () => {
  expect(Object.keys(EDITABLE)).toEqual(Object.keys(columns).sort());
});

it('the guards name these columns and no others', async () => {
  const rows = await database.sql`
    select c.relname, array(
      select x from unnest(string_to_array(encode(t.tgargs, 'escape'), '\\000')) as x
      where x <> '' and not exists (select from pg_attribute as a where a.attrelid = c.oid and a.attname = x and a.attgenerated <> '') order by x
    ) as editable
    from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where t.tgname = 'guard_row' and c.relnamespace = 'public'::regnamespace`;
  expect(Object.fromEntries(rows.map(({ relname, editable }) => [relname, editable]))).toEqual(EDITABLE);
});

describe.each([
  ['Studio', asStudio],
  ['service_role', asService],
] as const)('%s', (_door, as) => {
  it.each(Object.keys(EDITABLE))('edits the editable columns of %s and no other', async (table) => {
    const answers: Record<string, string> = {};
    const ours = (columns[table] ?? []).filter(({ generated, name }) => !generated && name !== 'updated_at');
    for (const column of ours) {
      const { name } = column;
      const edit = as(
        database.sql,
        takenBack((sql) => sql.unsafe(`update public.${table} set ${name} = ${another(table, column)}`)),
      );
      const error = await edit.catch((reason) => reason);
      answers[name] =
        error === undone ? 'edited' : (['IMMUTABLE', 'DIRECT_WRITE'].find((code) => error.detail?.includes(code)) ?? String(error));
    }
    const immutable = [
      'audit_log',
      'audit_seals',
      'consents',
      'entity_status_events',
      'order_proposals',
      'order_status_events',
      'payments',
    ].includes(table);
    const refusal = immutable ? 'IMMUTABLE' : 'DIRECT_WRITE';
    expect(answers).toEqual(Object.fromEntries(ours.map(({ name }) => [name, EDITABLE[table]?.includes(name) ? 'edited' : refusal])));
  });

  it.each(Object.keys(EDITABLE))('neither deletes nor empties %s', async (table) => {
    const before = await database.sql.unsafe(`select count(*)::int as rows from public.${table}`);
    for (const statement of [`delete from public.${table}`, `truncate public.${table} cascade`]) {
      expect((await errorOf(as(database.sql, (sql) => sql.unsafe(statement)))).code).toBe('PT403');
    }
    expect(await database.sql.unsafe(`select count(*)::int as rows from public.${table}`)).toEqual(before);
    expect(before[0]?.rows).toBeGreaterThan(0);
  });

  it.each(Object.keys(EDITABLE).filter((table) => !LISTS.includes(table) && !CALENDARS[table]))('adds no row to %s', async (table) => {
    await expectRefusal(
      as(database.sql, (sql) => sql.unsafe(`insert into public.${table} default values`)),
      'DIRECT_WRITE',
    );
  });

  it.each(Object.entries(CALENDARS))('adds a row to %s, which the audit log tells of', async (table, row) => {
    const adding = as(
      database.sql,
      takenBack(async (sql) => {
        expect((await sql.unsafe(`insert into public.${table} ${row}`)).count).toBe(1);
        const [entry] = await sql`select actor_type, action from public.audit_log order by id desc limit 1`;
        expect(entry).toMatchObject({ actor_type: 'database', action: expect.stringMatching(/\.created$/) });
      }),
    );
    await expect(adding).rejects.toBe(undone);
  });

  it.each(LISTS)('adds an entry to %s, whose code then stays', async (table) => {
    const adding = as(
      database.sql,
      takenBack(async (sql) => {
        const named = table === 'listing_categories' ? 'title' : 'name';
        await sql.unsafe(
          `insert into public.${table} (desk_id, code, ${named}) select id, 'one_more', '{"en": "One more"}' from public.desks`,
        );
        await sql`savepoint added`;
        const refused = await sql.unsafe(`update public.${table} set code = 'other_code' where code = 'one_more'`).catch((error) => error);
        await sql`rollback to added`;
        expect(JSON.parse(refused.detail).code).toBe('DIRECT_WRITE');
        expect(refused.hint).toContain(named);
        const [row] = await sql`select actor_type, details from public.audit_log order by id desc limit 1`;
        expect(row).toEqual({ actor_type: 'database', details: { code: 'one_more' } });
      }),
    );
    await expect(adding).rejects.toBe(undone);
  });
});
