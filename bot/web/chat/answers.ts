import type { Context } from 'hono';
import { RpcFailure } from '../../../src/rpc/refusals.ts';
import { languageOf } from '../language.ts';
import type { MountedWith } from './options.ts';

type Status = 400 | 401 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503;

/** Why not, in the visitor's language, for the page to show as it is. */
const SENTENCES: Record<Status, string> = {
  400: 'chat-refused-bad',
  401: 'chat-refused-stranger',
  404: 'chat-refused-unknown',
  408: 'chat-file-slow',
  409: 'chat-file-failed',
  413: 'chat-refused-large',
  415: 'chat-file-kind',
  429: 'chat-refused-often',
  500: 'chat-refused-failed',
  503: 'chat-refused-away',
};

const SECONDS_UNTIL_BACK = 2;

export function refuse(c: Context, options: MountedWith, status: Status, retryAfter?: number): Response {
  if (retryAfter !== undefined) c.header('retry-after', String(retryAfter));
  // What was not read of a body stands in the way of the next request.
  if (status === 413) c.header('connection', 'close');
  return refuseSaying(c, options, status, SENTENCES[status]);
}

/** A refusal in words of its own. */
export function refuseSaying(c: Context, { phrases }: MountedWith, status: Status, phrase: string): Response {
  return c.json({ sentence: phrases(languageOf(c), phrase) }, status);
}

/** Answers what a handler throws: a database that is away is nobody's fault and soon back, anything else a bug. */
export function guarded<Arguments extends unknown[]>(
  options: MountedWith,
  handler: (c: Context, ...rest: Arguments) => Promise<Response>,
): (c: Context, ...rest: Arguments) => Promise<Response> {
  return async (c, ...rest) => {
    if (options.stopping.aborted) return refuse(c, options, 503, SECONDS_UNTIL_BACK);
    try {
      return await handler(c, ...rest);
    } catch (error) {
      options.log.error({ err: error, path: c.req.path }, 'the web chat failed');
      return error instanceof RpcFailure ? refuse(c, options, 503, SECONDS_UNTIL_BACK) : refuse(c, options, 500);
    }
  };
}
