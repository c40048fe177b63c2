import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

const token = '123456789:AAFakeFakeFakeFakeFakeFakeFake';
const HOSTED = {
  SUPABASE_URL: 'https://abc.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_1',
  SUPABASE_SECRET_KEY: 'sb_secret_1',
};

it('reads one, of the desk itself, and several of named desks', () => {
  expect(parseConfig({ TELEGRAM_BOT_TOKEN: token })).toMatchObject({ config: { TELEGRAM_BOT_TOKEN: [{ token }] } });
  expect(parseConfig({ TELEGRAM_BOT_TOKEN: ` shop=${token}  other=${token}1 ` })).toMatchObject({
    config: {
      TELEGRAM_BOT_TOKEN: [
        { desk: 'shop', token },
        { desk: 'other', token: `${token}1` },
      ],
    },
  });
});

it.each(['my token', '123456789', `${token} and more`, 'Shop=123456789:AAFakeFakeFakeFakeFakeFakeFake'])(
  'refuses what is none: %s',
  (given) => {
    const result = parseConfig({ TELEGRAM_BOT_TOKEN: given });
    expect(result).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^TELEGRAM_BOT_TOKEN must be the token BotFather gave you/)],
    });
  },
);

it('wants the desk of a bot named on a hosted project', () => {
  expect(parseConfig({ ...HOSTED, TELEGRAM_BOT_TOKEN: token })).toMatchObject({
    ok: false,
    problems: [expect.stringContaining('DESK_CHAT_ACCOUNT')],
  });
  expect(parseConfig({ ...HOSTED, TELEGRAM_BOT_TOKEN: token, DESK_CHAT_ACCOUNT: 'shop' })).toMatchObject({ ok: true });
  expect(parseConfig({ ...HOSTED, TELEGRAM_BOT_TOKEN: `shop=${token}` })).toMatchObject({ ok: true });
});

it('wants a webhook that Telegram can reach', () => {
  expect(parseConfig({ TELEGRAM_WEBHOOK_URL: 'http://127.0.0.1' })).toMatchObject({ ok: false });
  expect(parseConfig({ TELEGRAM_WEBHOOK_URL: 'https://desk.shop.example' })).toMatchObject({ ok: true });
});
