import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Log } from '../../bot/log.ts';
import { mountTelegram } from '../../bot/telegram/webhook.ts';

/** A server of the test's own where Telegram brings updates, as the desk's has it. */
export async function startHooks(
  hookOf: Parameters<typeof mountTelegram>[1],
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const web = new Hono();
  mountTelegram(web, hookOf, log);
  const server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
