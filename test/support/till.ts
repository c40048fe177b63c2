import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import { addStaff, openDesk, type TestDesk } from './builders.ts';
import { asService } from './database.ts';

export type Args = Record<string, unknown>;
export type OrderJson = {
  id: string;
  status: string;
  customer_id: string;
  currency: string;
  total_amount: number | null;
  paid_amount: number;
  refunded_amount: number;
  balance_due: number | null;
  payment_status: string;
};
export type PaymentJson = {
  id: string;
  order_id: string;
  amount: number;
  currency: string;
  direction: string;
  role: string;
  method: string;
  status: string;
  external_reference: string | null;
  related_payment_id: string | null;
  refund_reason: string | null;
  created_by: string;
};
export type Answer = { order: OrderJson; payment: PaymentJson; shipment: { id: string; status: string }; duplicate: boolean };

/** A public function called by name, as our services call it. */
export function call(sql: Sql, name: string, args: Args): Promise<Answer> {
  return asService(sql, async (service) => {
    const [row] = await service.unsafe(statementOf(name, args), Object.values(args) as never[]);
    return row?.answer as Answer;
  });
}

/** `select public.name(a => $1, …)`, its arguments typed by the function itself. */
export function statementOf(name: string, args: Args): string {
  return `select public.${name}(${Object.keys(args)
    .map((key, index) => `${key} => $${index + 1}`)
    .join(', ')}) as answer`;
}

export type Till = {
  sql: Sql;
  desk: TestDesk;
  agent: string;
  manager: string;
  admin: string;
  customer: string;
};

/** A desk with one person of every role and one customer. */
export async function openTill(sql: Sql): Promise<Till> {
  const desk = await openDesk(sql);
  const [agent, manager, admin] = [
    await addStaff(sql, desk, 'agent'),
    await addStaff(sql, desk, 'manager'),
    await addStaff(sql, desk, 'admin'),
  ];
  const captured = await asService(sql, async (service) => {
    const [row] = await service`select public.capture_lead_safe(actor_id => ${desk.systemId}, source => 'test',
      customer => ${service.json({ full_name: 'A client', email: 'client@example.com' })}) as answer`;
    return row?.answer;
  });
  return { sql, desk, agent: agent.id, manager: manager.id, admin: admin.id, customer: captured.customer.id };
}

export const line = (unit_price: unknown, more: Args = {}) => ({ title: 'A bicycle', unit_price, ...more });

/** An order of one line, still `created` and, unless an actor is named, nobody's; without a price when `price` is null. */
export async function anOrder(till: Till, price: number | null = 100, more: Args = {}): Promise<string> {
  const { order } = await call(till.sql, 'create_order_safe', {
    actor_id: till.manager,
    customer_id: till.customer,
    lines: [line(price)],
    ...more,
  });
  if (more.actor_id === undefined) await call(till.sql, 'assign_order_safe', { actor_id: till.manager, order_id: order.id });
  return order.id;
}

/** An order that awaits its payment. */
export async function anAwaitingOrder(till: Till, price = 100, more: Args = {}): Promise<string> {
  const order = await anOrder(till, price, more);
  await advance(till, order, 'awaiting_payment');
  return order;
}

/** An order with a completed client payment over all of its price. */
export async function aPaidOrder(till: Till, price = 100, more: Args = {}): Promise<{ order: string; payment: string }> {
  const order = await anAwaitingOrder(till, price, more);
  const { payment } = await pay(till, order, { amount: price });
  return { order, payment: payment.id };
}

export const aReference = () => `stripe:${randomUUID()}`;

/** Records money; unless told otherwise, 100 EUR of the client, completed, by card with a reference of its own. */
export function pay(till: Till, order: string | null, more: Args = {}): Promise<Answer> {
  return call(till.sql, 'record_generic_payment_safe', { ...aClientPayment(till, order), ...more });
}

export const aClientPayment = (till: Till, order: string | null): Args => ({
  actor_id: till.desk.systemId,
  order_id: order,
  amount: 100,
  currency: 'EUR',
  direction: 'incoming',
  role: 'client_payment',
  method: 'card',
  status: 'completed',
  external_reference: aReference(),
});

export const paySupplier = (till: Till, order: string, more: Args = {}) =>
  pay(till, order, { actor_id: till.manager, direction: 'outgoing', role: 'supplier_payment', ...more });

export const refund = (till: Till, order: string, amount: number, more: Args = {}) =>
  pay(till, order, { actor_id: till.admin, direction: 'outgoing', role: 'refund', refund_reason: 'returned', amount, ...more });

export const advancePayment = (till: Till, actor: string, payment: string, status: string, more: Args = {}) =>
  call(till.sql, 'advance_payment_safe', { actor_id: actor, payment_id: payment, new_status: status, ...more });

export const advance = (till: Till, order: string, status: string, more: Args = {}) =>
  call(till.sql, 'advance_order_status_safe', { actor_id: till.admin, order_id: order, new_status: status, ...more });

export const reprice = (till: Till, order: string, lines: unknown, more: Args = {}) =>
  call(till.sql, 'price_order_safe', { actor_id: till.manager, order_id: order, lines, ...more });

export const ship = (till: Till, order: string, more: Args = {}) =>
  call(till.sql, 'create_shipment_safe', { actor_id: till.manager, order_id: order, ...more });

export async function paymentsOf(till: Till, order: string): Promise<PaymentJson[]> {
  return await till.sql<PaymentJson[]>`select * from public.payments where order_id = ${order} order by created_at, id`;
}

/** The statuses an order has had, in order. */
export async function historyOf(till: Till, order: string): Promise<string[]> {
  const rows = await till.sql`select new_status from public.order_status_events where order_id = ${order} order by seq`;
  return rows.map((row) => row.new_status);
}

export async function tasksOf(till: Till, order: string): Promise<string[]> {
  const rows = await till.sql`select kind from public.tasks where order_id = ${order} and status = 'open' order by created_at`;
  return rows.map((row) => row.kind);
}

export async function moneyOf(till: Till, order: string): Promise<Args> {
  const [row] = await till.sql`
    select status, received_amount::float8 as received, refunded_amount::float8 as refunded, owed_amount::float8 as owed,
      balance_due::float8 as balance, payment_status
    from public.order_balances where order_id = ${order}`;
  return { ...row };
}

/** What nothing may add to when a call is refused. */
export async function footprintOf(sql: Sql): Promise<Args> {
  const [row] = await sql`
    select (select count(*) from public.payments) as payments, (select count(*) from public.audit_log) as audit,
      (select count(*) from public.order_status_events) as events, (select count(*) from public.entity_status_events) as steps,
      (select count(*) from public.tasks) as tasks, (select count(*) from public.outbox_messages) as notices,
      (select count(*) from public.idempotency_keys) as keys`;
  return { ...row };
}

/** The books agree with themselves. */
export async function expectSoundBooks(sql: Sql): Promise<void> {
  expect(await sql`select * from private.check_invariants()`).toEqual([]);
}
