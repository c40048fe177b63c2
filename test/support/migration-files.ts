import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, inject } from 'vitest';
import { type Migration, migrate, readMigrations } from '../../supabase/local/migrate.ts';

/** Files of migrations by name, in a folder of their own for each call. */
export function useMigrationFiles() {
  const folders = new Set<string>();
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const write = (files: Record<string, string>): string => {
    const folder = mkdtempSync(join(inject('cluster').folder, 'migrations-'));
    folders.add(folder);
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return folder;
  };
  return {
    write,
    read: (files: Record<string, string>): Promise<Migration[]> => readMigrations(write(files)),
    /** Reads and applies them, and gives the versions applied now. */
    apply: async (sql: Sql, files: Record<string, string>): Promise<string[]> => {
      const applied = await migrate(sql, await readMigrations(write(files)));
      return applied.map((migration) => migration.version);
    },
  };
}

/** A database without any migration: the template every cluster has. */
export const EMPTY = 'template1';
