import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { accept, earlier } from './queues.ts';
import { type Arguments, call } from './shop.ts';

export const digestOf = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A file of somebody in a chat is written down; its bytes and its message are still to come. */
export const keepFile = (sql: Sql, desk: TestDesk, chat: string, given: Arguments = {}) =>
  call(sql, 'keep_chat_file', {
    ...{ provider: 'web', account: desk.slug, sender: chat, external_id: randomUUID(), kind: 'image', content_type: 'image/jpeg' },
    ...{ size: 1000, digest: digestOf(randomBytes(8)), name: 'receipt.jpg' },
    ...given,
  });

/** Somebody sends a file in a chat. Gives where it lies and the message that brought it. */
export async function sendFile(sql: Sql, desk: TestDesk, chat: string, given: Arguments = {}) {
  const external_id = randomUUID();
  const { path, kind, name, size } = await keepFile(sql, desk, chat, { external_id, ...given });
  const event = JSON.stringify({ type: 'file', kind, name, size, path, caption: null });
  const { provider = 'web', account = desk.slug } = given;
  const { message_id: messageId } = await accept(sql, desk, chat, { external_id, event, provider, account });
  return { path: path as string, messageId: messageId as number };
}

/** One file that came, and one whose message never did and that is to be removed. */
export async function sweptFiles(sql: Sql, desk: TestDesk): Promise<void> {
  await keepFile(sql, desk, 'swept');
  await earlier(sql, desk, 'chat_files', 'begun_at', '2 hours');
  await call(sql, 'sweep_files', {});
}
