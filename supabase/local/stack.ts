import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import { Teardown } from '../../src/lifecycle/teardown.ts';
import { type EmbeddedApi, startApi } from './api.ts';
import { claimDataFolder } from './data-folder.ts';
import { startFront } from './front.ts';
import { type FunctionsEvent, readFunctionEntries, startFunctions } from './functions.ts';
import { migrate, readMigrations, seedOnce } from './migrate.ts';
import { findPort, type PortWish } from './ports.ts';
import { clusterExists, createCluster, type PostgresExit, SUPERUSER, startPostgres, stopOrphan } from './postgres.ts';
import { createHostedRoles, giveDatabase } from './roles.ts';
import { announceRunning } from './running.ts';
import { type DeskSecrets, keysFile, loadSecrets } from './secrets.ts';

const SUPABASE_FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const DATABASE = 'postgres';

export type StackOptions = {
  dataFolder: string;
  apiPort: PortWish;
  databasePort: PortWish;
  siteUrl: string;
  signal: AbortSignal;
  /** A sentence for the person who watches the start. */
  say: (sentence: string) => void;
  onFunctions?: (event: FunctionsEvent) => void;
  onPostgresLine?: (line: string) => void;
  onApiNoise?: (code: string) => void;
  postgresSettings?: Record<string, string>;
  migrationsFolder?: string;
  functionsConfig?: string;
};

export type Stack = {
  apiUrl: string;
  databaseUrl: string;
  publishableKey: string;
  secretKey: string;
  keysFile: string;
  postgresPid: number;
  functionsPid: () => number | undefined;
  /** Resolves when Postgres ends without being asked to. The rest cannot live without it. */
  crashed: Promise<PostgresExit>;
  /** In order: no new requests, functions, API, Postgres, the data folder. */
  stop: () => Promise<void>;
};

/** Starts the whole embedded Supabase: all of it, or nothing and a reason. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const teardown = new Teardown();
  const stop = async () => {
    const [failed] = await teardown.run();
    if (failed) throw failed.error;
  };
  try {
    return await startParts(options, teardown, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: StackOptions, teardown: Teardown, stop: () => Promise<void>): Promise<Stack> {
  const { say, signal } = options;
  const migrations = await readMigrations(options.migrationsFolder ?? join(SUPABASE_FOLDER, 'migrations'));
  const entries = await readFunctionEntries(options.functionsConfig ?? join(SUPABASE_FOLDER, 'config.toml'));
  const folder = await claimDataFolder(options.dataFolder);
  teardown.add('data folder', folder.release);

  const cluster = join(folder.path, 'postgres');
  const isNew = !(await clusterExists(cluster));
  const secrets = await loadSecrets(folder.path);
  if (await stopOrphan(cluster))
    say('An earlier desk was killed and left its PostgreSQL running; it is stopped now, and its data is safe.');
  const databasePort = await findPort(options.databasePort, new Set(), say);
  const apiPort = await findPort(options.apiPort, new Set([databasePort]), say);
  signal.throwIfAborted();
  if (isNew) {
    say('First start: creating the database.');
    await createCluster(cluster, secrets.superuserPassword, { signal });
  }

  const server = await startPostgres({
    dataFolder: cluster,
    port: databasePort,
    signal,
    ...(options.onPostgresLine && { onLine: options.onPostgresLine }),
    ...(options.postgresSettings && { settings: options.postgresSettings }),
  });
  let stopping = false;
  teardown.add('PostgreSQL', async () => {
    stopping = true;
    await server.stop();
  });
  const crashed = server.exited.then((exit) => (stopping ? new Promise<never>(() => undefined) : exit));

  const databaseUrl = await prepareRoles(databasePort, secrets);
  signal.throwIfAborted();
  const storageFolder = join(folder.path, 'storage');
  await mkdir(storageFolder, { recursive: true });
  const api = await startApi({
    databaseUrl,
    secrets,
    storageFolder,
    siteUrl: options.siteUrl,
    ...(options.onApiNoise && { onNoise: options.onApiNoise }),
  });
  teardown.add('API', api.close);
  await bringUpToDate(databaseUrl, migrations, say);
  await api.learnTypes();
  signal.throwIfAborted();

  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const functions = await startFunctions({
    entries,
    signal,
    environment: functionsEnvironment(apiUrl, secrets),
    ...(options.onFunctions && { onEvent: options.onFunctions }),
  });
  teardown.add('edge functions', () => functions.stop());
  signal.throwIfAborted();
  const front = await startFront({ port: apiPort, api, functions, jwtSecret: secrets.jwtSecret });
  teardown.add('front', front.stop);
  await warmUp(api, secrets);
  teardown.add('running note', await announceRunning(folder.path, { apiUrl }));

  return {
    apiUrl,
    databaseUrl,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    keysFile: keysFile(folder.path),
    postgresPid: server.pid,
    functionsPid: () => functions.pid(),
    crashed,
    stop,
  };
}

async function prepareRoles(port: number, secrets: DeskSecrets): Promise<string> {
  const superuser = connect(`postgres://${SUPERUSER}:${secrets.superuserPassword}@127.0.0.1:${port}/${DATABASE}`);
  try {
    await createHostedRoles(superuser, secrets.postgresPassword);
    await giveDatabase(superuser, DATABASE);
  } finally {
    await superuser.end();
  }
  return `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:${port}/${DATABASE}`;
}

async function bringUpToDate(databaseUrl: string, migrations: Awaited<ReturnType<typeof readMigrations>>, say: StackOptions['say']) {
  const sql = connect(databaseUrl);
  try {
    const applied = await migrate(sql, migrations);
    if (applied.length > 0) say(`Applied ${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}.`);
    const seed = join(SUPABASE_FOLDER, 'seed.sql');
    if (existsSync(seed) && (await seedOnce(sql, seed))) say('Seeded the demo desk.');
  } finally {
    await sql.end();
  }
}

/** The same variables that hosted Supabase gives its functions. */
function functionsEnvironment(apiUrl: string, secrets: DeskSecrets): Record<string, string> {
  return {
    SUPABASE_URL: apiUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secrets.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secrets.secretKey }),
  };
}

/** The API reads the schema and grants rights on its first request; better now than in somebody's request. */
async function warmUp(api: EmbeddedApi, secrets: DeskSecrets): Promise<void> {
  const headers = { apikey: secrets.secretKey, 'content-type': 'application/json' };
  await api.fetch(new Request('http://127.0.0.1/rest/v1/rpc/desk_health', { method: 'POST', headers, body: '{}' }), false);
}

function connect(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => undefined, connection: { application_name: 'desk-setup' } });
}
