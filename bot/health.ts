import { readdir } from 'node:fs/promises';
import { checkHealth } from '../src/health/check.ts';
import type { HealthReport } from '../src/health/report.ts';
import type { RpcPort } from '../src/rpc/port.ts';

const PATIENCE_MS = 3_000;
/** However many pages and probes ask, the parts are asked at most this often. */
const FRESH_MS = 1_000;

export type HealthOptions = {
  direct: RpcPort | undefined;
  http: RpcPort;
  apiUrl: string;
  publishableKey: string;
  expectedMigration: string | undefined;
};

/** The health of the desk, asked at most once a second. */
export function createHealth(options: HealthOptions): () => Promise<HealthReport> {
  let latest: Promise<HealthReport> | undefined;
  let askedAt = 0;
  return () => {
    if (latest && performance.now() - askedAt < FRESH_MS) return latest;
    askedAt = performance.now();
    latest = checkHealth({
      direct: options.direct,
      http: options.http,
      askFunctions: (signal) => askFunctions(options, signal),
      expectedMigration: options.expectedMigration,
      now: () => performance.now(),
      date: () => new Date(),
      patience: () => AbortSignal.timeout(PATIENCE_MS),
    });
    return latest;
  };
}

async function askFunctions({ apiUrl, publishableKey }: HealthOptions, signal: AbortSignal): Promise<undefined> {
  const response = await fetch(`${apiUrl}/functions/v1/health`, { headers: { apikey: publishableKey }, signal });
  await response.body?.cancel();
  // 503 from the function itself means another part is down; the functions answered.
  if (!response.ok && !response.headers.has('x-correlation-id')) throw new Error(`the function "health" answered ${response.status}`);
}

/** The version of the newest migration in the repository. */
export async function newestMigration(folder = new URL('../supabase/migrations/', import.meta.url)): Promise<string | undefined> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return files.at(-1)?.split('_')[0];
}
