import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../src/conversation/phone.ts';
import { readQuantity } from '../../../src/conversation/quantity.ts';
import { clean, plainDigits } from '../../../src/conversation/text.ts';
import { words } from '../../support/talk.ts';

describe('a quantity', () => {
  it.each([
    ...([
      ['2', 2],
      ['02', 2],
      ['999', 999],
      ['2.', 2],
      ['2.0', 2],
      ['+3', 3],
      ['x3', 3],
      ['X 3', 3],
      ['3x', 3],
      ['× 4', 4],
      ['х3', 3],
    ] as const),
    ...([
      ['3 pcs', 3],
      ['3pcs.', 3],
      ['3 шт.', 3],
      ['3шт', 3],
      ['5 adet', 5],
      ['5 tane lütfen', 5],
      ['2 please', 2],
    ] as const),
    ...([
      ['two', 2],
      ['Two!', 2],
      ['a couple', undefined],
      ['два', 2],
      ['Две штуки', 2],
      ['пару', 2],
      ['iki', 2],
      ['İKİ', 2],
      ['üç adet', 3],
    ] as const),
    ...([
      ['on iki', 12],
      ['dozen', 12],
      ['сто', 100],
    ] as const),
    ...([
      ['٣', 3],
      ['۱۲', 12],
      ['३', 3],
      ['５', 5],
      ['𝟗', 9],
    ] as const),
  ])('%s is %s', (text, quantity) => {
    expect(readQuantity(text, words)).toEqual(quantity === undefined ? { kind: 'none' } : { kind: 'fits', quantity });
  });

  it.each(['0', '1000', '-1', '2.5', '1,000', '1.000', '99999999999999999999'])('%s is out of range', (text) => {
    expect(readQuantity(text, words)).toEqual({ kind: 'out-of-range' });
  });

  it.each(['', 'many', '2 3', '2x3', 'size 2', '1e2', '0x10', 'Infinity', '½', '２個', 'x'.repeat(5000), '👍'])('%s is none', (text) => {
    expect(readQuantity(text, words)).toEqual({ kind: 'none' });
  });
});

describe('a phone number', () => {
  it.each([
    ['en', '+44 20 7946 0958', '+442079460958'],
    ['en', '020 7946 0958', '+442079460958'],
    ['en', '(415) 555-2671', '+14155552671'],
    ['ru', '8 (912) 345-67-89', '+79123456789'],
    ['ru', '8 701 234 56 78', '+77012345678'],
    ['ru', '+90 532 123 45 67', '+905321234567'],
    ['tr', '0532 123 45 67', '+905321234567'],
    ['tr', '532 123 45 67', '+905321234567'],
    ['tr', '0090 532 123 45 67', '+905321234567'],
    ['en', '79123456789', '+79123456789'],
    ['en', '+٩٠ ٥٣٢ ١٢٣ ٤٥ ٦٧', '+905321234567'],
  ] as const)('in %s: %s', (language, typed, phone) => {
    expect(readPhone(typed, language)).toBe(phone);
  });

  it.each(['', '123', '+1', '000000000000', 'my phone', '020 7946 0958 ext. 5', '+44 20 7946 09581234', 'x'.repeat(1000)])(
    '%s is none',
    (typed) => {
      for (const language of ['en', 'ru', 'tr'] as const) expect(readPhone(typed, language)).toBeUndefined();
    },
  );
});

it('is not guessed at when it may be a number of two countries', () => {
  expect(readPhone('(201) 555-0123', 'en')).toBeUndefined();
});

it('reads the digits of every script', () => {
  expect(plainDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ०९ ๐๙ ０９ 𝟎𝟗 𝟘𝟡')).toBe('0123456789 09 09 09 09 09 09');
});

it('cleans what is typed of all that cannot be kept', () => {
  expect(clean(' a\u0000b\ud800c\u202Ed\te\r\nf\u2028g ')).toBe('ab\uFFFDcd e\nf\ng');
  expect(clean('x'.repeat(1_000_000)).length).toBeLessThan(5000);
  expect(clean('👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦');
});
