import { describe, expect, it } from 'vitest';
import { StartRefused } from '../../../supabase/local/refused.ts';
import { useDatabase } from '../../support/database.ts';
import { EMPTY, useMigrationFiles } from '../../support/migration-files.ts';

const files = useMigrationFiles();

const FIRST = { '20260101000000_first.sql': '-- one\ncreate table first (id integer);\n' };
const SECOND = { '20260102000000_second.sql': 'create table second (id integer);\n' };

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartRefused);
  return (error as Error).message;
}

describe('a database that has two migrations', () => {
  const database = useDatabase(EMPTY);
  const untouched = async () => {
    const rows = await database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace order by 1`;
    const [history] = await database.sql`select count(*)::int as count from supabase_migrations.schema_migrations`;
    return { tables: rows.map((row) => row.relname), recorded: history?.count };
  };

  it('takes both, and no others', async () => {
    expect(await files.apply(database.sql, { ...FIRST, ...SECOND })).toEqual(['20260101000000', '20260102000000']);
  });

  it.each([
    [
      'a file that was edited',
      { '20260101000000_first.sql': '-- ONE\ncreate table first (id integer);\n', ...SECOND },
      'supabase/migrations/20260101000000_first.sql was edited after it was applied',
    ],
    ['a file that is gone', { ...FIRST }, 'This database has the migration 20260102000000_second, which is not in supabase/migrations.'],
    [
      'a file that comes too late',
      { ...FIRST, '20260101120000_late.sql': 'create table late (id integer);', ...SECOND },
      'supabase/migrations/20260101120000_late.sql comes before 20260102000000, which is applied already.',
    ],
    [
      'an edited file before a new one',
      { ...FIRST, '20260102000000_second.sql': 'select 1;', '20260103000000_new.sql': 'create table new (id integer);' },
      'supabase/migrations/20260102000000_second.sql was edited',
    ],
  ])('refuses %s by name and changes nothing', async (_what, changed, sentence) => {
    expect(await refusalOf(files.apply(database.sql, changed))).toContain(sentence);
    expect(await untouched()).toEqual({ tables: ['first', 'second'], recorded: 2 });
  });

  it('takes the same text with the line ends of Windows', async () => {
    const windows = Object.fromEntries(
      Object.entries({ ...FIRST, ...SECOND }).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
    );
    expect(await files.apply(database.sql, windows)).toEqual([]);
  });

  it('takes what the Supabase CLI applied, which records no checksum', async () => {
    const third = { '20260103000000_third.sql': 'create table third (id integer);' };
    await database.sql`insert into supabase_migrations.schema_migrations (version, name) values ('20260103000000', 'third')`;
    expect(await files.apply(database.sql, { ...FIRST, ...SECOND, ...third })).toEqual([]);
    await database.sql`delete from supabase_migrations.schema_migrations where version = '20260103000000'`;
  });
});

describe('the folder', () => {
  it.each(['2026_short.sql', '20260101000000_Upper.sql', '20260101000000_first.txt', 'README.md', '20260101000000.sql'])(
    'may not hold %s',
    async (name) => {
      expect(await refusalOf(files.read({ ...SECOND, [name]: '' }))).toContain(`supabase/migrations/${name} is not named like a migration`);
    },
  );

  it('may not hold two files of one number', async () => {
    const sentence = await refusalOf(files.read({ ...FIRST, '20260101000000_also.sql': '' }));
    expect(sentence).toBe(
      'supabase/migrations/20260101000000_first.sql has the same number as 20260101000000_also.sql. Give it a later one.',
    );
  });

  it('is read in the order of the numbers, without hidden files', async () => {
    const read = await files.read({ ...SECOND, '.DS_Store': 'x', ...FIRST });
    expect(read.map((migration) => migration.name)).toEqual(['first', 'second']);
  });
});
