import type { Hono } from 'hono';
import type { RpcPort } from '../../../src/rpc/port.ts';
import { languageOf } from '../language.ts';
import { guarded } from './answers.ts';
import type { MountedWith } from './options.ts';
import { pagePolicy } from './policy.ts';
import { rehearsalPage } from './rehearsal-page.ts';
import { mountRehearsalStaff } from './rehearsal-staff.ts';
import type { Trace, Traces } from './traces.ts';

export type Rehearsal = {
  traces: Traces;
  /** The rows that a turn has written. */
  explain: (messageId: number) => Promise<unknown>;
  /** The desk's side is played through it. */
  port: RpcPort;
};

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const TURNS_SHOWN = 20;

/** A customer's chat beside what the desk does in it. For the one person at this machine. */
export function mountRehearsal(web: Hono, options: MountedWith, { traces, explain, port }: Rehearsal, account: string): void {
  const { phrases } = options;
  // A page that makes its own name point here (DNS rebinding) reads nobody's turns.
  web.use('/rehearsal/*', async (c, next) => {
    if (!LOOPBACK.test(c.req.header('host') ?? '')) return c.notFound();
    await next();
    return undefined;
  });

  mountRehearsalStaff(web, options, port, account);
  web.get('/rehearsal', (c) => {
    c.header('content-security-policy', pagePolicy({ frameAncestors: "'none'", frames: "'self'" }));
    return c.html(rehearsalPage({ account, language: languageOf(c), phrases }));
  });

  web.get(
    '/rehearsal/turns',
    guarded(options, async (c) => {
      const turns = traces.of(c.req.query('chat') ?? '').slice(0, TURNS_SHOWN);
      const wanted = Number(c.req.query('message') ?? Number.NaN);
      const turn: Trace | undefined = turns.find(({ messageId }) => messageId === wanted) ?? turns[0];
      return c.json({ turns, explained: turn === undefined ? null : { messageId: turn.messageId, rows: await explain(turn.messageId) } });
    }),
  );
}
