import { describe, expect, it } from 'vitest';
import { transports, useTransports } from '../support/transports.ts';

const HOSTILE = `"'\`\\ 👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 \u202Edesrever\u202C \u200B٣ <b>&amp;</b> {a,b} '; drop table public.staff; --\n\t`;

const { call } = useTransports();

describe.each(transports)('%s', (transport) => {
  it.each([
    ['object', { a: 1, b: 'two', c: null }],
    ['object', {}],
    ['object', { deep: [1, [2, { three: [null, true] }]], 'a "key"': HOSTILE }],
    ['array', [1, 2]],
    ['array', ['a', 'b']],
    ['array', [null, { a: 1 }]],
    ['array', [[1, [2]], []]],
    ['array', []],
    ['array', [true, false]],
    ['number', 0],
    ['number', -1.5],
    ['number', 9999999999999.99],
    ['boolean', true],
    ['boolean', false],
  ])('hands a JSON argument over as the %s it is: %j', async (type, value) => {
    expect(await call(transport, 'test_echo', { value })).toEqual({ ok: true, data: { type, value } });
  });

  it('hands null over as no value at all', async () => {
    expect(await call(transport, 'test_echo', { value: null })).toEqual({ ok: true, data: { type: 'SQL null', value: null } });
  });

  it.each([
    ['a_text', HOSTILE],
    ['a_text', ''],
    ['a_text', null],
    ['a_number', '9999999999999.99'],
    ['a_number', '0.10'],
    ['a_number', '99999999999999999999.99'],
    ['a_count', -2147483648],
    ['a_flag', true],
    ['a_flag', false],
    ['an_id', '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
    ['a_time', '2026-01-02T03:04:05.123456+00:00'],
    ['a_day', '2026-02-28'],
    ['texts', ['a', '', 'NULL', null, '{e,f}', HOSTILE]],
    ['texts', []],
    ['ids', ['6f9619ff-8b86-d011-b42d-00c04fc964ff']],
    ['a_mood', 'glad'],
    ['moods', ['sad', 'glad']],
  ])('carries %s %j unchanged', async (name, value) => {
    expect(await call(transport, 'test_typed', { [name]: value })).toMatchObject({ ok: true, data: { [name]: value } });
  });

  it('carries an amount given as a number to the cent', async () => {
    expect(await call(transport, 'test_typed', { a_number: 9999999999999.99 })).toMatchObject({ data: { a_number: '9999999999999.99' } });
  });

  it('takes "true" and "false" for what they say', async () => {
    expect(await call(transport, 'test_typed', { a_flag: 'true' })).toMatchObject({ data: { a_flag: true } });
    expect(await call(transport, 'test_typed', { a_flag: 'false' })).toMatchObject({ data: { a_flag: false } });
  });

  it('gives a text argument an object as its JSON, as PostgREST does', async () => {
    const answer = await call(transport, 'test_typed', { a_text: { a: 1 } });
    expect(answer).toMatchObject({ data: { a_text: expect.stringMatching(/^\{"a": ?1\}$/) } });
  });

  it('leaves an undefined argument to its default', async () => {
    expect(await call(transport, 'test_typed', { a_text: undefined })).toMatchObject({ data: { a_text: 'the default' } });
  });

  it('keeps fifty calls at once apart', async () => {
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    const answers = await Promise.all(numbers.map((number) => call(transport, 'test_echo', { value: { number } })));
    expect(answers).toEqual(numbers.map((number) => ({ ok: true, data: { type: 'object', value: { number } } })));
  });
});

describe('a JSON argument that is a bare string', () => {
  it.each(['text', '', HOSTILE, '123', 'null', '"quoted"', '{"a":1}'])(
    'goes over the direct transport as the string it is: %j',
    async (value) => {
      expect(await call('direct', 'test_echo', { value })).toEqual({ ok: true, data: { type: 'string', value } });
    },
  );

  // The embedded API hands objects over as JSON text too and cannot tell the two apart; hosted Supabase can.
  it('is read as JSON text by the embedded API, or refused, so none of our RPCs takes one', async () => {
    expect(await call('http', 'test_echo', { value: '{"a":1}' })).toEqual({ ok: true, data: { type: 'object', value: { a: 1 } } });
    expect(await call('http', 'test_echo', { value: 'text' })).toMatchObject({ ok: false, refusal: { code: 'BAD_INPUT' } });
  });
});
