import postgres, { type Sql, type TransactionSql } from 'postgres';
import { becomeDeskRpc, type Shop } from '../../support/shop.ts';

/** Who asks, in the order of the six letters of a cell. */
export const ROLES = ['customer', 'agent', 'manager', 'admin', 'owner', 'system'] as const;
export type Role = (typeof ROLES)[number];

/** What the letters of a cell mean. */
const LETTERS: Record<string, string> = {
  INVALID_TRANSITION: '.',
  FORBIDDEN_ROLE: '-',
  PAID_ONLY_BY_PAYMENT: '$',
  NOT_PAID: 'n',
  REFUND_REQUIRED: 'r',
  BAD_INPUT: 'b',
  // No function with these arguments: there is no door through which this role could ask.
  '42883': 'x',
};

/** A table of cells: how each status (row) leads to each status (column), for each role. `+` is a step that succeeds. */
export type Grid = Record<string, Record<string, string>>;

export function readGrid(text: string): Grid {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  return Object.fromEntries(
    rows.map(([from, ...cells]) => {
      if (cells.length !== head?.length) throw new Error(`the row "${from}" has ${cells.length} cells for ${head?.length} columns`);
      return [from, Object.fromEntries(head.map((to, at) => [to, cells[at]]))];
    }),
  );
}

export type Machine = {
  entity: 'order' | 'lead' | 'payment' | 'shipment' | 'task';
  /** The thing to move from this status: its facts, as the step needs them. */
  thing: (from: string) => { id: string; customerId: string };
  /** Asks for the step as this role, through the RPC that is the door for it. */
  ask: (sql: TransactionSql, role: Role, id: string, to: string, customerId: string) => Promise<unknown>;
};

const TABLES = { order: 'orders', lead: 'leads', payment: 'payments', shipment: 'shipments', task: 'tasks' };

class RolledBack extends Error {}

/** One row of the grid as the database behaves. Every step is tried in a transaction that is rolled back. */
export async function walk(sql: Sql, shop: Shop, machine: Machine, from: string, columns: string[]): Promise<Record<string, string>> {
  const cells: Record<string, string> = {};
  for (const to of columns) {
    cells[to] = '';
    for (const role of ROLES) cells[to] += await tryStep(sql, shop, machine, role, from, to);
  }
  return cells;
}

async function tryStep(sql: Sql, shop: Shop, machine: Machine, role: Role, from: string, to: string): Promise<string> {
  const { id, customerId } = machine.thing(from);
  let letter = '?';
  const attempt = sql.begin(async (transaction) => {
    await becomeDeskRpc(transaction, shop.systemId);
    await putInto(transaction, shop, machine.entity, id, from);
    const [mark] = await transaction`select coalesce(max(id), 0) as id from public.audit_log`;
    await transaction`set local role service_role`;
    letter = await outcomeOf(machine.ask(transaction, role, id, to, customerId));
    if (letter === '+') letter += await complaint(transaction, shop, machine.entity, { id, from, to, role, customerId, after: mark?.id });
    throw new RolledBack();
  });
  await attempt.catch((error) => {
    if (!(error instanceof RolledBack)) throw error;
  });
  return letter;
}

async function outcomeOf(step: Promise<unknown>): Promise<string> {
  try {
    await step;
    return '+';
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    const code = error.code.startsWith('PT') ? JSON.parse(error.detail ?? '{}').code : error.code;
    return LETTERS[code] ?? `<${code}>`;
  }
}

/** Writes a status as the RPCs write it: the row and the link of its chain. */
async function putInto(sql: TransactionSql, shop: Shop, entity: Machine['entity'], id: string, status: string): Promise<void> {
  const table = sql(TABLES[entity]);
  const [row] = await sql`select status::text from public.${table} where id = ${id}`;
  if (row?.status === status) return;
  const completed = entity === 'payment' ? sql`, completed_at = case when ${status} = 'completed' then now() end` : sql``;
  await sql`update public.${table} set status = ${status} ${completed} where id = ${id}`;
  const event = { desk_id: shop.deskId, old_status: row?.status, new_status: status, actor_id: shop.systemId };
  if (entity === 'order') {
    const [last] = await sql`select max(seq) as seq from public.order_status_events where order_id = ${id}`;
    await sql`insert into public.order_status_events ${sql({ ...event, order_id: id, seq: last?.seq + 1 })}`;
  } else {
    const [last] = await sql`select max(seq) as seq from public.entity_status_events where entity = ${entity} and entity_id = ${id}`;
    await sql`insert into public.entity_status_events ${sql({ ...event, entity, entity_id: id, seq: last?.seq + 1 })}`;
  }
}

type Step = { id: string; from: string; to: string; role: Role; customerId: string; after: string };

/** Nothing when the step left its status, one event and one audit row with the right actor (none of both for no step). */
async function complaint(sql: TransactionSql, shop: Shop, entity: Machine['entity'], step: Step): Promise<string> {
  await sql`reset role`;
  const [row] = await sql`select status::text from public.${sql(TABLES[entity])} where id = ${step.id}`;
  const chain =
    entity === 'order'
      ? sql`public.order_status_events where order_id = ${step.id}`
      : sql`public.entity_status_events where entity_id = ${step.id}`;
  const [event] =
    await sql`select old_status::text, new_status::text, actor_id, acting_customer_id from ${chain} order by seq desc limit 1`;
  const audit = await sql`select actor_type::text, actor_id, acting_customer_id from public.audit_log
    where id > ${step.after} and entity = ${entity} and entity_id = ${step.id} and action = ${`${entity}.status_changed`}`;
  const actor_id = actorOf(shop, step.role);
  const acting_customer_id = step.role === 'customer' ? step.customerId : null;
  const actor_type = step.role === 'customer' || step.role === 'system' ? step.role : 'staff';
  const moved = step.from !== step.to;
  const expected = [
    { status: step.to },
    moved ? { old_status: step.from, new_status: step.to, actor_id, acting_customer_id } : event,
    moved ? [{ actor_type, actor_id, acting_customer_id }] : [],
  ];
  return JSON.stringify([row, event, [...audit]]) === JSON.stringify(expected) ? '' : `!${JSON.stringify([row, event, audit])}`;
}

/** Who acts for a role: a customer's steps are the system's. The manager is the second one, who has created nothing. */
export function actorOf(shop: Shop, role: Role): string {
  if (role === 'agent') return shop.agentId;
  if (role === 'manager') return shop.secondManagerId;
  if (role === 'admin') return shop.adminId;
  if (role === 'owner') return shop.ownerId;
  return shop.systemId;
}

/** The statuses a type has, in its order: a new one needs its row and column here. */
export async function statusesOf(sql: Sql, type: string): Promise<string[]> {
  const rows = await sql`select enumlabel from pg_enum where enumtypid = ${`public.${type}`}::regtype order by enumsortorder`;
  return rows.map((row) => row.enumlabel);
}
