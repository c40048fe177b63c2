import { expect, it } from 'vitest';
import { filesUnder, read } from './files.ts';

const GENERATED = ['package-lock.json', 'src/rpc/database.types.ts', 'supabase/schema.sql'];
const files = filesUnder();

it('has no file over 400 lines but the generated ones', () => {
  const long = files
    .filter((file) => !GENERATED.includes(file))
    .map((file) => ({ file, text: read(file) }))
    .filter(({ text }) => !text.includes('\0') && text.trimEnd().split('\n').length > 400);
  expect(long.map(({ file }) => file)).toEqual([]);
});

it('has no folder for things that belong nowhere', () => {
  const folders = new Set(files.flatMap((file) => file.split('/').slice(0, -1)));
  expect([...folders].filter((folder) => /^(utils?|common|helpers?|misc|lib|shared)$/i.test(folder))).toEqual([]);
});

it('keeps the entry of every edge function within 40 lines', () => {
  const entries = files.filter((file) => /^functions\/[^/]+\/index\.ts$/.test(file));
  expect(entries.filter((file) => read(file).trimEnd().split('\n').length > 40)).toEqual([]);
  expect(entries).toContain('functions/health/index.ts');
});
