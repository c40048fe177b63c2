import { expect, it } from 'vitest';
import { readSum } from '../../../src/domain/sums.ts';

it.each([
  ['1500', '1500.00', null],
  ['up to 1 500 €', '1500.00', 'EUR'],
  ['€1,500', '1500.00', 'EUR'],
  ['1.500,50 EUR', '1500.50', 'EUR'],
  ['1,500.5 usd', '1500.50', 'USD'],
  ['$ 99.90', '99.90', 'USD'],
  ['1.5k', '1500.00', null],
  ['2k euros', '2000.00', 'EUR'],
  ['до 2000 евро', '2000.00', 'EUR'],
  ['1,5 тыс. руб', '1500.00', 'RUB'],
  ['до 150 тысяч рублей', '150000.00', 'RUB'],
  ['2000 TL', '2000.00', 'TRY'],
  ['en fazla 15 bin lira', '15000.00', 'TRY'],
  ['₺20.000', '20000.00', 'TRY'],
  ['1000-1500 €', '1500.00', 'EUR'],
  ['1 000 – 1 500', '1500.00', null],
  ['a 2019 Trek, 54 cm, for 1500 € at most', '1500.00', 'EUR'],
  ['١٥٠٠', '1500.00', null],
  ['1\u202F500,00\u00A0€', '1500.00', 'EUR'],
])('reads "%s" as %s %s', (text, amount, currency) => {
  expect(readSum(text)).toEqual({ amount, currency });
});

it.each([
  'cheap',
  '0',
  'between 5 and 9',
  'about the 2019 model I saw at your shop last week',
  '+44 20 7946 0958',
  '555-123-45-67',
  '99999999999999999999',
  '12 € or 15 $',
  `1${'0'.repeat(500)}`,
  '',
])('reads "%s" as no sum', (text) => {
  expect(readSum(text)).toBeUndefined();
});
