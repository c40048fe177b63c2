import fc from 'fast-check';
import postgres from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Arguments, aReference, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const ROLES = ['systemId', 'agentId', 'managerId', 'secondManagerId', 'adminId', 'ownerId'] as const;
const STATUSES = {
  order: ['created', 'awaiting_payment', 'paid', 'processing', 'in_delivery', 'delivered', 'closed', 'cancelled', 'returned'],
  lead: ['new', 'in_progress', 'qualified', 'converted', 'rejected'],
  payment: ['planned', 'pending', 'completed', 'failed', 'cancelled'],
  shipment: ['pending', 'warehouse_received', 'photos_received', 'in_transit', 'delivered', 'exception', 'returned', 'cancelled'],
  task: ['open', 'in_progress', 'on_hold', 'done', 'cancelled'],
};
const TABLES = { order: 'orders', lead: 'leads', payment: 'payments', shipment: 'shipments', task: 'tasks' };
type Entity = keyof typeof TABLES;

/** What somebody does to one of the few things of the desk: `pick` says to which. */
type Deed = { what: string; who: (typeof ROLES)[number]; pick: number; status: number; amount: number; asCustomer: boolean };
const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom(
    'order',
    'order',
    'order',
    'lead',
    'payment',
    'shipment',
    'task',
    'quick',
    'again',
    'price',
    'pay',
    'pay',
    'refund',
    'ship',
    'receipt',
    'todo',
  ),
  who: fc.constantFrom(...ROLES),
  pick: fc.nat(5),
  status: fc.nat(8),
  amount: fc.constantFrom(30, 50, 100),
  asCustomer: fc.boolean(),
});

async function someRow(entity: Entity, pick: number): Promise<postgres.Row | undefined> {
  const rows =
    await database.sql`select * from public.${database.sql(TABLES[entity])} where desk_id = ${shop.deskId} order by created_at desc limit 6`;
  return rows[pick % Math.max(rows.length, 1)];
}

/** The call a deed makes, or nothing when there is nothing yet to do it to. */
async function callOf({ what, who, pick, status, amount, asCustomer }: Deed): Promise<[string, Arguments] | undefined> {
  const actor_id = shop[who];
  if (what === 'quick') return ['quick_order_safe', quick(actor_id, pick)];
  const entity = what in TABLES ? (what as Entity) : what === 'receipt' ? 'shipment' : what === 'again' ? 'lead' : 'order';
  const row = await someRow(entity, pick);
  if (row === undefined) return undefined;
  const new_status = what in STATUSES ? STATUSES[entity][status % STATUSES[entity].length] : undefined;
  const reason = entity === 'lead' ? 'postponed' : 'because';
  const forCustomer = asCustomer && who === 'systemId' ? row.customer_id : undefined;
  const money = { actor_id, order_id: row.id, amount, currency: 'EUR', method: 'card', external_reference: aReference() };
  const calls: Record<string, [string, Arguments]> = {
    order: ['advance_order_status_safe', { actor_id, order_id: row.id, new_status, reason, acting_customer_id: forCustomer }],
    lead: ['advance_lead_status_safe', { actor_id, lead_id: row.id, new_status, reason, acting_customer_id: forCustomer }],
    payment: ['advance_payment_safe', { actor_id, payment_id: row.id, new_status }],
    shipment: ['advance_shipment_safe', { actor_id, shipment_id: row.id, new_status, reason }],
    task: ['advance_task_safe', { actor_id, task_id: row.id, new_status, reason }],
    receipt: ['confirm_receipt_safe', { actor_id, shipment_id: row.id }],
    again: ['create_order_safe', { actor_id, lead_id: row.id, lines: [{ listing_id: shop.listingId }] }],
    price: ['price_order_safe', { actor_id, order_id: row.id, lines: [{ title: 'Bike', unit_price: amount - 30 }] }],
    pay: ['record_generic_payment_safe', { ...money, direction: 'incoming', role: 'client_payment', status: STATUSES.payment[status % 4] }],
    refund: [
      'record_generic_payment_safe',
      { ...money, direction: 'outgoing', role: 'refund', refund_reason: 'returned', status: 'completed' },
    ],
    ship: ['create_shipment_safe', { actor_id, order_id: row.id }],
    todo: ['create_task_safe', { actor_id, order_id: row.id, title: 'Look' }],
  };
  return calls[what];
}

const quick = (actor_id: string, pick: number): Arguments => ({
  actor_id,
  source: 'chat',
  customer: { full_name: 'Ada', phone: `+4915100000${pick}` },
  lines: [pick === 5 ? { title: 'A bike I saw' } : { listing_id: shop.listingId }],
  payment_terms: pick === 4 ? 'on_delivery' : 'prepaid',
  payment: { method: 'card' },
});

/** Does it; a refusal is an answer, anything else is a bug. */
async function perform(one: Deed): Promise<void> {
  const [rpc, given] = (await callOf(one)) ?? [];
  if (rpc === undefined || given === undefined) return;
  try {
    await call(database.sql, rpc, given);
  } catch (error) {
    if (error instanceof postgres.PostgresError && /^PT4\d\d$/.test(error.code)) return;
    throw new Error(`${rpc}(${JSON.stringify(given)}) broke`, { cause: error });
  }
}

/** The statuses of everything, told by the events and told by the audit, which must be the same story. */
async function expectOneStory(): Promise<void> {
  for (const [entity, table] of Object.entries(TABLES)) {
    const events =
      entity === 'order'
        ? database.sql`select order_id as thing, seq, old_status::text, new_status::text, actor_id from public.order_status_events`
        : database.sql`select entity_id as thing, seq, old_status, new_status, actor_id from public.entity_status_events where entity = ${entity}`;
    const odd = await database.sql`
      with told as (
        select e.thing, array_agg(e.new_status order by e.seq) as statuses, array_agg(e.old_status order by e.seq) as before,
          array_agg(e.actor_id order by e.seq) as actors
        from (${events}) as e group by e.thing
      ), audited as (
        select a.entity_id as thing, array_agg(a.details ->> 'to' order by a.id) as statuses, array_agg(a.actor_id order by a.id) as actors
        from public.audit_log as a where a.entity = ${entity} and a.details ? 'to' group by a.entity_id
      )
      select t.id, t.status::text, told.statuses as events, told.before, audited.statuses as audit
      from public.${database.sql(table)} as t left join told on told.thing = t.id left join audited on audited.thing = t.id
      where told.statuses is distinct from audited.statuses or told.actors is distinct from audited.actors
        or told.before is distinct from array_prepend(null, told.statuses[:cardinality(told.statuses) - 1])
        or told.statuses[cardinality(told.statuses)] is distinct from t.status::text`;
    expect(odd, entity).toEqual([]);
  }
  expect(await call(database.sql, 'check_books', { actor_id: shop.ownerId })).toEqual([]);
}

it('A-83 whatever is done, each status change is one event and one audit row of the same actor', async () => {
  await quickOrder(database.sql, shop);
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 40 }), async (deeds) => {
      for (const one of deeds) await perform(one);
      await expectOneStory();
    }),
    { numRuns: 15, seed: 20_261_120, endOnFailure: true },
  );
});

it('A-83 also when eight people do it at once, and nobody is thrown out by a deadlock', async () => {
  await quickOrder(database.sql, shop);
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 48, maxLength: 64 }), async (deeds) => {
      for (let at = 0; at < deeds.length; at += 8) await Promise.all(deeds.slice(at, at + 8).map(perform));
      await expectOneStory();
    }),
    { numRuns: 12, seed: 20_261_120, endOnFailure: true },
  );
});
