/** A time of day on the desk's wall, "21:00". */
type WallTime = string;

/**
 * When the quiet hours end in which a moment lies, over midnight and over changes of the clocks; null when it lies in
 * none. The same end as the start means that there are none.
 */
export function nextQuietEnd(now: Date, timeZone: string, from: WallTime | null, until: WallTime | null): Date | null {
  if (from === null || until === null || from === until) return null;
  const { date, time } = onTheWall(now, timeZone);
  const [start, end] = [padded(from), padded(until)];
  if (start < end) return time >= start && time < end ? atWall(date, end, timeZone) : null;
  if (time < end) return atWall(date, end, timeZone);
  return time >= start ? atWall(nextDay(date), end, timeZone) : null;
}

const padded = (time: WallTime) => (time.length === 5 ? `${time}:00` : time);

function onTheWall(at: Date, timeZone: string): { date: string; time: string } {
  // Swedish writes a moment as ISO does.
  const [date = '', time = ''] = at.toLocaleString('sv-SE', { timeZone, hour12: false }).split(' ');
  return { date, time };
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * The moment at which the wall shows this. An hour that comes twice is taken the second time, and one that is left out
 * as if the clocks had not been changed yet: the quiet is never shorter for it.
 */
function atWall(date: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T${time}Z`);
  const before = offsetAt(new Date(wall - 86_400_000), timeZone);
  const after = offsetAt(new Date(wall + 86_400_000), timeZone);
  const candidates = [wall - Math.min(before, after), wall - Math.max(before, after)].map((ms) => new Date(ms));
  const fits = candidates.filter((at) => at.getTime() + offsetAt(at, timeZone) === wall);
  return fits.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? new Date(wall - before);
}

/** By how much the wall is ahead of UTC at a moment. */
function offsetAt(at: Date, timeZone: string): number {
  const { date, time } = onTheWall(at, timeZone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(at.getTime() / 1000) * 1000;
}
