import type { Move } from '../../orders/moves.ts';
import { action, actions, button, choicesOf, text, toMenu, toMove, toPerson } from '../buttons.ts';
import { type Choice, literal, type Phrase, type Reply, say } from '../reply.ts';
import type { CustomerOrder } from '../results.ts';
import type { Memory } from '../state.ts';
import type { Facts } from '../step.ts';
import { orderCard } from './card.ts';
import type { CarePlace } from './memory.ts';
import { REASONS } from './read.ts';

type Shipment = CustomerOrder['shipments'][number];

const dashed = (status: string) => status.replaceAll('_', '-');
const toOrder = (code: string, style?: Choice['style']) => button(say('button-show-order', { code }), actions.order(code), style);
const codeOf = ({ care }: Memory) => care.order?.code ?? '';
const toKeep = (memory: Memory) => button(say('button-keep'), action('keep', codeOf(memory)));
const toBack = ({ trail }: Memory) => button(say('button-back'), actions.back(trail.length));

/** The questions of this story. */
export const asks: Record<CarePlace, (memory: Memory, facts: Facts) => Reply> = {
  cancelReason: (memory) =>
    text(
      [say('cancel-reason-ask', { code: codeOf(memory) })],
      ...REASONS.map((reason) => button(say(`cancel-reason-${reason}`), action('cancel-for', codeOf(memory), reason))),
      toKeep(memory),
    ),
  cancelSure: (memory) =>
    text(
      [say('cancel-sure-ask', { code: codeOf(memory) })],
      button(say('button-cancel-sure', { code: codeOf(memory) }), action('cancel-sure', codeOf(memory)), 'danger'),
      toKeep(memory),
      toBack(memory),
    ),
  newAddress: askForAddress,
  asking: (memory) => text([say('question-ask', { code: codeOf(memory) })], toKeep(memory), toPerson()),
  rating: (memory) =>
    text(
      [say('rating-ask', { code: codeOf(memory) })],
      ...[1, 2, 3, 4, 5].map((stars) => button(say('button-stars', { stars }), action('stars', codeOf(memory), stars))),
      button(say('button-not-now'), action('keep', codeOf(memory))),
    ),
  ratingWords: (memory) => text([say('rating-words-ask')], button(say('button-no-words'), action('no-words', codeOf(memory))), toMenu()),
};

function askForAddress(memory: Memory, { customer }: Facts): Reply {
  const code = codeOf(memory);
  const address = memory.care.order?.address ?? null;
  const last = customer?.lastAddress ?? null;
  return text(
    [address === null ? say('new-address-ask-pickup', { code }) : say('new-address-ask', { code, address })],
    last === null || last === address ? null : button(literal(last), action('deliver', code, 'last')),
    address === null ? null : button(say('button-pickup'), action('deliver', code, 'pickup')),
    toKeep(memory),
  );
}

/** Which of several orders, or none to speak of. */
export function whichOrder(about: Move | 'why', orders: readonly CustomerOrder[]): Reply {
  return text(
    [say('care-which-order')],
    ...orders.map(({ order_code: code, status }) => {
      const label = say('button-order-in-status', { code, status: { phrase: `order-status-${dashed(status)}` } });
      return button(label, about === 'why' ? action('why', code) : actions.move(about, code));
    }),
    toMenu(),
  );
}

const isCalledOff = ({ status }: Shipment) => status === 'cancelled';
const sameNumber = (one: string | null, other: string) => one?.replaceAll(/[\s-]/g, '').toUpperCase() === other;

/** The parcels of an order, one card each; of a number that was asked for, that one alone. */
export function parcels(order: CustomerOrder, number?: string): Reply[] {
  const all = order.shipments.filter((each) => !isCalledOff(each));
  const asked = number === undefined ? [] : order.shipments.filter(({ tracking_number }) => sameNumber(tracking_number, number));
  const shown = asked.length > 0 ? asked : all;
  if (shown.length === 0) return [orderCard(order)];
  return shown.map((shipment, index) => {
    const last = index === shown.length - 1;
    return { kind: 'card', title: parcelTitle(order, shipment), rows: parcelRows(shipment), ...(last && { choices: afterParcels(order) }) };
  });
}

function parcelTitle({ order_code: code, shipments }: CustomerOrder, shipment: Shipment): Phrase {
  const several = shipments.length > 1;
  return several
    ? say('parcel-title-of', { code, number: shipments.indexOf(shipment) + 1, count: shipments.length })
    : say('parcel-title', { code });
}

const statusOf = (status: string) => say(`shipment-status-${dashed(status)}`);
const when = (at: string): Phrase => say('verbatim', { text: { at, show: 'day-and-time' } });

function parcelRows(shipment: Shipment): Extract<Reply, { kind: 'card' }>['rows'] {
  const { status, provider_name, tracking_number, tracking_link, estimated_delivery_date: estimate } = shipment;
  const rows = [
    { label: say('label-parcel-status'), value: statusOf(status) },
    { label: say('label-carrier'), value: literal(provider_name) },
  ];
  if (tracking_number !== null) rows.push({ label: say('label-tracking-number'), value: literal(tracking_number) });
  const ended = status === 'delivered' || status === 'returned' || status === 'cancelled';
  // At noon it is the same day almost everywhere.
  if (estimate !== null && !ended) {
    rows.push({ label: say('label-estimate'), value: say('verbatim', { text: { at: `${estimate}T12:00:00Z`, show: 'day' } }) });
  }
  for (const milestone of shipment.milestones) rows.push({ label: statusOf(milestone.status), value: when(milestone.at) });
  if (shipment.client_received_at !== null) rows.push({ label: say('label-received'), value: when(shipment.client_received_at) });
  if (tracking_link !== null) rows.push({ label: say('label-tracking-link'), value: literal(tracking_link) });
  return rows;
}

function afterParcels({ order_code: code, moves }: CustomerOrder): Choice[] {
  return choicesOf(
    moves.includes('received') ? toMove('received', code, 'primary') : null,
    moves.includes('ask') ? toMove('ask', code) : null,
    toOrder(code),
    toMenu(),
  );
}

/** Parcels that may be in the customer's hands. */
export const onTheirWay = ({ shipments }: CustomerOrder): Shipment[] =>
  shipments.filter(({ status, client_received }) => !client_received && ['in_transit', 'exception', 'delivered'].includes(status));

export function whichParcel(order: CustomerOrder): Reply {
  return text(
    [say('care-which-parcel', { code: order.order_code })],
    ...onTheirWay(order).map(({ id, tracking_number, provider_name }) =>
      button(say('button-parcel', { name: tracking_number ?? provider_name }), action('got', id)),
    ),
    toOrder(order.order_code),
    toMenu(),
  );
}

export const cancelled = (order: CustomerOrder): Reply[] => [
  text([say('order-is-cancelled', { code: order.order_code })]),
  orderCard(order),
];

export function addressChanged(order: CustomerOrder): Reply[] {
  const { order_code: code, delivery_address: address } = order;
  return [text([address === null ? say('address-is-pickup', { code }) : say('address-is-changed', { code, address })]), orderCard(order)];
}

export const questionPassedOn = ({ order_code: code }: CustomerOrder): Reply =>
  text([say('question-is-passed-on', { code })], toMove('ask', code), toOrder(code), toMenu());

/** Thanks for the news; what comes after depends on whether everything is there. */
export function receiptNoted(order: CustomerOrder): Reply {
  const { order_code: code } = order;
  const more = onTheirWay(order).length > 0;
  const thanks = say(more ? 'receipt-is-noted-more' : 'receipt-is-noted', { code });
  return mayRate(order) ? text([thanks]) : text([thanks], more ? toMove('received', code) : toMove('ask', code), toOrder(code), toMenu());
}

/** Whether a rating is still to be asked for. */
export const mayRate = ({ moves, rating }: CustomerOrder) => moves.includes('rate') && rating === null;

export function thanksForWords(order: CustomerOrder): Reply {
  const { order_code: code, moves } = order;
  return text([say('rating-is-kept')], moves.includes('repeat') ? toMove('repeat', code) : null, toOrder(code), toMenu());
}

/** Stars are kept at once: words are a second thought. */
export const starsKept = (stars: number): Phrase => {
  if (stars <= 2) return say('stars-are-kept-sorry', { stars });
  return stars >= 4 ? say('stars-are-kept-glad', { stars }) : say('stars-are-kept', { stars });
};

export const unknownParcel = (): Reply =>
  text([say('parcel-unknown')], button(say('button-my-orders'), actions.orders), toPerson(), toMenu());
export const keptAsItIs = (memory: Memory): Reply => text([say('care-kept', { code: codeOf(memory) })]);
