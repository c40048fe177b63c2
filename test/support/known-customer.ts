import type { Browser } from 'playwright-core';
import type { Language } from '../../src/phrases/phrases.ts';
import { quiet } from './chatting.ts';
import { type Customer, openAsCustomer } from './customer.ts';
import { messagesTo } from './killed.ts';
import { meet } from './queues.ts';
import { call, quickOrder, type Shop } from './shop.ts';
import type { TestWebChat } from './web-chat.ts';

export const title = { en: 'Road bike', ru: 'Шоссейный велосипед', tr: 'Yol bisikleti' };

/** The desk of this web chat with something at 100.00 EUR to sell; its owner does the work of all its staff. */
export async function stock({ database, desk }: TestWebChat): Promise<Shop> {
  const { ownerId } = desk;
  const { listing } = await call(database.sql, 'create_listing_safe', { actor_id: ownerId, title, price: 100, currency: 'EUR' });
  const nobody = { admin: '', manager: '', secondManager: '', agent: '' };
  const staff = { adminId: ownerId, managerId: ownerId, secondManagerId: ownerId, agentId: ownerId, subjects: nobody };
  return { ...desk, ...staff, listingId: listing.id };
}

export type Order = { id: string; order_code: string };
export type KnownCustomer = Customer & {
  /** A new order of theirs, which awaits its payment. */
  orders: (given?: Record<string, unknown>) => Promise<Order>;
  /** Waits until everything the desk has to say is on the page. */
  catchesUp: () => Promise<void>;
  /** How many messages doing this took. */
  counts: (doing: () => Promise<unknown>) => Promise<number>;
  /** Everything that was said, as one text. */
  heard: () => Promise<string>;
  /** The last message of the desk. */
  last: () => Promise<string>;
};

/** With plain spaces, and without the marks that keep two directions of writing apart. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u2066-\u2069]/g, '');

/** Somebody in front of the page whom the desk knows by name, with the privacy note agreed to. */
export async function openAsKnown(
  chat: TestWebChat,
  shop: Shop,
  browser: Browser,
  language: Language,
  width = 390,
): Promise<KnownCustomer> {
  const { database } = chat;
  const ada = await openAsCustomer(browser, chat.page, language, { width });
  await ada.log.locator('.desk .bubble').first().waitFor();
  const [opened] = await database.sql`select external_id from public.chats where desk_id = ${shop.deskId} order by created_at desc limit 1`;
  const visitor: string = opened?.external_id;
  const { id } = await meet(database.sql, shop, visitor, { full_name: 'Ada', language });
  const catchesUp = async () => {
    await quiet(database, visitor);
    const { length } = await messagesTo(database.sql, shop.slug, visitor);
    await ada.page.waitForFunction((many) => document.querySelectorAll('.line.desk').length >= many, length);
  };
  return {
    ...ada,
    catchesUp,
    press: async (key, params) => {
      await ada.press(key, params);
      await catchesUp();
    },
    tell: async (text) => {
      await ada.tell(text);
      await catchesUp();
    },
    act: async (doing) => {
      await ada.act(doing);
      await catchesUp();
    },
    orders: async (given = {}) => {
      const mine = { acting_customer_id: id, customer: undefined, delivery_address: 'Here 1' };
      const { order } = await quickOrder(database.sql, shop, { ...mine, ...given });
      await catchesUp();
      return order as Order;
    },
    counts: async (doing) => {
      const before = ada.messages();
      await doing();
      return ada.messages() - before;
    },
    heard: async () => plain((await ada.said()).join('\n')),
    last: async () => plain(await ada.page.locator('.line.desk').last().innerText()),
  };
}
