import type { Language } from '../../src/phrases/phrases.ts';
import { type Person, person, type TestWorkers } from './chatting.ts';
import type { TestDatabase } from './database.ts';
import { call, type Shop } from './shop.ts';

/** Somebody who works at a desk, in their own chat with it. */
export type Member = Person & {
  id: string;
  language: Language;
  /** Says something, and gives all that was answered as one text: paragraphs, cards, and the labels of the buttons. */
  asks: (text: string) => Promise<string>;
  taps: (label: string | RegExp) => Promise<string>;
};

/** Everything that was said, as one reads it. */
export const read = (messages: ReturnType<Person['all']>): string =>
  messages
    .flatMap(({ card, paragraphs, choices }) => [
      ...(card === null ? [] : [card.title, ...card.rows.map(({ label, value }) => `${label}: ${value}`)]),
      ...paragraphs,
      ...choices.map(({ label }) => `[${label}]`),
    ])
    .join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' ');

/** Becomes staff as people do: by typing the code that an owner has given them. */
export async function join(
  database: TestDatabase,
  workers: TestWorkers,
  shop: Pick<Shop, 'slug' | 'ownerId'>,
  role: 'agent' | 'manager' | 'admin' | 'owner' = 'manager',
  language: Language = 'en',
  name = `The ${role}`,
): Promise<Member> {
  const somebody = person(database, workers, shop.slug, language);
  // Nothing is said to them but what they ask for. Tests of what the desk says by itself have it offer work again.
  await database.sql`update public.desk_settings as s set assignment = 'by_hand' from public.desks as d where d.id = s.desk_id and d.slug = ${shop.slug}`;
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: name, role });
  await somebody.says(String(code));
  const [row] = await database.sql`select c.staff_id from public.chats as c where c.external_id = ${somebody.chat}`;
  if (!row?.staff_id) throw new Error(`the desk did not take ${name}: ${read(somebody.all())}`);
  return {
    ...somebody,
    id: row.staff_id,
    language,
    asks: async (text) => read(await somebody.says(text)),
    taps: async (label) => read(await somebody.presses(label)),
  };
}

export type AtDesk = {
  /** A member of the staff of this role, in English unless said otherwise; the same one when asked for again. */
  the: (role: 'agent' | 'manager' | 'admin' | 'owner', language?: Language) => Promise<Member>;
  workers: TestWorkers;
};

/** The staff of a desk at work: workers of their own, and whoever is asked for. */
export async function atDesk(database: TestDatabase, workers: TestWorkers, shop: Pick<Shop, 'slug' | 'ownerId'>): Promise<AtDesk> {
  const members = new Map<string, Promise<Member>>();
  return {
    workers,
    the: (role, language = 'en') => {
      const known = members.get(role + language) ?? join(database, workers, shop, role, language);
      members.set(role + language, known);
      return known;
    },
  };
}
