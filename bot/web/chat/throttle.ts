export type Throttle = {
  /** Counts an event. Zero when it may pass, else the seconds to wait. */
  secondsToWait(visitor: string): number;
};

export type ThrottleOptions = {
  events: number;
  withinMs: number;
  /** How many visitors are remembered; those silent for longest are forgotten first. */
  visitors: number;
  now?: () => number;
};

/** So many events per visitor within so long, in a memory that does not grow. */
export function createThrottle({ events, withinMs, visitors, now = () => performance.now() }: ThrottleOptions): Throttle {
  const seen = new Map<string, number[]>();
  return {
    secondsToWait(visitor) {
      const at = now();
      const recent = (seen.get(visitor) ?? []).filter((time) => time > at - withinMs);
      const mayPass = recent.length < events;
      // Last in the map is heard of last.
      seen.delete(visitor);
      seen.set(visitor, mayPass ? [...recent, at] : recent);
      if (seen.size > visitors) seen.delete(seen.keys().next().value ?? '');
      return mayPass ? 0 : Math.max(1, Math.ceil(((recent[0] ?? at) + withinMs - at) / 1000));
    },
  };
}
