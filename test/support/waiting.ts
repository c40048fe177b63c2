import type { Sql } from 'postgres';

/** Resolves with the process numbers once this many sessions of the database wait for a lock. */
export async function untilWaiting(sql: Sql, sessions = 1): Promise<number[]> {
  for (;;) {
    const rows = await sql<Array<{ pid: number }>>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (rows.length >= sessions) return rows.map((row) => row.pid);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves once no session of the database waits for a lock. */
export async function untilNobodyWaits(sql: Sql): Promise<void> {
  for (;;) {
    const rows = await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves once the check says yes; the test's own time limit is the patience. */
export async function until(check: () => Promise<boolean>, everyMs = 10): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
