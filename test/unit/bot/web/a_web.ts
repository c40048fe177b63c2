import type { Hono } from 'hono';
import pino from 'pino';
import { createMetrics } from '../../../../bot/metrics.ts';
import { loadPhrases } from '../../../../bot/phrases.ts';
import { createWeb, type WebOptions } from '../../../../bot/web/server.ts';
import type { HealthReport, PartHealth, PartName } from '../../../../src/health/report.ts';

export function reportWith(parts: Partial<Record<PartName, PartHealth>> = {}): HealthReport {
  const ready: PartHealth = { state: 'ready', ms: 1.5 };
  const all = { database: ready, api: ready, functions: ready, migrations: ready, ...parts };
  return { ready: Object.values(all).every(({ state }) => state === 'ready'), at: '2026-11-20T09:12:00.000Z', parts: all };
}

/** The desk's pages over a health that is given, without a port. */
export function aWeb(change: Partial<WebOptions> = {}): Hono {
  return createWeb({
    health: async () => reportWith(),
    isOpen: () => true,
    phrases: loadPhrases(),
    mode: 'embedded',
    studioUrl: 'http://127.0.0.1:54321',
    metrics: createMetrics(),
    queues: async () => undefined,
    log: pino({ enabled: false }),
    ...change,
  });
}

export async function pageOf(web: Hono, path: string, headers: Record<string, string> = {}): Promise<string> {
  return await (await web.request(path, { headers })).text();
}
