import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useDesks } from '../support/desk-process.ts';
import { childrenOf, processesWith, untilGone } from '../support/processes.ts';

const desks = useDesks();

const keyOf = (keysFile: string, name: 'secretKey' | 'publishableKey') => JSON.parse(readFileSync(keysFile, 'utf8'))[name] as string;

async function openDesk(apiUrl: string, secretKey: string, slug: string): Promise<number> {
  const response = await fetch(`${apiUrl}/rest/v1/rpc/open_desk_safe`, {
    method: 'POST',
    headers: { apikey: secretKey, 'content-type': 'application/json' },
    body: JSON.stringify({ slug, name: 'Kept', owner_name: 'Owner' }),
  });
  return response.status;
}

async function slugs(apiUrl: string, secretKey: string): Promise<string[]> {
  const response = await fetch(`${apiUrl}/rest/v1/desks?select=slug&order=slug`, { headers: { apikey: secretKey } });
  return ((await response.json()) as Array<{ slug: string }>).map((row) => row.slug);
}

const child = (pid: number | undefined, part: string) => childrenOf(pid ?? -1).find((one) => one.command.includes(part))?.pid ?? -1;

it('reports a killed PostgreSQL, takes the rest down, and has everything committed on the next start', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  const first = desks.run({ dataFolder });
  const { apiUrl, keysFile } = await first.ready();
  expect(await openDesk(apiUrl, keyOf(keysFile, 'secretKey'), 'kept')).toBe(200);
  const family = childrenOf(first.child.pid ?? -1).map((one) => one.pid);
  process.kill(child(first.child.pid, 'postgres'), 'SIGKILL');
  expect(await first.ended).toBe(1);
  expect(first.output()).toContain('PostgreSQL ended unexpectedly (SIGKILL). Nothing committed is lost; start the desk again.');
  expect(await untilGone([...family, ...processesWith(dataFolder)])).toEqual([]);

  const second = desks.run({ dataFolder });
  const again = await second.ready();
  expect(await slugs(again.apiUrl, keyOf(again.keysFile, 'secretKey'))).toEqual(['demo', 'kept']);
});

it('brings killed edge functions back, answering 503 meanwhile and never hanging', async () => {
  const run = desks.run();
  const { apiUrl, webUrl, keysFile } = await run.ready();
  const headers = { apikey: keyOf(keysFile, 'publishableKey') };
  const ask = () => fetch(`${apiUrl}/functions/v1/health`, { headers, signal: AbortSignal.timeout(5_000) });
  expect((await ask()).status).toBe(200);
  process.kill(child(run.child.pid, 'functions-host'), 'SIGKILL');
  await run.says('The edge functions ended (signal SIGKILL)');
  const away = await ask();
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await away.json()).toMatchObject({ code: 'FUNCTIONS_AWAY' });
  let status = 503;
  while (status === 503) status = (await ask()).status;
  expect(status).toBe(200);
  const metrics = await (await fetch(`${webUrl}/metrics`)).text();
  expect(metrics).toContain('desk_functions_restarts_total 1');
});

it('takes over the PostgreSQL of a desk that was killed, and its edge functions go with it', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  const first = desks.run({ dataFolder });
  const { apiUrl, keysFile } = await first.ready();
  expect(await openDesk(apiUrl, keyOf(keysFile, 'secretKey'), 'kept')).toBe(200);
  const postgres = child(first.child.pid, 'postgres');
  const functions = child(first.child.pid, 'functions-host');
  first.signal('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  expect(await untilGone([functions])).toEqual([]);
  expect(processesWith(dataFolder)).toContain(postgres);

  const second = desks.run({ dataFolder });
  const again = await second.ready();
  expect(second.output()).toContain('An earlier desk was killed and left its PostgreSQL running; it is stopped now, and its data is safe.');
  expect(await untilGone([postgres])).toEqual([]);
  expect(await slugs(again.apiUrl, keyOf(again.keysFile, 'secretKey'))).toEqual(['demo', 'kept']);
});

it('goes on after one PostgreSQL session is killed', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  const run = desks.run({ dataFolder });
  const { apiUrl, keysFile } = await run.ready();
  const secretKey = keyOf(keysFile, 'secretKey');
  const postmaster = child(run.child.pid, 'postgres');
  const session = childrenOf(postmaster).find((one) => one.command.includes('desk-') || / 127\.0\.0\.1\(/.test(one.command));
  process.kill(session?.pid ?? -1, 'SIGTERM');
  await untilGone([session?.pid ?? -1]);
  let found: string[] = [];
  for (let attempt = 0; attempt < 50 && found.length === 0; attempt++) {
    found = await slugs(apiUrl, secretKey).catch(() => []);
  }
  expect(found).toEqual(['demo']);
  expect(existsSync(keysFile)).toBe(true);
});
