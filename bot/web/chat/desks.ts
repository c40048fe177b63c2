import type { ChatDoor, WebDesk } from './door.ts';

/** How long a desk's name and languages are taken for true. */
const FRESH_MS = 5_000;
const MOST = 1_000;

export type Desks = { find(account: string): Promise<WebDesk | null> };

/** The desks by their accounts, asked of the database at most every few seconds each. */
export function rememberDesks(door: ChatDoor, now: () => number = () => performance.now()): Desks {
  const known = new Map<string, { desk: WebDesk; until: number }>();
  return {
    async find(account) {
      // What cannot be an account is not worth a question.
      if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(account)) return null;
      const fresh = known.get(account);
      if (fresh && fresh.until > now()) return fresh.desk;
      const desk = await door.desk(account);
      known.delete(account);
      if (desk !== null) known.set(account, { desk, until: now() + FRESH_MS });
      if (known.size > MOST) known.delete(known.keys().next().value ?? '');
      return desk;
    },
  };
}
