import type { IncomingMessage } from 'node:http';
import type { Update } from 'grammy/types';
import type { BotApiOptions } from './types.ts';

/** The updates of one bot: kept until they are confirmed, handed out again until then, and waited for. */
export function startQueue(onArrival: () => void, tell: Pick<BotApiOptions, 'handedOut' | 'confirmed'>) {
  const pending: Update[] = [];
  const waiting = new Set<() => void>();
  const confirmed = new Set<number>();
  const pushed: Update[] = [];
  let nextUpdate = 100;
  let polls = 0;
  let last: Update | undefined;
  /** What the bot wants to hear of; the server remembers it. Nothing: of everything. */
  let allowed: readonly string[] = [];

  const wake = () => {
    for (const one of waiting) one();
  };

  function allow(wanted: unknown): void {
    if (Array.isArray(wanted)) allowed = wanted as string[];
  }

  function confirm(update: Update): void {
    confirmed.add(update.update_id);
    tell.confirmed?.(update.update_id);
    const at = pending.indexOf(update);
    if (at !== -1) pending.splice(at, 1);
  }

  function arrived(update: Update): void {
    if (allowed.length > 0 && !allowed.some((what) => what in update)) return;
    pending.push(update);
    wake();
    onArrival();
  }

  async function ask(params: Record<string, unknown>, request: IncomingMessage): Promise<Update[]> {
    const offset = Number(params.offset ?? 0);
    polls += 1;
    allow(params.allowed_updates);
    for (const update of pending.filter(({ update_id }) => update_id < offset)) confirm(update);
    if (pending.length === 0 && Number(params.timeout) > 0) {
      await new Promise<void>((resolve) => {
        const done = () => {
          waiting.delete(done);
          clearTimeout(timer);
          request.socket.off('close', done);
          resolve();
        };
        const timer = setTimeout(done, Number(params.timeout) * 1_000);
        waiting.add(done);
        request.socket.once('close', done);
      });
    }
    const handed = pending.toSorted((a, b) => a.update_id - b.update_id).slice(0, Number(params.limit ?? 100));
    for (const { update_id } of handed) tell.handedOut?.(update_id);
    return handed;
  }

  return {
    pending,
    pushed,
    confirmed,
    wake,
    ask,
    allow,
    confirm,
    polls: () => polls,
    push: (update: Omit<Update, 'update_id'>, id?: number): number => {
      const update_id = id ?? nextUpdate++;
      last = { update_id, ...update };
      pushed.push(last);
      arrived(last);
      return update_id;
    },
    lastUpdate: (): Update => {
      if (last === undefined) throw new Error('nothing has come yet');
      return last;
    },
    again: arrived,
  };
}
