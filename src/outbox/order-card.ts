import type { Rendered, RenderedCard } from '../channels/rendered.ts';
import { cardMoves, isCardMove } from '../conversation/care/card.ts';
import type { Choice, Param } from '../conversation/reply.ts';
import type { CustomerOrder } from '../conversation/results.ts';
import { formatAmount, type Minor } from '../domain/money.ts';
import { inWords, type Listener, moment, sentence } from './words.ts';

type Status = CustomerOrder['status'];

/** The way of an order that goes well. A cancelled or returned one leaves it where it was left. */
const ROAD: readonly Status[] = ['created', 'awaiting_payment', 'paid', 'processing', 'in_delivery', 'delivered', 'closed'];

/** The living card of an order, as its customer sees it: its buttons are what can be done with the order as it is now. */
export function orderCard(order: CustomerOrder, choices: readonly Choice[] | undefined, listener: Listener): Rendered {
  return {
    language: listener.language,
    paragraphs: [],
    card: {
      title: sentence({ key: 'order-card-title', params: { code: order.order_code } }, listener),
      rows: rowsOf(order, listener),
      timeline: timelineOf(order, listener),
    },
    media: null,
    choices: inWords([...cardMoves(order), ...(choices ?? []).filter((choice) => !isCardMove(choice))], listener),
    request: null,
    invoice: null,
  };
}

function rowsOf(order: CustomerOrder, listener: Listener): RenderedCard['rows'] {
  const label = (key: string) => sentence({ key }, listener);
  const amount = (value: Minor): Param => ({ amount: formatAmount(value), currency: order.currency });
  const said = (value: Param) => sentence({ key: 'verbatim', params: { text: value } }, listener);
  const rows = [{ label: label('order-card-status'), value: label(`order-status-${dashed(order.status)}`) }];
  for (const line of order.lines) {
    const title = titleOf(line, listener.language);
    rows.push({ label: label('order-card-item'), value: line.quantity === 1 ? title : `${line.quantity} × ${title}` });
  }
  rows.push({
    label: label('order-card-total'),
    value: order.total_amount === null ? label('order-card-unpriced') : said(amount(order.total_amount)),
  });
  if (order.paid_amount > 0n) rows.push({ label: label('order-card-paid'), value: said(amount(order.paid_amount)) });
  if (order.refunded_amount > 0n) rows.push({ label: label('order-card-refunded'), value: said(amount(order.refunded_amount)) });
  if (order.balance_due !== null && order.balance_due > 0n) {
    rows.push({ label: label('order-card-due'), value: said(amount(order.balance_due)) });
  }
  rows.push({ label: label('order-card-address'), value: order.delivery_address ?? label('order-card-pickup') });
  for (const shipment of order.shipments) rows.push(...parcelRows(shipment, listener));
  if (order.comment !== null) rows.push({ label: label('order-card-comment'), value: order.comment });
  if (order.rating !== null) rows.push({ label: label('order-card-rating'), value: '★'.repeat(order.rating.stars).padEnd(5, '☆') });
  return rows;
}

/** Where a parcel is and since when, by whom it is brought, and where it can be followed. */
function parcelRows(shipment: CustomerOrder['shipments'][number], listener: Listener): RenderedCard['rows'] {
  const { status, tracking_number, estimated_delivery_date: estimate, milestones, provider_name, tracking_link } = shipment;
  const label = (key: string) => sentence({ key }, listener);
  const since = milestones.at(-1)?.at;
  const parts = [label(`shipment-status-${dashed(status)}`)];
  if (since !== undefined) parts.push(moment(since, 'day', listener));
  parts.push(tracking_number === null ? provider_name : `${provider_name} ${tracking_number}`);
  const rows = [{ label: label('order-card-shipment'), value: parts.join(' · ') }];
  if (estimate !== null && !['delivered', 'returned', 'cancelled'].includes(status)) {
    rows.push({ label: label('order-card-estimate'), value: moment(estimate, 'day', { ...listener, timeZone: 'UTC' }) });
  }
  if (tracking_link !== null) rows.push({ label: label('order-card-tracking'), value: tracking_link });
  return rows;
}

/** The title in the listener's language, with the options it was ordered with. A listing renamed since keeps its old name here. */
function titleOf({ title, titles }: CustomerOrder['lines'][number], language: string): string {
  const known = Object.values(titles ?? {}).filter((one) => typeof one === 'string');
  const ordered = known.filter((one) => title.startsWith(one)).toSorted((a, b) => b.length - a.length)[0];
  const mine = titles?.[language];
  return ordered === undefined || typeof mine !== 'string' ? title : `${mine}${title.slice(ordered.length)}`;
}

/** What has been, with its time; where it is; what is still to come on the usual road. */
function timelineOf(order: CustomerOrder, listener: Listener): RenderedCard['timeline'] {
  const step = (status: Status) => sentence({ key: `order-status-${dashed(status)}` }, listener);
  const past = order.timeline.map(({ status, at }, index) => ({
    label: step(status),
    at: moment(at, 'day-and-time', listener),
    state: index === order.timeline.length - 1 ? ('now' as const) : ('done' as const),
  }));
  const here = ROAD.indexOf(order.status);
  const ahead = here < 0 ? [] : ROAD.slice(here + 1).filter((status) => status !== 'closed' && !isSkipped(order, status));
  return [...past, ...ahead.map((status) => ({ label: step(status), at: null, state: 'next' as const }))];
}

/** Who pays on delivery is not asked before it. */
function isSkipped(order: CustomerOrder, status: Status): boolean {
  return order.payment_terms === 'on_delivery' && status === 'paid';
}

function dashed(status: string): string {
  return status.replaceAll('_', '-');
}
