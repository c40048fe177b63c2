import { plainDigits } from '../../conversation/text.ts';
import type { Span } from '../settings.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Working hours and days as people type them: "mon-fri 9-18, sat 10:00-14:00", "tomorrow", "31.12.". */

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const numberOf = (weekday: string) => (WEEKDAYS as readonly string[]).indexOf(weekday) + 1;

type Token = { day: number } | { time: string } | { until: true } | { whole: 'every-day' | 'workdays' };

const TIME = /^(\d{1,2})(?:[:.](\d{2}))?$/;

const HALF_DAY_TIME = /(?<!\d)(1[0-2]|0?[1-9])(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?/giu;

/** Times of half a day as the clock of the desk shows them: "6:30 pm" is 18:30. */
export const onWholeClock = (written: string): string =>
  written.replaceAll(HALF_DAY_TIME, (_, hour: string, minutes = '00', half: string) => {
    const late = half.toLowerCase() === 'p' ? 12 : 0;
    return `${String((Number(hour) % 12) + late).padStart(2, '0')}:${minutes}`;
  });

/** The words of it. Commas say nothing: days are followed by their times. */
function tokensOf(written: string, { optionOf }: Vocabulary): Token[] | undefined {
  const tokens: Token[] = [];
  let rest = onWholeClock(plainDigits(written))
    .replaceAll(/[-‐–—−]/g, ' - ')
    .replaceAll(/[,;+]/g, ' ')
    .trim();
  while (rest !== '') {
    const [word = ''] = /^\S+/.exec(rest) ?? [];
    const named = optionOf(rest, ['every-day', 'workdays', ...WEEKDAYS, 'and', 'until']);
    const [, hours, minutes = '00'] = TIME.exec(word) ?? [];
    if (named?.value === 'until' || word === '-') tokens.push({ until: true });
    else if (named?.value === 'every-day' || named?.value === 'workdays') tokens.push({ whole: named.value });
    else if (named !== undefined && named.value !== 'and') tokens.push({ day: numberOf(named.value) });
    else if (named === undefined && hours !== undefined) tokens.push({ time: `${hours.padStart(2, '0')}:${minutes}` });
    else if (named === undefined) return undefined;
    rest = named === undefined ? rest.slice(word.length).trim() : named.rest;
  }
  return tokens;
}

const between = (from: number, until: number) => (from <= until ? range(from, until) : [...range(from, 7), ...range(1, until)]);
const range = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => from + index);

/**
 * The spans of what was typed: days and then their times, as often as wanted. Times alone are of the workdays. Undefined
 * when it is no such thing; what ends before it begins is not seen here.
 */
export function readHours(written: string, vocabulary: Vocabulary): Span[] | undefined {
  const tokens = tokensOf(written, vocabulary);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const spans: Span[] = [];
  let days: number[] = [];
  let timed = true;
  for (let at = 0; at < tokens.length; ) {
    const [first, sign, second] = tokens.slice(at, at + 3);
    const isSpan = sign !== undefined && 'until' in sign;
    if (first === undefined || 'until' in first) return undefined;
    if ('time' in first) {
      if (!isSpan || second === undefined || !('time' in second)) return undefined;
      if (days.length === 0) days = range(1, 5);
      const closes = second.time === '00:00' ? '24:00' : second.time;
      spans.push(...days.map((weekday) => ({ weekday, opens: first.time, closes })));
      timed = true;
      at += 3;
    } else {
      // The days after times are those of the next times.
      if (timed) days = [];
      timed = false;
      if ('whole' in first) {
        days.push(...(first.whole === 'every-day' ? range(1, 7) : range(1, 5)));
        at += 1;
      } else if (isSpan && second !== undefined && 'day' in second) {
        days.push(...between(first.day, second.day));
        at += 3;
      } else {
        days.push(first.day);
        at += 1;
      }
    }
  }
  return timed && spans.length > 0 ? spans : undefined;
}

/** Neighbouring days with the same times, as one line each. */
export function grouped(hours: readonly Span[]): Array<{ first: number; last: number; times: string }> {
  const groups: Array<{ first: number; last: number; times: string }> = [];
  for (let day = 1; day <= 7; day++) {
    const times = hours
      .filter(({ weekday }) => weekday === day)
      .map(({ opens, closes }) => `${opens}–${closes}`)
      .join(', ');
    const last = groups.at(-1);
    if (times === '') continue;
    if (last?.times === times && last.last === day - 1) last.last = day;
    else groups.push({ first: day, last: day, times });
  }
  return groups;
}

/** A day as it is typed, on the desk's calendar: today, tomorrow, a weekday to come, 31.12., 2026-12-31. Undefined when it is none. */
export function readDay(
  written: string,
  now: string,
  timeZone: string,
  { optionOf }: Vocabulary,
): { day: string; rest: string } | undefined {
  const text = plainDigits(written.trim());
  const today = new Date(`${new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(now))}T00:00:00Z`);
  const named = optionOf(text, ['today', 'tomorrow', ...WEEKDAYS]);
  if (named !== undefined) {
    const weekday = numberOf(named.value);
    const ahead = named.value === 'today' ? 0 : named.value === 'tomorrow' ? 1 : ((weekday - (today.getUTCDay() || 7) + 6) % 7) + 1;
    return { day: iso(today.getTime() + ahead * 86_400_000), rest: named.rest };
  }
  const [whole, y1, m1, d1, d2, m2, y2] =
    /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?)(?=\s|$)/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [month, day] = [Number(m1 ?? m2), Number(d1 ?? d2)];
  const given = y1 ?? y2;
  const year = given === undefined ? today.getUTCFullYear() : Number(given);
  const at = Date.UTC(year, month - 1, day);
  // A day without a year that is over this year is next year's.
  const moment = given === undefined && at < today.getTime() ? Date.UTC(year + 1, month - 1, day) : at;
  const isReal = new Date(moment).getUTCDate() === day && new Date(moment).getUTCMonth() === month - 1;
  return isReal ? { day: iso(moment), rest: text.slice(whole.length).trim() } : undefined;
}

const iso = (moment: number) => new Date(moment).toISOString().slice(0, 10);
