import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFunctionEntries } from '../../../supabase/local/functions.ts';
import { StartRefused } from '../../../supabase/local/refused.ts';
import { useFolders } from './a_folder.ts';

const folderWith = useFolders();

const entry = (name: string, lines: string[]) => [`[functions.${name}]`, ...lines, ''].join('\n');
const fine = ['verify_jwt = false', 'entrypoint = "./health.ts"'];

function configWith(...functions: string[]): { folder: string; file: string } {
  const folder = folderWith({ 'config.toml': `project_id = "x"\n\n${functions.join('\n')}`, 'health.ts': '' });
  return { folder, file: join(folder, 'config.toml') };
}

it('finds each function with its entry point, seen from the file', async () => {
  const { folder, file } = configWith(entry('health', fine), entry('telegram-webhook', fine));
  expect(await readFunctionEntries(file)).toEqual([
    { name: 'health', entrypoint: join(folder, 'health.ts') },
    { name: 'telegram-webhook', entrypoint: join(folder, 'health.ts') },
  ]);
});

it('is content without any function', async () => {
  expect(await readFunctionEntries(configWith().file)).toEqual([]);
});

it('leaves out a function that is switched off, also when its file is gone', async () => {
  const off = entry('gone', ['enabled = false', 'verify_jwt = false', 'entrypoint = "./gone.ts"']);
  expect(await readFunctionEntries(configWith(off).file)).toEqual([]);
});

it.each([
  ['lets the platform check tokens', ['verify_jwt = true', 'entrypoint = "./health.ts"'], 'verify_jwt'],
  ['leaves that to the default', ['entrypoint = "./health.ts"'], 'verify_jwt'],
  ['has no entry point', ['verify_jwt = false'], 'entrypoint'],
])('refuses a function that %s, and names it', async (_what, lines, setting) => {
  const reading = readFunctionEntries(configWith(entry('health', lines)).file);
  await expect(reading).rejects.toThrow(StartRefused);
  await expect(reading).rejects.toThrow(/supabase\/config\.toml has a function the desk cannot serve/);
  await expect(reading).rejects.toThrow(new RegExp(`functions\\.health\\.${setting}`));
});

it('refuses an entry point that is missing, and names it', async () => {
  const reading = readFunctionEntries(configWith(entry('health', ['verify_jwt = false', 'entrypoint = "./nothing.ts"'])).file);
  await expect(reading).rejects.toThrow(StartRefused);
  await expect(reading).rejects.toThrow('The entry point of the function "health" is missing: ./nothing.ts.');
});

it.each(['Health', '"a/b"', '"../x"', '1st'])('refuses the name %s, which could not stand in an address', async (name) => {
  await expect(readFunctionEntries(configWith(entry(name, fine)).file)).rejects.toThrow(StartRefused);
});
