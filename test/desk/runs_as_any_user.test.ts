import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useDesks } from '../support/desk-process.ts';
import { childrenOf } from '../support/processes.ts';

const desks = useDesks();

/** Makes whoever runs the tests an ordinary user with number 1000, without rights over other people's files. */
const AS_ORDINARY_USER = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];

it('starts as an ordinary user', async () => {
  const run = desks.run({ before: AS_ORDINARY_USER });
  const { webUrl } = await run.ready();
  expect((await fetch(`${webUrl}/readyz`)).status).toBe(200);
  const status = readFileSync(`/proc/${run.child.pid}/status`, 'utf8');
  expect(status).toMatch(/CapEff:\t0{16}/);
});

it('starts for whoever runs the tests, in a folder closed to everybody else', async () => {
  const closed = desks.folder();
  chmodSync(closed, 0o700);
  const run = desks.run({ dataFolder: join(closed, '.desk') });
  const { webUrl, keysFile } = await run.ready();
  expect((await fetch(`${webUrl}/readyz`)).status).toBe(200);
  expect(statSync(keysFile).mode & 0o777).toBe(0o600);
  expect(statSync(join(closed, '.desk')).mode & 0o777).toBe(0o700);
  const postgres = childrenOf(run.child.pid ?? -1).find((child) => child.command.includes('postgres'));
  expect(postgres).toBeDefined();
});

it('refuses a folder it may not write to', async () => {
  const folder = join(desks.folder(), 'read-only');
  mkdirSync(folder);
  chmodSync(folder, 0o555);
  const run = desks.run({ dataFolder: join(folder, '.desk'), before: AS_ORDINARY_USER });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain(`The desk cannot write to its data folder ${folder}/.desk (EACCES).`);
});

it('says how to go on where root cannot become somebody else', async () => {
  // A root without the right to open a user namespace, as in some containers.
  const allowed = execFileSync('cat', ['/proc/sys/user/max_user_namespaces'], { encoding: 'utf8' });
  expect(Number(allowed)).toBeGreaterThan(0);
  const run = desks.run({
    before: ['unshare', '--user', '--map-root-user', 'sh', '-c', 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', 'sh'],
  });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('Start the desk as an ordinary user.');
});
