import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartRefused } from '../../../supabase/local/refused.ts';
import { useDatabase } from '../../support/database.ts';
import { EMPTY, useMigrationFiles } from '../../support/migration-files.ts';
import { untilWaiting } from '../../support/waiting.ts';

const files = useMigrationFiles();
const tables = async (sql: Sql) =>
  (await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`).map(
    (row) => row.relname,
  );
const history = async (sql: Sql) =>
  (await sql`select version from supabase_migrations.schema_migrations order by version`).map((row) => row.version);

const FIRST = { '20260101000000_first.sql': 'create table first (id integer);' };
const THIRD = { '20260103000000_third.sql': 'create table third (id integer);' };

describe.each([
  ['of a syntax error', 'create table half (id integer);\n\nselct 1;\n', /, line 3: syntax error at or near "selct"/],
  ['of a syntax error after emoji', `-- ${'👍'.repeat(40)}\ncreate table half (id integer);\nselct 1;\n`, /, line 3: syntax error/],
  ['of an error in a statement', "create table half (id integer);\ninsert into half values ('x');\n", /, line 2: invalid input syntax/],
  ['of an exception it raises', "create table half (id integer);\ndo $$ begin raise exception 'not here'; end $$;\n", /: not here\./],
])('a file that fails because %s', (_why, broken, complaint) => {
  const database = useDatabase(EMPTY);

  it('is named, leaves nothing behind, and keeps what came before it', async () => {
    const all = { ...FIRST, '20260102000000_broken.sql': broken, ...THIRD };
    const refused = await files.apply(database.sql, all).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartRefused);
    expect((refused as Error).message).toMatch(/^supabase\/migrations\/20260102000000_broken\.sql[,:]/);
    expect((refused as Error).message).toMatch(complaint);
    expect((refused as Error).message).toMatch(/Nothing of this file was applied\.$/);
    expect(await tables(database.sql)).toEqual(['first']);
    expect(await history(database.sql)).toEqual(['20260101000000']);
  });

  it('is applied once it is mended, and the rest after it', async () => {
    const mended = { ...FIRST, '20260102000000_broken.sql': 'create table second (id integer);', ...THIRD };
    expect(await files.apply(database.sql, mended)).toEqual(['20260102000000', '20260103000000']);
    expect(await tables(database.sql)).toEqual(['first', 'second', 'third']);
  });
});

describe('two desks that start at once', () => {
  const database = useDatabase(EMPTY);
  const runners: Sql[] = [];
  beforeAll(() => {
    for (const name of ['one', 'two']) {
      runners.push(postgres(database.url, { max: 1, onnotice: () => undefined, connection: { application_name: name } }));
    }
  });
  afterAll(() => Promise.all(runners.map((runner) => runner.end())));

  it('apply each file once between them', async () => {
    const slow = { ...FIRST, '20260102000000_slow.sql': 'select pg_advisory_xact_lock(9); create table second (id integer);', ...THIRD };
    const gate = await database.sql.reserve();
    await gate`select pg_advisory_lock(9)`;
    const applied = Promise.all(runners.map((runner) => files.apply(runner, slow)));
    // One waits in the middle of its work, the other for the first one.
    await untilWaiting(database.sql, 2);
    await gate`select pg_advisory_unlock(9)`;
    gate.release();
    const versions = ['20260101000000', '20260102000000', '20260103000000'];
    expect((await applied).sort((a, b) => b.length - a.length)).toEqual([versions, []]);
    expect(await history(database.sql)).toEqual(versions);
  });

  it('are not held up by one that failed before', async () => {
    const broken = { ...FIRST, '20260102000000_slow.sql': 'edited' };
    await expect(files.apply(runners[0] as Sql, broken)).rejects.toBeInstanceOf(StartRefused);
    const locks = await database.sql`
      select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
    expect(locks).toHaveLength(0);
  });
});
