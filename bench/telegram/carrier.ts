import { Agent, request } from 'node:http';
import type { Update } from 'grammy/types';
import type { BotApiServer } from '../../test/support/bot-api.ts';

export type Acks = {
  /** How long each acknowledgement took. */
  ms: number[];
  /** Anything but 200 from a webhook. */
  refused: number;
};

/** How Telegram brings updates to a bot. */
export type Carrier = {
  /** Resolves when the update is acknowledged. */
  carry: (update: Omit<Update, 'update_id'>) => Promise<void>;
  acks: Acks;
  close: () => void;
};

/** Told of what the Bot API server hands out and what is confirmed. */
export type Poll = { handedOut: (id: number) => void; confirmed: (id: number) => void };

/** Updates wait until the bot asks for them. From the moment it has one until it says so: that is its acknowledgement. */
export function byPolling(): { poll: Poll; carrier: (api: BotApiServer) => Carrier } {
  const acks: Acks = { ms: [], refused: 0 };
  const handed = new Map<number, number>();
  const waiting = new Map<number, () => void>();
  return {
    poll: {
      handedOut: (id) => {
        if (!handed.has(id)) handed.set(id, performance.now());
      },
      confirmed: (id) => {
        acks.ms.push(performance.now() - (handed.get(id) ?? Number.NaN));
        waiting.get(id)?.();
        waiting.delete(id);
      },
    },
    carrier: (api) => ({
      acks,
      carry: (update) => new Promise((resolve) => waiting.set(api.push(update), resolve)),
      close: () => undefined,
    }),
  };
}

const TRIES = 5;
const AGAIN_AFTER_MS = 500;

/**
 * Telegram's side of a webhook: as many connections as the bot has asked for, those of one chat one after the other, and
 * again what was not taken.
 */
export function byWebhook(url: string, secret: string, connections: number): Carrier {
  const acks: Acks = { ms: [], refused: 0 };
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const queue: Array<() => void> = [];
  const last = new Map<number, Promise<void>>();
  let nextUpdate = 1;

  let free = connections;
  const enter = () =>
    new Promise<void>((resolve) => {
      if (free > 0) {
        free -= 1;
        resolve();
      } else queue.push(resolve);
    });
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };

  const post = (body: string) =>
    new Promise<number>((resolve) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-telegram-bot-api-secret-token': secret,
      };
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      });
      sent.once('error', () => resolve(0));
      sent.end(body);
    });

  async function bring(body: string): Promise<void> {
    for (let tried = 0; tried < TRIES; tried++) {
      await enter();
      const from = performance.now();
      const status = await post(body).finally(leave);
      acks.ms.push(performance.now() - from);
      if (status === 200) return;
      acks.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  return {
    acks,
    carry: (update) => {
      const chat = update.message?.chat.id ?? update.callback_query?.from.id ?? 0;
      const body = JSON.stringify({ update_id: nextUpdate++, ...update });
      const brought = (last.get(chat) ?? Promise.resolve()).then(() => bring(body));
      last.set(chat, brought);
      return brought;
    },
    close: () => agent.destroy(),
  };
}
