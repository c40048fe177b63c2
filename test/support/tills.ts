import { randomInt, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { type Args, aPerson, pay, rpc, type Sale, type Shop, sell } from './people.ts';
import { accept } from './queues.ts';

export type Till = Sale & { account: string; sender: string; chatId: string };

/** Somebody with an order of 100 EUR in a chat of a bot that takes cards, and fifty Stars for a euro. */
export async function aTill(sql: Sql, shop: Shop, assignee: string | null = shop.manager.id, known?: string): Promise<Till> {
  const account = known ?? String(randomInt(1_000_000_000, 2_000_000_000));
  const sender = String(randomInt(1_000_000, 9_000_000));
  await rpc(sql, 'open_channel_safe', { desk: shop.slug, provider: 'telegram', account, name: `@bot_${account}` });
  await openTill(sql, account);
  const identity = { provider: 'telegram', account, external_id: sender };
  const sale = await sell(sql, shop, assignee, { ...aPerson(), identity });
  const { message_id } = await accept(sql, shop, sender, { provider: 'telegram', account });
  const [chat] = await sql`select chat_id from public.inbox_messages where id = ${message_id}`;
  return { ...sale, account, sender, chatId: chat?.chat_id };
}

export const openTill = (sql: Sql, account: string, given: Args = {}) =>
  rpc(sql, 'open_till_safe', { provider: 'telegram', account, takes_cards: true, stars_per_unit: 50, ...given });

export type Bill = Record<'payload' | 'charged_currency' | 'amount', string> & { charged: number };

export const offerInvoice = (sql: Sql, shop: Shop, { customerId, chatId, orderCode }: Till, method = 'telegram_card', given: Args = {}) =>
  rpc(sql, 'offer_invoice_safe', {
    ...{ actor_id: shop.systemId, acting_customer_id: customerId, chat_id: chatId, order_code: orderCode, method },
    ...given,
  }) as unknown as Promise<Bill>;

/** What Telegram asks before somebody pays, and what is answered. */
export const checkOut = (sql: Sql, { account, sender }: Till, { payload, charged, charged_currency }: Bill, given: Args = {}) =>
  rpc(sql, 'approve_checkout_safe', {
    ...{ provider: 'telegram', account, payload, payer: sender, charged, charged_in: charged_currency },
    ...given,
  });

/** What Telegram tells when somebody has paid. */
export const charge = (sql: Sql, { account, sender }: Till, { payload, charged, charged_currency }: Bill, given: Args = {}) =>
  rpc(sql, 'record_charge_safe', {
    ...{
      provider: 'telegram',
      account,
      charge_id: randomUUID(),
      payload,
      payer: sender,
      payer_name: 'Ada',
      charged,
      charged_in: charged_currency,
    },
    ...given,
  });

/** Has all of a payment in Stars given back, by an admin. */
export async function giveBack(sql: Sql, shop: Shop, { orderId }: Till, given: Args = {}) {
  const refund = { direction: 'outgoing', role: 'refund', refund_reason: 'returned', method: 'telegram_stars', status: 'pending' };
  return await pay(sql, shop.admin.id, orderId, { ...refund, ...given });
}

/** An order paid in Stars. */
export async function paidInStars(sql: Sql, shop: Shop, assignee: string | null = shop.manager.id): Promise<Till> {
  const till = await aTill(sql, shop, assignee);
  await charge(sql, till, await offerInvoice(sql, shop, till, 'telegram_stars'));
  return till;
}

export const claimRefunds = (sql: Sql, { account }: Till, given: Args = {}) =>
  rpc(sql, 'claim_charge_refunds', { worker: 'w', provider: 'telegram', accounts: [account], ...given }) as unknown as Promise<
    Array<{ id: string; account: string; payer: string; charge_id: string }>
  >;
