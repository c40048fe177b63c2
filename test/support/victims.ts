import type { Sql } from 'postgres';
import type { Rendered } from '../../src/channels/rendered.ts';
import { offerCode } from './private-things.ts';
import { closeConversation, meet } from './queues.ts';
import { sendFile } from './sent-files.ts';
import { call, captureLead, pay, quickOrder, type Shop, ship } from './shop.ts';

/** Everything that names a record of somebody: what an attacker may have seen over a shoulder, or guessed. */
export type Names = {
  order: string;
  shipped: string;
  tracking: string;
  shipment: string;
  lead: string;
  cart: string;
  linkCode: string;
  phone: string;
  file: string;
  /** The number that the buttons of a half-finished order carry. */
  draft: string;
};

/** Values that stand nowhere but in the records of the victim. */
export const SECRETS = {
  name: 'Xenia Sentinel',
  address: 'Sentinel street 7, Nowhere',
  comment: 'sentinel comment',
  wish: 'sentinel wish',
  phone: '+4915199988877',
  tracking: 'SX987654321CN',
} as const;

/** Names of the same shape that belong to nobody. */
export const NOBODYS: Names = {
  order: '88888881',
  shipped: '88888882',
  tracking: 'SX123456789CN',
  shipment: '11111111-1111-4111-8111-111111111111',
  lead: '22222222-2222-4222-8222-222222222222',
  cart: '33333333-3333-4333-8333-333333333333',
  linkCode: 'ABCD-2345',
  phone: '+4915199988866',
  file: 'chats/44444444-4444-4444-8444-444444444444.jpg',
  draft: 'zzz',
};

export type Victim = { names: Names; customerId: string; ids: string[] };

/** Somebody with something of everything, who has begun another order in this chat of theirs and said nothing since. */
export async function aVictim(sql: Sql, shop: Shop, chat: string, door = { provider: 'web', account: shop.slug }): Promise<Victim> {
  const [room] = await sql`select id from public.chats where external_id = ${chat}`;
  const chatId = room?.id as string;
  const [half] =
    await sql`select state -> 'memory' -> 'draft' ->> 'no' as no from public.conversations where chat_id = ${chatId} order by created_at desc limit 1`;
  const draft = Number(half?.no).toString(36);
  await closeConversation(sql, shop, chatId);
  const [cart] = await sql`select id from public.saved_carts where chat_id = ${chatId}`;
  const { id: customerId } = await meet(sql, shop, chat, { full_name: SECRETS.name, phone: SECRETS.phone, phone_verified: true }, door);
  const order = { acting_customer_id: customerId, customer: undefined, delivery_address: SECRETS.address, comment: SECRETS.comment };
  const { order: offered } = await quickOrder(sql, shop, order);
  await call(sql, 'propose_edit_safe', { actor_id: shop.managerId, order_id: offered.id, lines: [{ position: 1, quantity: 2 }] });
  const { order: sent } = await quickOrder(sql, shop, order);
  await pay(sql, shop, sent.id);
  const parcel = await ship(sql, shop, sent.id, { tracking_number: SECRETS.tracking });
  await call(sql, 'advance_shipment_safe', { actor_id: shop.managerId, shipment_id: parcel.id, new_status: 'in_transit' });
  const wish = { acting_customer_id: customerId, customer: {}, comment: SECRETS.wish, source: 'web' };
  const { lead } = await captureLead(sql, shop, wish);
  const { code } = await offerCode(sql, shop, customerId as string, chatId);
  const { path } = await sendFile(sql, shop, chat, door);
  return {
    customerId: customerId as string,
    ids: [customerId, chatId, offered.id, sent.id] as string[],
    names: {
      ...{ order: offered.order_code, shipped: sent.order_code, tracking: SECRETS.tracking, shipment: parcel.id, lead: lead.id },
      ...{ cart: cart?.id, linkCode: code, phone: SECRETS.phone, file: path, draft },
    },
  };
}

/** Every row of every table that belongs to one of these, as one digest a table: whatever changes, shows. */
export async function digestsOf(sql: Sql, ids: readonly string[]): Promise<Record<string, string>> {
  const tables = await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
  const one = (name: string) => `
    select '${name}' as name, count(*) || ':' || coalesce(md5(string_agg(r.row, '|' order by r.row)), '') as digest
    from (select to_jsonb(t)::text as row from public.${name} as t) as r where r.row like any ($1)`;
  const likes = ids.map((id) => `%${id}%`);
  const rows = await sql.unsafe(tables.map(({ relname }) => one(relname)).join(' union all '), [likes]);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

/** All a person can read in a message, with what they asked for and what is their own made the same. */
export function readable({ paragraphs, card, choices, media }: Rendered, blanks: ReadonlyArray<[what: string, name: string]>): string {
  const whole = [paragraphs, card, choices.map(({ label }) => label), media?.name];
  const blanked = (text: string, [what, name]: readonly [string, string]) =>
    text.replaceAll(new RegExp(`(?<![\\w-])${what.replace('+', '\\+')}(?![\\w-])`, 'gi'), name);
  // How much has been said in a chat, and the code it is given, are its own: no two chats are alike in them.
  return blanks.reduce(blanked, JSON.stringify(whole)).replaceAll(/\d+ (?=messages)|(?<=Your code: )[0-9A-Z-]+/g, '');
}
