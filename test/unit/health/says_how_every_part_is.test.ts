import { expect, it } from 'vitest';
import { checkHealth } from '../../../src/health/check.ts';
import { answer, answering, failing, LATEST, parts, port } from './fake_parts.ts';

const ready = { state: 'ready', ms: expect.any(Number) };

it('is ready when every part answers, with what each says of itself', async () => {
  expect(await checkHealth(parts())).toEqual({
    ready: true,
    at: '2026-11-20T09:12:00.000Z',
    parts: {
      database: { ...ready, note: 'PostgreSQL 18.4' },
      api: ready,
      functions: ready,
      migrations: { ...ready, note: LATEST },
    },
  });
});

it('measures each part with the clock it is given, to a tenth of a millisecond', async () => {
  let now = 1000;
  const slow = port(async () => {
    now += 12.34;
    return { ok: true, data: answer() };
  });
  const report = await checkHealth(parts({ now: () => now, direct: undefined, http: slow }));
  expect(report.parts.api.ms).toBe(12.3);
  expect(report.parts.migrations.ms).toBe(12.3);
});

it('asks the API alone where only the API leads to the database, and once', async () => {
  let calls = 0;
  const counting = port(async (name) => {
    calls += 1;
    return { ok: true, data: name === 'desk_health' ? answer() : undefined };
  });
  const report = await checkHealth(parts({ direct: undefined, http: counting }));
  expect(calls).toBe(1);
  expect(report.parts.database).toEqual({ ...report.parts.api, note: 'PostgreSQL 18.4' });
  expect(report.ready).toBe(true);
});

it.each(['database', 'api', 'functions'] as const)('is not ready when only the %s is down, and the others stay ready', async (part) => {
  const down = {
    database: { direct: failing('connection refused') },
    api: { http: failing('connection refused') },
    functions: { askFunctions: () => Promise.reject(new Error('connection refused')) },
  };
  const report = await checkHealth(parts(down[part]));
  expect(report.ready).toBe(false);
  expect(report.parts[part]).toEqual({ state: 'down', ms: expect.any(Number), note: 'connection refused' });
  const others = Object.entries(report.parts).filter(([name]) => name !== part);
  expect(others.map(([name, { state }]) => `${name} ${state}`)).not.toContainEqual(expect.stringContaining('down'));
});

it('is down with the sentence of a refusal', async () => {
  const refusal = { code: 'FORBIDDEN_ROLE', status: 403, sentence: 'Services only.', wayOut: undefined, params: {} } as const;
  const report = await checkHealth(parts({ direct: port(async () => ({ ok: false, refusal })) }));
  expect(report.parts.database).toMatchObject({ state: 'down', note: 'Services only.' });
});

it('does not take an answer of another shape for health', async () => {
  const report = await checkHealth(parts({ http: answering({ ok: true }) }));
  expect(report.parts.api.state).toBe('down');
  expect(report.ready).toBe(false);
});
