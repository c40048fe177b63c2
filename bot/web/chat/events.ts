import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { webLimits } from '../../../src/channels/web/limits.ts';
import { toInbox } from '../../../src/channels/web/to-inbox.ts';
import { guarded, refuse } from './answers.ts';
import type { Desks } from './desks.ts';
import { chatLimits, type MountedWith } from './options.ts';
import { createThrottle } from './throttle.ts';
import { newToken, visitorOf } from './visitors.ts';
import type { Bell } from './wake.ts';

const THROTTLED_VISITORS = 20_000;

/** Where visitors come from and what they say comes in. `arrivals` rings with the digest of one who has said something. */
export function mountEvents(web: Hono, options: MountedWith, desks: Desks, arrivals: Bell): void {
  const { door, limits } = options;
  const throttle = createThrottle({
    events: limits?.eventsPerTenSeconds ?? chatLimits.eventsPerTenSeconds,
    withinMs: 10_000,
    visitors: THROTTLED_VISITORS,
  });

  web.post(
    '/chat/:account/visitors',
    guarded(options, async (c) => {
      if ((await desks.find(c.req.param('account') ?? '')) === null) return refuse(c, options, 404);
      return c.json({ token: newToken() }, 201);
    }),
  );

  web.post(
    '/chat/:account/events',
    // Who it is and how often comes before the body is read.
    async (c, next) => {
      const visitor = visitorOf(c);
      if (visitor === null) return refuse(c, options, 401);
      const seconds = throttle.secondsToWait(visitor);
      if (seconds > 0) return refuse(c, options, 429, seconds);
      await next();
      return undefined;
    },
    bodyLimit({ maxSize: webLimits.body, onError: (c) => refuse(c, options, 413) }),
    guarded(options, async (c) => {
      const account = c.req.param('account') ?? '';
      if ((await desks.find(account)) === null) return refuse(c, options, 404);
      const visitor = visitorOf(c) ?? '';
      const [inbound] = toInbox({ account, visitor, body: await c.req.text() });
      if (inbound === undefined) return refuse(c, options, 400);
      const accepted = await door.accept(inbound);
      if (!accepted.ok) return refuse(c, options, accepted.refusal.code === 'NOT_FOUND' ? 404 : 400);
      arrivals.ring(visitor);
      return c.json(accepted.data, 202);
    }),
  );
}
