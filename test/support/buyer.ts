import type { Row } from 'postgres';
import type { Language } from '../../src/phrases/phrases.ts';
import { read } from './at-desk.ts';
import { doorOf, type Person, person, type TestWorkers } from './chatting.ts';
import type { TestDatabase } from './database.ts';
import { meet } from './queues.ts';
import { type Arguments, call, quickOrder, type Shop } from './shop.ts';

export type Buyer = Person & {
  id: string;
  /** Everything this person has heard since the last asking, as one text. */
  told: () => string;
  /** What they wish for becomes a lead of theirs. */
  wishes: (comment: string, more?: Arguments) => Promise<string>;
  /** An order of theirs of things without a price. */
  asksFor: (...titles: string[]) => Promise<Row>;
  /** An order of theirs of 100.00 EUR, which awaits its payment. */
  buys: (more?: Arguments) => Promise<Row>;
};

/** A customer whom the desk knows and can write to in a chat. */
export async function aBuyer(
  database: TestDatabase,
  workers: TestWorkers,
  shop: Shop,
  { name = 'Ada', language = 'en' }: { name?: string; language?: Language } = {},
): Promise<Buyer> {
  const { sql } = database;
  const somebody = person(database, workers, shop.slug, language);
  await somebody.opens();
  const { id } = await meet(sql, shop, somebody.chat, { full_name: name, language }, doorOf(shop.slug));
  const own = { actor_id: shop.systemId, acting_customer_id: id };
  return {
    ...somebody,
    id,
    told: () => read(somebody.hears()),
    wishes: async (comment, more = {}) =>
      (await call(sql, 'capture_lead_safe', { ...own, source: 'web', customer: {}, comment, ...more })).lead.id,
    asksFor: async (...titles) =>
      (await call(sql, 'create_order_safe', { ...own, source: 'web', lines: titles.map((title) => ({ title })) })).order,
    buys: async (more = {}) => (await quickOrder(sql, shop, { ...own, customer: undefined, source: 'web', ...more })).order,
  };
}
