import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { QueueHealth } from '../../src/health/queues.ts';
import type { HealthReport } from '../../src/health/report.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';
import { closeServer } from '../../supabase/local/front.ts';
import type { Log } from '../log.ts';
import { type Metrics, metricsText } from '../metrics.ts';
import type { Telegram } from '../telegram/start.ts';
import { mountTelegram } from '../telegram/webhook.ts';
import { mountChat } from './chat/mount.ts';
import type { ChatOptions } from './chat/options.ts';
import { languageOf } from './language.ts';
import { type StatusView, statusPage, statusParts } from './status-page.ts';

export type WebOptions = {
  health: () => Promise<HealthReport>;
  /** False from the moment the desk begins to stop: /readyz then answers 503 and no new work comes. */
  isOpen: () => boolean;
  phrases: Phrases;
  mode: StatusView['mode'];
  studioUrl: string;
  metrics: Metrics;
  /** Undefined while the database is away. */
  queues: () => Promise<QueueHealth | undefined>;
  log: Log;
  /** Undefined: no web chat. */
  chat?: ChatOptions | undefined;
  /** Where Telegram brings updates; undefined: it brings none. */
  telegram?: Pick<Telegram, 'hookOf' | 'states'> | undefined;
};

const security = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The desk's own pages and the addresses that machines ask. */
export function createWeb(options: WebOptions): Hono {
  const web = new Hono();

  web.use(async (c, next) => {
    const begin = performance.now();
    const given = c.req.header('x-correlation-id') ?? '';
    const correlationId = /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID();
    await next();
    // A page with a reason may have its own.
    for (const [name, value] of Object.entries(security)) if (!c.res.headers.has(name)) c.header(name, value);
    c.header('x-correlation-id', correlationId);
    const ms = performance.now() - begin;
    options.metrics.countRequest(c.res.status, ms / 1000);
    options.log.debug({ correlationId, method: c.req.method, path: c.req.path, status: c.res.status, ms: Math.round(ms) }, 'web request');
  });

  web.get('/', async (c) => c.html(statusPage(await view(c, options))));
  web.get('/status', async (c) => c.html(statusParts(await view(c, options))));
  web.get('/healthz', async (c) => c.json(await options.health()));
  web.get('/readyz', async (c) => {
    const ready = options.isOpen() && (await options.health()).ready;
    return c.json({ ready }, ready ? 200 : 503);
  });
  web.get('/metrics', async (c) =>
    c.text(metricsText(await options.health(), options.isOpen(), options.metrics, await options.queues(), options.telegram?.states())),
  );
  for (const [file, type] of [
    ['status.css', 'text/css; charset=utf-8'],
    ['status.js', 'text/javascript; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
  ] as const) {
    const content = readFileSync(new URL(`assets/${file}`, import.meta.url), 'utf8');
    web.get(`/assets/${file}`, (c) => c.body(content, 200, { 'content-type': type }));
  }

  if (options.chat) mountChat(web, { ...options.chat, phrases: options.phrases, log: options.log });

  if (options.telegram) mountTelegram(web, options.telegram.hookOf, options.log);

  web.notFound((c) => c.text(options.phrases(languageOf(c), 'page-not-found'), 404));
  web.onError((error, c) => {
    options.log.error({ err: error, path: c.req.path }, 'web request failed');
    return c.text(options.phrases(languageOf(c), 'page-failed'), 500);
  });
  return web;
}

async function view(c: Context, options: WebOptions): Promise<StatusView> {
  const { phrases, mode, studioUrl, chat, telegram } = options;
  const rooms = { chat: chat?.account, hasRehearsal: chat?.rehearsal !== undefined };
  return { report: await options.health(), language: languageOf(c), phrases, mode, studioUrl, rooms, bots: telegram?.states() ?? [] };
}

export type WebServer = { stop: () => Promise<void> };

export async function startWeb(web: Hono, port: number): Promise<WebServer> {
  const answer = getRequestListener(web.fetch);
  let underWay = 0;
  let rest = () => {};
  const server = createServer((request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (underWay === 0) rest();
    });
    void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    stop: async () => {
      const closed = closeServer(server);
      // Browsers hold connections on which nothing has been asked yet: those are not waited for.
      if (underWay > 0) await Promise.race([closed, new Promise<void>((resolve) => (rest = resolve))]);
      server.closeAllConnections();
      await closed;
    },
  };
}
