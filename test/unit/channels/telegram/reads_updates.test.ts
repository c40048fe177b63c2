import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatEventSchema } from '../../../../src/channels/events.ts';
import { fileOf, toInbox } from '../../../../src/channels/telegram/to-inbox.ts';

const ada = { id: 42, is_bot: false, first_name: 'Ada', last_name: 'Lovelace', language_code: 'tr' };
const chat = { id: 42, type: 'private' };
const said = (message: object) => ({ update_id: 7, message: { message_id: 3, date: 0, chat, from: ada, ...message } });
const read = (update: unknown) => toInbox({ account: '1', update });
const eventOf = (message: object) => read(said(message))[0]?.event;

it('knows the chat, the person, their name and language, and the update by its id', () => {
  expect(read(said({ text: 'hi' }))).toEqual([
    {
      ...{ account: '1', externalId: '7', chat: '42', sender: '42', senderName: 'Ada Lovelace', language: 'tr' },
      body: JSON.stringify(said({ text: 'hi' })),
      event: { type: 'text', text: 'hi' },
    },
  ]);
});

it.each([
  ['/start', { type: 'start', payload: null }],
  ['/start bike-1', { type: 'start', payload: 'bike-1' }],
  ['/start@desk_bot bike-1', { type: 'start', payload: 'bike-1' }],
  ['/help@desk_bot me', { type: 'text', text: '/help me' }],
  ['start now', { type: 'text', text: 'start now' }],
])('reads %s', (text, event) => {
  expect(eventOf({ text })).toEqual(event);
});

it('believes a shared contact to be one’s own only when Telegram says so', () => {
  const contact = { phone_number: '+491511234567', first_name: 'Ada' };
  expect(eventOf({ contact: { ...contact, user_id: 42 } })).toMatchObject({ type: 'contact', own: true });
  expect(eventOf({ contact: { ...contact, user_id: 43 } })).toMatchObject({ type: 'contact', own: false });
  expect(eventOf({ contact })).toMatchObject({ type: 'contact', own: false });
  // A card that somebody has made of one's name, with a number of theirs.
  const forward_origin = { type: 'user', sender_user: { id: 43, is_bot: false, first_name: 'Mallory' }, date: 0 };
  expect(eventOf({ contact: { ...contact, user_id: 42 }, forward_origin })).toMatchObject({ type: 'contact', own: false });
  expect(eventOf({ text: 'I agree', forward_origin })).toEqual({ type: 'text', text: 'I agree', forwarded: true });
});

it('reads a press, a place, a picture and a sticker as what they are', () => {
  const press = { update_id: 8, callback_query: { id: '1', from: ada, data: 'c1:yes', message: { message_id: 3, chat } } };
  expect(read(press)[0]?.event).toEqual({ type: 'press', action: 'c1:yes' });
  expect(eventOf({ location: { latitude: 1.5, longitude: -2 } })).toEqual({ type: 'location', latitude: 1.5, longitude: -2 });
  expect(eventOf({ sticker: { file_id: 'x' } })).toEqual({ type: 'other', what: 'sticker' });
  const photo = [
    { file_id: 'large', file_size: 900 },
    { file_id: 'small', file_size: 90 },
  ];
  expect(eventOf({ photo, caption: 'paid' })).toEqual({ type: 'file', kind: 'image', name: null, size: 900, path: null, caption: 'paid' });
  expect(fileOf(said({ photo }))).toEqual({ id: 'large', kind: 'image', name: null, size: 900 });
});

it('reads a press under a message that is too old to be shown to the bot', () => {
  const chat = { id: 42, type: 'private' };
  const from = { id: 42, is_bot: false, first_name: 'Ada' };
  const press = { id: 'p', from, chat_instance: '1', data: '1:order:1042', message: { chat, message_id: 5, date: 0 } };
  expect(read({ update_id: 9, callback_query: press })[0]?.event).toEqual({ type: 'press', action: '1:order:1042' });
});

it('takes an answer for one only to what the bot has said', () => {
  const bot = { id: 1, is_bot: true, first_name: 'Desk' };
  expect(eventOf({ text: 'yes', reply_to_message: { message_id: 5, from: bot } })).toEqual({ type: 'text', text: 'yes', inReplyTo: '5' });
  expect(eventOf({ text: 'yes', reply_to_message: { message_id: 5, from: ada } })).toEqual({ type: 'text', text: 'yes' });
});

it('makes nothing of edits, of what happens in groups and of what bots say', () => {
  const { message } = said({ text: 'an order of ten' });
  expect(read({ update_id: 1, edited_message: message })).toEqual([]);
  expect(read({ update_id: 1, channel_post: message })).toEqual([]);
  expect(read(said({ text: 'hi', chat: { id: -5, type: 'group' } }))).toEqual([]);
  expect(read(said({ text: 'hi', from: { ...ada, is_bot: true } }))).toEqual([]);
});

describe('whatever comes', () => {
  it('is an event the conversation can read, or nothing', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ update_id: fc.anything(), message: fc.anything() }),
      fc
        .record({ text: fc.string({ unit: 'binary' }), from: fc.anything(), reply_to_message: fc.anything() }, { requiredKeys: [] })
        .map(said),
      fc.record({ contact: fc.anything(), photo: fc.anything(), document: fc.anything() }, { requiredKeys: [] }).map(said),
    );
    fc.assert(
      fc.property(anything, (update) => {
        for (const { event, senderName, body } of read(update)) {
          expect(chatEventSchema.safeParse(event).success).toBe(true);
          expect(JSON.stringify([event, senderName])).not.toContain('\\u0000');
          expect(body.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is cut where it is too long, and says so', () => {
    const event = eventOf({ text: '👩‍👩‍👧'.repeat(600) });
    expect(event).toMatchObject({ type: 'text', cut: true });
    expect(event?.type === 'text' && event.text.length).toBeLessThanOrEqual(4_000);
  });
});
