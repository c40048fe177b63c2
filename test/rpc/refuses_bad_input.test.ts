import { describe, expect, it } from 'vitest';
import { transports, useTransports } from '../support/transports.ts';

const { call } = useTransports();

const badInput = (params: object = {}) => ({ ok: false, refusal: { code: 'BAD_INPUT', status: 400, params } });

describe.each(transports)('%s', (transport) => {
  it.each([
    ['a function that does not exist', 'test_nothing', {}],
    ['the name of a function in capitals', 'Test_echo', { value: 1 }],
    ['a name that holds SQL', 'test_echo"(null); select pg_sleep(9); --', {}],
    ['a missing argument', 'test_echo', {}],
    ['an undefined argument without a default', 'test_echo', { value: undefined }],
    ['an argument the function does not have', 'test_typed', { a_txt: 'x' }],
    ['the name of an argument that holds SQL', 'test_typed', { 'a_text => null); select pg_sleep(9); --': 'x' }],
    ['a word for a number', 'test_typed', { a_count: 'seven' }],
    ['a fraction for a whole number', 'test_typed', { a_count: 1.5 }],
    ['a number out of range', 'test_typed', { a_count: 99_999_999_999 }],
    ['a decimal comma', 'test_typed', { a_number: '1,5' }],
    ['an empty amount', 'test_typed', { a_number: '' }],
    ['a word for a truth', 'test_typed', { a_flag: 'perhaps' }],
    ['a word for an id', 'test_typed', { an_id: 'me' }],
    ['a word for a time', 'test_typed', { a_time: 'soon' }],
    ['a day that is none', 'test_typed', { a_day: '2026-02-30' }],
    ['a word for a day', 'test_typed', { a_day: 'someday' }],
    ['an unknown value of an enum', 'test_typed', { a_mood: 'sorry' }],
    ['an unknown value in an array', 'test_typed', { ids: ['me'] }],
    ['a text for an array', 'test_typed', { texts: 'one' }],
    ['an object for an array', 'test_typed', { texts: { a: 1 } }],
  ])('answers %s with BAD_INPUT', async (_what, name, args) => {
    expect(await call(transport, name, args)).toMatchObject(badInput());
  });

  it.each([
    ['U+0000', { a_text: 'a\0b' }, 'a_text'],
    ['U+0000 deep inside', { value: [{ note: 'a\0b' }] }, 'value'],
    ['U+0000 in a key', { value: { 'a\0b': 1 } }, 'value'],
    ['half of a surrogate pair', { a_text: 'a\ud83d' }, 'a_text'],
    ['an amount that is no number', { a_number: Number.NaN }, 'a_number'],
    ['an amount without end', { a_number: Number.POSITIVE_INFINITY }, 'a_number'],
  ])('answers %s with BAD_INPUT that names the argument', async (_what, args, field) => {
    expect(await call(transport, 'value' in args ? 'test_echo' : 'test_typed', args)).toMatchObject(badInput({ field }));
  });
});

// The embedded API lets true pass for 1; hosted Supabase refuses it as we do.
it('answers a truth for a number with BAD_INPUT over the direct transport', async () => {
  expect(await call('direct', 'test_typed', { a_count: true })).toMatchObject(badInput());
});
