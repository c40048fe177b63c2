import pino from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createMetrics } from '../../bot/metrics.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { rpcDoor } from '../../bot/web/chat/door.ts';
import type { ChatOptions } from '../../bot/web/chat/options.ts';
import { createTraces } from '../../bot/web/chat/traces.ts';
import { createBell } from '../../bot/web/chat/wake.ts';
import { createWeb, startWeb, type WebOptions } from '../../bot/web/server.ts';
import { observeInto } from '../../bot/work/traced.ts';
import { startWorkers } from '../../bot/work/workers.ts';
import { explainTurn } from '../../src/channels/web/phone-book.ts';
import { webChannel } from '../../src/channels/web/send.ts';
import type { Dialogue } from '../../src/conversation/step.ts';
import { asked } from '../../src/rpc/call.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { listenWake } from '../../src/rpc/wake.ts';
import { anyFreePort } from '../../supabase/local/ports.ts';
import { openDesk, type TestDesk } from './builders.ts';
import { type TestDatabase, useDatabase } from './database.ts';
import { scriptedStep } from './scripted-desk.ts';

const quiet = pino({ level: process.env.TEST_LOG ?? 'silent' });

export type TestWebChat = {
  database: TestDatabase;
  desk: TestDesk;
  url: string;
  /** The address of the chat page. */
  page: string;
  /** As the desk's process ends and begins: everything in its memory is gone, the port is the same. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
};

/** A desk's web chat on a port of its own: the real server, path, workers and database, with a scripted dialogue or the desk's own. */
export function useWebChat(change: Partial<ChatOptions> = {}, step: Dialogue = scriptedStep): TestWebChat {
  const chat = { database: useDatabase() } as TestWebChat;
  let port = 0;
  let stopRunning: (() => Promise<void>) | undefined;
  chat.start = async () => {
    stopRunning = await startChat(chat, port, change, step);
  };
  chat.stop = async () => {
    await stopRunning?.();
    stopRunning = undefined;
  };
  beforeAll(async () => {
    chat.desk = await openDesk(chat.database.sql);
    port = await anyFreePort();
    chat.url = `http://127.0.0.1:${port}`;
    chat.page = `${chat.url}/chat/${chat.desk.slug}`;
    await chat.start();
  });
  afterAll(() => chat.stop());
  return chat;
}

async function startChat(
  { database, desk }: TestWebChat,
  webPort: number,
  change: Partial<ChatOptions>,
  step: Dialogue,
): Promise<() => Promise<void>> {
  const port = directRpc({ databaseUrl: database.url, connections: 4 });
  const wake = await listenWake(database.url);
  const ears = createBell();
  wake.on('desk_web', (chat) => (chat === undefined ? ears.ringAll() : ears.ring(chat)));
  const typing = createBell();
  const traces = createTraces();
  const channels = { web: webChannel(port, typing.ring) };
  const workers = startWorkers({
    port,
    wake,
    channels,
    phrases: loadPhrases(),
    step,
    log: quiet,
    observe: observeInto(traces),
  });
  const stopping = new AbortController();
  const web = createWeb(
    webWith({
      door: rpcDoor(port, (inbound) => workers.accept('web', inbound)),
      wake: ears,
      typing,
      stopping: stopping.signal,
      account: desk.slug,
      rehearsal: { port, traces, explain: async (id) => asked(await explainTurn(port, { message_id: id })) },
      ...change,
    }),
  );
  const server = await startWeb(web, webPort);
  return async () => {
    stopping.abort();
    await server.stop();
    await workers.stop();
    await wake.close();
    await port.close();
  };
}

/** For pages that only read: nothing may come in. */
export const nothingComesIn: ChatOptions['door']['accept'] = () => Promise.reject(new Error('nothing comes in here'));

/** The desk's pages with a web chat of which only the given parts matter. */
export function webWith(change: Partial<ChatOptions> & Pick<ChatOptions, 'door'>): WebOptions {
  const chat: ChatOptions = {
    wake: createBell(),
    typing: createBell(),
    stopping: new AbortController().signal,
    origins: [],
    account: undefined,
    rehearsal: undefined,
    ...change,
  };
  return {
    health: () => Promise.reject(new Error('not asked here')),
    isOpen: () => !chat.stopping.aborted,
    phrases: loadPhrases(),
    mode: 'embedded',
    studioUrl: 'http://127.0.0.1:54321',
    metrics: createMetrics(),
    queues: async () => undefined,
    log: quiet,
    chat,
  };
}
