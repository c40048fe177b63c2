import { describe, expect, it } from 'vitest';
import { readPrices } from '../../../src/staff/dialogue/prices.ts';
import { sumAt } from '../../../src/staff/dialogue/sums.ts';

describe('a sum at the beginning of a text', () => {
  it.each([
    ['100', '100.00', null, ''],
    ['100.50 cash', '100.50', null, 'cash'],
    ['1 234,50 €', '1234.50', 'EUR', ''],
    ['1.234,50', '1234.50', null, ''],
    ['1,234.50 usd card', '1234.50', 'USD', 'card'],
    ['€ 20 REF-7', '20.00', 'EUR', 'REF-7'],
    ['250 евро наличными', '250.00', 'EUR', 'наличными'],
    ['1234 TL nakit', '1234.00', 'TRY', 'nakit'],
    ['100, cash', '100.00', null, 'cash'],
    ['١٠٠', '100.00', null, ''],
    ['100 123456', '100.00', null, '123456'],
    // What follows a sum is how it was paid: digits before that are thousands.
    ['100 123 cash', '100123.00', null, 'cash'],
    ['0.50', '0.50', null, ''],
  ])('%s', (text, amount, currency, rest) => {
    expect(sumAt(text)).toEqual({ sum: { amount, currency }, rest });
  });

  it.each(['', 'cash', '-5', '0', '0.001', '0,001 eur', '0 500', '100x', 'RF18', '12345678901234567890'])('%j is none', (text) => {
    expect(sumAt(text)).toBeUndefined();
  });
});

describe('prices', () => {
  const price = (amount: string, currency: string | null = null) => ({ price: amount, currency });
  it.each([
    ['450', [price('450.00')]],
    [
      '1: 450, 2: 20',
      [
        { line: 1, ...price('450.00') },
        { line: 2, ...price('20.00') },
      ],
    ],
    [
      '1: 1 234,50 2: 20 €',
      [
        { line: 1, ...price('1234.50') },
        { line: 2, ...price('20.00', 'EUR') },
      ],
    ],
    [
      '1=450\n2=0',
      [
        { line: 1, ...price('450.00') },
        { line: 2, ...price('0.00') },
      ],
    ],
    ['2: -', [{ line: 2, price: null, currency: null }]],
    ['+ Red helmet: 30', [{ title: 'Red helmet', ...price('30.00') }]],
    [
      'Велосипед: 450; Шлем: 30',
      [
        { title: 'Велосипед', ...price('450.00') },
        { title: 'Шлем', ...price('30.00') },
      ],
    ],
  ])('%j', (text, entries) => {
    expect(readPrices(text)).toEqual(entries);
  });

  it.each(['', 'much', '1: much', '450, 20', '1: 450, and more', '-'])('%j are none', (text) => {
    expect(readPrices(text)).toBeUndefined();
  });
});
