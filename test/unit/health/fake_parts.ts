import type { HealthDeps } from '../../../src/health/check.ts';
import type { DeskHealth } from '../../../src/health/report.ts';
import type { RpcPort } from '../../../src/rpc/port.ts';
import { fakeClock } from '../../support/clock.ts';

export const LATEST = '20261120091200';

export function answer(change: Partial<DeskHealth> = {}): DeskHealth {
  return { postgres: '18.4', at: '2026-11-20T09:12:00Z', desks: 1, migrations: { applied: 13, latest: LATEST }, ...change };
}

/** A transport whose every call ends like this. */
export function port(call: RpcPort['call']): RpcPort {
  return { call, close: async () => undefined, atOnce: 1 };
}

export const answering = (data: unknown) => port(async () => ({ ok: true, data }));
export const failing = (reason: string) => port(() => Promise.reject(new Error(reason)));
export const silent = () => port(() => new Promise(() => undefined));

/** A desk where everything answers, and time passes by 5 ms whenever somebody looks at the clock. */
export function parts(change: Partial<HealthDeps> = {}): HealthDeps {
  const clock = fakeClock({ stepMs: 5 });
  return {
    direct: answering(answer()),
    http: answering(answer()),
    askFunctions: async () => undefined,
    expectedMigration: LATEST,
    now: clock.now,
    date: () => new Date('2026-11-20T09:12:00.000Z'),
    patience: () => new AbortController().signal,
    ...change,
  };
}
