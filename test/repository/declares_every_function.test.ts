import { resolve } from 'node:path';
import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import type { Door } from '../../functions/door.ts';
import { filesUnder, read } from './files.ts';

/** Who may call each function. A change here is a decision about the desk's doors. */
const AUTH_MODES = { health: 'public' };

const folders = filesUnder('functions').flatMap((file) => /^functions\/([^/]+)\/index\.ts$/.exec(file)?.[1] ?? []);
const config = parse(read('supabase/config.toml')) as { functions: Record<string, unknown> };

it('opens each function to those it is meant for', async () => {
  const doors = await Promise.all(
    folders.map(async (name) => [name, (await import(resolve('functions', name, 'index.ts'))) as { default: Door }] as const),
  );
  expect(Object.fromEntries(doors.map(([name, { default: door }]) => [name, door.auth]))).toEqual(AUTH_MODES);
});

it('tells the platform of each function, with its entry point and without its token check', () => {
  expect(Object.keys(config.functions).sort()).toEqual(folders.toSorted());
  for (const name of folders) {
    expect(config.functions[name]).toMatchObject({ enabled: true, verify_jwt: false, entrypoint: `../functions/${name}/index.ts` });
  }
});
