import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chatEventSchema } from '../../../../src/channels/events.ts';
import { webLimits } from '../../../../src/channels/web/limits.ts';
import { toInbox } from '../../../../src/channels/web/to-inbox.ts';
import { hostileTexts } from '../../../support/hostile-text.ts';

const visitor = 'a1'.repeat(32);
const id = '0b7e6d1c-3c4a-4f6e-9a53-0a0b0c0d0e0f';
const inboxOf = (body: string) => toInbox({ account: 'demo', visitor, body });
const eventOf = (event: unknown) => inboxOf(JSON.stringify({ id, event }))[0]?.event;
const textOf = (text: string) => eventOf({ type: 'text', text });

it('knows the visitor by the digest of the token, as chat and as sender', () => {
  const body = JSON.stringify({ id: id.toUpperCase(), event: { type: 'text', text: 'Hello' }, language: 'ru' });
  expect(inboxOf(body)).toEqual([
    {
      account: 'demo',
      externalId: `a1a1a1a1a1a1a1a1:${id}`,
      chat: visitor,
      sender: visitor,
      senderName: null,
      language: 'ru',
      body,
      event: { type: 'text', text: 'Hello' },
    },
  ]);
});

it.each([
  { type: 'press', action: 'order:confirm' },
  { type: 'start', payload: 'B-12' },
  { type: 'start', payload: null },
])('takes $type', (event) => {
  expect(eventOf(event)).toEqual(event);
});

it.each([
  ['a time-out', { type: 'timeout', name: 'hold' }],
  ['a contact', { type: 'contact', phone: '+12025550101', own: true }],
  ['a file', { type: 'file', kind: 'image', name: null, size: 1, path: '/etc/passwd', caption: null }],
  ['no type', {}],
  ['a button without an action', { type: 'press', action: '' }],
  ['an action that no button has', { type: 'press', action: 'x'.repeat(65) }],
  ['a text that is none', { type: 'text', text: 1 }],
])('refuses %s', (_what, event) => {
  expect(eventOf(event)).toBeUndefined();
});

it.each(['', 'null', '[]', '{}', '{"id":1}', '{"id":"x","event":{"type":"text","text":"a"}}', '{', '\uFEFF{}', '"a"', '1e999'])(
  'refuses the body %j',
  (body) => {
    expect(inboxOf(body)).toEqual([]);
  },
);

it.each(hostileTexts)('keeps %s as it is', (_name, text) => {
  expect(textOf(text)).toEqual({ type: 'text', text });
});

it('takes out what no database text can hold, and keeps the body as it came', () => {
  const body = `{"id":"${id}","event":{"type":"text","text":"a\\u0000b\\ud800c\\udc00"}}`;
  const [inbound] = inboxOf(body);
  expect(inbound?.event).toEqual({ type: 'text', text: 'ab\uFFFDc\uFFFD' });
  expect(inbound?.body).toBe(body);
});

it('cuts a text that is too long, says so, and does not cut a character', () => {
  const event = textOf(`${'x'.repeat(webLimits.text - 1)}👩‍👩‍👧‍👦 and more`);
  expect(event).toEqual({ type: 'text', text: 'x'.repeat(webLimits.text - 1), cut: true });
});

it('takes a text of exactly the limit whole', () => {
  expect(textOf('x'.repeat(webLimits.text))).toEqual({ type: 'text', text: 'x'.repeat(webLimits.text) });
});

it.each(['x', 'я', '한', '👍'])('keeps of a million times %s what the database takes', (letter) => {
  const [inbound] = inboxOf(JSON.stringify({ id, event: { type: 'text', text: letter.repeat(1_000_000) } }));
  expect(inbound?.event).toMatchObject({ cut: true });
  expect(new TextEncoder().encode(inbound?.body).length).toBeLessThan(256 * 1024);
});

it.each([
  ['ru', 'ru'],
  ['pt-BR', 'pt-BR'],
  ['', null],
  ['../../etc', null],
  ["ru'; drop", null],
])('takes the language %j for %j', (language, taken) => {
  expect(inboxOf(JSON.stringify({ id, event: { type: 'start', payload: null }, language }))[0]?.language).toBe(taken);
});

it('gives an event the conversation can read, or nothing, for whatever it is sent', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.anything().map((value) => JSON.stringify(value) ?? ''),
  );
  const almost = fc.record({
    id: fc.oneof(fc.constant(id), fc.string()),
    event: fc.oneof(
      fc.object(),
      fc.record({
        type: fc.constantFrom('text', 'press', 'start'),
        text: fc.string({ unit: 'binary' }),
        action: fc.string(),
        payload: fc.oneof(fc.string(), fc.constant(null)),
      }),
    ),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        hostile,
        almost.map((value) => JSON.stringify(value)),
      ),
      (body) => {
        for (const { event, body: kept } of inboxOf(body)) {
          expect(chatEventSchema.parse(event)).toEqual(event);
          const stored = JSON.stringify(event);
          expect(stored.isWellFormed() && !stored.includes('\\u0000')).toBe(true);
          expect(kept.isWellFormed()).toBe(true);
        }
      },
    ),
  );
});
