import type { Pace } from '../../src/outbox/deliver.ts';

/**
 * Spreads what an account sends over its second. The database says what may go; a process that was held up in between would
 * send all of it at once, which a provider counts as too much.
 */
export function startPace(): Pace {
  const next = new Map<string, number>();
  return async (account, perSecond) => {
    const now = performance.now();
    const mine = Math.max(now, next.get(account) ?? 0);
    next.set(account, mine + 1_000 / perSecond);
    if (mine > now) await new Promise((resolve) => setTimeout(resolve, mine - now));
  };
}
