import type { Update } from 'grammy/types';

/** How long it waits before it brings again what was not taken; the real one begins with a second or two. */
const RETRY_MS = 50;

export type Hook = { url: string; secret: string; connections: number };
/** What came of one bringing: the status it was answered with, 0 for none, and how long that took. */
export type Brought = { update: number; status: number; ms: number };

type Options = { pending: readonly Update[]; confirm: (update: Update) => void };

/**
 * Brings updates to the address that the bot has named: those of one queue in their order, as many at once as it has asked
 * for, and again until they are answered well.
 */
export function startWebhook({ pending, confirm }: Options) {
  const nowhere: Hook = { url: '', secret: '', connections: 0 };
  const brought: Brought[] = [];
  const busy = new Set<string>();
  let hook = nowhere;
  let isUp = true;

  function bring(): void {
    for (const update of pending) {
      const queue = queueOf(update);
      if (hook.url === '' || !isUp || busy.size >= hook.connections) return;
      if (!busy.has(queue)) void hold(queue, update);
    }
  }

  async function hold(queue: string, update: Update): Promise<void> {
    busy.add(queue);
    const { status } = await bringOne(update);
    const isTaken = status >= 200 && status <= 299;
    if (isTaken) confirm(update);
    const next = () => {
      busy.delete(queue);
      bring();
    };
    if (isTaken) next();
    else setTimeout(next, RETRY_MS).unref();
  }

  async function bringOne(update: Update): Promise<Brought> {
    const begin = performance.now();
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': hook.secret };
    const status = await fetch(hook.url, { method: 'POST', headers, body: JSON.stringify(update) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    const one = { update: update.update_id, status, ms: performance.now() - begin };
    brought.push(one);
    return one;
  }

  return {
    brought,
    bring,
    url: () => hook.url,
    set: (next: Hook = nowhere) => {
      hook = next;
      bring();
    },
    beUp: (up: boolean) => {
      isUp = up;
      bring();
    },
  };
}

/** Messages of a chat come in their order, and so do the presses of a person; the two do not wait for each other. */
function queueOf({ message, callback_query: press, update_id: id }: Update): string {
  return message ? `chat ${message.chat.id}` : press ? `presses of ${press.from.id}` : `update ${id}`;
}
