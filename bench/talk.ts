import { randomUUID } from 'node:crypto';
import pino from 'pino';
import postgres from 'postgres';
import { loadDialogue } from '../bot/dialogue.ts';
import { loadPhrases } from '../bot/phrases.ts';
import { startWorkers, type Workers } from '../bot/work/workers.ts';
import type { ChatEvent } from '../src/channels/events.ts';
import type { Channel } from '../src/channels/port.ts';
import type { Rendered } from '../src/channels/rendered.ts';
import type { Path } from '../src/path.ts';
import { directRpc } from '../src/rpc/direct.ts';
import type { RpcPort } from '../src/rpc/port.ts';
import { listenWake } from '../src/rpc/wake.ts';
import { createMigratedDatabase, type ScratchCluster } from '../supabase/local/scratch.ts';

export type Recorded = { rpc: string; args: Record<string, unknown>; result: unknown };

export type TalkingDesk = {
  workers: Workers;
  /** Sends an event and resolves with the first message of the answer, when the channel has been given it. */
  talk: (chat: string, event: ChatEvent) => Promise<Rendered>;
  calls: Recorded[];
  stop: () => Promise<void>;
};

/** A database with the demo desk. */
export async function demoDatabase(cluster: ScratchCluster, name: string, seed: string): Promise<string> {
  const url = await createMigratedDatabase(cluster, name);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(seed);
  // What the seed has to tell is told before anything is measured.
  await sql.unsafe(
    `set role desk_rpc; update public.outbox_messages set status = 'cancelled' where status = 'waiting'; reset role; analyze`,
  );
  await sql.end();
  return url;
}

/** A copy of a database nobody is connected to: the same rows with the same ids. */
export async function copyDatabase({ superuserUrl, postgresUrl }: ScratchCluster, url: string, name: string): Promise<string> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(`create database ${name} template ${url.split('/').at(-1)} strategy file_copy owner postgres`);
  await sql.end();
  return postgresUrl.replace(/postgres$/, name);
}

/** Workers as the desk runs them, with a channel that answers at once. */
export async function talkingDesk(databaseUrl: string, passed?: Path['passed']): Promise<TalkingDesk> {
  const heard = new Map<string, (message: Rendered) => void>();
  const calls: Recorded[] = [];
  const direct = directRpc({ databaseUrl });
  const port: RpcPort = {
    call: async (name, args, options) => {
      const result = await direct.call(name, args, options);
      calls.push({ rpc: name, args, result });
      return result;
    },
    close: direct.close,
    atOnce: direct.atOnce,
  };
  const wake = await listenWake(databaseUrl);
  const channel: Channel<never, Rendered> = {
    provider: 'web',
    capabilities: { buttons: true, edits: true, asksForContact: false, asksForLocation: false, typing: false, invoices: false },
    toInbox: () => [],
    render: (reply) => [reply],
    send: async ({ key, to, message }) => {
      heard.get(to.chat)?.(message);
      heard.delete(to.chat);
      return { outcome: 'sent', providerMessageId: key };
    },
    edit: async ({ providerMessageId }) => ({ outcome: 'sent', providerMessageId }),
    typing: async () => undefined,
  };
  const log = pino({ level: 'warn' });
  const workers = startWorkers({
    port,
    wake,
    channels: { web: channel },
    phrases: loadPhrases(),
    step: loadDialogue(),
    log,
    ...(passed && { passed }),
  });
  return {
    workers,
    calls,
    talk: (chat, event) =>
      new Promise((resolve, reject) => {
        heard.set(chat, resolve);
        const inbound = {
          account: 'demo',
          externalId: randomUUID(),
          chat,
          sender: chat,
          senderName: null,
          language: 'en',
          body: JSON.stringify(event),
          event,
        };
        workers.accept('web', inbound).catch(reject);
      }),
    stop: async () => {
      await workers.stop();
      await wake.close();
      await port.close();
    },
  };
}
