import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Sql } from 'postgres';
import { StartRefused } from './refused.ts';

const FILE_NAME = /^(?<version>\d{14})_(?<name>[a-z0-9_]+)\.sql$/;
/** Two desks that start at once on one database apply each file once. */
const LOCK = 7_305_120_260;

export type Migration = { version: string; name: string; file: string; sql: string; checksum: string };

const checksumOf = (sql: string) => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');

/** The migrations of a folder in their order. An oddly named file is refused by name, never skipped. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => !file.startsWith('.')).sort();
  const migrations: Migration[] = [];
  for (const file of files) {
    const groups = FILE_NAME.exec(file)?.groups;
    if (!groups?.version || !groups.name) {
      throw new StartRefused(
        `supabase/migrations/${file} is not named like a migration: 14 digits, an underscore, lower-case words, ".sql".`,
      );
    }
    const sql = await readFile(join(folder, file), 'utf8');
    const previous = migrations.at(-1);
    if (previous?.version === groups.version) {
      throw new StartRefused(`supabase/migrations/${file} has the same number as ${previous.file}. Give it a later one.`);
    }
    migrations.push({ version: groups.version, name: groups.name, file, sql, checksum: checksumOf(sql) });
  }
  return migrations;
}

type Applied = { version: string; name: string | null; checksum: string | null };

/** Applies what is missing, each file in a transaction of its own, recorded in the Supabase CLI's history table. */
export async function migrate(sql: Sql, migrations: Migration[]): Promise<Migration[]> {
  const connection = await sql.reserve();
  try {
    await connection`select pg_advisory_lock(${LOCK})`;
    await connection.unsafe(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
      alter table supabase_migrations.schema_migrations add column if not exists checksum text;
    `);
    const applied = await connection<Applied[]>`
      select version, name, checksum from supabase_migrations.schema_migrations order by version`;
    const pending = pendingOf(migrations, applied);
    for (const migration of pending) await apply(connection, migration);
    return pending;
  } finally {
    await connection`select pg_advisory_unlock_all()`;
    connection.release();
  }
}

function pendingOf(migrations: Migration[], applied: readonly Applied[]): Migration[] {
  const byVersion = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const row of applied) {
    const migration = byVersion.get(row.version);
    if (!migration) {
      throw new StartRefused(
        `This database has the migration ${row.version}_${row.name ?? ''}, which is not in supabase/migrations. It belongs to a later or another desk.`,
      );
    }
    // The Supabase CLI records no checksum: what it applied cannot be compared.
    if (row.checksum !== null && row.checksum !== migration.checksum) {
      throw new StartRefused(
        `supabase/migrations/${migration.file} was edited after it was applied to this database. Restore it and write a new migration instead.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.version));
  const latest = applied.at(-1)?.version ?? '';
  const pending = migrations.filter((migration) => !done.has(migration.version));
  const late = pending.find((migration) => migration.version < latest);
  if (late) {
    throw new StartRefused(`supabase/migrations/${late.file} comes before ${latest}, which is applied already. Give it a later number.`);
  }
  return pending;
}

async function apply(connection: Sql, migration: Migration): Promise<void> {
  try {
    await connection.unsafe('begin').simple();
    await connection.unsafe(migration.sql).simple();
    await connection`
      insert into supabase_migrations.schema_migrations (version, name, statements, checksum)
      values (${migration.version}, ${migration.name}, ${[migration.sql]}, ${migration.checksum})`;
    await connection.unsafe('commit').simple();
  } catch (error) {
    await connection.unsafe('rollback').simple();
    const { message, position } = error as { message: string; position?: string };
    const line = position ? `, line ${Array.from(migration.sql).slice(0, Number(position)).join('').split('\n').length}` : '';
    throw new StartRefused(`supabase/migrations/${migration.file}${line}: ${message}. Nothing of this file was applied.`);
  }
}

/** Runs the seed once per database, in one transaction with its record in the CLI's own table. True when it ran now. */
export async function seedOnce(sql: Sql, file: string): Promise<boolean> {
  const content = await readFile(file, 'utf8');
  const path = `supabase/${basename(file)}`;
  return await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${LOCK})`;
    await transaction.unsafe(`
      create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null);
    `);
    const inserted = await transaction`
      insert into supabase_migrations.seed_files (path, hash) values (${path}, ${checksumOf(content)})
      on conflict (path) do nothing returning path`;
    if (inserted.length === 0) return false;
    await transaction.unsafe(content).simple();
    return true;
  });
}
