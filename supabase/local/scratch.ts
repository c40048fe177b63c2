import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { startApi } from './api.ts';
import { migrate, readMigrations } from './migrate.ts';
import { anyFreePort } from './ports.ts';
import { createCluster, majorOf, SUPERUSER, startPostgres } from './postgres.ts';
import { createHostedRoles, giveDatabase } from './roles.ts';

const PASSWORD = 'of-a-scratch-cluster';
const MIGRATIONS = resolve(import.meta.dirname, '../migrations');

export type ScratchCluster = {
  folder: string;
  port: number;
  superuserUrl: string;
  postgresUrl: string;
  stop(): Promise<void>;
};

/**
 * A throw-away Postgres with the hosted roles, for tests and generators: in memory where there is any, never synced.
 * `binaries` is a folder with the programs of another PostgreSQL than ours.
 */
export async function startScratchCluster(binaries?: string): Promise<ScratchCluster> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'desk-scratch-'));
  const dataFolder = join(folder, 'postgres');
  const other = binaries ? { binaries } : {};
  await createCluster(dataFolder, PASSWORD, other);
  const port = await anyFreePort();
  const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const settings = binaries && majorOf(binaries) < 18 ? quick : { ...quick, file_copy_method: 'clone' };
  const server = await startPostgres({ dataFolder, port, settings, ...other });
  const superuserUrl = `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  await using(superuserUrl, (superuser) => createHostedRoles(superuser, PASSWORD));
  return {
    folder,
    port,
    superuserUrl,
    postgresUrl: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const secrets = { publishableKey: 'sb_publishable_scratch', secretKey: 'sb_secret_scratch', jwtSecret: 'j'.repeat(40) };

/** A database with the API's schemas and our migrations, and no rights but those the migrations give. */
export async function createMigratedDatabase(cluster: ScratchCluster, name: string): Promise<string> {
  await using(cluster.superuserUrl, (superuser) => superuser.unsafe(`create database ${name}`));
  await using(cluster.superuserUrl.replace(/postgres$/, name), (superuser) => giveDatabase(superuser, name));
  const databaseUrl = cluster.postgresUrl.replace(/postgres$/, name);
  const api = await startApi({ databaseUrl, secrets, storageFolder: join(cluster.folder, 'storage'), siteUrl: 'http://127.0.0.1' });
  await api.close();
  await using(databaseUrl, async (sql) => migrate(sql, await readMigrations(MIGRATIONS)));
  return databaseUrl;
}

/** Has the embedded API grant what it grants on its first request: everything on every table, to the three API roles. */
export async function grantLikeTheApi(cluster: ScratchCluster, databaseUrl: string): Promise<void> {
  const api = await startApi({ databaseUrl, secrets, storageFolder: join(cluster.folder, 'storage'), siteUrl: 'http://127.0.0.1' });
  const answer = await api.fetch(new Request('http://127.0.0.1/rest/v1/desks', { headers: { apikey: secrets.secretKey } }), false);
  await api.close();
  if (!answer.ok) throw new Error(`the API does not serve the fresh database: ${await answer.text()}`);
}

async function using(url: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
