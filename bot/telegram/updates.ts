import { telegramLimits } from '../../src/channels/telegram/limits.ts';
import { fileOf, toInbox } from '../../src/channels/telegram/to-inbox.ts';
import type { TelegramRaw } from '../../src/channels/telegram/types.ts';
import type { FileStore } from '../../src/documents/files.ts';
import { cleanName, HEAD_BYTES, kindOfMessage } from '../../src/documents/kinds.ts';
import { keepFile } from '../../src/documents/phone-book.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Vocabulary } from '../../src/staff/dialogue/vocabulary.ts';
import type { Log } from '../log.ts';
import type { Workers } from '../work/workers.ts';
import type { TelegramApi } from './api.ts';
import { groupEar } from './groups.ts';
import type { AnswerInline } from './inline.ts';
import { moneyDoor } from './money.ts';

export type UpdateDeps = {
  port: RpcPort;
  files: FileStore;
  accept: Workers['accept'];
  log: Log;
  /** How commands are called: in a group one is known at the door. */
  vocabulary: Vocabulary;
  phrases: Phrases;
};

/** How often a file is tried before its message goes on without it. */
const MOST_TRIES = 4;

/** A bot as Telegram knows it; some have no name to be called by. */
export type BotIdentity = { api: TelegramApi; account: string; handle: string | undefined };

export type TakeUpdate = (update: unknown) => Promise<void>;

/**
 * The door of one bot: a file is kept, then its message is stored, before anything is done. Throws when it could not be
 * stored, so that the update is asked for again; what can never be stored is said in the log and let go.
 */
export function updateDoor(deps: UpdateDeps, bot: BotIdentity, answerInline?: AnswerInline): TakeUpdate {
  const { api, account } = bot;
  const { port, files, accept, log, phrases } = deps;
  const hear = groupEar(deps, bot);
  const failures = new Map<number, number>();
  const takeMoney = moneyDoor({ port, log, phrases }, api, account);
  return async (update) => {
    if (await takeMoney(update)) return;
    const { inline_query: search } = update as { inline_query?: unknown };
    // No message: it is answered here, and nothing of it is kept.
    if (search !== undefined) return answerInline?.(search);
    const heard = await hear(update);
    if (heard !== 'done') await takeIn({ account, update, ...(heard !== 'private' && heard) });
    const press = (update as { callback_query?: { id?: unknown } }).callback_query;
    // The button stops turning; the answer itself comes as a message. That sign is worth no failure.
    if (typeof press?.id === 'string') {
      const answering = api.call('answerCallbackQuery', { callback_query_id: press.id });
      void answering.catch((error: unknown) => log.debug({ err: error }, 'a button was not answered'));
    }
  };

  async function takeIn(raw: TelegramRaw): Promise<void> {
    for (const inbound of toInbox({ ...raw, kept: await keptOrRefused(raw) })) {
      const accepted = await accept('telegram', inbound);
      if (!accepted.ok) log.warn({ code: accepted.refusal.code, update: inbound.externalId }, 'a message from Telegram was not taken');
    }
  }

  /** A file that cannot be had or stored time and again does not keep its words, and all that came after them, waiting. */
  async function keptOrRefused(raw: TelegramRaw): Promise<NonNullable<TelegramRaw['kept']> | null> {
    const { update_id: id = -1 } = raw.update as { update_id?: number };
    try {
      const kept = await keep(raw);
      failures.delete(id);
      return kept ?? null;
    } catch (error) {
      const failed = (failures.get(id) ?? 0) + 1;
      if (failed < MOST_TRIES) failures.set(id, failed);
      else failures.delete(id);
      if (failed < MOST_TRIES) throw error;
      log.error({ err: error, update: id }, 'a file could not be kept; its message is taken without it');
      return null;
    }
  }

  async function keep(raw: TelegramRaw): Promise<TelegramRaw['kept']> {
    const file = fileOf(raw.update);
    if (file === null || file.size > telegramLimits.file) return null;
    const bytes = await api.fetchFile(file.id, telegramLimits.file);
    const kind = bytes === null || bytes.length === 0 ? null : kindOfMessage(bytes.subarray(0, HEAD_BYTES));
    if (bytes === null || kind === null) return null;
    const [inbound] = toInbox(raw);
    if (inbound === undefined) return null;
    const name = cleanName(file.name ?? '', kind);
    const kept = await keepFile(port, {
      ...{ provider: 'telegram', account, sender: inbound.sender, external_id: inbound.externalId },
      ...{ kind: kind.kind, content_type: kind.contentType, size: bytes.length, digest: await digestOf(bytes) },
      ...(name !== null && { name }),
    });
    if (!kept.ok) return null;
    await files.put(kept.data.path, bytes, kind.contentType);
    return { path: kept.data.path, kind: kept.data.kind };
  }
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))).toString('hex');
}
