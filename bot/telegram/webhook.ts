import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import type { Log } from '../log.ts';
import type { TakeUpdate } from './updates.ts';

/** More than any update has: a text of 4,096 characters with its entities. */
const MOST_BYTES = 1_000_000;

/** The door of a bot whose updates are brought: what its sender must know, and where they go. */
export type Hook = { secret: string; take: TakeUpdate };

/** Made of the token, so that nobody has to choose, store or lose it; the token cannot be told from it. */
export const secretOf = (token: string) => createHash('sha256').update(`webhook of ${token}`).digest('hex');

/**
 * Where Telegram brings updates. They are taken once they are stored: 200, with nothing in it; everything else but a wrong
 * secret makes Telegram bring them again.
 */
export function mountTelegram(web: Hono, hookOf: (account: string) => Hook | undefined, log: Log): void {
  web.post('/telegram/:account', async (c) => {
    const hook = hookOf(c.req.param('account'));
    if (hook === undefined || !isSame(c.req.header('x-telegram-bot-api-secret-token') ?? '', hook.secret)) return c.body(null, 401);
    if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) return c.body(null, 413);
    const body = await c.req.text();
    if (body.length > MOST_BYTES) return c.body(null, 413);
    const update = parse(body);
    // It will not become readable by coming again.
    if (update === undefined) return c.body(null, 200);
    try {
      await hook.take(update);
      return c.body(null, 200);
    } catch (error) {
      log.error({ err: error }, 'an update could not be stored; Telegram brings it again');
      return c.body(null, 503);
    }
  });
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function parse(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
