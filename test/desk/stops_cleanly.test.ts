import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { useDesks } from '../support/desk-process.ts';
import { childrenOf, untilGone } from '../support/processes.ts';

const desks = useDesks();

const familyOf = (pid: number | undefined) => childrenOf(pid ?? -1).map((child) => child.pid);

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends every part and exits 0 on %s', async (signal) => {
  const run = desks.run();
  await run.ready();
  const family = familyOf(run.child.pid);
  expect(family).toHaveLength(2);
  run.signal(signal);
  expect(await run.ended).toBe(0);
  expect(await untilGone(family)).toEqual([]);
  expect(run.output()).toContain('The desk has stopped.');
});

it('takes a signal doubled by the terminal for one', async () => {
  const run = desks.run();
  await run.ready();
  run.signal('SIGINT');
  run.signal('SIGINT');
  expect(await run.ended).toBe(0);
  expect(run.output()).not.toContain('Stopping at once');
});

it('stops at once on a second signal, and leaves nobody behind', async () => {
  const run = desks.run();
  await run.ready();
  const family = familyOf(run.child.pid);
  // A stopped Deno never ends by itself, so the first signal cannot get through.
  const deno = childrenOf(run.child.pid ?? -1).find((child) => child.command.includes('functions-host'));
  process.kill(deno?.pid ?? -1, 'SIGSTOP');
  run.signal('SIGTERM');
  await run.says('Once more to stop at once');
  await new Promise((resolve) => setTimeout(resolve, 400));
  run.signal('SIGTERM');
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('Stopping at once');
  expect(await untilGone(family)).toEqual([]);
});

it.each([
  ['while the database is created', 'First start: creating the database'],
  ['while migrations run', 'Applied'],
])('stops in the middle of a start, %s', async (_when, sentence) => {
  const run = desks.run();
  await run.says(sentence);
  const family = familyOf(run.child.pid);
  run.signal('SIGINT');
  expect(await run.ended).toBe(0);
  expect(await untilGone(family)).toEqual([]);
  expect(run.output()).not.toContain('The desk is ready');
});

it('starts after a start that was stopped halfway', async () => {
  const dataFolder = `${desks.folder()}/.desk`;
  const first = desks.run({ dataFolder });
  await first.says('First start');
  first.signal('SIGINT');
  expect(await first.ended).toBe(0);
  const second = desks.run({ dataFolder });
  await second.ready();
});

it('lets requests under way finish before it goes', async () => {
  const run = desks.run();
  const { apiUrl } = await run.ready();
  const clients = await Promise.all(Array.from({ length: 20 }, () => talkTo(apiUrl)));
  for (const client of clients) client.write('GET /functions/v1/health HTTP/1.1\r\nHost: 127.0.0.1');
  // An answer on another connection: what was written before it has been read by now.
  await fetch(`${apiUrl}/functions/v1/health`);
  run.signal('SIGTERM');
  await run.says('Stopping (SIGTERM)');
  for (const client of clients) client.write('\r\n\r\n');
  expect(new Set(await Promise.all(clients.map((client) => client.status())))).toEqual(new Set(['HTTP/1.1 401 Unauthorized']));
  expect(await run.ended).toBe(0);
});

/** A connection that the server has taken, for it has answered on it once. */
async function talkTo(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  const status = async () =>
    String(await new Promise((resolve, reject) => socket.once('data', resolve).once('error', reject))).split('\r\n')[0];
  socket.write('GET /functions/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await status();
  return { write: (text: string) => socket.write(text), status };
}
