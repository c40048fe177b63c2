import type { Log } from '../log.ts';
import type { TelegramApi } from './api.ts';
import { isCheckout } from './money.ts';
import { pause } from './pause.ts';
import type { TakeUpdate } from './updates.ts';

/** What the desk asks Telegram for. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'pre_checkout_query', 'inline_query', 'my_chat_member'];
/** How long the server may keep a question open until something happens. */
const WAIT_SECONDS = 25;
const AT_ONCE = 100;
/** While others take long, so often somebody is looked for who is about to pay. */
const LOOK_FOR_PAYERS_MS = 2_000;
const PAUSE_MS = { first: 500, most: 30_000 };
/** While nothing can be stored: Telegram is still asked often enough to answer in time whoever wants to pay. */
const MOST_UNSTORED_MS = 4_000;

class Unstored extends Error {}

export type Polling = {
  /** Stores what has come, confirms it, and asks no more. */
  stop: () => Promise<void>;
};

type Update = { update_id: number };
type Options = {
  api: TelegramApi;
  take: TakeUpdate;
  log: Log;
  bot: string;
  /** Told after every question whether Telegram has answered it: undefined, or what went wrong. */
  heard: (error: string | undefined) => void;
};

/**
 * Asks for updates, stores them and only then confirms them by asking for those after: whatever happens in between, they
 * come again, and what is stored already is known.
 */
export function startPolling({ api, take, log, bot, heard }: Options): Polling {
  const ending = new AbortController();
  let offset: number | undefined;
  let pauseMs = 0;

  async function round(): Promise<void> {
    const updates = await ask(WAIT_SECONDS);
    const taking = takeAll(updates);
    await answerPayersUntil(taking);
    const failed = await taking;
    const next = failed ?? (updates.at(-1)?.update_id ?? Number.NaN) + 1;
    if (!Number.isNaN(next)) offset = next;
    if (failed !== undefined) throw new Unstored(`update ${failed} is not stored yet`);
  }

  async function ask(timeout: number): Promise<Update[]> {
    const question = { ...(offset !== undefined && { offset }), timeout, limit: AT_ONCE, allowed_updates: ALLOWED_UPDATES };
    const answer = await api.updates(question, ending.signal);
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.description}`);
    return (answer.result as Update[]).toSorted((a, b) => a.update_id - b.update_id);
  }

  /** A file may take its time to come; whoever is about to pay is waited for ten seconds. What else has come stays for the next round. */
  async function answerPayersUntil(taken: Promise<unknown>): Promise<void> {
    const waiting = new AbortController();
    const done = taken.then(() => waiting.abort());
    while (!waiting.signal.aborted && !ending.signal.aborted) {
      await pause(LOOK_FOR_PAYERS_MS, waiting.signal);
      if (waiting.signal.aborted) break;
      const checkouts = (await ask(0).catch(() => [])).filter(isCheckout);
      // One that could not be answered comes again.
      await Promise.allSettled(checkouts.map((update) => take(update)));
    }
    await done;
  }

  /** Those of one person one after the other, of all persons side by side; the first that could not be stored. */
  async function takeAll(updates: readonly Update[]): Promise<number | undefined> {
    const people = [...Map.groupBy(updates, personOf).values()];
    const failed = await Promise.all(
      people.map(async (theirs) => {
        for (const update of theirs) {
          try {
            await take(update);
          } catch (error) {
            log.error({ err: error, bot, update: update.update_id }, 'an update could not be stored; it is asked for again');
            return update.update_id;
          }
        }
        return undefined;
      }),
    );
    const ids = failed.filter((id) => id !== undefined);
    return ids.length === 0 ? undefined : Math.min(...ids);
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await round();
        heard(undefined);
        pauseMs = 0;
      } catch (error) {
        if (ending.signal.aborted) break;
        heard(error instanceof Error ? error.message : String(error));
        pauseMs = Math.min(pauseMs === 0 ? PAUSE_MS.first : pauseMs * 2, error instanceof Unstored ? MOST_UNSTORED_MS : PAUSE_MS.most);
        log.warn({ err: error, bot, pauseMs }, 'Telegram could not be asked for updates; it is tried again');
        await pause(pauseMs, ending.signal);
      }
    }
  }

  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
      // Otherwise what is stored would come once more at the next start.
      if (offset !== undefined) {
        await api
          .updates({ offset, timeout: 0, limit: 1, allowed_updates: ALLOWED_UPDATES })
          .catch((error: unknown) => log.debug({ err: error, bot }, 'the last updates were not confirmed; they come again and are known'));
      }
    },
  };
}

/** Whoever wrote or pressed: what one person does is stored in its order. Who is about to pay waits for nothing. */
function personOf(update: Update): number | string {
  if (isCheckout(update)) return `checkout ${update.update_id}`;
  const { message, callback_query: press } = update as {
    message?: { chat?: { id?: number } };
    callback_query?: { from?: { id?: number } };
  };
  return message?.chat?.id ?? press?.from?.id ?? update.update_id;
}
