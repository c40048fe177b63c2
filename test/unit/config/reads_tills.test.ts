import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

const bots = 'demo=123456789:AAFakeFakeFakeFakeFakeFakeFake other=223456789:AAFakeFakeFakeFakeFakeFakeFake';
const token = '284685063:TEST:NjQ5ZjQ';
const read = (given: Record<string, string>) => parseConfig({ TELEGRAM_BOT_TOKEN: bots, ...given });

it('reads what money the bots take, of the desk itself and of named ones', () => {
  expect(read({ TELEGRAM_PAYMENT_TOKEN: token, TELEGRAM_STARS: '50 other=12.5' })).toMatchObject({
    config: {
      TELEGRAM_PAYMENT_TOKEN: [{ value: token }],
      TELEGRAM_STARS: [{ value: '50' }, { desk: 'other', value: '12.5' }],
    },
  });
});

it.each(['0', '0.00', '-1', '1,5', 'many', '1.234', '12345678'])('refuses %s as a number of Stars', (given) => {
  expect(read({ TELEGRAM_STARS: given })).toMatchObject({
    ok: false,
    problems: [expect.stringMatching(/^TELEGRAM_STARS must say how many/)],
  });
});

it.each(['token', '284685063', `${token} and more`])('refuses %s as a payment token, and does not repeat it', (given) => {
  const result = read({ TELEGRAM_PAYMENT_TOKEN: given });
  expect(result).toMatchObject({ ok: false, problems: [expect.stringMatching(/^TELEGRAM_PAYMENT_TOKEN must be the payment token/)] });
  expect(JSON.stringify(result)).not.toContain(token);
});

it('wants a bot at the desk that takes money', () => {
  expect(parseConfig({ TELEGRAM_STARS: '50' })).toMatchObject({
    ok: false,
    problems: [expect.stringContaining('"demo", which has no bot')],
  });
  expect(read({ TELEGRAM_PAYMENT_TOKEN: `shop=${token}` })).toMatchObject({ ok: false, problems: [expect.stringContaining('"shop"')] });
});
