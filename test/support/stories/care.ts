import type { ChatEvent } from '../../../src/channels/events.ts';
import type { CareCommand } from '../../../src/conversation/care/commands.ts';
import type { CustomerOrder } from '../../../src/conversation/results.ts';
import { moves } from '../../../src/orders/moves.ts';
import { anOrder } from '../claimed.ts';
import type { Shelf } from '../shelf.ts';
import type { Answers } from '../stories.ts';

const orderOf = ({ orders }: Shelf, code: string) => orders.find(({ order_code }) => order_code === code) ?? null;

/** The order as it is after a change; what it was is forgotten. */
function changed(shelf: Shelf, code: string, changes: Partial<CustomerOrder>): CustomerOrder | null {
  const order = orderOf(shelf, code);
  if (order !== null) Object.assign(order, changes);
  return order;
}

/** What the desk answers the commands of this story. */
export const careAnswers: Answers<CareCommand> = {
  'weigh-moves': ({ code }, shelf) => {
    const order = orderOf(shelf, code);
    const reasons = [{ code: 'TOO_LATE' }];
    const weighed =
      order && moves.map((move) => (order.moves.includes(move) ? { move, allowed: true, reasons: [] } : { move, allowed: false, reasons }));
    return { did: 'weigh-moves', weighed: order && weighed && { order, moves: weighed } };
  },
  'find-order': ({ about }, { orders }) => ({ did: 'find-order', about, orders }),
  'find-parcel': ({ number }, { orders }) => {
    const order = orders.find(({ shipments }) => shipments.some(({ tracking_number }) => tracking_number === number));
    return { did: 'find-parcel', found: order ? { order, number } : null };
  },
  'cancel-order': ({ code }, shelf) => ({
    did: 'cancel-order',
    order: changed(shelf, code, { status: 'cancelled', moves: ['repeat', 'ask'] }),
  }),
  'change-address': ({ code, address }, shelf) => ({ did: 'change-address', order: changed(shelf, code, { delivery_address: address }) }),
  'ask-about-order': ({ code }, shelf) => ({ did: 'ask-about-order', order: orderOf(shelf, code) }),
  'rate-order': ({ code, stars, comment }, shelf, { now }) => ({
    ...{ did: 'rate-order', stars, withWords: comment !== null },
    order: changed(shelf, code, { rating: { stars, comment, at: now } }),
  }),
  'confirm-receipt': ({ shipment }, { orders }) => {
    const order = orders.find(({ shipments }) => shipments.some(({ id }) => id === shipment)) ?? null;
    for (const each of order?.shipments ?? [])
      if (each.id === shipment) Object.assign(each, { status: 'delivered', client_received: true });
    if (order?.shipments.every(({ client_received }) => client_received)) order.moves = ['track', 'rate', 'ask'];
    return { did: 'confirm-receipt', order };
  },
};

const mine = () => anOrder({ order_code: '1001', moves: ['cancel', 'address', 'ask', 'rate'] });

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const careOthers: Partial<Answers<CareCommand>> = {
  'weigh-moves': () => ({
    did: 'weigh-moves',
    weighed: { order: mine(), moves: [{ move: 'pay', allowed: false, reasons: [{ code: 'NOT_PRICED' }] }] },
  }),
  'find-order': ({ about }) => ({ did: 'find-order', about, orders: [mine(), { ...mine(), order_code: '1002' }] }),
  'find-parcel': ({ number }) => ({ did: 'find-parcel', found: { order: mine(), number } }),
  'cancel-order': () => ({ did: 'cancel-order', order: mine() }),
  'change-address': () => ({ did: 'change-address', order: mine() }),
  'ask-about-order': () => ({ did: 'ask-about-order', order: mine() }),
  'rate-order': ({ stars, comment }) => ({ did: 'rate-order', order: mine(), stars, withWords: comment !== null }),
  'confirm-receipt': () => ({ did: 'confirm-receipt', order: mine() }),
};

const press = (action: string): ChatEvent => ({ type: 'press', action });

/** Events this story listens for, beside the buttons it shows. */
export const careEvents: ChatEvent[] = [
  ...['why', '/why 1001', 'where is my parcel', 'adresi değiştir', 'RB123456789CN', 'почему 1001', '★★★★', '5'].map(
    (text): ChatEvent => ({ type: 'text', text }),
  ),
  ...['1:why:1001', '1:stars:1001:2', '1:stars:1001:9', '1:got:22222222-2222-4222-8222-222222222222', '1:got:x'].map(press),
  ...['1:keep:1001', '1:cancel-for:1001:slow', '1:cancel-sure:1001', '1:deliver:1001:pickup', '1:deliver:1001:last', '1:no-words:1001'].map(
    press,
  ),
];
