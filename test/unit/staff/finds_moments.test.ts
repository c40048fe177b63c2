import { expect, it } from 'vitest';
import { impossibleIn } from '../../../src/staff/dialogue/impossible-moments.ts';
import { findMoment, momentAtStart, tomorrowMorning, withoutMoment } from '../../../src/staff/dialogue/moments.ts';

/** A Saturday, 11:00 in Berlin. */
const clock = { now: '2026-11-21T10:00:00Z', timeZone: 'Europe/Berlin' };
const wall = (text: string, at = clock) => {
  const found = findMoment(text, at);
  return found && new Date(found.at).toLocaleString('sv', { timeZone: at.timeZone }).slice(0, 16);
};

it.each([
  ['tomorrow 17:00', '2026-11-22 17:00'],
  ['завтра в 17:00', '2026-11-22 17:00'],
  ['yarın 17:00', '2026-11-22 17:00'],
  ['yarin saat 17:00', '2026-11-22 17:00'],
  ['YARIN SAAT 17.00', '2026-11-22 17:00'],
  ['tomorrow at 5', '2026-11-22 17:00'],
  ['in 2 hours', '2026-11-21 13:00'],
  ['через 2 часа', '2026-11-21 13:00'],
  ['2 saat sonra', '2026-11-21 13:00'],
  ['yarım saat sonra', '2026-11-21 11:30'],
  ['через полчаса', '2026-11-21 11:30'],
  ['1h', '2026-11-21 12:00'],
  ['in 2h', '2026-11-21 13:00'],
  ['ring them through in 2 h please', '2026-11-21 13:00'],
  ['позвонить через 2 ч', '2026-11-21 13:00'],
  ['завтра утром', '2026-11-22 09:00'],
  ['tomorrow morning', '2026-11-22 09:00'],
  ['yarın sabah', '2026-11-22 09:00'],
  ['pay Ali by 24.12', '2026-12-24 09:00'],
  ['оплатить до 24.12', '2026-12-24 09:00'],
  ['pay Ali 24.12 14:00', '2026-12-24 14:00'],
  ['next monday', '2026-11-23 09:00'],
  ['в следующий понедельник', '2026-11-23 09:00'],
  ['pazartesi', '2026-11-23 09:00'],
  ['gelecek pazartesi günü', '2026-11-23 09:00'],
  ['cuma 10:30', '2026-11-27 10:30'],
  ['friday', '2026-11-27 09:00'],
  ['в пятницу в 10', '2026-11-27 10:00'],
  ['к пятнице', '2026-11-27 09:00'],
  ['tomorrow', '2026-11-22 09:00'],
  ['завтра', '2026-11-22 09:00'],
  ['yarın', '2026-11-22 09:00'],
  ['today', '2026-11-21 18:00'],
  ['сегодня', '2026-11-21 18:00'],
  ['bugün', '2026-11-21 18:00'],
  ['bu akşam', '2026-11-21 19:00'],
  ['сегодня вечером', '2026-11-21 20:00'],
  ['yarın akşam 8:30', '2026-11-22 20:30'],
  ['24 Dec', '2026-12-24 09:00'],
  ['24 декабря', '2026-12-24 09:00'],
  ['24 Aralık', '2026-12-24 09:00'],
  ['5 Ocak 14:00', '2027-01-05 14:00'],
  ['01.12. 14:00', '2026-12-01 14:00'],
  ['01.12.2026', '2026-12-01 09:00'],
  ['1/12/2026', '2026-12-01 09:00'],
  ['через 3 дня', '2026-11-24 09:00'],
  ['in 3 days', '2026-11-24 09:00'],
  ['3 gün sonra', '2026-11-24 09:00'],
  ['17:00', '2026-11-21 17:00'],
  ['saat 9', '2026-11-22 09:00'],
  ['öbür gün', '2026-11-23 09:00'],
  ['послезавтра в 9 утра', '2026-11-23 09:00'],
])('%s', (text, expected) => {
  expect(wall(text)).toBe(expected);
});

it.each(['', 'Call Ada', 'Buy 20 bells', 'Купить звонки', 'Zil al', 'order 1042', '31.02.2026', 'now', 'the sun', 'saat 25'])(
  'finds no time in "%s"',
  (text) => {
    expect(findMoment(text, clock)).toBeUndefined();
  },
);

it.each([
  'buy 2.5 m of cable',
  'check 3 h film',
  '2 d printer',
  'pay 10.05 to Ali',
  'book a hotel for 2 days',
  'купить 2 дня аренды',
  '3 gün kargo',
  '5 min egg',
])('takes no measure or sum for a time in "%s"', (text) => {
  expect(findMoment(text, clock)).toBeUndefined();
});

it.each([
  ['1h', '2026-11-21 12:00'],
  ['2 d', '2026-11-23 09:00'],
  ['на завтра', '2026-11-22 09:00'],
  ['until friday', '2026-11-27 09:00'],
  ['до понедельника', '2026-11-23 09:00'],
  ['на 2 дня', '2026-11-23 09:00'],
  ['for 2 days', '2026-11-23 09:00'],
  ['2 gün', '2026-11-23 09:00'],
  ['2 günlüğüne', '2026-11-23 09:00'],
  ['yarına', '2026-11-22 09:00'],
  ['yarına kadar', '2026-11-22 09:00'],
  ['cumaya', '2026-11-27 09:00'],
  ['cumaya kadar', '2026-11-27 09:00'],
  ['pazartesiye 10:30', '2026-11-23 10:30'],
  ['24.12', '2026-12-24 09:00'],
])('takes "%s" for the answer to when', (text, expected) => {
  const { moment, rest } = momentAtStart(text, clock) ?? {};
  expect([moment && new Date(moment.at).toLocaleString('sv', { timeZone: clock.timeZone }).slice(0, 16), rest]).toEqual([expected, '']);
});

it.each(['blue', 'tomorrow 25:00', '31.02. 10:00', 'perhaps tomorrow'])('takes "%s" for no answer to when', (text) => {
  expect(momentAtStart(text, clock)).toBeUndefined();
});

it.each([
  ['call Bob on 31.02. 10:00', '31.02. 10:00'],
  ['call Bob at 25:00', '25:00'],
  ['31 февраля позвонить', '31 февраля'],
  ['31.04.2027', '31.04.2027'],
  ['12.13.2026', '12.13.2026'],
  ['29.02.2027', '29.02.2027'],
])('sees what cannot be in "%s"', (text, expected) => {
  const { index = 0, length = 0 } = impossibleIn(text) ?? {};
  expect(text.slice(index, index + length)).toBe(expected);
});

it.each(['call Bob on 28.02. 10:00', '29.02.', 'it costs 12.50.', 'version 2.13.0', '23:59', '192.168.1.1', 'buy 50 decorations'])(
  'sees nothing that cannot be in "%s"',
  (text) => {
    expect(impossibleIn(text)).toBeUndefined();
  },
);

it.each([
  ['Call Ada tomorrow 17:00 about the saddle', 'Call Ada about the saddle'],
  ['Позвонить Аде завтра в 17:00', 'Позвонить Аде'],
  ['Отправить заказ до пятницы', 'Отправить заказ'],
  ["Ada'yı yarın 17:00'de ara", "Ada'yı ara"],
  ['Send the invoice by friday', 'Send the invoice'],
  ['tomorrow: call Ada', 'call Ada'],
])('takes the time out of "%s"', (text, rest) => {
  const found = findMoment(text, clock);
  expect(found && withoutMoment(text, found)).toBe(rest);
});

it('keeps the time on the wall when the clocks change, and counts hours as they pass', () => {
  const spring = { now: '2026-03-28T12:00:00Z', timeZone: 'Europe/Berlin' };
  for (const text of ['tomorrow 17:00', 'завтра в 17:00', 'yarın 17:00']) {
    expect(findMoment(text, spring)?.at).toBe('2026-03-29T15:00:00.000Z');
  }
  const night = { now: '2026-03-29T00:30:00Z', timeZone: 'Europe/Berlin' };
  for (const text of ['in 2 hours', 'через 2 часа', '2 saat sonra']) expect(findMoment(text, night)?.at).toBe('2026-03-29T02:30:00.000Z');
  expect(tomorrowMorning(spring)).toBe('2026-03-29T07:00:00.000Z');
});

it('names the day at the desk, not that of the world', () => {
  const tokyo = { now: '2026-11-21T20:00:00Z', timeZone: 'Asia/Tokyo' };
  expect(findMoment('tomorrow', tokyo)?.day).toBe('2026-11-23');
  expect(findMoment('bugün', tokyo)?.day).toBe('2026-11-22');
  expect(findMoment('tomorrow 00:30', tokyo)?.at).toBe('2026-11-22T15:30:00.000Z');
});

it('works at a desk whose time zone is mistyped', () => {
  expect(findMoment('tomorrow 17:00', { ...clock, timeZone: 'Nowhere/Land' })?.at).toBe('2026-11-22T17:00:00.000Z');
});
