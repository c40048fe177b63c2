import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { occupyPort, useDesks } from '../support/desk-process.ts';
import { processesWith } from '../support/processes.ts';

const desks = useDesks();

it('lists every problem of the configuration at once and exits 1', async () => {
  const run = desks.run({
    env: { DESK_LOG_LEVEL: 'loud', DESK_WEB_PORT: '99999', DESK_DATA_DRI: '/x', SUPABASE_SECRET_KEY: 'sb_secret_x' },
  });
  expect(await run.ended).toBe(1);
  expect(run.output().trim().split('\n')).toEqual([
    'The desk cannot start with this configuration:',
    '  - DESK_WEB_PORT must be a port number between 0 and 65535.',
    '  - DESK_LOG_LEVEL must be one of trace, debug, info, warn, error.',
    '  - DESK_DATA_DRI is not a variable of the desk. Did you mean DESK_DATA_DIR?',
    '  - SUPABASE_SECRET_KEY is set, but SUPABASE_URL is not. Set both for a hosted project, or neither for the embedded desk.',
  ]);
});

it.each(['DESK_WEB_PORT', 'DESK_API_PORT', 'DESK_DATABASE_PORT'])('refuses a busy %s that somebody chose', async (variable) => {
  const busy = await occupyPort();
  const run = desks.run({ env: { [variable]: String(busy.port) } });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain(`Port ${busy.port} (${variable}) is in use by another program. Stop that program or choose another port.`);
  await busy.release();
});

it('takes the next free port when a default one is busy, and says so', async () => {
  const busy = await occupyPort(54_321).catch(() => undefined);
  const run = desks.run({ env: { DESK_API_PORT: '' } });
  const { apiUrl } = await run.ready();
  expect(run.output()).toContain('Port 54321 is in use, so the desk takes');
  expect(apiUrl).not.toContain(':54321');
  await busy?.release();
});

it('respects a live desk in the same folder', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  const first = desks.run({ dataFolder });
  const { webUrl } = await first.ready();
  const second = desks.run({ dataFolder });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`A desk is running in ${dataFolder} already (process ${first.child.pid}).`);
  expect((await fetch(`${webUrl}/readyz`)).status).toBe(200);
});

it('refuses the data of another major version and touches nothing', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  mkdirSync(join(dataFolder, 'postgres'), { recursive: true });
  writeFileSync(join(dataFolder, 'postgres/PG_VERSION'), '17\n');
  const run = desks.run({ dataFolder });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('was written by PostgreSQL 17, and this desk runs 18. Nothing was touched.');
  expect(readdirSync(join(dataFolder, 'postgres'))).toEqual(['PG_VERSION']);
  expect(readdirSync(dataFolder)).toEqual(['postgres']);
});

it('refuses a damaged key file and leaves it as it is', async () => {
  const dataFolder = join(desks.folder(), '.desk');
  mkdirSync(dataFolder);
  writeFileSync(join(dataFolder, 'keys.json'), '{"secretKey": "sb_se');
  const run = desks.run({ dataFolder });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('keys.json is damaged');
  expect(readFileSync(join(dataFolder, 'keys.json'), 'utf8')).toBe('{"secretKey": "sb_se');
});

it('refuses a data folder that cannot be one', async () => {
  const file = join(desks.folder(), 'a-file');
  writeFileSync(file, '');
  const run = desks.run({ dataFolder: join(file, '.desk') });
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(
    /The desk cannot write to its data folder .* \(ENOTDIR\)\. Make it writable or choose another one in DESK_DATA_DIR\./,
  );
});

it('refuses an edited migration by name, stops what it had started, and runs again once it is restored', async () => {
  const folder = desks.folder();
  const dataFolder = join(folder, '.desk');
  const checkout = join(folder, 'checkout');
  for (const part of ['bot', 'src', 'functions', 'supabase', 'package.json', 'deno.json']) {
    cpSync(part, join(checkout, part), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
  const command: [string, ...string[]] = [join(checkout, 'node_modules/.bin/node'), join(checkout, 'bot/main.ts')];
  const first = desks.run({ dataFolder, command, cwd: checkout });
  await first.ready();
  first.signal('SIGTERM');
  expect(await first.ended).toBe(0);

  const [file = ''] = readdirSync(join(checkout, 'supabase/migrations'));
  const path = join(checkout, 'supabase/migrations', file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, `${original}-- edited\n`);
  const second = desks.run({ dataFolder, command, cwd: checkout });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`supabase/migrations/${file} was edited after it was applied to this database.`);
  expect(processesWith(dataFolder)).toEqual([]);

  writeFileSync(path, original);
  const third = desks.run({ dataFolder, command, cwd: checkout });
  await third.ready();
});
