import type { Log } from '../log.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

export type Pump = {
  /** There may be work: look soon. Cheap to call, however often. */
  wake: () => void;
  /** Looks no more, and waits for the look under way. */
  stop: () => Promise<void>;
};

/** What a look has found: more to do (look again at once), nothing (look when it is time), or something in so many milliseconds. */
export type Looked = boolean | { againMs: number };

/**
 * Looks for work when woken and every `everyMs`, one look at a time; earlier where `look` says so.
 * A look that fails is logged and made again, with longer and longer pauses: the database may be away.
 */
export function startPump(name: string, everyMs: number, log: Log, look: () => Promise<Looked>): Pump {
  let stopped = false;
  let woken = false;
  let pause = 0;
  let nextMs = everyMs;
  let under: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    try {
      do {
        woken = false;
        const looked = await look();
        if (looked === true) woken = true;
        nextMs = typeof looked === 'object' ? Math.min(looked.againMs, everyMs) : everyMs;
      } while (woken && !stopped);
      pause = 0;
    } catch (error) {
      pause = Math.min(pause === 0 ? FIRST_PAUSE_MS : pause * 2, LONGEST_PAUSE_MS);
      log.error({ err: error, pauseMs: pause }, `${name}: failed, and is tried again`);
    }
  }

  function begin(): void {
    if (stopped) return;
    if (under) {
      woken = true;
      return;
    }
    clearTimeout(timer);
    under = run().finally(() => {
      under = undefined;
      if (!stopped) timer = setTimeout(begin, pause > 0 ? pause : nextMs).unref();
    });
  }

  begin();
  return {
    // After a failure the pause is waited for: the database is not knocked at by every message.
    wake: () => {
      if (pause === 0) begin();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await under;
    },
  };
}
