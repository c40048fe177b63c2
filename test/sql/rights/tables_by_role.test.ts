import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { asAnon, asService, asSignedIn, useDatabase } from '../../support/database.ts';
import { furnish } from '../../support/furnished.ts';
import { openShop, type Shop } from '../../support/people.ts';
import { type Answers, COMMANDS, type Expectation, every, PEOPLE, type Reads, VIEW } from './expectations.ts';
import { tablesOfChats } from './tables-of-chats.ts';
import { tablesOfTheDesk } from './tables-of-desk.ts';
import { tablesOfFiles } from './tables-of-files.ts';
import { tablesOfOrders } from './tables-of-orders.ts';
import { tablesOfPeople } from './tables-of-people.ts';

const database = useDatabase();

type As = <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;

const ROLES = [...PEOPLE, 'admin of the other desk', 'service_role'] as const;
type Role = (typeof ROLES)[number];

const EXPECTED: Record<string, Expectation> = {
  ...tablesOfTheDesk,
  ...tablesOfPeople,
  ...tablesOfOrders,
  ...tablesOfChats,
  ...tablesOfFiles,
};

/** The state machines are the same at every desk: every row counts as the own one's. */
const deskColumns: Record<string, string> = { desks: 'id', status_transitions: '$1::uuid' };
const roles = {} as Record<Role, As>;
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const other = await openShop(database.sql);
  const signedIn =
    (subject: string): As =>
    (work) =>
      asSignedIn(database.sql, subject, work);
  const customer = await furnish(database.sql, shop);
  await furnish(database.sql, other);
  Object.assign(roles, {
    anon: (work: Parameters<As>[0]) => asAnon(database.sql, work),
    stranger: signedIn(randomUUID()),
    customer: signedIn(customer),
    'deactivated manager': signedIn(shop.leaver.subject),
    agent: signedIn(shop.agent.subject),
    manager: signedIn(shop.manager.subject),
    admin: signedIn(shop.admin.subject),
    owner: signedIn((await addStaff(database.sql, shop, 'owner')).subject),
    'admin of the other desk': signedIn(other.admin.subject),
    service_role: (work: Parameters<As>[0]) => asService(database.sql, work),
  });
});

it('knows every table, view and foreign table of the public schema', async () => {
  const rows = await database.sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
  expect(rows.map((row) => row.relname)).toEqual(Object.keys(EXPECTED).sort());
});

it.each(Object.keys(EXPECTED))('%s has rows of both desks, so that nobody reads nothing for want of any', async (table) => {
  const [own, other] = await rowsOf(table);
  expect(own).toBeGreaterThan(0);
  expect(other > 0).toBe(table !== 'status_transitions');
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
    const found: Record<string, unknown> = { reads: await roles[role]((sql) => counted(sql, table)) };
    for (const [verb, statement] of Object.entries(statements)) found[verb] = await answerTo(roles[role], statement);
    const rows = await rowsOf(table);
    const [insert, change, edit, remove, empty] = answersFor(role, expected).map((answer) =>
      answer === every ? `${rows[0] + rows[1]} rows` : answer,
    );
    expect(found).toEqual({ reads: readsFor(role, table, expected, rows), insert, change, edit, delete: remove, empty });
  });
});

type Rows = [own: number, other: number];

/** What anybody's own token hears for any write is the same, whoever they are. */
function answersFor(role: Role, { service }: Expectation): Answers {
  if (role === 'service_role' || service === VIEW) return service;
  return COMMANDS;
}

function readsFor(role: Role, table: string, { people }: Expectation, rows: Rows): Rows {
  if (role === 'service_role') return rows;
  const [own, other] = rows;
  if (role === 'admin of the other desk') {
    const admins = people[PEOPLE.indexOf('admin')] ?? 'none';
    return table === 'status_transitions' ? [own, 0] : [0, readBy(admins, other)];
  }
  return [readBy(people[PEOPLE.indexOf(role)] ?? 'none', own), 0];
}

function readBy(reads: Reads, there: number): number {
  if (reads === 'none') return 0;
  if (reads === 'all') return there;
  return 'only' in reads ? reads.only : there - reads.allBut;
}

/** The rows there are, read past every policy. */
const rowsOf = (table: string): Promise<Rows> => counted(database.sql, table);

/** How many rows of the desk and of the other one. */
async function counted(sql: postgres.Sql | TransactionSql, table: string): Promise<Rows> {
  const desk = deskColumns[table] ?? 'desk_id';
  const [row] = await sql.unsafe(
    `select count(*) filter (where ${desk} = $1)::int as own, count(*) filter (where ${desk} <> $1)::int as other from public.${table}`,
    [shop.deskId],
  );
  return [row?.own, row?.other];
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
