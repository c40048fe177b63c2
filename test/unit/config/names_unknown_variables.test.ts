import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

const HOSTED = {
  SUPABASE_URL: 'https://abc.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_1',
  SUPABASE_SECRET_KEY: 'sb_secret_1',
};

it.each([
  ['DESK_LOG_LEVLE', 'DESK_LOG_LEVEL'],
  ['DESK_WEBPORT', 'DESK_WEB_PORT'],
  ['DESK_DATABASE_POTR', 'DESK_DATABASE_PORT'],
  ['DESK_DATA_DIRECTORY', 'DESK_DATA_DIR'],
  ['SUPABASE_SECRETKEY', 'SUPABASE_SECRET_KEY'],
  ['SUPABASE_PUBLISHABLE_KEYS', 'SUPABASE_PUBLISHABLE_KEY'],
])('answers %s with "Did you mean %s?"', (name, meant) => {
  expect(parseConfig({ [name]: '1' })).toEqual({ ok: false, problems: [`${name} is not a variable of the desk. Did you mean ${meant}?`] });
});

it('guesses nothing for a name far from all of them', () => {
  expect(parseConfig({ DESK_XYZZY: '1' })).toEqual({
    ok: false,
    problems: ['DESK_XYZZY is not a variable of the desk. Remove it, or see .env.example.'],
  });
});

it('refuses an unknown variable of a hosted desk too', () => {
  expect(parseConfig({ ...HOSTED, SUPABASE_URI: 'x' })).toMatchObject({ ok: false, problems: [expect.stringContaining('SUPABASE_URI ')] });
});

it('lets the variables of the Supabase tools stand beside ours', () => {
  const neighbours = { SUPABASE_ACCESS_TOKEN: 'sbp_1', SUPABASE_DB_PASSWORD: 'pw', SUPABASE_PROJECT_ID: 'abc', SUPABASE_ANON_KEY: 'eyJ' };
  expect(parseConfig({ ...HOSTED, ...neighbours })).toEqual(parseConfig(HOSTED));
  expect(parseConfig(neighbours)).toEqual(parseConfig({}));
});
