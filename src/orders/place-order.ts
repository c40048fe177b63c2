import { myOrder } from '../customers/phone-book.ts';
import type { Who } from '../domain/who.ts';
import type { Outcome } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import { quickOrder } from './phone-book.ts';
import type { CustomerOrder } from './schema.ts';

export type OrderWish = {
  /** The door it came through: the channel's name. */
  source: string;
  lines: Array<{ listingId: string; quantity: number; options: Record<string, string> }>;
  address: string | null;
  comment: string | null;
  method: string | null;
};

/** Places a customer's own order at catalogue prices and shows it as the customer sees it. Twice with one key is one order. */
export async function placeOrder(port: RpcPort, who: Who & { customerId: string }, wish: OrderWish): Promise<Outcome<CustomerOrder>> {
  const placed = await quickOrder(port, {
    actor_id: who.actorId,
    acting_customer_id: who.customerId,
    source: wish.source,
    lines: wish.lines.map(({ listingId, quantity, options }) => ({ listing_id: listingId, quantity, options })),
    idempotency_key: who.idempotencyKey,
    ...(wish.method !== null && { payment: { method: wish.method } }),
    ...(wish.address !== null && { delivery_address: wish.address }),
    ...(wish.comment !== null && { comment: wish.comment }),
  });
  if (!placed.ok) return placed;
  return await myOrder(port, {
    actor_id: who.actorId,
    acting_customer_id: who.customerId,
    order_code: placed.data.order.order_code,
  });
}
