import type { IncomingMessage } from 'node:http';
import type { Update } from 'grammy/types';

/** The updates of one bot: kept until they are confirmed, handed out again until then, and waited for. */
export function startQueue() {
  const pending: Update[] = [];
  const waiting = new Set<() => void>();
  const confirmed = new Set<number>();
  let nextUpdate = 100;
  let polls = 0;
  let last: Update | undefined;

  const wake = () => {
    for (const one of waiting) one();
  };

  async function ask(params: Record<string, unknown>, request: IncomingMessage): Promise<Update[]> {
    const offset = Number(params.offset ?? 0);
    polls += 1;
    for (const update of pending.filter(({ update_id }) => update_id < offset)) {
      confirmed.add(update.update_id);
      pending.splice(pending.indexOf(update), 1);
    }
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
    return pending.toSorted((a, b) => a.update_id - b.update_id).slice(0, Number(params.limit ?? 100));
  }

  return {
    pending,
    confirmed,
    wake,
    ask,
    polls: () => polls,
    push: (update: Omit<Update, 'update_id'>, id?: number): number => {
      const update_id = id ?? nextUpdate++;
      last = { update_id, ...update };
      pending.push(last);
      wake();
      return update_id;
    },
    lastUpdate: (): Update => {
      if (last === undefined) throw new Error('nothing has come yet');
      return last;
    },
    again: (update: Update): void => {
      pending.push(update);
      wake();
    },
  };
}
