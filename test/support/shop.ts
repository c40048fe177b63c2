import { randomBytes, randomInt } from 'node:crypto';
import type { Row, Sql, TransactionSql } from 'postgres';
import { addStaff, openDesk, type TestDesk } from './builders.ts';
import { asService } from './database.ts';

export type Arguments = Record<string, unknown>;

/** Calls a safe RPC as our own services do, with named arguments, and gives its answer. What is undefined is left out. */
export const call = (sql: Sql, rpc: string, given: Arguments): Promise<Row> =>
  asService(sql, (transaction) => callWithin(transaction, rpc, given));

/** The same in a transaction that is open already, as the role it has. */
export async function callWithin(sql: Sql | TransactionSql, rpc: string, given: Arguments): Promise<Row> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const names = entries.map(([name], index) => `${name} => $${index + 1}`).join(', ');
  const [row] = await sql.unsafe(
    `select public.${rpc}(${names}) as answer`,
    entries.map(([, value]) => value as string),
  );
  return row?.answer;
}

/** Does something as the role the safe RPCs belong to, named as the system actor of the desk. */
export async function asDeskRpc<T>(sql: Sql, shop: TestDesk, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
  return (await sql.begin(async (transaction) => {
    await becomeDeskRpc(transaction, shop.systemId);
    return await work(transaction);
  })) as T;
}

export async function becomeDeskRpc(transaction: TransactionSql, systemId: string): Promise<void> {
  await transaction`select set_config('desk.actor_id', ${systemId}, true), set_config('desk.actor_type', 'system', true),
    set_config('desk.acting_customer_id', '', true)`;
  await transaction`set local role desk_rpc`;
}

export type Shop = TestDesk & {
  adminId: string;
  managerId: string;
  secondManagerId: string;
  agentId: string;
  /** A listing at 100.00 EUR. */
  listingId: string;
  /** What the staff sign in as, for asSignedIn. */
  subjects: { admin: string; manager: string; secondManager: string; agent: string };
};

/** A desk with somebody of every role and something to sell. */
export async function openShop(sql: Sql): Promise<Shop> {
  const desk = await openDesk(sql);
  const admin = await addStaff(sql, desk, 'admin');
  const manager = await addStaff(sql, desk, 'manager');
  const secondManager = await addStaff(sql, desk, 'manager');
  const agent = await addStaff(sql, desk, 'agent');
  const { listing } = await call(sql, 'create_listing_safe', {
    actor_id: manager.id,
    title: { en: 'Road bike' },
    price: 100,
    currency: 'EUR',
  });
  return {
    ...desk,
    adminId: admin.id,
    managerId: manager.id,
    secondManagerId: secondManager.id,
    agentId: agent.id,
    listingId: listing.id,
    subjects: { admin: admin.subject, manager: manager.subject, secondManager: secondManager.subject, agent: agent.subject },
  };
}

export const aPhone = () => `+49151${randomInt(1_000_000, 9_999_999)}`;
export const aReference = () => `stripe:${randomBytes(8).toString('hex')}`;

/** Somebody writes: a new customer and their lead, as {lead, customer}. */
export const captureLead = (sql: Sql, shop: Shop, changes: Arguments = {}) =>
  call(sql, 'capture_lead_safe', {
    actor_id: shop.systemId,
    source: 'telegram',
    customer: { full_name: 'Ada', phone: aPhone() },
    ...changes,
  });

/** A new order of 100.00 EUR, `created`. By the system unless said otherwise, so nobody is assigned. */
export async function createOrder(sql: Sql, shop: Shop, changes: Arguments = {}): Promise<Row> {
  const customer = changes.customer_id ?? changes.lead_id ?? (await captureLead(sql, shop)).customer.id;
  const { order } = await call(sql, 'create_order_safe', {
    actor_id: shop.systemId,
    customer_id: changes.lead_id === undefined ? customer : undefined,
    lines: [{ listing_id: shop.listingId }],
    ...changes,
  });
  return order;
}

/** A guest's quick order of 100.00 EUR, `awaiting_payment`, as {customer, lead, order, payment}; nobody is assigned. */
export const quickOrder = (sql: Sql, shop: Shop, changes: Arguments = {}) =>
  call(sql, 'quick_order_safe', {
    actor_id: shop.systemId,
    source: 'telegram',
    customer: { full_name: 'Ada', phone: aPhone() },
    lines: [{ listing_id: shop.listingId }],
    ...changes,
  });

/** An order of 100.00 EUR that awaits its payment. */
export async function order(sql: Sql, shop: Shop, changes: Arguments = {}): Promise<Row> {
  return (await quickOrder(sql, shop, changes)).order;
}

/** Records the client's money, by card and completed unless said otherwise, as {payment, order, duplicate}. */
export const pay = (sql: Sql, shop: Shop, orderId: string, changes: Arguments = {}) =>
  call(sql, 'record_generic_payment_safe', {
    actor_id: shop.systemId,
    order_id: orderId,
    amount: 100,
    currency: 'EUR',
    direction: 'incoming',
    role: 'client_payment',
    method: 'card',
    status: 'completed',
    external_reference: aReference(),
    ...changes,
  });

/** Gives money back, by an admin, as {payment, order, duplicate}. */
export const refund = (sql: Sql, shop: Shop, orderId: string, changes: Arguments = {}) =>
  pay(sql, shop, orderId, { actor_id: shop.adminId, direction: 'outgoing', role: 'refund', refund_reason: 'returned', ...changes });

export async function paidOrder(sql: Sql, shop: Shop, changes: Arguments = {}): Promise<Row> {
  return (await pay(sql, shop, (await order(sql, shop, changes)).id)).order;
}

export const advance = (sql: Sql, actorId: string | null, orderId: string, status: string | null, changes: Arguments = {}) =>
  call(sql, 'advance_order_status_safe', { actor_id: actorId, order_id: orderId, new_status: status, ...changes });

/** A parcel for a paid order. */
export async function ship(sql: Sql, shop: Shop, orderId: string, changes: Arguments = {}): Promise<Row> {
  return (await call(sql, 'create_shipment_safe', { actor_id: shop.managerId, order_id: orderId, ...changes })).shipment;
}

/** Moves a parcel on its way and to the client, who says so. */
export async function deliver(sql: Sql, shop: Shop, shipmentId: string): Promise<Row> {
  await call(sql, 'advance_shipment_safe', { actor_id: shop.managerId, shipment_id: shipmentId, new_status: 'in_transit' });
  return (await call(sql, 'confirm_receipt_safe', { actor_id: shop.managerId, shipment_id: shipmentId })).shipment;
}

/** A paid order with a parcel, `in_delivery`. */
export async function shippedOrder(sql: Sql, shop: Shop): Promise<Row> {
  const { id } = await paidOrder(sql, shop);
  await ship(sql, shop, id);
  return (await advance(sql, shop.managerId, id, 'in_delivery')).order;
}

export async function deliveredOrder(sql: Sql, shop: Shop): Promise<Row> {
  const { id } = await shippedOrder(sql, shop);
  return (await advance(sql, shop.adminId, id, 'delivered')).order;
}

export async function closedOrder(sql: Sql, shop: Shop): Promise<Row> {
  const { id } = await deliveredOrder(sql, shop);
  return (await advance(sql, shop.adminId, id, 'closed')).order;
}

/** How many rows each table has: equal before and after a call that changed nothing. */
export async function rowCounts(sql: Sql): Promise<Record<string, number>> {
  const tables = await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
  const counts = tables
    .map(({ relname }) => `select '${relname}' as name, count(*)::int as rows from public.${relname}`)
    .join(' union all ');
  return Object.fromEntries((await sql.unsafe(counts)).map(({ name, rows }) => [name, rows]));
}

/** The statuses an order has had, oldest first. */
export const eventsOf = (sql: Sql, orderId: string) =>
  sql`select seq, old_status, new_status, reason, actor_id, acting_customer_id, created_at
    from public.order_status_events where order_id = ${orderId} order by seq`;

/** The audit rows of one thing, oldest first. */
export const auditOf = (sql: Sql, entityId: string) =>
  sql`select action, actor_type, actor_id, acting_customer_id, changed_fields, details, at
    from public.audit_log where entity_id = ${entityId} order by id`;
