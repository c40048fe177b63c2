import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { mayFollow } from '../../src/leads/links.ts';
import type { FetchedPage, FetchPage, Problem } from '../../src/leads/look-up.ts';

export type FetchOptions = {
  /** In all: looking the name up, every hop, the page itself. */
  timeoutMs?: number;
  /** Of the page, unpacked. What comes after is not read. */
  mostBytes?: number;
  mostHops?: number;
  /** For tests, which have a server of their own: addresses, ports and names that production refuses or does not know. */
  allowAddresses?: string[];
  ports?: ReadonlySet<string>;
  lookup?: LookupFunction;
};

const HEADERS = {
  'user-agent': 'OrderDeskLinkPreview/1.0 (one look at a link a customer has sent)',
  accept: 'text/html,application/xhtml+xml',
  'accept-encoding': 'gzip, deflate, br',
};
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Codes of what cannot be unpacked. */
const UNPACKING = /^(?:Z_|ERR__|ERR_BROTLI|ERR_PADDING)/;
const UNPACKED_EARLY = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

class Refused extends Error {
  readonly problem: Problem;
  readonly again: boolean;

  constructor(problem: Problem, again = false) {
    super(problem);
    this.problem = problem;
    this.again = again;
  }
}

/**
 * Fetches pages from addresses that strangers choose. Every hop is weighed as the first: its address by `mayFollow`, what
 * its name leads to when the connection is made, in the very lookup that the connection uses. No cookies, no credentials,
 * nothing but a GET, no connection kept, and an end to time, hops and bytes.
 */
export function createFetchPage(options: FetchOptions = {}): FetchPage {
  const { timeoutMs = 5_000, mostBytes = 512 * 1024, mostHops = 5, allowAddresses = [], ports, lookup } = options;
  const filter = { keepAlive: false, allowIPAddressList: allowAddresses, ...(lookup && { lookup }) };
  const agents = { 'http:': new RequestFilteringHttpAgent(filter), 'https:': new RequestFilteringHttpsAgent(filter) };

  const ask = (url: URL, signal: AbortSignal) => {
    const settings = { headers: HEADERS, signal, maxHeaderSize: 16 * 1024 };
    return new Promise<IncomingMessage>((resolve, reject) => {
      const request =
        url.protocol === 'https:'
          ? https.get(url, { ...settings, agent: agents['https:'] }, resolve)
          : http.get(url, { ...settings, agent: agents['http:'] }, resolve);
      request.on('error', reject);
    });
  };

  const follow = async (first: string, signal: AbortSignal): Promise<FetchedPage> => {
    let url = URL.canParse(first) ? new URL(first) : undefined;
    for (let hop = 0; hop <= mostHops; hop++) {
      if (url === undefined || !mayFollow(url, ports)) throw new Refused('refused-address');
      const response = await ask(url, signal);
      const onward = REDIRECTS.has(response.statusCode ?? 0) ? response.headers.location : undefined;
      if (onward === undefined) return { html: await readHtml(response, mostBytes), url: url.href };
      response.destroy();
      url = URL.canParse(onward, url) ? new URL(onward, url) : undefined;
    }
    throw new Refused('too-many-hops');
  };

  return async (first) => {
    try {
      return await follow(first, AbortSignal.timeout(timeoutMs));
    } catch (error) {
      if (error instanceof Refused) return { problem: error.problem, again: error.again };
      // The filter has no kind of error of its own.
      if (error instanceof Error && /is not allowed\. Because/.test(error.message)) return { problem: 'refused-address', again: false };
      if (error instanceof Error && 'code' in error && UNPACKING.test(String(error.code))) return { problem: 'not-a-page', again: false };
      return { problem: 'no-answer', again: true };
    }
  };
}

async function readHtml(response: IncomingMessage, mostBytes: number): Promise<string> {
  try {
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) throw new Refused('site-error', status === 429 || status >= 500);
    const type = response.headers['content-type'] ?? '';
    if (!/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(type)) throw new Refused('not-a-page');
    const body = await buffer(Readable.from(upTo(mostBytes, unpacked(response, mostBytes))));
    return decoded(body, type);
  } finally {
    response.destroy();
  }
}

/** A page cut short is unpacked as far as it goes; one that is packed in a way nobody offered is none. */
function unpacked(response: IncomingMessage, mostBytes: number): AsyncIterable<Buffer> {
  const packing = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (packing === 'identity' || packing === '') return response;
  const unpack =
    packing === 'gzip' || packing === 'x-gzip'
      ? createGunzip(UNPACKED_EARLY)
      : packing === 'deflate'
        ? createInflate(UNPACKED_EARLY)
        : packing === 'br'
          ? createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
          : undefined;
  if (!unpack) throw new Refused('not-a-page');
  const source = Readable.from(upTo(mostBytes, response));
  source.on('error', (error) => unpack.destroy(error));
  return source.pipe(unpack);
}

/** As many bytes as that, and not one chunk more than it takes. */
async function* upTo(most: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = most;
  for await (const chunk of source) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

/** The text in the encoding that the server or the page itself names; UTF-8 when neither is one. */
function decoded(body: Buffer, type: string): string {
  const named =
    /charset\s*=\s*"?([\w-]{1,40})/i.exec(type)?.[1] ?? /charset\s*=\s*["']?([\w-]{1,40})/i.exec(body.toString('latin1', 0, 2048))?.[1];
  try {
    return new TextDecoder(named ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
