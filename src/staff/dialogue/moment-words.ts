import type { TZDate } from '@date-fns/tz/date';
import { addDays } from 'date-fns/addDays';
import { addHours } from 'date-fns/addHours';
import { addMinutes } from 'date-fns/addMinutes';
import { addMonths } from 'date-fns/addMonths';
import { addWeeks } from 'date-fns/addWeeks';
import { nextDay } from 'date-fns/nextDay';

/** A moment as it stands on the wall of the desk, or one that is the same everywhere. */
export type Wall = { instant: Date } | { year: number; month: number; day: number; hour?: number; minute?: number };
/** A moment as words name it, and where they stand; `short` where the same words in a sentence may measure something. */
export type Said = { wall: Wall; index: number; length: number; short?: boolean };

/**
 * The times that no library reads for us: Turkish words, days with dots, "1h", and a few Russian endings. Letters are
 * compared without their marks, so that "yarin" is understood as "yarın" is.
 */
export function findOwn(text: string, now: TZDate): Said[] {
  const plain = plainLetters(text);
  return [...readBy(GRAMMAR, plain, now), ...readBy(SHORT, plain, now).map((said) => ({ ...said, short: true }))];
}

const readBy = (grammar: readonly Rule[], plain: string, now: TZDate): Said[] =>
  grammar.flatMap(([pattern, read]) =>
    [...plain.matchAll(pattern)].flatMap((match) => {
      const wall = read(match.groups ?? {}, now);
      return wall === undefined ? [] : [{ wall, index: match.index, length: match[0].length }];
    }),
  );

/** The same letters at the same places, small and without marks. */
const plainLetters = (text: string) =>
  Array.from({ length: text.length }, (_, place) => {
    const small = (text[place] ?? '').toLocaleLowerCase('tr');
    return small.length === 1 ? (MARKED[small] ?? small) : 'i';
  }).join('');
const MARKED: Readonly<Record<string, string>> = { ı: 'i', ş: 's', ç: 'c', ğ: 'g', ü: 'u', ö: 'o' };

type Parts = Readonly<Record<string, string | undefined>>;
type Rule = [pattern: RegExp, read: (parts: Parts, now: TZDate) => Wall | undefined];

const WEEKDAYS = { pazartesi: 1, sali: 2, carsamba: 3, persembe: 4, cuma: 5, cumartesi: 6, pazar: 0 } as const;
const DATIVES = { понедельнику: 1, вторнику: 2, среде: 3, четвергу: 4, пятнице: 5, субботе: 6, воскресенью: 0 } as const;
const MONTHS = ['ocak', 'subat', 'mart', 'nisan', 'mayis', 'haziran', 'temmuz', 'agustos', 'eylul', 'ekim', 'kasim', 'aralik'];
const NUMBERS: Readonly<Record<string, number>> = { bir: 1, iki: 2, uc: 3, dort: 4, bes: 5, alti: 6, yedi: 7, sekiz: 8, dokuz: 9, on: 10 };

const either = (words: readonly string[]) => words.toSorted((one, other) => other.length - one.length).join('|');
const DAY_TIME = '(?<noon>sabah|ogleden sonra|ogle|aksam|gece)(?:i|leyin|leri|a|ye)?';
const TIME = `(?:saat\\s+)?(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:['’]?[dt][ea])?|saat\\s+(?<bare>\\d{1,2})(?:['’]?[dt][ea])?|(?<at>\\d{1,2})['’][dt][ea]`;
const MAYBE_TIME = `(?:,?\\s+(?:${DAY_TIME}\\s*)?(?:${TIME})|\\s+${DAY_TIME.replace('noon', 'part')})?`;
const DOTTED_TIME = ',?\\s+(?:в\\s+|at\\s+|saat\\s+)?(?<hour>\\d{1,2}):(?<minute>\\d{2})';
const COUNT = `\\d{1,3}|yarim|${either(Object.keys(NUMBERS))}`;
const UNIT = 'dakika|dk|saat|gun|hafta|ay';
const LETTERS = 'min|h|d|w|ч|мин|дн|dk|sa';
const END = '(?![\\p{L}\\d])';
const rule = (pattern: string, read: Rule[1]): Rule => [new RegExp(`(?<![\\p{L}\\d])${pattern}${END}`, 'gu'), read];

const GRAMMAR: readonly Rule[] = [
  rule(`(?<day>bugun|yarin|obur gun|ertesi gun)(?:['’]?[ae])?${MAYBE_TIME}`, (parts, now) => {
    const ahead = parts.day === 'bugun' ? 0 : parts.day === 'yarin' ? 1 : 2;
    return onDay(addDays(now, ahead), parts);
  }),
  rule(`(?<when>bu aksam|bu gece)${MAYBE_TIME}`, (parts, now) => onDay(now, { part: parts.when?.slice(3), ...present(parts) })),
  rule(
    `(?:(?:bu|gelecek|onumuzdeki|haftaya)\\s+)?(?<weekday>${either(Object.keys(WEEKDAYS))})(?:['’]?y?[ae]|\\s+gun(?:u|une))?${MAYBE_TIME}`,
    (parts, now) => onDay(nextDay(now, WEEKDAYS[parts.weekday as keyof typeof WEEKDAYS]), parts),
  ),
  rule(`(?:к|ко)\\s+(?<weekday>${either(Object.keys(DATIVES))})`, (parts, now) =>
    onDay(nextDay(now, DATIVES[parts.weekday as keyof typeof DATIVES]), parts),
  ),
  rule(`(?<day>\\d{1,2})\\s+(?<month>${either(MONTHS)})(?:['’]?[dt][ea])?${MAYBE_TIME}`, (parts, now) =>
    inYear(Number(parts.day), MONTHS.indexOf(parts.month ?? '') + 1, undefined, parts, now),
  ),
  rule('(?:gelecek hafta|haftaya)', (parts, now) => onDay(addWeeks(now, 1), parts)),
  rule("saat\\s+(?<bare>\\d{1,2})(?:[:.](?<minute>\\d{2}))?(?:['’]?[dt][ea])?", soon),
  rule("(?<at>\\d{1,2})(?:[:.](?<minute>\\d{2}))?['’][dt][ea]", soon),
  rule(`(?<count>${COUNT})\\s+(?<unit>${UNIT})\\s+(?:sonra(?:ya)?|icinde)`, ahead),
  rule(`(?:in|within|через)\\s+(?<count>\\d{1,3})\\s?(?<unit>${LETTERS})`, ahead),
  rule(`(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4}|\\d{2})?(?:${DOTTED_TIME})?`, dotted),
  rule(`(?<day>\\d{2})\\.(?<month>\\d{2})${DOTTED_TIME}`, dotted),
  rule('(?<=(?<![\\p{L}\\d])(?:by|until|till|on|before|due|до|к)\\s+)(?<day>\\d{2})\\.(?<month>\\d{2})(?!\\s?[€$£₽₺])', dotted),
];

/** Times where one is expected; in a sentence "3 h" is how long a film is, and "10.05" what something costs. */
const SHORT: readonly Rule[] = [
  rule(`(?<count>\\d{1,3})\\s?(?<unit>${LETTERS})`, ahead),
  rule(`(?<count>${COUNT})\\s+(?<unit>${UNIT})(?:l[iu]g[iu]n[ae])?`, ahead),
  rule('(?<day>\\d{2})\\.(?<month>\\d{2})', dotted),
];

function dotted(parts: Parts, now: TZDate): Wall | undefined {
  const year = parts.year === undefined ? undefined : Number(parts.year) + (parts.year.length === 2 ? 2000 : 0);
  return inYear(Number(parts.day), Number(parts.month), year, parts, now);
}

/** So many units from now: hours pass as they pass, days keep the time on the wall. */
function ahead({ count = '', unit = '' }: Parts, now: TZDate): Wall | undefined {
  const half = count === 'yarim';
  const many = half ? 0 : (NUMBERS[count] ?? Number(count));
  switch (unit) {
    case 'dakika':
    case 'dk':
    case 'min':
    case 'мин':
      return { instant: addMinutes(now, many) };
    case 'saat':
    case 'sa':
    case 'h':
    case 'ч':
      return { instant: half ? addMinutes(now, 30) : addHours(now, many) };
    case 'hafta':
    case 'w':
      return onDay(addWeeks(now, many), {});
    case 'ay':
      return onDay(addMonths(now, many), {});
    default:
      return onDay(addDays(now, many), {});
  }
}

/** A time alone is the next time that the clock shows it. */
function soon(parts: Parts, now: TZDate): Wall | undefined {
  const wall = onDay(now, parts);
  if (wall === undefined || 'instant' in wall) return wall;
  const isOver = (wall.hour ?? 0) * 60 + (wall.minute ?? 0) <= now.getHours() * 60 + now.getMinutes();
  return isOver ? onDay(addDays(now, 1), parts) : wall;
}

const PARTS_OF_DAY: Readonly<Record<string, number>> = { sabah: 9, ogle: 12, 'ogleden sonra': 15, aksam: 19, gece: 22 };
const present = (parts: Parts): Parts => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

/** The time said with a day; undefined when there is no such time. */
function onDay(day: TZDate, parts: Parts): Wall | undefined {
  const date = { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() };
  const said = parts.hour ?? parts.bare ?? parts.at;
  const part = parts.part ?? parts.noon;
  if (said === undefined) return part === undefined ? date : { ...date, hour: PARTS_OF_DAY[part] ?? 9, minute: 0 };
  const [hour, minute] = [Number(said), Number(parts.minute ?? 0)];
  if (hour > 23 || minute > 59) return undefined;
  const isLate = part !== undefined && part !== 'sabah' && hour < 12;
  const isWorkTime = part === undefined && !said.startsWith('0') && hour >= 1 && hour <= 6;
  return { ...date, hour: isLate || isWorkTime ? hour + 12 : hour, minute };
}

/** A day of the calendar: without a year the next one; undefined for the 31st of a month that has none. */
function inYear(day: number, month: number, year: number | undefined, parts: Parts, now: TZDate): Wall | undefined {
  const isOver = month - 1 < now.getMonth() || (month - 1 === now.getMonth() && day < now.getDate());
  const wanted = year ?? now.getFullYear() + (isOver ? 1 : 0);
  const date = new Date(Date.UTC(wanted, month - 1, day));
  if (month < 1 || month > 12 || date.getUTCDate() !== day) return undefined;
  const wall = onDay(now, parts);
  return wall === undefined || 'instant' in wall ? undefined : { ...wall, year: wanted, month, day };
}
