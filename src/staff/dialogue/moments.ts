import { TZDate } from '@date-fns/tz/date';
import { tzOffset } from '@date-fns/tz/tzOffset';
import { Chrono, configuration, type ParsedResult } from 'chrono-node/en';
import { casual as russian } from 'chrono-node/ru';
import { addDays } from 'date-fns/addDays';
import { addHours } from 'date-fns/addHours';
import { formatISO } from 'date-fns/formatISO';
import { set } from 'date-fns/set';
import { impossibleIn } from './impossible-moments.ts';
import { findOwn, type Said, type Wall } from './moment-words.ts';

/** Where it is said from: a moment, and the clock on the desk's wall. */
export type Clock = { now: string; timeZone: string };

/** A moment that words name, and where in the text they stand. */
export type Moment = {
  at: string;
  /** The day of it at the desk, as `2026-12-24`. */
  day: string;
  index: number;
  length: number;
};

const MORNING = 9;
const EVENING = 18;
/** What the libraries take "in the morning" for. */
const THEIR_MORNING = 6;
/** Longer texts are no answer to "when", and cost time. */
const LONGEST = 600;

/** The day stands before the month, as everywhere but in the United States. */
const english = new Chrono(configuration.createCasualConfiguration(true));

/**
 * The moment that a text names anywhere in it, in English, Russian or Turkish: "tomorrow 17:00", "через 2 часа",
 * "yarın". A day without a time is its morning; today without one is its evening. Times are those on the desk's wall,
 * also across a change of the clocks. Of several, the longest said; undefined when there is none.
 */
export function findMoment(text: string, clock: Clock): Moment | undefined {
  return longestOf(
    saidIn(text, clock).filter(({ short, length }) => short !== true || length === text.trim().length),
    clock,
  );
}

/** The same where a time is expected: there "2 h" and "24.12" are times as well, which in a sentence measure or cost something. */
export const findAnyMoment = (text: string, clock: Clock): Moment | undefined => longestOf(saidIn(text, clock), clock);

/** The moment that a text begins with, perhaps led to by "until" or "на", and what comes after it; undefined also when a part of it cannot be. */
export function momentAtStart(text: string, clock: Clock): { moment: Moment; rest: string } | undefined {
  const found = findAnyMoment(text, clock);
  if (found === undefined || impossibleIn(text) !== undefined || withoutLead(text.slice(0, found.index)) !== '') return undefined;
  return { moment: found, rest: withoutTail(text.slice(found.index + found.length)).replace(/^[\s,:]+/, '') };
}

function saidIn(text: string, clock: Clock): Said[] {
  const searched = text.slice(0, LONGEST);
  return [...read(english, searched, clock), ...read(russian, searched, clock), ...findOwn(searched, wallNow(clock))];
}

function longestOf(said: readonly Said[], clock: Clock): Moment | undefined {
  const [best] = said.toSorted((one, other) => other.length - one.length || other.index - one.index);
  if (best === undefined) return undefined;
  const at = resolve(best.wall, clock);
  return { at: inTheWorld(at), day: formatISO(at, { representation: 'date' }), index: best.index, length: best.length };
}

/** The text without the words that named the moment, and without what led to them: "by", "до", "'a kadar". */
export function withoutMoment(text: string, { index, length }: Pick<Moment, 'index' | 'length'>): string {
  const before = withoutLead(text.slice(0, index));
  const after = withoutTail(text.slice(index + length));
  return `${before} ${after.trim()}`.replaceAll(/^[\s,;:–-]+|[\s,;:–-]+$/g, '').replaceAll(/\s{2,}/g, ' ');
}

const withoutLead = (before: string) =>
  before.replace(/(?:^|\s)(?:by|until|till|on|at|before|due|до|к|ко|в|во|на|не позднее)\s*$/iu, '').trim();
const withoutTail = (after: string) => after.replace(/^(?:['’]?\s*[aeyı]{0,2})?\s+kadar(?=\s|$)/iu, '');

const zoneOf = ({ timeZone }: Clock) => (Number.isNaN(tzOffset(timeZone, new Date())) ? 'UTC' : timeZone);
const inTheWorld = (at: TZDate) => new Date(at.getTime()).toISOString();
const wallNow = (clock: Clock) => new TZDate(clock.now, zoneOf(clock));

function read(chrono: Chrono, text: string, clock: Clock): Said[] {
  const instant = new Date(clock.now);
  return chrono
    .parse(text, { instant, timezone: tzOffset(zoneOf(clock), instant) }, { forwardDate: true })
    .filter(isMeant)
    .map((result) => ({ wall: wallOf(result, clock), index: result.index, length: result.text.length, short: isMeasure(result) }));
}

/** "3 h" or "for 2 days" tells how much, "in 3 h" when. */
const isMeasure = (result: ParsedResult) => result.tags().has('result/relativeDate') && !FROM_NOW.test(result.text);
const FROM_NOW =
  /^(?:in|within|after|next|last|past|this|coming|через|спустя|в течение|следующ|прошл|эт|\+)|(?:later|from now|after|ago|hence|назад|спустя|позже)$/iu;

/** A month alone, "now", or a word like "sun" in a sentence is no time to do something at. */
function isMeant({ start, text }: ParsedResult): boolean {
  if (/^(?:now|сейчас|sun|sat|mon|wed|may|mar)$/i.test(text.trim())) return false;
  return start.isCertain('day') || start.isCertain('weekday') || start.isCertain('hour');
}

/** What is so many hours from now is a moment of its own; everything else is read off the clock on the wall. */
function wallOf({ start, text }: ParsedResult, clock: Clock): Wall {
  if (start.isCertain('timezoneOffset') && start.isCertain('hour')) return { instant: start.date() };
  const part = (name: 'year' | 'month' | 'day') => start.get(name) ?? 1;
  return { year: part('year'), month: part('month'), day: part('day'), ...hourOf(start, text, clock) };
}

function hourOf(start: ParsedResult['start'], text: string, clock: Clock): { hour?: number; minute?: number } {
  const [hour, minute] = [start.get('hour'), start.get('minute') ?? 0];
  if (hour === null) return {};
  if (start.isCertain('hour')) {
    // Nobody works at five in the morning: "at 5" is the afternoon, unless it is written as 05.
    const isAfternoon = hour >= 1 && hour <= 6 && !start.isCertain('meridiem') && !/(?<!\d)0\d/.test(text);
    return { hour: isAfternoon ? hour + 12 : hour, minute };
  }
  // An evening or a night is a time of its own; the hour of now, or noon, is only what stands where none was said.
  if (hour === 12 || hour === wallNow(clock).getHours()) return {};
  return hour === THEIR_MORNING ? { hour: MORNING, minute: 0 } : { hour, minute };
}

function resolve(wall: Wall, clock: Clock): TZDate {
  const zone = zoneOf(clock);
  if ('instant' in wall) return new TZDate(wall.instant, zone);
  const now = wallNow(clock);
  const at = new TZDate(wall.year, wall.month - 1, wall.day, wall.hour ?? MORNING, wall.minute ?? 0, 0, 0, zone);
  if (wall.hour !== undefined || at.getTime() > now.getTime()) return at;
  const isToday = formatISO(at, { representation: 'date' }) === formatISO(now, { representation: 'date' });
  if (!isToday) return at;
  const evening = set(at, { hours: EVENING, minutes: 0 });
  return evening.getTime() > now.getTime() ? evening : addHours(now, 1);
}

/** The next morning at the desk: what "tomorrow" on a button means. */
export const tomorrowMorning = (clock: Clock): string =>
  inTheWorld(set(addDays(wallNow(clock), 1), { hours: MORNING, minutes: 0, seconds: 0, milliseconds: 0 }));
