import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { createFetchPage, type FetchOptions } from '../../bot/links/fetch-page.ts';

export type Site = {
  /** A page of the site, by a name of the web. */
  at: (path: string) => string;
  port: () => number;
  /** Paths that were asked for, in order. */
  asked: string[];
  headers: Array<Record<string, unknown>>;
  /** What is used in production, save that this one site may be reached. */
  fetcher: (options?: FetchOptions) => ReturnType<typeof createFetchPage>;
};

/** Every name leads to these addresses. */
export const leadsTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, options, callback) => {
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const [first] = all;
    if (options.all) callback(null, all);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };

/** A web site on this machine that may answer as badly as it likes. */
export function useSite(answer: RequestListener): Site {
  const asked: string[] = [];
  const headers: Site['headers'] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    headers.push(request.headers);
    answer(request, response);
  });
  const port = () => (server.address() as AddressInfo).port;
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    at: (path) => `http://shop.example:${port()}${path}`,
    port,
    asked,
    headers,
    fetcher: (options = {}) =>
      createFetchPage({ allowAddresses: ['127.0.0.1'], ports: new Set([String(port())]), lookup: leadsTo('127.0.0.1'), ...options }),
  };
}
