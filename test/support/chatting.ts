import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, afterEach } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { startWorkers, type Workers, type WorkersOptions } from '../../bot/work/workers.ts';
import type { ChatEvent } from '../../src/channels/events.ts';
import type { Rendered } from '../../src/channels/rendered.ts';
import type { Channels } from '../../src/outbox/deliver.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { listenWake } from '../../src/rpc/wake.ts';
import { botOfDesk, byTelegram, type Doing, stopServers } from './by-telegram.ts';
import type { TestDatabase } from './database.ts';
import { type RecordingChannel, recordingChannel } from './recording-channel.ts';
import { until } from './waiting.ts';

export const phrases = loadPhrases();
const quietLog = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** How the stories reach the desk: in the web chat's own words, or through a bot of Telegram. */
const STORIES = transportOf(process.env.STORIES ?? 'web');

function transportOf(name: string): 'web' | 'polling' | 'webhook' {
  if (name === 'web' || name === 'polling' || name === 'webhook') return name;
  throw new Error(`STORIES is web, polling or webhook, not ${name}`);
}

/** The door through which people of the stories come to a desk. */
export const doorOf = (slug: string) =>
  STORIES === 'web' ? { provider: 'web' as const, account: slug } : { provider: 'telegram' as const, account: botOfDesk(slug) };

let people = 0;
const newChat = () => (STORIES === 'web' ? randomUUID() : String(600_000 + people++));

export type TestWorkers = Workers & {
  /** What was said, message by message. */
  channel: Pick<RecordingChannel, 'sent' | 'faults'>;
  /** What was said on pages of the desk, whichever way the stories come in. */
  web: Pick<RecordingChannel, 'sent'>;
  /** For other workers that are to say it in the same place. */
  channels: Channels;
  send: (doing: Doing) => Promise<void>;
};

/** Workers as the desk runs them, on this test's database, with a channel that keeps what it is given. */
export function useWorkers(database: TestDatabase) {
  const running: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
  });
  afterAll(stopServers);
  return {
    async start(options: Partial<WorkersOptions> = {}): Promise<TestWorkers> {
      const port = directRpc({ databaseUrl: database.url, connections: 6 });
      const wake = await listenWake(database.url);
      const log = quietLog;
      const telegram = STORIES === 'web' ? undefined : byTelegram({ database, port, phrases, log, brings: STORIES });
      const web = recordingChannel();
      const channel = telegram?.channel ?? web;
      const channels: Channels = { web, [channel.provider]: channel };
      const workers = startWorkers({ port, wake, channels, phrases, step: loadDialogue(), log, ...options });
      telegram?.listen(workers);
      running.push(async () => {
        await workers.stop();
        await wake.close();
        await telegram?.stop();
        await port.close();
      });
      return { ...workers, channel, web, channels, send: (doing) => (telegram ? telegram.send(doing) : sendByWeb(workers, doing)) };
    },
  };
}

async function sendByWeb(workers: Workers, { slug, chat, language, event, id }: Doing): Promise<void> {
  const inbound = { account: slug, externalId: id, chat, sender: chat, senderName: null, language, body: JSON.stringify(event), event };
  const accepted = await workers.accept('web', inbound);
  if (!accepted.ok) throw new Error(accepted.refusal.sentence);
}

/**
 * Waits until everything that came in from this chat is answered and everything to it has gone out. What could not be put
 * into words is never heard: then it is this that says so, not the test that misses it.
 */
export async function quiet(database: TestDatabase, chat?: string): Promise<void> {
  await until(async () => {
    const [row] = await database.sql`
      select (select string_agg(o.last_error, '; ') from public.outbox_messages as o
          where o.status = 'failed' and o.last_error like 'not to be put into words%') as speechless,
        (select count(*) from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
          where m.status in ('new', 'claimed') and (${chat ?? null}::text is null or c.external_id = ${chat ?? null}))
        + (select count(*) from public.outbox_messages as o left join public.chats as c on c.id = o.chat_id
          where o.status in ('waiting', 'claimed') and (${chat ?? null}::text is null or c.external_id = ${chat ?? null} or o.chat_id is null)) as open`;
    if (row?.speechless) throw new Error(row.speechless);
    return Number(row?.open) === 0;
  });
}

export type Person = {
  chat: string;
  /** What the desk has said to this person since the last asking. */
  hears: () => Rendered[];
  all: () => Rendered[];
  send: (event: ChatEvent, id?: string) => Promise<void>;
  /** Sends words and waits for the answer. */
  says: (text: string) => Promise<Rendered[]>;
  /** Presses the newest button with this label, or this action. */
  presses: (label: string | RegExp) => Promise<Rendered[]>;
  opens: (payload?: string) => Promise<Rendered[]>;
};

/** Somebody who writes to this desk. */
export function person(database: TestDatabase, workers: TestWorkers, slug: string, language = 'en', chat: string = newChat()): Person {
  let heard = 0;
  const all = () => workers.channel.sent.filter((one) => one.chat === chat).map(({ message }) => message);
  const hears = () => {
    const fresh = all().slice(heard);
    heard += fresh.length;
    return fresh;
  };
  const send = (event: ChatEvent, id: string = randomUUID()) => workers.send({ slug, chat, language, event, id });
  const answered = async (event: ChatEvent) => {
    await send(event);
    await quiet(database, chat);
    return hears();
  };
  return {
    chat,
    all,
    hears,
    send,
    says: (text) => answered({ type: 'text', text }),
    opens: (payload) => answered({ type: 'start', payload: payload ?? null }),
    presses: (label) => answered({ type: 'press', action: actionOf(all(), label) }),
  };
}

/** Where the last file of this chat lies: its door has kept it there. */
export async function lastFileOf(database: TestDatabase, chat: string): Promise<string> {
  const [row] = await database.sql`
    select m.event::jsonb ->> 'path' as path from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
    where c.external_id = ${chat} and m.event::jsonb ->> 'type' = 'file' order by m.id desc limit 1`;
  return String(row?.path);
}

export function actionOf(messages: readonly Rendered[], label: string | RegExp): string {
  const choices = messages.flatMap((message) => message.choices).toReversed();
  const found = choices.find((choice) =>
    typeof label === 'string' ? choice.label === label || choice.action === label : label.test(choice.label),
  );
  if (!found) throw new Error(`there is no button ${String(label)} among: ${choices.map((choice) => choice.label).join(' | ')}`);
  return found.action;
}
