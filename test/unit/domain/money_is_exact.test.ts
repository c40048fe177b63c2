import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountSchema, formatAmount, parseAmount } from '../../../src/domain/money.ts';

it('reads what it writes, for every amount the database can hold', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), (minor) => {
      expect(parseAmount(formatAmount(minor))).toBe(minor);
    }),
  );
});

it.each([
  ['100', 10_000n],
  [100, 10_000n],
  ['0.5', 50n],
  [0.1, 10n],
  ['-12.30', -1_230n],
  ['9999999999999.99', 999_999_999_999_999n],
])('reads %s', (value, minor) => {
  expect(parseAmount(value)).toBe(minor);
});

it.each(['10.005', '1e3', 'NaN', '', ' 1', '1,5', '0x10', 'Infinity', Number.NaN, 1e21])('refuses %s', (value) => {
  expect(parseAmount(value)).toBeUndefined();
  expect(amountSchema.safeParse(value).success).toBe(false);
});
