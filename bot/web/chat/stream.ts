import type { Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { WebLine } from '../../../src/channels/web/types.ts';
import { guarded, refuse } from './answers.ts';
import type { Desks } from './desks.ts';
import type { ChatPage } from './door.ts';
import { type ChatLimits, chatLimits, type MountedWith } from './options.ts';
import { visitorOf } from './visitors.ts';
import type { Bell } from './wake.ts';

/** How long a stream waits for the first message of a visitor that another process may accept. */
const UNKNOWN_CHAT_MS = 2_000;
const SECONDS_WHEN_FULL = 5;

type Following = { account: string; visitor: string; after: number; arrivals: Bell; options: MountedWith };

/** What is said in a chat, as it is said: one stream for each open page. */
export function mountStream(web: Hono, options: MountedWith, desks: Desks, arrivals: Bell): void {
  const seats = createSeats({ ...chatLimits, ...options.limits });

  web.get(
    '/chat/:account/stream',
    guarded(options, async (c) => {
      const account = c.req.param('account') ?? '';
      const visitor = visitorOf(c);
      if (visitor === null) return refuse(c, options, 401);
      if ((await desks.find(account)) === null) return refuse(c, options, 404);
      const seat = seats.take(visitor);
      if (seat === 'none of yours') return refuse(c, options, 429, SECONDS_WHEN_FULL);
      if (seat === 'none') return refuse(c, options, 503, SECONDS_WHEN_FULL);
      const after = versionOf(c);
      try {
        // The first look decides between an answer and a refusal.
        const first = await options.door.read(account, visitor, after);
        c.header('x-accel-buffering', 'no');
        const response = streamSSE(c, async (stream) => {
          try {
            await follow(stream, first, { account, visitor, after, arrivals, options });
          } catch (error) {
            // The page comes back by itself, and is then told what is wrong.
            options.log.warn({ err: error }, 'a stream of the web chat ended');
          } finally {
            seat.leave();
          }
        });
        // A desk that stops waits for connections, and this one has no other use.
        response.headers.set('connection', 'close');
        return response;
      } catch (error) {
        seat.leave();
        throw error;
      }
    }),
  );
}

type Seat = { leave: () => void };

/** Counts the open streams, of each visitor and of all. */
function createSeats({ streamsPerVisitor, streams }: Pick<ChatLimits, 'streamsPerVisitor' | 'streams'>) {
  const taken = new Map<string, number>();
  let takenInAll = 0;
  return {
    take(visitor: string): Seat | 'none of yours' | 'none' {
      const own = taken.get(visitor) ?? 0;
      if (own >= streamsPerVisitor) return 'none of yours';
      if (takenInAll >= streams) return 'none';
      taken.set(visitor, own + 1);
      takenInAll += 1;
      return {
        leave: () => {
          takenInAll -= 1;
          const left = (taken.get(visitor) ?? 1) - 1;
          if (left > 0) taken.set(visitor, left);
          else taken.delete(visitor);
        },
      };
    },
  };
}

async function follow(stream: SSEStreamingApi, first: ChatPage, { account, visitor, after, arrivals, options }: Following): Promise<void> {
  const { door, wake, typing, stopping } = options;
  const heartbeatMs = options.limits?.heartbeatMs ?? chatLimits.heartbeatMs;
  const pause = createPause();
  const undo = [
    arrivals.onChange(visitor, pause.ring),
    typing.onChange(visitor, () => void stream.writeSSE({ event: 'typing', data: '{}' })),
  ];
  stream.onAbort(pause.ring);
  stopping.addEventListener('abort', pause.ring);
  let last = after;
  let isKnown = false;
  let isReady = false;
  try {
    for (let page = first; ; page = await door.read(account, visitor, last)) {
      for (const line of page.messages) {
        last = Math.max(last, line.version);
        await stream.writeSSE({ event: 'message', id: String(line.version), data: JSON.stringify(shown(line)) });
      }
      if (stream.aborted || stopping.aborted) return;
      if (page.chatId !== null && !isKnown) {
        isKnown = true;
        undo.push(wake.onChange(page.chatId, pause.ring));
        // Something may have come between the look and the listening.
        continue;
      }
      if (page.more) continue;
      if (!isReady) await stream.writeSSE({ event: 'ready', data: JSON.stringify({ chat: visitor }) });
      isReady = true;
      if (!(await pause.wait(isKnown ? heartbeatMs : Math.min(heartbeatMs, UNKNOWN_CHAT_MS)))) await stream.write(': \n\n');
      if (stream.aborted || stopping.aborted) return;
    }
  } finally {
    for (const off of undo) off();
    stopping.removeEventListener('abort', pause.ring);
  }
}

/** Waits for a ring. A ring while nobody waits is not lost. */
function createPause() {
  let rung = false;
  let end = () => {};
  return {
    ring: () => {
      rung = true;
      end();
    },
    /** True when it rang, false when the time was over. */
    async wait(ms: number): Promise<boolean> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const was = rung;
      rung = false;
      return was;
    },
  };
}

/** As the page gets it: where a file is stored stays here, the page asks for it by its line. */
function shown(line: WebLine): WebLine {
  if (line.content === null || typeof line.content !== 'object') return line;
  if (line.from === 'person') {
    const { path, ...event } = line.content as { type?: string; path?: string | null };
    return event.type === 'file' ? { ...line, content: { ...event, url: urlOf(line, path) } } : line;
  }
  const { media, ...content } = line.content as { media?: { kind: string; name: string; path?: string; png?: string } | null };
  if (!media) return { ...line, content: { ...content, media: null } };
  const kind = media.kind === 'drawn' ? 'image' : media.kind;
  return { ...line, content: { ...content, media: { kind, name: media.name, url: urlOf(line, media.path ?? media.png) } } };
}

function urlOf(line: WebLine, where: string | null | undefined): string | null {
  return where ? `/files/${line.id}` : null;
}

function versionOf(c: Context): number {
  const after = Number(c.req.query('after') ?? 0);
  return Number.isSafeInteger(after) && after > 0 ? after : 0;
}
