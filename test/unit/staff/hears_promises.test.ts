import { expect, it } from 'vitest';
import { promiseIn } from '../../../src/staff/promises.ts';

/** A Saturday at noon in Istanbul. */
const clock = { now: '2026-11-21T09:00:00Z', timeZone: 'Europe/Istanbul' };
const day = (text: string) => promiseIn(text, clock)?.day;

it.each([
  ["I'll ship it tomorrow", '2026-11-22'],
  ['Thanks! I will call you back on Monday.', '2026-11-23'],
  ["Sure. We'll send the photos tomorrow at 17:00, have a nice day", '2026-11-22'],
  ["I'm going to check this tomorrow morning", '2026-11-22'],
  ['Отправлю завтра', '2026-11-22'],
  ['Здравствуйте! Завтра перезвоню вам.', '2026-11-22'],
  ['Уточню у поставщика и отвечу в понедельник', '2026-11-23'],
  ['Завтра в 10:00 пришлём счёт', '2026-11-22'],
  ['Yarın göndereceğim', '2026-11-22'],
  ['Merhaba, yarın sizi arayacağız.', '2026-11-22'],
  ['Pazartesi kargolarım', '2026-11-23'],
])('hears a promise in “%s”', (text, expected) => {
  expect(day(text)).toBe(expected);
});

it.each([
  // No time, or one that is over.
  "I'll ship it soon",
  'I will look at it',
  'Отправлю обязательно',
  'Göndereceğim',
  // Somebody else does it, or nobody.
  'It will arrive tomorrow',
  'The courier will call you tomorrow',
  'Курьер приедет завтра',
  'Kargo yarın gelecek',
  'Please pay by tomorrow',
  // It is asked, or refused.
  'Shall we ship it tomorrow?',
  "Do you want that I'll ship tomorrow?",
  'I will not ship tomorrow',
  "I won't ship tomorrow",
  'Не отправлю завтра',
  'Yarın göndermeyeceğim',
  // Something about oneself.
  'I will be away until tomorrow',
  'Завтра я в отпуске, отвечу потом',
  'Yarın tatilde olacağım',
  // Done already.
  'I shipped it yesterday',
  'Отправил вчера',
  'Dün gönderdim',
  // The time belongs to another sentence.
  "Tomorrow is a holiday. I'll ship it",
  '',
  '?!.',
])('hears none in “%s”', (text) => {
  expect(promiseIn(text, clock)).toBeUndefined();
});

it('takes the moment of the promise, by the clock of the desk', () => {
  expect(promiseIn('Оплата пришла сегодня. Отправлю завтра в 10:00', clock)?.at).toBe('2026-11-22T07:00:00.000Z');
});
