import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { beginningOf, commandOf, endChildrenNow, isAlive, remember } from '../../../supabase/local/processes.ts';

/** A child that waits to be ended, started when it has said so. */
async function aChild(): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1e9)', 'a-child-of-the-test']);
  await once(child.stdout, 'data');
  return child as ChildProcess & { pid: number };
}

it('tells a process that runs from one that has ended', async () => {
  const child = await aChild();
  expect({ alive: isAlive(child.pid), command: commandOf(child.pid) }).toEqual({
    alive: true,
    command: expect.stringContaining('a-child-of-the-test'),
  });
  child.kill('SIGKILL');
  await once(child, 'close');
  expect([isAlive(child.pid), commandOf(child.pid), beginningOf(child.pid)]).toEqual([false, undefined, undefined]);
});

it('takes a process of another user for alive', () => {
  expect(isAlive(1)).toBe(true);
});

it('knows a process by its beginning: always the same, and not that of another', async () => {
  const child = await aChild();
  expect(beginningOf(child.pid)).toBe(beginningOf(child.pid));
  expect(beginningOf(child.pid)).not.toBe(beginningOf(process.pid));
  expect(beginningOf(process.pid)).toMatch(/\S/);
  child.kill('SIGKILL');
  await once(child, 'close');
});

it('ends every child it remembers with its own signal, and no other child', async () => {
  const [first, second, stranger] = await Promise.all([aChild(), aChild(), aChild()]);
  remember(first, 'SIGKILL');
  remember(second, 'SIGQUIT');
  const ends = Promise.all([once(first, 'close'), once(second, 'close')]);
  endChildrenNow();
  expect(await ends).toEqual([
    [null, 'SIGKILL'],
    [null, 'SIGQUIT'],
  ]);
  expect(isAlive(stranger.pid)).toBe(true);
  stranger.kill('SIGKILL');
  await once(stranger, 'close');
});
