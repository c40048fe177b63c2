import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StartRefused } from '../../../supabase/local/refused.ts';
import { loadSecrets } from '../../../supabase/local/secrets.ts';
import { useFolders } from './a_folder.ts';

const folderWith = useFolders();

it('makes keys of the right kinds on the first run, in a file for its owner only', async () => {
  const folder = folderWith();
  const secrets = await loadSecrets(folder);
  expect(secrets.publishableKey).toMatch(/^sb_publishable_[\w-]{32}$/);
  expect(secrets.secretKey).toMatch(/^sb_secret_[\w-]{43}$/);
  expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['keys.json']);
});

it('has the same keys the second time', async () => {
  const folder = folderWith();
  expect(await loadSecrets(folder)).toEqual(await loadSecrets(folder));
});

it('shares no key with another desk, nor one key for two things', async () => {
  const values = [...Object.values(await loadSecrets(folderWith())), ...Object.values(await loadSecrets(folderWith()))];
  expect(new Set(values).size).toBe(10);
});

const whole = {
  publishableKey: 'sb_publishable_x',
  secretKey: 'sb_secret_x',
  jwtSecret: 'j'.repeat(40),
  superuserPassword: 's'.repeat(24),
  postgresPassword: 'p'.repeat(24),
};

it.each([
  ['empty', ''],
  ['cut off', JSON.stringify(whole).slice(0, -20)],
  ['without a key', JSON.stringify({ ...whole, jwtSecret: undefined })],
  ['with a weak key', JSON.stringify({ ...whole, superuserPassword: 'short' })],
  ['with its keys swapped', JSON.stringify({ ...whole, publishableKey: whole.secretKey })],
  ['a list', '[]'],
])('refuses a key file that is %s, names it and leaves it as it is', async (_how, content) => {
  const folder = folderWith({ 'keys.json': content });
  const loading = loadSecrets(folder);
  await expect(loading).rejects.toThrow(StartRefused);
  await expect(loading).rejects.toThrow(`The key file ${join(folder, 'keys.json')} is damaged.`);
  expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(content);
  expect(readdirSync(folder)).toEqual(['keys.json']);
});

it('never puts a key into the sentence that refuses', async () => {
  const folder = folderWith({ 'keys.json': JSON.stringify({ ...whole, jwtSecret: 'too-short-secret' }) });
  await expect(loadSecrets(folder)).rejects.not.toThrow(/too-short-secret|sb_secret_x/);
});
