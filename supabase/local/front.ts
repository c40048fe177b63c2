import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { verify } from 'hono/jwt';
import type { EmbeddedApi } from './api.ts';
import type { FunctionsServer } from './functions.ts';
import { mendStorageAnswer, plainUpload } from './storage-shim.ts';
import { studioNotice, studioPage } from './studio-page.ts';

const BODY_LIMIT_BYTES = 25 * 1024 * 1024;
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);
const API_ROLES = new Set(['anon', 'authenticated', 'service_role']);
const CONTENT_TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  ico: 'image/x-icon',
  json: 'application/json',
};

/** All that Studio needs to know of the configuration; the library's own answer holds the database's address and password. */
const STUDIO_INFO = {
  connection: {},
  config: { auth: { enabled: true }, storage: { enabled: true }, studio: { enabled: true } },
  admin: true,
};

export type Front = {
  port: number;
  /** Stops taking requests and resolves when those under way are answered. */
  stop: () => Promise<void>;
};

export type FrontOptions = {
  port: number;
  api: EmbeddedApi;
  functions: Pick<FunctionsServer, 'fetch'>;
  jwtSecret: string;
};

/**
 * The one origin of the embedded desk, on 127.0.0.1: REST, auth, storage, edge functions and Studio, with what the
 * API's library leaves open closed and what it bends mended.
 */
export function createFront({ api, functions, jwtSecret }: Omit<FrontOptions, 'port'>): Hono {
  const front = new Hono();

  // First of all: a page that makes its own name point here (DNS rebinding) gets nothing.
  front.use(async (c, next) => {
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '').toLowerCase();
    if (!LOOPBACK_HOSTS.has(host)) return refuse(421, 'HOST_REFUSED', 'This desk answers to 127.0.0.1 and localhost only.');
    await next();
    c.header('x-content-type-options', 'nosniff');
  });
  front.use(
    bodyLimit({
      maxSize: BODY_LIMIT_BYTES,
      onError: () => refuse(413, 'TOO_LARGE', 'The request is larger than 25 MiB.'),
    }),
  );

  front.all('/functions/v1/*', (c) => functions.fetch(c.req.raw));

  front.use('/rest/v1/*', (c, next) => onlyOurTokens(c.req.header('authorization'), jwtSecret, next));
  front.use('/storage/v1/*', (c, next) => onlyOurTokens(c.req.header('authorization'), jwtSecret, next));
  front.all('/rest/v1/*', (c) => api.fetch(c.req.raw, isStudio(c.req.raw)));
  front.all('/auth/v1/*', (c) => api.fetch(c.req.raw, false));
  front.all('/storage/v1/*', async (c) => {
    const request = await plainUpload(c.req.raw);
    return await mendStorageAnswer(request, await api.fetch(request, isStudio(c.req.raw)));
  });

  front.get('/static/*', (c) => staticFile(c.req.path.slice('/static/'.length)));
  front.get('/_desk/studio-notice.js', () => new Response(studioNotice, { headers: { 'content-type': 'text/javascript; charset=utf-8' } }));
  // What the library tells Studio of the database: for Studio's own pages only, and without the database's address.
  front.get('/_system/introspect', (c) => (isStudio(c.req.raw) ? api.fetch(c.req.raw, true) : closed()));
  front.get('/_system/info', (c) => (isStudio(c.req.raw) ? Response.json(STUDIO_INFO) : closed()));
  front.all('/_system/*', closed);
  front.get('*', async (c) => studioPage(await api.fetch(c.req.raw, false)));
  front.all('*', () => refuse(404, 'NOT_FOUND', 'There is nothing at this address.'));
  front.onError(() => refuse(500, 'FAILED', 'The request failed. The log of the desk says why.'));
  return front;
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const front = createFront(options);
  const server = await new Promise<ServerType>((resolve, reject) => {
    const listening = serve({ fetch: front.fetch, hostname: '127.0.0.1', port: options.port }, () => resolve(listening));
    listening.once('error', reject);
  });
  return { port: options.port, stop: () => closeServer(server) };
}

/** Lets requests under way finish; connections that only idle are closed at once. */
export async function closeServer(server: ServerType, patienceMs = 5_000): Promise<void> {
  const http = server as import('node:http').Server;
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeIdleConnections();
  const patience = setTimeout(() => http.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(patience);
}

function refuse(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status });
}

function closed(): Response {
  return refuse(404, 'NOT_FOUND', 'There is nothing at this address.');
}

/**
 * Only a page of this very origin acts without a key, and only a browser can say it is one. A link that some program
 * here was talked into fetching has no such header and stays a stranger.
 */
function isStudio(request: Request): boolean {
  return request.headers.get('sec-fetch-site') === 'same-origin' && !request.headers.has('apikey') && !request.headers.has('authorization');
}

/** A bearer token that is neither an API key nor signed here is refused, as PostgREST does; the library answers an empty 200. */
async function onlyOurTokens(
  authorization: string | undefined,
  jwtSecret: string,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const token = /^Bearer\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (token !== undefined && !token.startsWith('sb_')) {
    try {
      const { role } = await verify(token, jwtSecret, 'HS256');
      // The API becomes whatever role a token names; only these are roles of the API.
      if (typeof role !== 'string' || !API_ROLES.has(role)) return refuse(403, '42501', 'The access token names no role of the API.');
    } catch {
      return refuse(401, 'PGRST301', 'The access token is not valid here, or it has expired.');
    }
  }
  await next();
  return undefined;
}

const STATIC_FOLDER = dirname(createRequire(import.meta.url).resolve('@supabase/lite/static/favicon.ico'));

async function staticFile(path: string): Promise<Response> {
  const safe = normalize(`/${decodeURIComponent(path)}`);
  const content = await readFile(join(STATIC_FOLDER, safe)).catch(() => undefined);
  if (!content) return refuse(404, 'NOT_FOUND', 'There is no such file.');
  const type = CONTENT_TYPES[safe.slice(safe.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': type, 'cache-control': safe.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache' },
  });
}
