import { randomInt, randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { addStaff, openDesk, type TestDesk, type TestStaff } from './builders.ts';
import { asService } from './database.ts';

type Row = Record<string, unknown> & { id: string; status: string };
type Rows = 'order' | 'lead' | 'customer' | 'payment' | 'shipment' | 'document' | 'task' | 'listing' | 'staff';
export type Answer = Record<Rows, Row> & Record<string, unknown> & { code: string; duplicate: boolean };
export type Args = Record<string, unknown>;

const isJson = (value: unknown) => typeof value === 'object' && value !== null && !(value instanceof Date);

/** Calls a function by name with named arguments, as whoever the connection is. */
export async function call(sql: Sql | TransactionSql, name: string, args: Args = {}): Promise<Answer> {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const list = given.map(([key, value], index) => `${key} => $${index + 1}${isJson(value) ? '::text::jsonb' : ''}`);
  const values = given.map(([, value]) => (isJson(value) ? JSON.stringify(value) : value));
  const [row] = await sql.unsafe(`select public.${name}(${list.join(', ')}) as answer`, values as never[]);
  return row?.answer;
}

/** Calls a function as our own services do. */
export const rpc = (sql: Sql, name: string, args: Args = {}): Promise<Answer> => asService(sql, (service) => call(service, name, args));

export type Shop = TestDesk & {
  agent: TestStaff;
  colleague: TestStaff;
  manager: TestStaff;
  admin: TestStaff;
  /** A manager who was deactivated. */
  leaver: TestStaff;
  /** A listing at 100.00 EUR. */
  listingId: string;
};

/** A desk with somebody in every role and something to sell. */
export async function openShop(sql: Sql): Promise<Shop> {
  const desk = await openDesk(sql);
  const [agent, colleague, manager, admin, leaver] = [
    await addStaff(sql, desk, 'agent'),
    await addStaff(sql, desk, 'agent'),
    await addStaff(sql, desk, 'manager'),
    await addStaff(sql, desk, 'admin'),
    await addStaff(sql, desk, 'manager', 'inactive'),
  ];
  const { listing } = await rpc(sql, 'create_listing_safe', {
    actor_id: manager.id,
    title: { en: 'Road bike' },
    price: 100,
    currency: 'EUR',
  });
  return { ...desk, agent, colleague, manager, admin, leaver, listingId: listing.id };
}

/** A customer as a chat with a shared contact brings them: the channel vouches for the phone. */
export function aPerson(name = 'Anna Petrova') {
  return {
    full_name: name,
    phone: `+49${randomInt(100_000_000, 999_999_999)}`,
    phone_verified: true,
    identity: { provider: 'supabase', external_id: randomUUID() as string },
  };
}

export type Sale = { orderId: string; orderCode: string; leadId: string; customerId: string; subject: string };

/** A priced order of 100 EUR, awaiting payment; it and its lead belong to the one named, or to nobody. */
export async function sell(sql: Sql, shop: Shop, assignee: string | null = shop.manager.id, person = aPerson()): Promise<Sale> {
  const { order, lead, customer } = await rpc(sql, 'quick_order_safe', {
    actor_id: shop.systemId,
    source: 'telegram',
    customer: person,
    lines: [{ listing_id: shop.listingId }],
  });
  await rpc(sql, 'assign_order_safe', { actor_id: shop.manager.id, order_id: order.id, staff_id: assignee });
  await rpc(sql, 'assign_lead_safe', { actor_id: shop.manager.id, lead_id: lead.id, staff_id: assignee });
  const sale = { orderId: order.id, orderCode: String(order.order_code), leadId: lead.id, customerId: customer.id };
  return { ...sale, subject: person.identity.external_id };
}

/** Records money of an order in cash: by default the 100 the client owes, received. */
export async function pay(sql: Sql, actorId: string, orderId: string, more: Args = {}): Promise<Answer> {
  const money = { amount: 100, currency: 'EUR', direction: 'incoming', role: 'client_payment', method: 'cash', status: 'completed' };
  return await rpc(sql, 'record_generic_payment_safe', { actor_id: actorId, order_id: orderId, ...money, ...more });
}

export const SUPPLIER = { role: 'supplier_payment', direction: 'outgoing', amount: 30 };

/** An order that is paid, with its supplier's payment, a parcel, a document and a task. */
export async function sellWhole(
  sql: Sql,
  shop: Shop,
  assignee: string | null = shop.manager.id,
  person = aPerson(),
): Promise<Sale & Parts> {
  const sale = await sell(sql, shop, assignee, person);
  const order = { actor_id: shop.manager.id, order_id: sale.orderId };
  const { payment } = await pay(sql, shop.manager.id, sale.orderId);
  const outgoing = await pay(sql, shop.manager.id, sale.orderId, SUPPLIER);
  const { shipment } = await rpc(sql, 'create_shipment_safe', { ...order, tracking_number: `RB${randomInt(1e9)}` });
  const { document } = await rpc(sql, 'attach_document_safe', { ...order, type: 'passport', storage_path: `papers/${randomUUID()}.pdf` });
  // The system gives a task to nobody unless somebody is named.
  const { task } = await rpc(sql, 'create_task_safe', {
    ...order,
    actor_id: shop.systemId,
    title: 'Call the supplier',
    assigned_to: assignee,
  });
  const ids = {
    paymentId: payment.id,
    supplierPaymentId: outgoing.payment.id,
    shipmentId: shipment.id,
    documentId: document.id,
    taskId: task.id,
  };
  return { ...sale, ...ids, trackingNumber: String(shipment.tracking_number) };
}

type Parts = {
  paymentId: string;
  supplierPaymentId: string;
  shipmentId: string;
  documentId: string;
  taskId: string;
  trackingNumber: string;
};

/** Brings a paid order with a parcel to its end. */
export async function finish(sql: Sql, shop: Shop, orderId: string): Promise<void> {
  for (const status of ['in_delivery', 'delivered', 'closed']) {
    await rpc(sql, 'advance_order_status_safe', { actor_id: shop.admin.id, order_id: orderId, new_status: status });
  }
}

/** How many rows each table of the public schema has. */
export async function countsOf(sql: Sql): Promise<Record<string, number>> {
  const tables = await sql<Array<{ relname: string }>>`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
  const counts = tables.map(({ relname }) => `select '${relname}' as name, count(*)::int as rows from public.${relname}`);
  const rows = await sql.unsafe<Array<{ name: string; rows: number }>>(counts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}
