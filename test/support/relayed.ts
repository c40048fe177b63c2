import type { Language } from '../../src/phrases/phrases.ts';
import type { Member } from './at-desk.ts';
import { read } from './at-desk.ts';
import { doorOf, type Person, person, quiet, type TestWorkers } from './chatting.ts';
import type { TestDatabase } from './database.ts';
import { keepFile } from './sent-files.ts';
import { call, type Shop } from './shop.ts';

export type Customer = Person & { id: string; chatId: string };

/** A customer the desk knows by name, in a chat of their own. */
export async function customerNamed(
  database: TestDatabase,
  workers: TestWorkers,
  shop: Shop,
  name: string,
  language: Language = 'en',
): Promise<Customer> {
  const somebody = person(database, workers, shop.slug, language);
  await somebody.opens();
  const { customer } = await call(database.sql, 'meet_customer_safe', {
    actor_id: shop.systemId,
    customer: { full_name: name, language, identity: { ...doorOf(shop.slug), external_id: somebody.chat } },
  });
  const [row] = await database.sql`select id from public.chats where external_id = ${somebody.chat}`;
  return { ...somebody, id: customer.id, chatId: row?.id };
}

/** What has come to a member of the staff since they were last asked, without their doing anything. */
export async function comes(database: TestDatabase, member: Pick<Member, 'chat' | 'hears'>): Promise<string> {
  await quiet(database);
  return read(member.hears());
}

/** Somebody's file, stored as the door stores it, and the message that brings it; in Telegram the door itself keeps it. */
export async function fileOf(
  database: TestDatabase,
  shop: Shop,
  { chat }: Person,
  given: { kind?: string; name?: string; content_type?: string; digest?: string; size?: number } = {},
) {
  if (doorOf(shop.slug).provider === 'telegram') {
    const { kind = 'image', name = 'receipt.jpg' } = given;
    return { type: 'file' as const, path: 'kept by the door', kind: kind as 'image', name, size: 1, caption: null as string | null };
  }
  const { path, kind, name, size } = await keepFile(database.sql, shop, chat, { ...doorOf(shop.slug), ...given });
  return { type: 'file' as const, path: path as string, kind, name, size, caption: null as string | null };
}
