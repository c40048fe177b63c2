import fc from 'fast-check';
import { expect, it } from 'vitest';
import { prepareArguments } from '../../../src/rpc/arguments.ts';

const REFUSED = (field: string) => ({
  ok: false,
  refusal: {
    code: 'BAD_INPUT',
    status: 400,
    sentence: 'The text contains a character that cannot be stored.',
    wayOut: undefined,
    params: { field },
  },
});

it('drops what is undefined and keeps null, false, zero and the empty text', () => {
  expect(prepareArguments({ a: undefined, b: null, c: false, d: 0, e: '' })).toEqual({
    ok: true,
    args: { b: null, c: false, d: 0, e: '' },
  });
});

it.each<[string, unknown]>([
  ['U+0000', 'a\0b'],
  ['half of a pair at the end', 'smile \ud83d'],
  ['half of a pair at the beginning', '\ude00 smile'],
  ['U+0000 in a list', ['fine', ['a\0']]],
  ['U+0000 deep in an object', { lines: [{ title: 'a\0' }] }],
  ['half of a pair in the name of a field', { lines: { 'a\ud83d': 1 } }],
])('refuses %s and names the argument', (_what, value) => {
  expect(prepareArguments({ fine: 'yes', comment: value })).toEqual(REFUSED('comment'));
});

it.each(['😀 smile', 'ñ', 'e\u0301', '\u0001\u007f', '\ufffd', '\\u0000', '日本'])('keeps %j as it is', (text) => {
  expect(prepareArguments({ text })).toEqual({ ok: true, args: { text } });
});

it('passes on exactly what JSON would carry unharmed', () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom('\0', '\ud83d', '\ude00', '😀'), fc.string({ unit: 'binary', maxLength: 2 })) });
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(value, (given) => {
      const json = JSON.stringify(given);
      // JSON writes half a pair and U+0000 as escapes; whole text has none of them.
      const storable = !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json);
      expect(prepareArguments({ given }).ok).toBe(storable);
    }),
  );
});
