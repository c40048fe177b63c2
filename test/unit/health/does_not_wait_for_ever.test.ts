import { expect, it } from 'vitest';
import { checkHealth } from '../../../src/health/check.ts';
import { parts, port, silent } from './fake_parts.ts';

it('calls a part down that does not answer in time, and waits for no other', async () => {
  const patience = new AbortController();
  const report = checkHealth(parts({ http: silent(), patience: () => patience.signal }));
  // The parts that answer have answered by then.
  await new Promise((resolve) => setImmediate(resolve));
  patience.abort();
  expect(await report).toMatchObject({
    ready: false,
    parts: { database: { state: 'ready' }, api: { state: 'down', note: 'no answer in time' }, functions: { state: 'ready' } },
  });
});

it('says so when nobody answers at all', async () => {
  const patience = new AbortController();
  const nobody = { direct: silent(), http: silent(), askFunctions: () => new Promise<undefined>(() => undefined) };
  const report = checkHealth(parts({ ...nobody, patience: () => patience.signal }));
  patience.abort();
  const { ready, parts: seen } = await report;
  expect(ready).toBe(false);
  expect(Object.values(seen).map(({ note }) => note)).toEqual([
    'no answer in time',
    'no answer in time',
    'no answer in time',
    'nobody to ask',
  ]);
  expect(seen.migrations.state).toBe('down');
});

it('tells the one it asks that its time is up', async () => {
  const patience = new AbortController();
  const heard: boolean[] = [];
  const listening = port((_name, _args, options) => {
    options?.signal?.addEventListener('abort', () => heard.push(true));
    return new Promise(() => undefined);
  });
  const report = checkHealth(parts({ direct: undefined, http: listening, patience: () => patience.signal }));
  patience.abort();
  await report;
  expect(heard).toEqual([true]);
});
