/** A clock that only goes when told to, or by a fixed step at every look. */
export function fakeClock(options: { at?: string; stepMs?: number } = {}) {
  let ms = Date.parse(options.at ?? '2026-11-20T09:12:00.000Z');
  const begin = ms;
  return {
    /** Milliseconds since the clock was made. */
    now: () => {
      ms += options.stepMs ?? 0;
      return ms - begin;
    },
    date: () => new Date(ms),
    advance: (byMs: number) => {
      ms += byMs;
    },
  };
}
