import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { createMigratedDatabase, grantLikeTheApi, type ScratchCluster, startScratchCluster } from '../../supabase/local/scratch.ts';
import { findBrowser } from './browser.ts';

/** The one Postgres of a test run, with a migrated template that every test file clones. */
export type Cluster = { port: number; folder: string; superuserUrl: string; postgresUrl: string; runId: string };

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: Cluster;
    /** One browser unpacked for all test files: two that unpack it at once break each other's. */
    browserPath: string;
  }
}

export const TEMPLATE = 'desk_template';
/** In the environment: a folder with the programs of another PostgreSQL, to run the tests of the database on. */
const BINARIES_VARIABLE = 'POSTGRES_BIN';
/** In the environment of everything the tests start, so that what is left over can be told from what is not ours. */
export const RUN_VARIABLE = 'TEST_RUN_OF_THE_DESK';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await startScratchCluster(process.env[BINARIES_VARIABLE]);
  const { folder, port, superuserUrl, postgresUrl } = scratch;
  const runId = folder.split('-').at(-1) ?? '';
  process.env[RUN_VARIABLE] = runId;
  try {
    await grantLikeTheApi(scratch, await createMigratedDatabase(scratch, TEMPLATE));
  } catch (error) {
    // A broken migration must not leave its Postgres behind.
    await scratch.stop();
    throw error;
  }
  const cluster: Cluster = { folder, port, superuserUrl, postgresUrl, runId };
  project.provide('cluster', cluster);
  project.provide('browserPath', await findBrowser());
  return () => teardown(cluster, scratch);
}

async function teardown(cluster: Cluster, scratch: ScratchCluster): Promise<void> {
  const leaks = [...(await openConnections(cluster)), ...leftProcesses(cluster)];
  await scratch.stop();
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
