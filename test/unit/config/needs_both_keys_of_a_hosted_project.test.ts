import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

const HOSTED = {
  SUPABASE_URL: 'https://abc.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_1',
  SUPABASE_SECRET_KEY: 'sb_secret_1',
};

it('becomes hosted with an address and both keys', () => {
  expect(parseConfig(HOSTED)).toEqual({
    ok: true,
    config: {
      mode: 'hosted',
      ...HOSTED,
      DESK_WEB_PORT: { port: 8080, chosen: false },
      DESK_LOG_LEVEL: 'info',
      DESK_LOG_FORMAT: 'auto',
      DESK_CHAT_ORIGINS: [],
      TELEGRAM_BOT_TOKEN: [],
      TELEGRAM_PAYMENT_TOKEN: [],
      TELEGRAM_STARS: [],
      TELEGRAM_API_ROOT: 'https://api.telegram.org',
    },
  });
});

it('takes a direct database address when there is one', () => {
  const SUPABASE_DB_URL = 'postgresql://postgres:pw@db.abc.supabase.co:5432/postgres';
  expect(parseConfig({ ...HOSTED, SUPABASE_DB_URL })).toMatchObject({ ok: true, config: { mode: 'hosted', SUPABASE_DB_URL } });
});

it('names both keys when both are missing', () => {
  expect(parseConfig({ SUPABASE_URL: HOSTED.SUPABASE_URL })).toEqual({
    ok: false,
    problems: ['SUPABASE_PUBLISHABLE_KEY is missing.', 'SUPABASE_SECRET_KEY is missing.'],
  });
});

it('refuses keys put into the wrong place', () => {
  const swapped = { ...HOSTED, SUPABASE_PUBLISHABLE_KEY: HOSTED.SUPABASE_SECRET_KEY, SUPABASE_SECRET_KEY: HOSTED.SUPABASE_PUBLISHABLE_KEY };
  expect(parseConfig(swapped)).toEqual({
    ok: false,
    problems: [
      'SUPABASE_PUBLISHABLE_KEY must be the publishable key, which starts with sb_publishable_.',
      'SUPABASE_SECRET_KEY must be the secret key, which starts with sb_secret_.',
    ],
  });
});

it('never repeats a wrong key in its problems', () => {
  const wrong = { ...HOSTED, SUPABASE_SECRET_KEY: 'hunter2-hunter2', SUPABASE_DB_URL: 'mysql://root:hunter2-hunter2@host/x' };
  const result = parseConfig(wrong);
  expect(result).toMatchObject({
    ok: false,
    problems: [expect.stringMatching(/^SUPABASE_SECRET_KEY/), expect.stringMatching(/^SUPABASE_DB_URL/)],
  });
  expect(JSON.stringify(result)).not.toContain('hunter2');
});

it.each(['abc.supabase.co', 'ftp://abc.supabase.co', 'postgresql://db.abc.supabase.co/postgres'])(
  'refuses %s as an address',
  (SUPABASE_URL) => {
    expect(parseConfig({ ...HOSTED, SUPABASE_URL })).toEqual({
      ok: false,
      problems: ['SUPABASE_URL must be the address of a Supabase project, like https://abc.supabase.co.'],
    });
  },
);

it.each(['SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY', 'SUPABASE_DB_URL'])('refuses %s without SUPABASE_URL', (name) => {
  expect(parseConfig({ [name]: 'something' })).toEqual({
    ok: false,
    problems: [`${name} is set, but SUPABASE_URL is not. Set both for a hosted project, or neither for the embedded desk.`],
  });
});
