import type { Claimed } from '../../src/outbox/claimed.ts';
import { type DeliveryDeps, deliverInOrder, type Settlement } from '../../src/outbox/deliver.ts';
import { claimOutbox, settleOutbox } from '../../src/outbox/phone-book.ts';
import { asked } from '../../src/rpc/call.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Log } from '../log.ts';
import { startPump } from './pump.ts';

/** Settlements wait this long for company: one call settles them all, off the way of the next reply. */
const SETTLE_AFTER_MS = 25;
const BATCH = 50;
const MOST_AT_ONCE = 500;
/** Where a limit holds messages back, nobody calls out when it lets the next one through: for so long after work they are looked for. */
const HELD_BACK = { lookEveryMs: 100, forMs: 2_500 };

export type SenderOptions = DeliveryDeps & {
  port: RpcPort;
  worker: string;
  leaseSeconds: number;
  pollMs: number;
  /** Whether the database can call this worker. */
  hears: boolean;
  log: Log;
  sent?: (row: Claimed, ms: number) => void;
};

export type Sender = {
  /** Sends rows that are claimed already: the replies of a turn. */
  send: (rows: readonly Claimed[]) => void;
  wake: () => void;
  /** Sends what is claimed, settles it, and ends. */
  stop: () => Promise<void>;
};

/** Stage 6: claims what is due, sends it chat by chat, settles in batches. */
export function startSender(options: SenderOptions): Sender {
  const { port, worker, log } = options;
  const under = new Set<Promise<void>>();
  let waiting: Settlement[] = [];
  let timer: NodeJS.Timeout | undefined;
  let settling = Promise.resolve();
  let lastWork = performance.now();

  const pump = startPump('outbox', options.pollMs, log, async () => {
    const rows = asked(await claimOutbox(port, { worker, batch: BATCH, lease_seconds: options.leaseSeconds }));
    for (const row of rows) {
      if ('unreadable' in row) waiting.push({ id: row.id, outcome: 'retry', error: 'this worker cannot read it' });
    }
    await Promise.all(byChat(rows.filter((row): row is Claimed => !('unreadable' in row))).map(sendChat));
    if (rows.length > 0) {
      await settle();
      lastWork = performance.now();
      return true;
    }
    return performance.now() - lastWork < HELD_BACK.forMs && { againMs: HELD_BACK.lookEveryMs };
  });
  function wake(): void {
    lastWork = performance.now();
    pump.wake();
  }

  async function sendChat(rows: readonly Claimed[]): Promise<void> {
    const begin = performance.now();
    const settlements = await deliverInOrder(rows, options);
    for (const { id, outcome, error } of settlements) {
      if (outcome !== 'sent') log.warn({ outbox: id, outcome, error }, 'a message did not go out');
    }
    for (const row of rows) options.sent?.(row, performance.now() - begin);
    waiting.push(...settlements);
    if (waiting.length >= BATCH) void settle();
    else timer ??= setTimeout(() => void settle(), SETTLE_AFTER_MS);
  }

  /** A result the database refuses is left to its lease; the others are settled all the same. */
  async function settleAll(results: Settlement[]): Promise<void> {
    const settled = await settleOutbox(port, { worker, results });
    if (settled.ok) return;
    if (results.length === 1) log.error({ refusal: settled.refusal, outbox: results[0]?.id }, 'a sending could not be settled');
    else for (const result of results) await settleAll([result]);
  }

  /** One settling after the other; what could not be settled stays, and its lease runs out in the worst case. */
  function settle(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    settling = settling.then(async () => {
      const results = waiting.slice(0, MOST_AT_ONCE);
      if (results.length === 0) return;
      waiting = waiting.slice(MOST_AT_ONCE);
      try {
        await settleAll(results);
        if (waiting.length > 0) timer ??= setTimeout(() => void settle(), SETTLE_AFTER_MS);
        // What became free by it, the database calls out; who cannot hear it looks.
        if (!options.hears) wake();
      } catch (error) {
        waiting = [...results, ...waiting];
        log.error({ err: error, rows: results.length }, 'messages were sent and could not be settled yet');
        timer ??= setTimeout(() => void settle(), 1_000).unref();
      }
    });
    return settling;
  }

  return {
    send: (rows) => {
      for (const chat of byChat(rows)) {
        const sending = sendChat(chat)
          .catch((error: unknown) => log.error({ err: error }, 'a sending was broken off; its messages are taken again'))
          .finally(() => under.delete(sending));
        under.add(sending);
      }
    },
    wake,
    stop: async () => {
      await pump.stop();
      await Promise.all(under);
      let before: number;
      do {
        before = waiting.length;
        await settle();
      } while (waiting.length > 0 && waiting.length < before);
      clearTimeout(timer);
    },
  };
}

function byChat(rows: readonly Claimed[]): Claimed[][] {
  return [...Map.groupBy(rows, (row) => row.chat.id).values()];
}
