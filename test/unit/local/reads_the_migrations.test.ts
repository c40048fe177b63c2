import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readMigrations } from '../../../supabase/local/migrate.ts';
import { StartRefused } from '../../../supabase/local/refused.ts';
import { useFolders } from './a_folder.ts';

const folderWith = useFolders();

it('reads them in the order of their numbers', async () => {
  const folder = folderWith({
    '20261120090100_a.sql': 'select 2;',
    '20251231235959_z.sql': 'select 1;',
    '20261120090200_third_one.sql': 'select 3;',
    '.DS_Store': 'x',
  });
  expect(await readMigrations(folder)).toMatchObject([
    { version: '20251231235959', name: 'z', file: '20251231235959_z.sql', sql: 'select 1;' },
    { version: '20261120090100', name: 'a' },
    { version: '20261120090200', name: 'third_one', sql: 'select 3;' },
  ]);
});

it.each([
  'README.md',
  '2026_short.sql',
  '20261120090000.sql',
  '20261120090000_.sql',
  '20261120090000_Upper.sql',
  '20261120090000-dash.sql',
  '20261120090000_copy (1).sql',
  '20261120090000_a.sql.bak',
  '202611200900001_fifteen.sql',
])('refuses %s by name instead of skipping it', async (file) => {
  const reading = readMigrations(folderWith({ '20261120090000_fine.sql': '', [file]: '' }));
  await expect(reading).rejects.toThrow(StartRefused);
  await expect(reading).rejects.toThrow(`supabase/migrations/${file} is not named like a migration`);
});

it('refuses two files with one number, and names both', async () => {
  const reading = readMigrations(folderWith({ '20261120090000_a.sql': '', '20261120090000_b.sql': '' }));
  await expect(reading).rejects.toThrow(StartRefused);
  await expect(reading).rejects.toThrow(
    'supabase/migrations/20261120090000_b.sql has the same number as 20261120090000_a.sql. Give it a later one.',
  );
});

async function checksumOf(sql: string): Promise<string | undefined> {
  const [migration] = await readMigrations(folderWith({ '20261120090000_a.sql': sql }));
  return migration?.checksum;
}

it('has the same checksum after a checkout with Windows line ends', async () => {
  expect(await checksumOf('select 1;\r\nselect 2;\r\n')).toBe(await checksumOf('select 1;\nselect 2;\n'));
});

it.each(['select 1; ', 'select 2;', 'select\n1;', ''])('has another checksum when the text becomes %j', async (sql) => {
  expect(await checksumOf(sql)).not.toBe(await checksumOf('select 1;'));
});

it('can read those of this repository', async () => {
  expect((await readMigrations(resolve('supabase/migrations'))).length).toBeGreaterThan(0);
});
