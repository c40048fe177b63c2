import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startApi } from '../../supabase/local/api.ts';
import { migrate, readMigrations } from '../../supabase/local/migrate.ts';
import { anyFreePort } from '../../supabase/local/ports.ts';
import { createCluster, type PostgresServer, SUPERUSER, startPostgres } from '../../supabase/local/postgres.ts';
import { createHostedRoles, giveDatabase } from '../../supabase/local/roles.ts';

/** The one Postgres of a test run, with a migrated template that every test file clones. */
export type Cluster = { port: number; folder: string; superuserUrl: string; postgresUrl: string; runId: string };

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: Cluster;
  }
}

export const TEMPLATE = 'desk_template';
/** In the environment of everything the tests start, so that what is left over can be told from what is not ours. */
export const RUN_VARIABLE = 'TEST_RUN_OF_THE_DESK';

const PASSWORD = 'only-for-tests';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // In memory where there is any: cloning the template is 10 ms there and 50 to 900 on a disk.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'desk-test-'));
  const runId = folder.split('-').at(-1) ?? '';
  process.env[RUN_VARIABLE] = runId;
  await createCluster(join(folder, 'postgres'), PASSWORD);
  const port = await anyFreePort();
  const server = await startPostgres({
    dataFolder: join(folder, 'postgres'),
    port,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', file_copy_method: 'clone', max_connections: '300' },
  });
  const cluster: Cluster = {
    port,
    folder,
    runId,
    superuserUrl: `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
    postgresUrl: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
  };
  await createTemplate(cluster);
  project.provide('cluster', cluster);
  return () => teardown(cluster, server);
}

/** Migrated like the embedded desk: as the hosted-like role, and with the rights the API grants on its first request. */
async function createTemplate(cluster: Cluster): Promise<void> {
  const superuser = postgres(cluster.superuserUrl, { max: 1, onnotice: () => undefined });
  await createHostedRoles(superuser, PASSWORD);
  await superuser.unsafe(`create database ${TEMPLATE}`);
  await superuser.end();
  const inTemplate = postgres(cluster.superuserUrl.replace(/postgres$/, TEMPLATE), { max: 1, onnotice: () => undefined });
  await giveDatabase(inTemplate, TEMPLATE);
  await inTemplate.end();

  const databaseUrl = cluster.postgresUrl.replace(/postgres$/, TEMPLATE);
  const secrets = { publishableKey: 'sb_publishable_test', secretKey: 'sb_secret_test', jwtSecret: 'j'.repeat(40) };
  const api = await startApi({ databaseUrl, secrets, storageFolder: join(cluster.folder, 'storage'), siteUrl: 'http://127.0.0.1' });
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await migrate(sql, await readMigrations('supabase/migrations'));
  await sql.end();
  const answer = await api.fetch(new Request('http://127.0.0.1/rest/v1/desks', { headers: { apikey: secrets.secretKey } }), false);
  if (!answer.ok) throw new Error(`the API does not serve the template: ${await answer.text()}`);
  await api.close();
}

async function teardown(cluster: Cluster, server: PostgresServer): Promise<void> {
  const leaks = [...(await openConnections(cluster)), ...leftProcesses(cluster)];
  await server.stop();
  rmSync(cluster.folder, { recursive: true, force: true });
  if (leaks.length > 0) throw new Error(`The tests left behind:\n${leaks.map((leak) => `  - ${leak}`).join('\n')}`);
}

async function openConnections({ superuserUrl }: Cluster): Promise<string[]> {
  const sql = postgres(superuserUrl, { max: 1 });
  const rows = await sql`
    select datname, application_name, query from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  await sql.end();
  return rows.map((row) => `a connection to ${row.datname} (${row.application_name}): ${row.query}`);
}

/** Processes with this run's mark or folder, other than the run's own (vitest and its one Postgres). */
function leftProcesses({ folder, runId }: Cluster): string[] {
  if (process.platform !== 'linux') return [];
  const own = `${join(folder, 'postgres')} `;
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    const read = (file: string) => {
      try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
      } catch {
        // Gone between two looks, or somebody else's.
        return '';
      }
    };
    const command = read('cmdline');
    const ours = command.includes(folder) || read('environ').includes(`${RUN_VARIABLE}=${runId}`);
    if (!ours || command === '' || command.includes(own) || /vitest|esbuild/.test(command) || command.startsWith('postgres: ')) return [];
    return [`the process ${pid}: ${command}`];
  });
}
