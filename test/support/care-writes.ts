import type { Sql } from 'postgres';
import type { ChatEvent } from '../../src/channels/events.ts';
import { meet } from './queues.ts';
import { call, pay, quickOrder, type Shop, ship } from './shop.ts';

const press = (...parts: string[]): ChatEvent => ({ type: 'press', action: ['1', ...parts].join(':') });
const text = (words: string): ChatEvent => ({ type: 'text', text: words });

/** Something a customer has done with an order of theirs: how they come to it, and the message that does it. */
export type CareWrite = {
  command: string;
  isShipped: boolean;
  leads: (code: string) => ChatEvent[];
  does: (code: string) => ChatEvent;
};

const before = (command: string, leads: CareWrite['leads'], does: CareWrite['does']): CareWrite => ({
  ...{ command, isShipped: false, leads, does },
});
const after = (command: string, does: CareWrite['does']): CareWrite => ({ command, isShipped: true, leads: () => [], does });

export const careWrites: CareWrite[] = [
  before(
    'report-payment',
    (code) => [press('move', 'proof', code)],
    (code) => press('noproof', code),
  ),
  before(
    'change-address',
    (code) => [press('move', 'address', code)],
    () => text('There 2, Leeds'),
  ),
  before(
    'ask-about-order',
    (code) => [press('move', 'ask', code)],
    () => text('Is it blue?'),
  ),
  before(
    'cancel-order',
    (code) => [press('move', 'cancel', code), press('cancel-for', code, 'slow')],
    (code) => press('cancel-sure', code),
  ),
  after('confirm-receipt', (code) => press('move', 'received', code)),
  after('rate-order', (code) => press('stars', code, '1')),
];

/** One way to pay, so that none has to be chosen. */
export const offerOneWay = (sql: Sql, { deskId }: Shop) =>
  sql`update public.payment_methods set offered = code = 'bank_transfer' where desk_id = ${deskId}`;

export type Cared = { chat: string; orderId: string; code: string };

/** Whoever has this chat gets an order at which this can be done. */
export async function orderFor(sql: Sql, shop: Shop, chat: string, { isShipped, command }: CareWrite): Promise<Cared> {
  const { id } = await meet(sql, shop, chat);
  const { order } = await quickOrder(sql, shop, { acting_customer_id: id, customer: undefined, delivery_address: 'Here 1' });
  if (isShipped) {
    await pay(sql, shop, order.id);
    const { id: shipment_id } = await ship(sql, shop, order.id);
    await call(sql, 'advance_shipment_safe', { actor_id: shop.managerId, shipment_id, new_status: 'in_transit' });
    if (command === 'rate-order') await call(sql, 'confirm_receipt_safe', { actor_id: shop.managerId, shipment_id });
  }
  return { chat, orderId: order.id, code: order.order_code };
}

/** Everything that stands written of this order, without its number and without times. */
export async function traceOf(sql: Sql, { orderId, code }: Cared): Promise<string> {
  const [row] = await sql`select
    (select jsonb_build_object('status', o.status, 'address', o.delivery_address) from public.orders as o where o.id = ${orderId}) as order,
    (select jsonb_agg(jsonb_build_object('to', e.new_status, 'reason', e.reason) order by e.seq) from public.order_status_events as e where e.order_id = ${orderId}) as events,
    (select jsonb_agg(t.kind || coalesce(': ' || t.description, '') order by t.kind) from public.tasks as t where t.order_id = ${orderId}) as tasks,
    (select count(*)::int from public.order_messages as m where m.order_id = ${orderId}) as messages,
    (select jsonb_agg(r.stars) from public.order_ratings as r where r.order_id = ${orderId}) as ratings,
    (select jsonb_agg(jsonb_build_object('status', s.status, 'received', s.client_received)) from public.shipments as s where s.order_id = ${orderId}) as parcels,
    (select jsonb_agg(a.entity || ' ' || a.action order by a.id) from public.audit_log as a where a.entity_id = ${orderId}
      or a.entity_id in (select s.id from public.shipments as s where s.order_id = ${orderId})) as audit,
    (select jsonb_agg(b.phrase_key order by b.phrase_key) from public.outbox_messages as b where b.phrase_key like 'notice-staff-%' and b.params ->> 'code' = ${code}) as notices`;
  return JSON.stringify(row, null, 1).replaceAll(code, 'N');
}
