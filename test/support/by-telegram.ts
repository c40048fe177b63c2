import { createHash } from 'node:crypto';
import type { Chat, Update, User } from 'grammy/types';
import { expect } from 'vitest';
import { loadVocabulary } from '../../bot/dialogue.ts';
import type { Log } from '../../bot/log.ts';
import { telegramBots } from '../../bot/telegram/start.ts';
import type { Workers } from '../../bot/work/workers.ts';
import type { ChatEvent } from '../../src/channels/events.ts';
import type { Delivery } from '../../src/channels/port.ts';
import type { Rendered } from '../../src/channels/rendered.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import type { TelegramMessage } from '../../src/channels/telegram/types.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import { type BotApiServer, type Shown, startBotApi } from './bot-api.ts';
import type { TestDatabase } from './database.ts';
import { startHooks } from './hooks.ts';
import { memoryFiles } from './memory-files.ts';
import { missingOf } from './on-the-phone.ts';
import type { RecordingChannel, Sent } from './recording-channel.ts';
import { until } from './waiting.ts';

/** A message of ours on its way, and the reply it is a part of. */
type Part = { message: TelegramMessage; reply: Rendered; isLast: boolean };

/** What somebody does in a chat with the bot of a desk. */
export type Doing = { slug: string; chat: string; language: string; event: ChatEvent; id: string };

type Options = {
  database: TestDatabase;
  port: RpcPort;
  phrases: Phrases;
  log: Log;
  brings: 'polling' | 'webhook';
};

/** The number of a desk's bot: the same for all who ask. */
export const botOfDesk = (slug: string) => String(7_000_000_000 + (createHash('sha256').update(slug).digest().readUInt32BE() >>> 1));

/** One Bot API server for each bot, whichever workers of a test speak for it. */
const servers = new Map<string, Promise<BotApiServer>>();

const serverOf = (slug: string): Promise<BotApiServer> => {
  const known = servers.get(slug) ?? startBotApi(`${botOfDesk(slug)}:AAFakeFakeFakeFakeFakeFakeFakeFakeFak`);
  servers.set(slug, known);
  return known;
};

/** The bots of all workers of a test: whichever of them claims a message can send it. */
const running = new Set<ReturnType<typeof telegramBots>>();
const botOf = (account: string) => [...running].map((bots) => bots.botOf(account)).find(Boolean);

export async function stopServers(): Promise<void> {
  const all = [...servers.values()];
  servers.clear();
  for (const server of all) await (await server).stop();
}

/**
 * The channel of the stories as Telegram: what people do is pushed as updates to a Bot API server, which brings them to the
 * desk's own bots, and what the desk says is what that server shows on a phone. A reply of which something cannot be seen there
 * is a complaint.
 */
export function byTelegram({ database, port, phrases, log, brings }: Options) {
  const bots = new Map<string, { api: BotApiServer; started: ReturnType<typeof telegramBots> }>();
  const outcomes = new Map<string, Awaited<ReturnType<Workers['accept']>>>();
  /** Every bot counts its updates for itself. */
  const outcomeOf = (account: string, update: string) => `${account}/${update}`;
  const complaints: string[] = [];
  const sent: Sent[] = [];
  const faults: RecordingChannel['faults'] = [];
  const shownParts = new Map<string, Shown[]>();
  const memory = memoryFiles();
  // Stories write down files that nobody has sent.
  const files = { ...memory, read: async (path: string) => (await memory.read(path)) ?? bytesOf(path) };
  const hooks =
    brings === 'webhook'
      ? startHooks((account) => [...bots.values()].map(({ started }) => started.hookOf(account)).find(Boolean), log)
      : undefined;

  const real = telegramChannel({
    botOf,
    files,
  });

  const apiOf = async (account: string) => {
    for (const [slug, api] of servers) if (botOfDesk(slug) === account) return await api;
    throw new Error(`no bot ${account}`);
  };

  const channel: RecordingChannel<Part> = {
    provider: 'telegram',
    capabilities: real.capabilities,
    sent,
    faults,
    toInbox: () => [],
    render: (reply) => {
      const messages = real.render(reply);
      return messages.map((message, index) => ({ message, reply, isLast: index === messages.length - 1 }));
    },
    async send({ key, to, message: { message, reply, isLast } }) {
      const [first = key] = key.split('/');
      const one: Sent = { id: '', key: first, chat: to.chat, message: reply, edited: 0 };
      const fault = isLast ? faults.shift()?.(one) : undefined;
      if (fault && fault.outcome !== 'sent' && fault.outcome !== 'possibly_sent') return fault;
      const delivery = await real.send({ key, to, message });
      if (delivery.outcome !== 'sent') return delivery;
      const api = await apiOf(to.account);
      const shown = api.shown.find(({ id, chat }) => id === Number(delivery.providerMessageId) && String(chat) === to.chat);
      const parts = [...(shownParts.get(key.split('/')[0] ?? '') ?? []), ...(shown ? [shown] : [])];
      shownParts.set(first, isLast ? [] : parts);
      if (!isLast) return delivery;
      complaints.push(...missingOf(reply, parts));
      sent.push({ ...one, id: delivery.providerMessageId });
      return fault ?? delivery;
    },
    async edit({ key, to, message: { message, reply }, providerMessageId }): Promise<Delivery> {
      const delivery = await real.edit({ key, to, message, providerMessageId });
      const one = sent.find(({ id, chat }) => id === providerMessageId && chat === to.chat);
      if (delivery.outcome !== 'sent' || !one) return delivery;
      one.message = reply;
      one.edited += 1;
      return delivery;
    },
    typing: (to) => real.typing(to),
  };

  let accept: Workers['accept'] | undefined;

  /** The bot of a desk is there from the first word that somebody says to it. */
  async function botFor(slug: string): Promise<BotApiServer> {
    const known = bots.get(slug);
    if (known) return known.api;
    const api = await serverOf(slug);
    const webhook = (await hooks)?.url;
    const again = bots.get(slug);
    if (again) return again.api;
    const started = telegramBots({ bots: [{ token: api.token, desk: slug }], root: api.root, webhook, lookEveryMs: 60_000 });
    bots.set(slug, { api, started });
    running.add(started);
    started.listen({
      ...{ port, files, log, phrases, vocabulary: loadVocabulary() },
      accept: async (provider, inbound) => {
        if (!accept) throw new Error('the workers are not there yet');
        const outcome = await accept(provider, inbound);
        outcomes.set(outcomeOf(inbound.account, inbound.externalId), outcome);
        return outcome;
      },
    });
    await until(async () => started.botOf(String(api.botId)) !== undefined);
    await database.sql`update public.channel_accounts set messages_per_second = null, chat_interval_ms = 0
      where provider = 'telegram' and account = ${String(api.botId)}`;
    return api;
  }

  const updates = new Map<string, Update>();

  return {
    channel,
    listen: (workers: Workers) => {
      accept = workers.accept;
    },
    async send(doing: Doing): Promise<void> {
      const api = await botFor(doing.slug);
      const before = updates.get(doing.id);
      // Once confirmed, nothing comes again by polling; the test of what is delivered again begins anew for that.
      if (before && brings === 'polling') return;
      const account = String(api.botId);
      if (before) outcomes.delete(outcomeOf(account, String(before.update_id)));
      if (before) api.again(before);
      else {
        api.push(updateOf(doing, api, sent));
        updates.set(doing.id, api.lastUpdate());
      }
      const id = outcomeOf(account, String(updates.get(doing.id)?.update_id));
      await until(async () => outcomes.has(id));
      const outcome = outcomes.get(id);
      if (outcome?.ok === false) throw new Error(outcome.refusal.sentence);
    },
    async stop(): Promise<void> {
      for (const { started } of bots.values()) {
        await started.stop();
        running.delete(started);
      }
      await (await hooks)?.stop();
      expect(complaints, 'what the desk has said and Telegram does not show').toEqual([]);
    },
  };
}

let messages = 1_000_000;

/** What Telegram makes of somebody's doing. */
function updateOf({ chat, language, event }: Doing, api: BotApiServer, sent: readonly Sent[]): Omit<Update, 'update_id'> {
  const id = Number(chat);
  const from: User = { id, is_bot: false, first_name: '', language_code: language };
  const place: Chat.PrivateChat = { id, type: 'private', first_name: '' };
  const said = (what: object): Omit<Update, 'update_id'> =>
    ({ message: { message_id: messages++, date: 0, chat: place, from, ...answering(event, api, place), ...what } }) as Omit<
      Update,
      'update_id'
    >;
  switch (event.type) {
    case 'text':
      return said({ text: event.text });
    case 'start':
      return said({ text: event.payload === null ? '/start' : `/start ${event.payload}` });
    case 'contact':
      return said({ contact: { phone_number: event.phone, first_name: '', ...(event.own && { user_id: id }) } });
    case 'location':
      return said({ location: { latitude: event.latitude, longitude: event.longitude } });
    case 'file':
      return said(fileOf(event, api));
    case 'press':
      return pressed(event.action);
    case 'other':
    case 'timeout':
      return said({ sticker: { emoji: '🙂' } });
  }

  /** A button is pressed where it is shown; what stands where one types is typed. */
  function pressed(action: string): Omit<Update, 'update_id'> {
    const mine = api.shown.filter((one) => one.chat === id).toReversed();
    const shown = mine.find(
      ({ markup }) => markup && 'inline_keyboard' in markup && JSON.stringify(markup).includes(JSON.stringify(action)),
    );
    const label = sent
      .filter((one) => one.chat === chat)
      .flatMap(({ message }) => message.choices)
      .findLast((choice) => choice.action === action)?.label;
    const isTyped =
      !shown && mine.some(({ markup }) => markup && 'keyboard' in markup && JSON.stringify(markup).includes(JSON.stringify(label)));
    if (isTyped) return said({ text: label });
    const message = { message_id: shown?.id ?? 1, date: 0, chat: place };
    return { callback_query: { id: `press-${messages++}`, from, chat_instance: '1', data: action, message } };
  }
}

const answering = (event: ChatEvent, { botId }: BotApiServer, chat: Chat.PrivateChat) =>
  'inReplyTo' in event && event.inReplyTo !== undefined
    ? { reply_to_message: { message_id: Number(event.inReplyTo), date: 0, chat, from: { id: botId, is_bot: true, first_name: 'Desk' } } }
    : {};

const bytesOf = (text: string) => new TextEncoder().encode(text);
const HEADS = {
  image: Uint8Array.of(0xff, 0xd8, 0xff),
  document: bytesOf('%PDF-'),
  voice: bytesOf('OggS'),
  video: bytesOf('\0\0\0\0ftypisom'),
};
/** More than a bot may fetch. */
const TOO_LARGE = 30_000_000;

function fileOf({ kind, name, path, caption }: Extract<ChatEvent, { type: 'file' }>, { files }: BotApiServer): object {
  const file_id = `file-${files.size}`;
  const head = HEADS[kind];
  files.set(file_id, Uint8Array.from([...head, ...bytesOf(file_id)]));
  const file = {
    file_id,
    file_unique_id: file_id,
    file_size: path === null ? TOO_LARGE : head.length,
    ...(name !== null && { file_name: name }),
  };
  return { document: file, ...(caption !== null && { caption }) };
}
