import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff, openDesk, type TestDesk } from '../../support/builders.ts';
import { asAnon, asService, asSignedIn, useDatabase } from '../../support/database.ts';

const database = useDatabase();

type As = <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;
type Table = keyof typeof EXPECTED;

const VERBS = ['reads', 'insert', 'change', 'edit', 'delete', 'empty'] as const;
const no = 'DIRECT_WRITE';
const never = 'IMMUTABLE';
/** A person's own token, and a visitor: reads so many rows of [the desk, the other desk], and writes nothing. */
const onlyReads = (own: number, other: number) => [`${own}, ${other}`, no, no, no, no, no];

/**
 * What each role gets from each table: rows it reads of [the desk, the other desk], then the answer to an insert, to a
 * change of a locked column, to an edit of an editable one ("2 rows": it may), to a delete, and to a truncate.
 */
const EXPECTED = {
  desks: {
    locked: `created_at = created_at + interval '1 s'`,
    editable: `name = name || '!'`,
    desk: 'id',
    anon: onlyReads(0, 0),
    stranger: onlyReads(0, 0),
    agent: onlyReads(1, 0),
    manager: onlyReads(1, 0),
    admin: onlyReads(1, 0),
    'admin of the other desk': onlyReads(0, 1),
    service_role: ['1, 1', no, no, '2 rows', no, no],
  },
  staff: {
    locked: `status = 'suspended'`,
    editable: `display_name = display_name || '!'`,
    desk: 'desk_id',
    anon: onlyReads(0, 0),
    stranger: onlyReads(0, 0),
    agent: onlyReads(5, 0),
    manager: onlyReads(5, 0),
    admin: onlyReads(5, 0),
    'admin of the other desk': onlyReads(0, 3),
    service_role: ['5, 3', no, no, '8 rows', no, no],
  },
  staff_identities: {
    locked: `external_id = external_id || '!'`,
    editable: `provider = 'web'`,
    desk: 'desk_id',
    anon: onlyReads(0, 0),
    stranger: onlyReads(0, 0),
    agent: onlyReads(0, 0),
    manager: onlyReads(0, 0),
    admin: onlyReads(3, 0),
    'admin of the other desk': onlyReads(0, 1),
    service_role: ['3, 1', no, no, no, no, no],
  },
  audit_log: {
    locked: `details = '{"a": 1}'`,
    editable: `action = action || '!'`,
    desk: 'desk_id',
    anon: onlyReads(0, 0),
    stranger: onlyReads(0, 0),
    agent: onlyReads(0, 0),
    manager: onlyReads(9, 0),
    admin: onlyReads(9, 0),
    'admin of the other desk': onlyReads(0, 5),
    service_role: ['9, 5', no, never, never, never, no],
  },
} as const;

const ROLES = ['anon', 'stranger', 'agent', 'manager', 'admin', 'admin of the other desk', 'service_role'] as const;
const roles = {} as Record<(typeof ROLES)[number], As>;
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  const other = await openDesk(database.sql);
  const signedIn =
    (subject: string): As =>
    (work) =>
      asSignedIn(database.sql, subject, work);
  roles.anon = (work) => asAnon(database.sql, work);
  roles.stranger = signedIn(randomUUID());
  for (const role of ['agent', 'manager', 'admin'] as const) roles[role] = signedIn((await addStaff(database.sql, desk, role)).subject);
  roles['admin of the other desk'] = signedIn((await addStaff(database.sql, other, 'admin')).subject);
  roles.service_role = (work) => asService(database.sql, work);
});

it('knows every table, view and foreign table of the public schema', async () => {
  const rows = await database.sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
  expect(rows.map((row) => row.relname)).toEqual(Object.keys(EXPECTED).sort());
});

it('lets people edit these columns by hand and no others', async () => {
  const rows = await database.sql`
    select tgrelid::regclass::text as table, array_remove(string_to_array(encode(tgargs, 'escape'), '\\000'), '') as columns
    from pg_trigger where tgname = 'guard_row' order by 1`;
  expect(Object.fromEntries(rows.map((row) => [row.table, row.columns]))).toEqual({
    audit_log: [],
    desks: ['name'],
    staff: ['display_name', 'language'],
    staff_identities: [],
  });
});

describe.each(ROLES)('%s', (role) => {
  it.each(Object.keys(EXPECTED) as Table[])('gets from %s what is written here', async (table) => {
    const { locked, editable, desk: deskColumn, [role]: expected } = EXPECTED[table];
    const found = [
      await reads(roles[role], table, deskColumn),
      await answerTo(roles[role], `insert into public.${table} default values`),
      await answerTo(roles[role], `update public.${table} set ${locked}`),
      await answerTo(roles[role], `update public.${table} set ${editable}`),
      await answerTo(roles[role], `delete from public.${table}`),
      await answerTo(roles[role], `truncate public.${table} cascade`),
    ];
    const named = (answers: readonly string[]) => Object.fromEntries(VERBS.map((verb, index) => [verb, answers[index]]));
    expect(named(found)).toEqual(named(expected));
  });
});

function reads(as: As, table: Table, deskColumn: string): Promise<string> {
  return as(async (sql) => {
    const [row] = await sql.unsafe(
      `select count(*) filter (where ${deskColumn} = $1)::int as own, count(*) filter (where ${deskColumn} <> $1)::int as other
       from public.${table}`,
      [desk.deskId],
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
