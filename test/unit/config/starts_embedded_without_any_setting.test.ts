import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

const DEFAULTS = {
  mode: 'embedded',
  DESK_WEB_PORT: { port: 8080, chosen: false },
  DESK_LOG_LEVEL: 'info',
  DESK_LOG_FORMAT: 'auto',
  DESK_CHAT_ORIGINS: [],
  TELEGRAM_BOT_TOKEN: [],
  TELEGRAM_PAYMENT_TOKEN: [],
  TELEGRAM_STARS: [],
  TELEGRAM_API_ROOT: 'https://api.telegram.org',
  DESK_CHAT_ACCOUNT: 'demo',
  DESK_DATA_DIR: '.desk',
  DESK_API_PORT: { port: 54_321, chosen: false },
  DESK_DATABASE_PORT: { port: 54_322, chosen: false },
};

it('starts an embedded desk from an empty environment', () => {
  expect(parseConfig({})).toEqual({ ok: true, config: DEFAULTS });
});

it('takes an empty or blank value for "not set"', () => {
  const environment = { SUPABASE_URL: '', SUPABASE_SECRET_KEY: '  ', DESK_WEB_PORT: '', DESK_DATA_DIR: ' ', DESK_LOG_LEVEL: undefined };
  expect(parseConfig(environment)).toEqual({ ok: true, config: DEFAULTS });
});

it('ignores variables of other programs', () => {
  const environment = { PATH: '/bin', HOME: '/root', PORT: '1', DESKTOP_SESSION: 'x', MY_DESK_PORT: 'x', TEST_RUN_OF_THE_DESK: 'x' };
  expect(parseConfig(environment)).toEqual({ ok: true, config: DEFAULTS });
});

it('takes what is set', () => {
  const environment = { DESK_DATA_DIR: '/srv/desk', DESK_LOG_LEVEL: 'debug', DESK_LOG_FORMAT: 'json' };
  expect(parseConfig(environment)).toMatchObject({ ok: true, config: environment });
});
