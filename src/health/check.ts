import type { RpcPort } from '../rpc/port.ts';
import { type DeskHealth, deskHealthSchema, type HealthReport, isReady, type PartHealth } from './report.ts';

export type HealthDeps = {
  /** The database without the API in between; undefined where only the API leads to it. */
  direct: RpcPort | undefined;
  http: RpcPort;
  /** Asks the edge functions; throws when they do not answer well. */
  askFunctions: (signal: AbortSignal) => Promise<undefined>;
  /** The version of the newest migration this code was written for. */
  expectedMigration: string | undefined;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
  date: () => Date;
  /** A signal that fires when a part has had long enough. */
  patience: () => AbortSignal;
};

/** Asks every part once, side by side, and says how long each took. Never throws: a part that fails is down. */
export async function checkHealth(deps: HealthDeps): Promise<HealthReport> {
  const seen: DeskHealth[] = [];
  const ask = (port: RpcPort) =>
    timed(deps, async (signal) => {
      const health = await deskHealth(port, signal);
      // An answer that came too late counts for nothing.
      if (!signal.aborted) seen.push(health);
      return undefined;
    });
  const throughApi = ask(deps.http);
  const [answered, api, functions] = await Promise.all([
    deps.direct ? ask(deps.direct) : throughApi,
    throughApi,
    timed(deps, (signal) => deps.askFunctions(signal)),
  ]);
  const database = answered.state === 'ready' && seen[0] ? { ...answered, note: `PostgreSQL ${seen[0].postgres}` } : answered;
  const parts = { database, api, functions, migrations: migrationsPart(seen[0], deps.expectedMigration, database, api) };
  return { ready: isReady(parts), at: deps.date().toISOString(), parts };
}

async function timed(deps: HealthDeps, probe: (signal: AbortSignal) => Promise<string | undefined>): Promise<PartHealth> {
  const begin = deps.now();
  const took = () => Math.round((deps.now() - begin) * 10) / 10;
  const signal = deps.patience();
  try {
    const note = await Promise.race([probe(signal), whenAborted(signal)]);
    return { state: 'ready', ms: took(), ...(note && { note }) };
  } catch (error) {
    return { state: 'down', ms: took(), note: error instanceof Error ? error.message : String(error) };
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer in time')), { once: true });
  });
}

async function deskHealth(port: RpcPort, signal: AbortSignal): Promise<DeskHealth> {
  const result = await port.call('desk_health', {}, { signal });
  if (!result.ok) throw new Error(result.refusal.sentence);
  return deskHealthSchema.parse(result.data);
}

function migrationsPart(seen: DeskHealth | undefined, expected: string | undefined, ...asked: PartHealth[]): PartHealth {
  const ms = Math.min(...asked.flatMap((part) => (part.state === 'ready' ? [part.ms] : [])));
  if (!seen) return { state: 'down', ms: 0, note: 'nobody to ask' };
  const latest = seen.migrations.latest ?? 'none';
  if (expected === undefined || latest === expected) return { state: 'ready', ms, note: latest };
  return { state: 'down', ms, note: `the database has ${latest}, this code needs ${expected}` };
}
