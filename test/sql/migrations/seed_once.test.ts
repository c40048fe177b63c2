import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { migrate, seedOnce } from '../../../supabase/local/migrate.ts';
import { useDatabase } from '../../support/database.ts';
import { EMPTY, useMigrationFiles } from '../../support/migration-files.ts';
import { untilWaiting } from '../../support/waiting.ts';

const files = useMigrationFiles();
const ROWS = 'insert into seeded (word) values (1);';

function useSeed() {
  const database = useDatabase(EMPTY);
  return {
    database,
    prepare: async (content: string): Promise<string> => {
      await migrate(database.sql, []);
      await database.sql`create table seeded (word integer)`;
      return join(files.write({ 'seed.sql': content }), 'seed.sql');
    },
    rows: async () => (await database.sql`select word from seeded`).length,
  };
}

describe('a seed', () => {
  const { database, prepare, rows } = useSeed();

  it('runs once for a database, even when its text changes', async () => {
    const seed = await prepare(ROWS);
    expect(await seedOnce(database.sql, seed)).toBe(true);
    expect(await seedOnce(database.sql, seed)).toBe(false);
    writeFileSync(seed, `${ROWS}${ROWS}`);
    expect(await seedOnce(database.sql, seed)).toBe(false);
    expect(await rows()).toBe(1);
  });
});

describe('a seed that fails', () => {
  const { database, prepare, rows } = useSeed();

  it('leaves nothing, not even its record, and runs when it is mended', async () => {
    const seed = await prepare(`${ROWS} select 1 / 0;`);
    await expect(seedOnce(database.sql, seed)).rejects.toMatchObject({ code: '22012' });
    expect(await rows()).toBe(0);
    writeFileSync(seed, ROWS);
    expect(await seedOnce(database.sql, seed)).toBe(true);
    expect(await rows()).toBe(1);
  });
});

describe('two seeds at once', () => {
  const { database, prepare, rows } = useSeed();

  it('run once between them', async () => {
    const seed = await prepare(`select pg_advisory_xact_lock(9); ${ROWS}`);
    const [one, two] = [
      postgres(database.url, { max: 1, onnotice: () => undefined }),
      postgres(database.url, { max: 1, onnotice: () => undefined }),
    ];
    const gate = await database.sql.reserve();
    await gate`select pg_advisory_lock(9)`;
    const seeding = Promise.allSettled([one, two].map((sql) => seedOnce(sql, seed)));
    await untilWaiting(database.sql, 2);
    await gate`select pg_advisory_unlock(9)`;
    gate.release();
    const results = await seeding;
    await Promise.all([one.end(), two.end()]);
    const answers = results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message));
    expect(new Set(answers)).toEqual(new Set([true, false]));
    expect(await rows()).toBe(1);
  });
});

describe('the seed of the desk', () => {
  const database = useDatabase();

  it('opens the demo desk within what the guards allow', async () => {
    expect(await seedOnce(database.sql, resolve(import.meta.dirname, '../../../supabase/seed.sql'))).toBe(true);
    expect(await database.sql`select slug, name from public.desks`).toEqual([{ slug: 'demo', name: 'Demo desk' }]);
  });
});
