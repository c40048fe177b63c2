import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { type Args, aPerson, rpc, type Sale, type Shop, sell } from './people.ts';
import { sendFile } from './sent-files.ts';

export type Payer = Sale & { chat: string };

/** Somebody with a web chat and an order of 100 EUR that waits for their money. */
export async function aPayer(sql: Sql, shop: Shop, assignee: string | null = shop.manager.id): Promise<Payer> {
  const chat = randomUUID();
  const person = { ...aPerson(), identity: { provider: 'web', account: shop.slug, external_id: chat } };
  return { ...(await sell(sql, shop, assignee, person)), chat };
}

/** Sends a file in their chat; gives where it lies. */
export const proofOf = async (sql: Sql, shop: Shop, { chat }: Payer, given: Args = {}) => (await sendFile(sql, shop, chat, given)).path;

export const reportPaid = (sql: Sql, shop: Shop, { customerId, orderId }: Payer, given: Args = {}) =>
  rpc(sql, 'report_payment_safe', {
    ...{ actor_id: shop.systemId, acting_customer_id: customerId, order_id: orderId, method: 'bank_transfer' },
    ...given,
  });

export const waysFor = (sql: Sql, shop: Shop, { customerId, orderCode }: Payer, given: Args = {}) =>
  rpc(sql, 'payment_ways', { actor_id: shop.systemId, acting_customer_id: customerId, order_code: orderCode, ...given });

/** What people edit in Studio. */
export const editMethod = (sql: Sql, { deskId }: Shop, code: string, set: string) =>
  sql.unsafe(`update public.payment_methods set ${set} where desk_id = $1 and code = $2`, [deskId, code]);
