import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { asAnon, asService, asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sellWhole } from '../../support/people.ts';
import { privateThings } from '../../support/private-things.ts';
import { proposalWhole } from '../../support/proposals.ts';
import { aCategory, chatWhole, storyOf } from '../../support/queues.ts';
import { sweptFiles } from '../../support/sent-files.ts';
import {
  type Answers,
  type Expectation,
  missing,
  never,
  no,
  ofAView,
  tablesOfCare,
  tablesOfFiles,
  tablesOfPrivacy,
} from './expectations.ts';

const database = useDatabase();

type As = <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;

/** People of the desk, visitors and customers: what they read of the desk; of the other desk they read nothing. */
const PEOPLE = ['anon', 'stranger', 'customer', 'deactivated manager', 'agent', 'manager', 'admin', 'owner'] as const;
const ROLES = [...PEOPLE, 'admin of the other desk', 'service_role'] as const;

/** What anybody's own token hears for any write. */
const ofAToken = (table: string): Answers => (VIEWS.includes(table) ? ofAView : [no, no, no, no, no]);
const VIEWS = ['current_consents', 'message_log', 'order_balances'];

const EXPECTED: Record<string, Expectation> = {
  ...tablesOfCare,
  ...tablesOfFiles,
  ...tablesOfPrivacy,
  audit_log: {
    locked: `details = '{"a": 1}'`,
    editable: `action = action || '!'`,
    people: [0, 0, 0, 0, 0, 90, 90, 90],
    other: 46,
    service: [90, 46, no, never, never, never, no],
  },
  audit_seals: {
    locked: `digest = 'x'`,
    editable: 'row_count = row_count + 1',
    people: [0, 0, 0, 0, 0, 0, 1, 1],
    other: 0,
    service: [1, 0, no, never, never, never, no],
  },
  channel_accounts: {
    locked: `account = account || 'x'`,
    editable: `name = name || '!'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 1,
    service: [1, 1, no, no, '2 rows', no, no],
  },
  chats: {
    locked: `sender_id = 'x'`,
    editable: `sender_name = 'x'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  conversations: {
    locked: `status = 'closed'`,
    editable: `slots = '{"a": 1}'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  customer_identities: {
    locked: `external_id = external_id || '!'`,
    editable: 'phone_verified_at = now()',
    people: [0, 0, 0, 0, 0, 4, 4, 4],
    other: 1,
    service: [4, 1, no, no, no, no, no],
  },
  customers: {
    locked: `phone = '+4915112345'`,
    editable: `notes = 'x'`,
    people: [0, 0, 0, 0, 3, 4, 4, 4],
    other: 1,
    service: [4, 1, no, no, '5 rows', no, no],
  },
  desk_settings: {
    locked: `paid_policy = 'first_payment'`,
    editable: `time_zone = 'Europe/Berlin'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 1,
    service: [1, 1, no, no, '2 rows', no, no],
  },
  desks: {
    locked: `slug = slug || '-x'`,
    editable: `name = name || '!'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 1,
    service: [1, 1, no, no, '2 rows', no, no],
  },
  document_types: {
    locked: `code = code || '_x'`,
    editable: `name = name || '!'`,
    people: [0, 0, 0, 0, 7, 7, 7, 7],
    other: 7,
    service: [7, 7, missing, no, '14 rows', no, no],
  },
  documents: {
    locked: `storage_path = storage_path || 'x'`,
    editable: `type = 'other'`,
    people: [0, 0, 0, 0, 2, 3, 3, 3],
    other: 1,
    service: [3, 1, no, no, no, no, no],
  },
  entity_status_events: {
    locked: `new_status = 'x'`,
    editable: `reason = 'x'`,
    people: [0, 0, 0, 0, 0, 20, 20, 20],
    other: 6,
    service: [20, 6, no, never, never, never, no],
  },
  idempotency_keys: {
    locked: `result = '{"a": 1}'`,
    editable: `input_hash = 'x'`,
    people: [0, 0, 0, 0, 0, 0, 0, 0],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  inbox_messages: {
    locked: `status = 'dead'`,
    editable: `body = 'x'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  leads: {
    locked: `status = 'rejected'`,
    editable: `notes = 'x'`,
    people: [0, 0, 0, 0, 3, 4, 4, 4],
    other: 1,
    service: [4, 1, no, no, '5 rows', no, no],
  },
  listing_categories: {
    locked: `code = code || '_x'`,
    editable: `position = position + 1`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, missing, no, '1 rows', no, no],
  },
  listings: {
    locked: `code = '1999-001'`,
    editable: `title = '{"en": "x"}'`,
    people: [0, 0, 0, 0, 2, 2, 2, 2],
    other: 1,
    service: [2, 1, no, no, '3 rows', no, no],
  },
  message_cards: {
    locked: `provider_message_id = 'x'`,
    editable: `shown_hash = 'x'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  message_log: {
    locked: `state = 'x'`,
    editable: `type = 'x'`,
    people: [0, 0, 0, 0, 2, 2, 2, 2],
    other: 0,
    service: [2, 0, ...ofAView],
  },
  number_ranges: {
    locked: 'last_number = 0',
    editable: `prefix = 'X'`,
    people: [0, 0, 0, 0, 0, 0, 2, 2],
    other: 2,
    service: [2, 2, no, no, '4 rows', no, no],
  },
  order_balances: {
    locked: 'total_amount = 1',
    editable: `order_code = 'x'`,
    people: [0, 0, 0, 0, 3, 4, 4, 4],
    other: 1,
    service: [4, 1, ...ofAView],
  },
  order_lines: {
    locked: 'unit_price = 1',
    editable: `title = 'x'`,
    people: [0, 0, 0, 0, 3, 4, 4, 4],
    other: 1,
    service: [4, 1, no, no, no, no, no],
  },
  order_proposals: {
    locked: 'total_after = 1',
    editable: `note = 'x'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, never, never, never, no],
  },
  order_status_events: {
    locked: `new_status = 'closed'`,
    editable: `reason = 'x'`,
    people: [0, 0, 0, 0, 7, 10, 10, 10],
    other: 3,
    service: [10, 3, no, never, never, never, no],
  },
  orders: {
    locked: `status = 'closed'`,
    editable: `notes = 'x'`,
    people: [0, 0, 0, 0, 3, 4, 4, 4],
    other: 1,
    service: [4, 1, no, no, '5 rows', no, no],
  },
  outbox_messages: {
    locked: `status = 'sent'`,
    editable: `params = '{"a": 1}'`,
    people: [0, 0, 0, 0, 1, 27, 27, 27],
    other: 6,
    service: [27, 6, no, no, no, no, no],
  },
  payment_methods: {
    locked: 'reference_required = not reference_required',
    editable: 'active = not active',
    people: [0, 0, 0, 0, 4, 4, 4, 4],
    other: 4,
    service: [4, 4, missing, no, '8 rows', no, no],
  },
  payments: {
    locked: 'amount = amount + 1',
    editable: `method = 'card'`,
    people: [0, 0, 0, 0, 2, 6, 6, 6],
    other: 2,
    service: [6, 2, no, never, never, never, no],
  },
  saved_carts: {
    locked: `status = 'taken'`,
    editable: `cart = '{}'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  shipments: {
    locked: `status = 'delivered'`,
    editable: `tracking_number = 'x'`,
    people: [0, 0, 0, 0, 2, 3, 3, 3],
    other: 1,
    service: [3, 1, no, no, '4 rows', no, no],
  },
  shipping_providers: {
    locked: `code = code || '_x'`,
    editable: `tracking_url = 'https://x/{number}'`,
    people: [0, 0, 0, 0, 3, 3, 3, 3],
    other: 3,
    service: [3, 3, missing, no, '6 rows', no, no],
  },
  staff: {
    locked: `status = 'suspended'`,
    editable: `display_name = display_name || '!'`,
    people: [0, 0, 0, 0, 8, 8, 8, 8],
    other: 7,
    service: [8, 7, no, no, '15 rows', no, no],
  },
  staff_identities: {
    locked: `external_id = external_id || '!'`,
    editable: `provider = 'web'`,
    people: [0, 0, 0, 0, 0, 0, 6, 6],
    other: 5,
    service: [6, 5, no, no, no, no, no],
  },
  staff_invitations: {
    locked: `role = 'owner'`,
    editable: `expires_at = 'infinity'`,
    people: [0, 0, 0, 0, 0, 0, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  status_transitions: {
    locked: 'reason_required = not reason_required',
    editable: `roles = '{owner}'`,
    people: [0, 0, 0, 0, 61, 61, 61, 61],
    other: 61,
    service: [61, 0, no, no, no, no, no],
  },
  tasks: {
    locked: `status = 'done'`,
    editable: `title = 'x'`,
    people: [0, 0, 0, 0, 2, 3, 3, 3],
    other: 1,
    service: [3, 1, no, no, '4 rows', no, no],
  },
  web_messages: {
    locked: `version = version + 1`,
    editable: `content = '{"a": 1}'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
};

const deskColumns: Record<string, string> = { desks: 'id', status_transitions: '$1::uuid' };
const roles = {} as Record<(typeof ROLES)[number], As>;
let shop: Shop;

/** Three sales, of the agent, of a colleague and of nobody, and one of everything else. Gives a customer's login. */
async function furnish(of: Shop): Promise<string> {
  for (const assignee of [of.agent.id, of.colleague.id]) await sellWhole(database.sql, of, assignee);
  const { subject } = await sellWhole(database.sql, of, null);
  await rpc(database.sql, 'create_listing_safe', { actor_id: of.manager.id, title: { en: 'Road bike' }, idempotency_key: 'first' });
  await rpc(database.sql, 'invite_staff_safe', { actor_id: of.admin.id, display_name: 'Somebody new' });
  const chat = await chatWhole(database.sql, of);
  await proposalWhole(database.sql, of, chat);
  await privateThings(database.sql, of, chat);
  await storyOf(database.sql, of, await chatWhole(database.sql, of));
  await aCategory(database.sql, of);
  await sweptFiles(database.sql, of);
  await rpc(database.sql, 'seal_audit_safe', { actor_id: of.systemId });
  return subject;
}

beforeAll(async () => {
  shop = await openShop(database.sql);
  const other = await openShop(database.sql);
  const signedIn =
    (subject: string): As =>
    (work) =>
      asSignedIn(database.sql, subject, work);
  await sellWhole(database.sql, other);
  Object.assign(roles, {
    anon: (work: Parameters<As>[0]) => asAnon(database.sql, work),
    stranger: signedIn(randomUUID()),
    'deactivated manager': signedIn(shop.leaver.subject),
    agent: signedIn(shop.agent.subject),
    manager: signedIn(shop.manager.subject),
    admin: signedIn(shop.admin.subject),
    owner: signedIn((await addStaff(database.sql, shop, 'owner')).subject),
    'admin of the other desk': signedIn(other.admin.subject),
    service_role: (work: Parameters<As>[0]) => asService(database.sql, work),
  });
  roles.customer = signedIn(await furnish(shop));
});

it('knows every table, view and foreign table of the public schema', async () => {
  const rows = await database.sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
  expect(rows.map((row) => row.relname)).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(ROLES)('%s', (role) => {
  it.each(Object.entries(EXPECTED))('gets from %s what is written here', async (table, expected) => {
    const { locked, editable } = expected;
    const statements = {
      insert: `insert into public.${table} default values`,
      change: `update public.${table} set ${locked}`,
      edit: `update public.${table} set ${editable}`,
      delete: `delete from public.${table}`,
      empty: `truncate public.${table} cascade`,
    };
    const found: Record<string, string> = { reads: await reads(roles[role], table) };
    for (const [verb, statement] of Object.entries(statements)) found[verb] = await answerTo(roles[role], statement);
    const [own, other, ...answers] = expectedOf(role, table, expected);
    const [insert, change, edit, remove, empty] = answers;
    expect(found).toEqual({ reads: `${own}, ${other}`, insert, change, edit, delete: remove, empty });
  });
});

function expectedOf(role: (typeof ROLES)[number], table: string, { people, other, service }: Expectation) {
  if (role === 'service_role') return service;
  // The state machines are the same at every desk.
  if (role === 'admin of the other desk') return [...(table === 'status_transitions' ? [other, 0] : [0, other]), ...ofAToken(table)];
  return [people[PEOPLE.indexOf(role)], 0, ...ofAToken(table)];
}

/** How many rows of the desk and of the other one. */
function reads(as: As, table: string): Promise<string> {
  const desk = deskColumns[table] ?? 'desk_id';
  return as(async (sql) => {
    const [row] = await sql.unsafe(
      `select count(*) filter (where ${desk} = $1)::int as own, count(*) filter (where ${desk} <> $1)::int as other from public.${table}`,
      [shop.deskId],
    );
    return `${row?.own}, ${row?.other}`;
  });
}

/** The code of the refusal, the bare SQLSTATE of another error, or the rows written, which are taken back. */
async function answerTo(as: As, statement: string): Promise<string> {
  const undone = new Error('undone');
  let written = '';
  try {
    await as(async (sql) => {
      written = `${(await sql.unsafe(statement)).count} rows`;
      throw undone;
    });
  } catch (error) {
    if (error === undone) return written;
    if (error instanceof postgres.PostgresError) return error.detail?.startsWith('{') ? JSON.parse(error.detail).code : error.code;
    throw error;
  }
  return written;
}
