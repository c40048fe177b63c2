import { myOrder, myOrders } from '../../customers/phone-book.ts';
import { advanceOrder, askAboutOrder, changeAddress, rateOrder, weighMoves } from '../../orders/phone-book.ts';
import type { Outcome } from '../../rpc/call.ts';
import { confirmReceipt } from '../../shipments/phone-book.ts';
import { after, customerOf, done, keyOf, type Performers, type Turn } from '../perform.ts';
import type { CustomerOrder } from '../results.ts';
import type { CareCommand } from './commands.ts';

type Who = NonNullable<ReturnType<typeof customerOf>>;

/** The order of this code, if it is theirs. */
async function ownOrder({ port }: Turn, who: Who, code: string): Promise<Outcome<CustomerOrder | null>> {
  const found = await myOrder(port, { ...who, order_code: code });
  return !found.ok && found.refusal.code === 'NOT_FOUND' ? { ok: true, data: null } : found;
}

/** Does something with an order of theirs, and gives it as it is then; null when there is none. */
async function withOrder(
  turn: Turn,
  code: string,
  write: (who: Who & { order_id: string; idempotency_key: string }) => Promise<Outcome<unknown>>,
): Promise<Outcome<CustomerOrder | null>> {
  const who = customerOf(turn);
  if (who === null) return { ok: true, data: null };
  const found = await ownOrder(turn, who, code);
  if (!found.ok || found.data === null) return found;
  const written = await write({ ...who, order_id: found.data.id, idempotency_key: keyOf(turn) });
  return written.ok ? await ownOrder(turn, who, found.data.order_code) : written;
}

export const carePerformers: Performers<CareCommand> = {
  'weigh-moves': async ({ code }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'weigh-moves', weighed: null });
    const weighed = await weighMoves(turn.port, { ...who, order_code: code });
    if (!weighed.ok && weighed.refusal.code === 'NOT_FOUND') return done({ did: 'weigh-moves', weighed: null });
    return after(weighed, (data) => ({ did: 'weigh-moves', weighed: data }));
  },
  'find-order': async ({ about }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'find-order', about, orders: [] });
    return after(await myOrders(turn.port, who), (orders) => ({ did: 'find-order', about, orders }));
  },
  'find-parcel': async ({ number }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'find-parcel', found: null });
    return after(await ownOrder(turn, who, number), (order) => ({ did: 'find-parcel', found: order && { order, number } }));
  },
  'cancel-order': async ({ code, reason }, turn) =>
    after(await withOrder(turn, code, (who) => advanceOrder(turn.port, { ...who, new_status: 'cancelled', reason })), (order) => ({
      did: 'cancel-order',
      order,
    })),
  'change-address': async ({ code, address }, turn) => {
    const change = (who: Who & { order_id: string; idempotency_key: string }) =>
      changeAddress(turn.port, { ...who, ...(address !== null && { delivery_address: address }) });
    return after(await withOrder(turn, code, change), (order) => ({ did: 'change-address', order }));
  },
  'ask-about-order': async ({ code, question }, turn) => {
    const { chat, message_id } = turn.claim;
    const ask = (who: Who & { order_id: string; idempotency_key: string }) =>
      askAboutOrder(turn.port, { ...who, chat_id: chat.id, message_id, question });
    return after(await withOrder(turn, code, ask), (order) => ({ did: 'ask-about-order', order }));
  },
  'rate-order': async ({ code, stars, comment }, turn) => {
    const rate = (who: Who & { order_id: string; idempotency_key: string }) =>
      rateOrder(turn.port, { ...who, stars, ...(comment !== null && { comment }) });
    return after(await withOrder(turn, code, rate), (order) => ({ did: 'rate-order', order, stars, withWords: comment !== null }));
  },
  'confirm-receipt': async ({ shipment }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'confirm-receipt', order: null });
    const received = await confirmReceipt(turn.port, { ...who, shipment_id: shipment });
    if (!received.ok && received.refusal.code === 'NOT_FOUND') return done({ did: 'confirm-receipt', order: null });
    if (!received.ok) return received;
    return after(await ownOrder(turn, who, received.data.order.order_code), (order) => ({ did: 'confirm-receipt', order }));
  },
};
