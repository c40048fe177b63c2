// Everything that can be said of the code without running it. Runs every step and ends with what failed.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const migrations = readdirSync('supabase/migrations').map((file) => `supabase/migrations/${file}`);
const functions = readdirSync('functions', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `functions/${entry.name}/index.ts`);

const steps: Array<[name: string, command: string, ...args: string[]]> = [
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['lint with types', 'oxlint', '--type-aware', '--deny-warnings', '.'],
  ['types (Node)', 'tsc', '--project', '.'],
  ['types (Deno)', 'deno', 'check', '--quiet', '--config', 'deno.json', ...functions, 'supabase/local/functions-host.ts'],
  ['dead code', 'knip', '--no-progress'],
  ['migrations', 'squawk', ...migrations],
  ['generated files', 'node', 'bin/types.ts', '--check'],
];

const failed = steps.filter(([name, command, ...args]) => {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${command}`, args, {
    encoding: 'utf8',
    env: { ...process.env, DENO_DIR: 'node_modules/.cache/deno', DENO_NO_UPDATE_CHECK: '1' },
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'}  ${name}  ${seconds} s`);
  if (status !== 0) console.log(`${stdout ?? ''}${stderr ?? ''}`);
  return status !== 0;
});

if (failed.length > 0) {
  console.error(`Failed: ${failed.map(([name]) => name).join(', ')}.`);
  process.exitCode = 1;
}
