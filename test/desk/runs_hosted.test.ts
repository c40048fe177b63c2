import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useDesks } from '../support/desk-process.ts';
import { childrenOf } from '../support/processes.ts';

const desks = useDesks();

/** An embedded desk stands in for the hosted project: the same API, the same keys. */
async function project() {
  const run = desks.run();
  const { apiUrl, keysFile } = await run.ready();
  const { publishableKey, secretKey } = JSON.parse(readFileSync(keysFile, 'utf8'));
  return { SUPABASE_URL: apiUrl, SUPABASE_PUBLISHABLE_KEY: publishableKey, SUPABASE_SECRET_KEY: secretKey };
}

const embeddedOnly = { DESK_DATA_DIR: '', DESK_API_PORT: '', DESK_DATABASE_PORT: '' };

it('runs against a project with its address and keys alone, and starts nothing of its own', async () => {
  const run = desks.run({ env: { ...embeddedOnly, ...(await project()) } });
  const { webUrl, studioUrl } = await run.ready();
  expect(await (await fetch(`${webUrl}/healthz`)).json()).toMatchObject({ ready: true, parts: { database: { state: 'ready' } } });
  expect(childrenOf(run.child.pid ?? -1)).toEqual([]);
  expect(studioUrl).toMatch(/^https:\/\/supabase\.com\/dashboard\/project\//);
  run.signal('SIGTERM');
  expect(await run.ended).toBe(0);
});

it('starts while the project does not answer, says which parts are down, and is not ready', async () => {
  const env = { ...embeddedOnly, ...(await project()), SUPABASE_URL: 'http://127.0.0.1:9' };
  const run = desks.run({ env });
  const { webUrl } = await run.ready();
  expect((await fetch(`${webUrl}/readyz`)).status).toBe(503);
  const { parts } = (await (await fetch(`${webUrl}/healthz`)).json()) as { parts: Record<string, { state: string }> };
  expect(Object.values(parts).map((part) => part.state)).toEqual(['down', 'down', 'down', 'down']);
});
