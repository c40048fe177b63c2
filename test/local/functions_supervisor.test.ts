import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type FunctionsEvent, type FunctionsServer, startFunctions } from '../../supabase/local/functions.ts';

const SOURCES = {
  fine: `export default { fetch: (request) => new Response('fine ' + new URL(request.url).pathname + ' ' + request.headers.get('x-given')) };`,
  throws: `export default { fetch() { throw new Error('broken on purpose'); } };`,
  rejects_later: `export default { fetch() { setTimeout(() => Promise.reject(new Error('later')), 0); setTimeout(() => { throw new Error('later still'); }, 1); return new Response('for now'); } };`,
  syntax: `export default {`,
  no_door: `export const nothing = 1;`,
  echo: `export default { fetch: async (request) => new Response(await request.arrayBuffer(), { headers: { 'x-method': request.method } }) };`,
  exits: `export default { fetch() { Deno.exit(7); } };`,
  reads: `export default { fetch: () => new Response(Deno.readTextFileSync(${JSON.stringify('/etc/hostname')})) };`,
};

let server: FunctionsServer;
const events: FunctionsEvent[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(inject('cluster').folder, 'functions-'));
  const entries = Object.entries(SOURCES).map(([name, source]) => {
    const entrypoint = join(folder, `${name}.ts`);
    writeFileSync(entrypoint, source);
    return { name, entrypoint };
  });
  server = await startFunctions({ entries, environment: {}, onEvent: (event) => events.push(event) });
});

afterAll(() => server.stop());

const ask = (path: string, init?: RequestInit) => server.fetch(new Request(`http://127.0.0.1/functions/v1/${path}`, init));

it('serves each function under its name, with its own name first in the path as hosted Supabase does', async () => {
  const response = await ask('fine/deeper?x=1', { headers: { 'x-given': 'header' } });
  expect([response.status, await response.text()]).toEqual([200, 'fine /fine/deeper header']);
});

it('passes bodies through unchanged, both ways', async () => {
  const body = crypto.getRandomValues(new Uint8Array(60_000));
  const response = await ask('echo', { method: 'POST', body });
  expect(response.headers.get('x-method')).toBe('POST');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
});

it('answers 500 for a function that throws, without its words, and the others go on', async () => {
  const response = await ask('throws');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('on purpose');
  expect(events).toContainEqual({ event: 'threw', function: 'throws', reason: 'broken on purpose' });
  expect((await ask('fine')).status).toBe(200);
});

it('survives what a function throws after it has answered', async () => {
  const pid = server.pid();
  expect(await (await ask('rejects_later')).text()).toBe('for now');
  while (events.filter((event) => event.event === 'unhandled').length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await ask('fine')).status).toBe(200);
  expect(server.pid()).toBe(pid);
});

it.each(['syntax', 'no_door'])('answers 500 for a function that does not load (%s)', async (name) => {
  const response = await ask(name);
  expect([response.status, (await response.json()).code]).toEqual([500, 'FUNCTION_BROKEN']);
});

it('answers 404 for a function that does not exist', async () => {
  expect((await ask('nobody')).status).toBe(404);
  expect((await ask('')).status).toBe(404);
});

it('gives functions no right to read the machine', async () => {
  expect((await ask('reads')).status).toBe(500);
});

it('comes back when a function ends the whole process, and answers 503 in between', async () => {
  const pid = server.pid();
  expect((await ask('exits')).status).toBe(503);
  while (!events.some((event) => event.event === 'died')) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await ask('fine')).status).toBe(503);
  while (server.pid() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await ask('fine')).status).toBe(200);
  expect(server.pid()).not.toBe(pid);
  expect(events).toContainEqual(expect.objectContaining({ event: 'died', reason: 'exit code 7' }));
});
