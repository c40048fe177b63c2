import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { useDesks } from '../support/desk-process.ts';
import { processesWith, untilGone } from '../support/processes.ts';

const desks = useDesks();
const NPM_START: [string, ...string[]] = ['npm', 'start', '--silent'];

it('runs under the pinned Node, whatever Node npm runs under', async () => {
  const run = desks.run({ command: NPM_START });
  const line = await run.ready();
  const node = readFileSync(`/proc/${(line as unknown as { pid: number }).pid}/cmdline`, 'utf8');
  expect(node).toContain('node_modules/.bin/node');
  const pinned = JSON.parse(readFileSync('package.json', 'utf8')).dependencies.node;
  expect(readFileSync('node_modules/node/package.json', 'utf8')).toContain(`"version": "${pinned}"`);
});

it('stops cleanly when npm gets a SIGTERM', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  const run = desks.run({ command: NPM_START, dataFolder });
  const family = await run.ready().then((line) => [(line as unknown as { pid: number }).pid, ...processesWith(dataFolder)]);
  run.signal('SIGTERM');
  await run.ended;
  expect(await untilGone(family)).toEqual([]);
  expect(run.output()).toContain('The desk has stopped.');
});

it('stops cleanly on Ctrl-C, which the terminal sends to npm and to the desk', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  const run = desks.run({ command: NPM_START, dataFolder });
  const family = await run.ready().then((line) => [(line as unknown as { pid: number }).pid, ...processesWith(dataFolder)]);
  process.kill(-(run.child.pid ?? 0), 'SIGINT');
  await run.ended;
  expect(await untilGone(family)).toEqual([]);
  expect(run.output()).toContain('The desk has stopped.');
});

it('installs again only when the lock file has changed', async () => {
  const checkout = mkdtempSync(join(tmpdir(), 'desk-checkout-'));
  cpSync('bin', join(checkout, 'bin'), { recursive: true });
  cpSync('package-lock.json', join(checkout, 'package-lock.json'));
  // An npm that only tells it was called: what is tested is when it is.
  const bin = join(checkout, 'fake-bin');
  cpSync('package.json', join(bin, 'package.json'));
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\nmkdir -p node_modules && echo "npm $1" >&2\n', { mode: 0o755 });
  symlinkSync(resolve('node_modules/.bin/node'), join(bin, 'node'));
  const install = () => desks.run({ command: ['node', 'bin/install.mjs'], cwd: checkout, env: { PATH: `${bin}:${process.env.PATH}` } });

  const first = install();
  expect(await first.ended).toBe(0);
  expect(first.output()).toBe('Installing the packages (first run, about a minute) …\nnpm ci\n');
  const second = install();
  expect(await second.ended).toBe(0);
  expect(second.output()).toBe('');
  writeFileSync(join(checkout, 'package-lock.json'), createHash('sha256').update('another').digest('hex'));
  const third = install();
  expect(await third.ended).toBe(0);
  expect(third.output()).toBe('package-lock.json has changed: installing the packages again …\nnpm ci\n');
  rmSync(checkout, { recursive: true });
});
