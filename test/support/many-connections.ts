import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import type { TestDatabase } from './database.ts';

export type Connections = {
  /** Runs `work` this many times at once, each on a connection of its own, and gives the answers in order. */
  atOnce<T>(times: number, work: (sql: Sql, index: number) => Promise<T>): Promise<T[]>;
  /** The same, with what came of each: `done`, or the code of the refusal; anything else that fails is thrown. */
  settled(times: number, work: (sql: Sql, index: number) => Promise<unknown>): Promise<string[]>;
};

/** Connections that are open before the race begins, so that none waits for its own. */
export function openConnections(database: TestDatabase, most: number): Connections {
  let pool: Sql[] = [];
  beforeAll(async () => {
    pool = Array.from({ length: most }, () =>
      postgres(database.url, { max: 1, onnotice: () => undefined, connection: { application_name: 'race' } }),
    );
    await Promise.all(pool.map((sql) => sql`select`));
  });
  afterAll(async () => {
    await Promise.all(pool.map((sql) => sql.end()));
  });
  const atOnce: Connections['atOnce'] = (times, work) => Promise.all(pool.slice(0, times).map((sql, index) => work(sql, index)));
  return { atOnce, settled: (times, work) => atOnce(times, (sql, index) => outcomeOf(work(sql, index))) };
}

/** `done`, or the code of the refusal a call ended with. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof postgres.PostgresError && /^PT4\d\d$/.test(error.code)) return JSON.parse(error.detail ?? '{}').code;
    throw error;
  }
}
