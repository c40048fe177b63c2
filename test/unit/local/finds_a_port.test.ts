import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { anyFreePort, findPort } from '../../../supabase/local/ports.ts';
import { StartRefused } from '../../../supabase/local/refused.ts';
import { occupyPort } from '../../support/desk-process.ts';

const held: Array<() => Promise<void>> = [];
afterEach(() => Promise.all(held.splice(0).map((release) => release())));

async function busyPort(): Promise<number> {
  const { port, release } = await occupyPort();
  held.push(release);
  return port;
}

function silence(sentence: string): never {
  throw new Error(`nothing was to be said, but: ${sentence}`);
}

const variable = 'DESK_WEB_PORT';
const through = (port: number, count: number) => new Set(Array.from({ length: count }, (_, index) => port + index));

it('takes the wished port when it is free, and can be listened on', async () => {
  const wished = await anyFreePort();
  const port = await findPort({ port: wished, chosen: true, variable }, new Set(), silence);
  expect(port).toBe(wished);
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  await new Promise((resolve) => server.close(resolve));
});

it('refuses a busy port that a person chose, with its variable', async () => {
  const port = await busyPort();
  const wish = findPort({ port, chosen: true, variable }, new Set(), silence);
  await expect(wish).rejects.toThrow(StartRefused);
  await expect(wish).rejects.toThrow(
    `Port ${port} (DESK_WEB_PORT) is in use by another program. Stop that program or choose another port.`,
  );
});

it('moves on from a busy default, and says so with the variable that chooses', async () => {
  const busy = await busyPort();
  const said: string[] = [];
  const port = await findPort({ port: busy, chosen: false, variable }, new Set(), (sentence) => said.push(sentence));
  expect(port).toBeGreaterThan(busy);
  expect(said).toEqual([`Port ${busy} is in use, so the desk takes ${port} instead (DESK_WEB_PORT chooses another).`]);
});

it('does not hand out a port that another part of the desk has taken', async () => {
  const wished = await anyFreePort();
  const port = await findPort({ port: wished, chosen: false, variable }, through(wished, 3), () => undefined);
  expect(port).toBeGreaterThan(wished + 2);
  await expect(findPort({ port: wished, chosen: true, variable }, new Set([wished]), silence)).rejects.toThrow(StartRefused);
});

it.each([20_000, 65_500])('gives up with a sentence when no port from %i on is free', async (port) => {
  const wish = findPort({ port, chosen: false, variable }, through(port, 101), silence);
  await expect(wish).rejects.toThrow(`No free port near ${port}. Choose one with DESK_WEB_PORT.`);
});

it('takes any port for 0', async () => {
  expect(await findPort({ port: 0, chosen: false, variable }, new Set(), silence)).toBeGreaterThan(1023);
});
