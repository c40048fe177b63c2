import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, countsOf, openShop, pay, rpc, type Shop, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

/** What only this person has brought, each told from the others so that a leak names itself. */
const XENIA = {
  'the name': 'Xenia Zolotova',
  'the phone': '+491779876543',
  'the e-mail': 'xenia@zolotova.example',
  'the Telegram id': '99887766551',
  'the billing address': 'Goldgasse 7',
  'the delivery address': 'Silbergasse 8',
  'the address of an order': 'Kupfergasse 9',
  'the comment of a lead': 'my knee hurts',
  'the comment of an order': 'ring at Zolotov',
  'the pasted link': 'https://ads.example/u/xzolotova',
  'what the pasted page said': 'seller of xzolotova',
  'the title of a line': 'Bike for little Xenia',
  'the page of a line': 'https://ads.example/x2zolotova',
  'what the page of a line said': 'seen by x3zolotova',
  "staff's note of the customer": 'is a lawyer',
  "staff's note of the lead": 'her mother called',
  "staff's note of the order": 'pays slowly',
  'the title of a task': 'Ask Zolotova',
  'the text of a task': 'on her birthday',
  'what came of a task': 'she was at home',
  'why a task was opened again': 'she was not at home',
  'a stored file': 'papers/zolotova.pdf',
  'why she cancelled': 'my divorce',
  'why staff reopened the lead': 'her uncle paid',
  'what the carrier reports': 'handed to Zolotov',
  'why the parcel went back': 'refused at Zolotov',
};
const OTHER = {
  full_name: 'Boris Other',
  phone: '+491770000001',
  phone_verified: true,
  identity: { provider: 'telegram', external_id: '1' },
};

let customerId: string;
let orderId: string;
let cancelledId: string;
let otherId: string;
let ledger: unknown;

const person = {
  full_name: XENIA['the name'],
  phone: XENIA['the phone'],
  phone_verified: true,
  email: XENIA['the e-mail'],
  identity: { provider: 'telegram', external_id: XENIA['the Telegram id'] },
};
const as = (actorId: string, name: string, args: Args) => rpc(database.sql, name, { actor_id: actorId, ...args });
const theLedger = async () => (await database.sql`select jsonb_agg(to_jsonb(p) order by p.id) as rows from public.payments as p`)[0]?.rows;
const histories = async () =>
  (
    await database.sql`
    select (select jsonb_agg(to_jsonb(e) - 'reason' order by e.id) from public.order_status_events as e) as orders,
      (select jsonb_agg(to_jsonb(e) - 'reason' order by e.id) from public.entity_status_events as e) as entities`
  )[0];

/** A sale that goes through everything in which a person leaves a trace. */
async function live(): Promise<void> {
  const system = shop.systemId;
  const { lead, customer } = await as(system, 'capture_lead_safe', {
    source: 'telegram',
    customer: person,
    item_url: XENIA['the pasted link'],
    item_snapshot: { seller: XENIA['what the pasted page said'] },
    comment: XENIA['the comment of a lead'],
    idempotency_key: `telegram:${XENIA['the Telegram id']}:1`,
  });
  customerId = customer.id;
  const changes = { billing_address: XENIA['the billing address'], delivery_address: XENIA['the delivery address'] };
  await as(system, 'update_customer_safe', { customer_id: customerId, acting_customer_id: customerId, changes });
  const moveLead = (args: Args) => as(shop.manager.id, 'advance_lead_status_safe', { lead_id: lead.id, ...args });
  await moveLead({ new_status: 'rejected', reason: 'lost', notes: XENIA["staff's note of the lead"] });
  await moveLead({ new_status: 'in_progress', reason: XENIA['why staff reopened the lead'] });
  const line = {
    title: XENIA['the title of a line'],
    item_url: XENIA['the page of a line'],
    item_snapshot: { seller: XENIA['what the page of a line said'] },
    unit_price: 100,
  };
  const { order } = await as(shop.manager.id, 'create_order_safe', {
    lead_id: lead.id,
    lines: [line],
    delivery_address: XENIA['the address of an order'],
    comment: XENIA['the comment of an order'],
  });
  orderId = order.id;
  await as(shop.manager.id, 'advance_order_status_safe', { order_id: orderId, new_status: 'awaiting_payment' });
  await pay(database.sql, shop.manager.id, orderId);
  const { shipment } = await as(shop.manager.id, 'create_shipment_safe', { order_id: orderId });
  await as(system, 'sync_tracking_safe', {
    shipment_id: shipment.id,
    tracking: { to: XENIA['what the carrier reports'] },
    new_status: 'in_transit',
  });
  const back = { shipment_id: shipment.id, new_status: 'returned', reason: XENIA['why the parcel went back'] };
  await as(shop.manager.id, 'advance_shipment_safe', back);
  await as(shop.manager.id, 'attach_document_safe', { order_id: orderId, type: 'passport', storage_path: XENIA['a stored file'] });
  const { task } = await as(shop.manager.id, 'create_task_safe', {
    order_id: orderId,
    title: XENIA['the title of a task'],
    description: XENIA['the text of a task'],
    assigned_to: shop.agent.id,
  });
  const move = { task_id: task.id, new_status: 'done', resolution: XENIA['what came of a task'] };
  await as(shop.manager.id, 'advance_task_safe', move);
  await as(shop.manager.id, 'advance_task_safe', { task_id: task.id, new_status: 'open', reason: XENIA['why a task was opened again'] });
  await database.sql`update public.customers set notes = ${XENIA["staff's note of the customer"]} where id = ${customerId}`;
  await database.sql`update public.orders set notes = ${XENIA["staff's note of the order"]} where id = ${orderId}`;
  await as(shop.manager.id, 'create_shipment_safe', { order_id: orderId });
  for (const status of ['in_delivery', 'delivered', 'closed']) {
    await as(shop.admin.id, 'advance_order_status_safe', { order_id: orderId, new_status: status });
  }
  const { order: second } = await as(system, 'create_order_safe', { acting_customer_id: customerId, lines: [{ title: 'Bell' }] });
  cancelledId = second.id;
  const cancel = { order_id: cancelledId, new_status: 'cancelled', reason: XENIA['why she cancelled'], acting_customer_id: customerId };
  await as(system, 'advance_order_status_safe', cancel);
}

/** Where a value stands: table.column of every table of the public schema. */
async function placesOf(value: string): Promise<string[]> {
  const tables = await database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  const places: string[] = [];
  for (const { relname } of tables) {
    const rows = await database.sql.unsafe(
      `select distinct c.key from public.${relname} as t, jsonb_each_text(to_jsonb(t)) as c where position(lower($1) in lower(c.value)) > 0`,
      [value],
    );
    places.push(...rows.map(({ key }) => `${relname}.${key}`));
  }
  return places;
}

const before = {} as { places: Record<string, string[]>; histories: unknown; others: unknown; counts: Record<string, number> };
const others = async () =>
  (
    await database.sql`
    select (select jsonb_agg(to_jsonb(c)) from public.customers as c where c.id = ${otherId}) as customer,
      (select jsonb_agg(to_jsonb(o)) from public.orders as o where o.customer_id = ${otherId}) as orders,
      (select jsonb_agg(to_jsonb(d) order by d.id) from public.documents as d where d.customer_id = ${otherId}) as documents`
  )[0];

let erased: Awaited<ReturnType<typeof rpc>>;
const removals = {} as { places: string[]; asked: unknown };

beforeAll(async () => {
  shop = await openShop(database.sql);
  const other = await sellWhole(database.sql, shop, shop.manager.id, OTHER);
  otherId = other.customerId;
  await live();
  // One photo serves two people: two rows, one file.
  for (const customer_id of [customerId, otherId]) {
    await as(shop.manager.id, 'attach_document_safe', { customer_id, type: 'photo', storage_path: 'photos/of-both.jpg' });
  }
  before.places = Object.fromEntries(
    await Promise.all(Object.entries(XENIA).map(async ([what, value]) => [what, await placesOf(value)] as const)),
  );
  before.histories = await histories();
  before.others = await others();
  before.counts = await countsOf(database.sql);
  ledger = await theLedger();
  erased = await as(shop.admin.id, 'erase_customer_safe', { customer_id: customerId });
  // Only where its file lies is still known, until the file has been removed.
  removals.places = await placesOf(XENIA['a stored file']);
  removals.asked = await rpc(database.sql, 'sweep_files');
  await rpc(database.sql, 'sweep_files', { removed: removals.asked });
});

describe('A-104: after a person asked to be forgotten', () => {
  it('every value had been there to find', () => {
    expect(Object.entries(before.places).filter(([, places]) => places.length === 0)).toEqual([]);
  });

  it.each(Object.entries(XENIA))('%s stands nowhere', async (_what, value) => {
    expect(await placesOf(value)).toEqual([]);
  });

  it('the file is named for deletion, and one that somebody else needs too is not', async () => {
    expect(erased.files).toEqual([XENIA['a stored file']]);
    expect(await others()).toEqual(before.others);
  });

  it('where that file lies is known until it has been removed, and then only that one was', async () => {
    expect(removals).toEqual({ places: ['file_removals.path'], asked: [XENIA['a stored file']] });
    expect(await database.sql`select removed_at is not null as removed from public.file_removals`).toEqual([{ removed: true }]);
    expect(await rpc(database.sql, 'sweep_files', { removed: removals.asked })).toEqual([]);
  });

  it('the ledger is what it was, and the histories but for what was said in them', async () => {
    expect(await theLedger()).toEqual(ledger);
    expect(await histories()).toEqual(before.histories);
  });

  it('no row is gone but the identities, and the audit says who did it', async () => {
    const { customer_identities: identities, audit_log: audit, file_removals: removed, ...rest } = await countsOf(database.sql);
    const { customer_identities: hadIdentities, audit_log: hadAudit, file_removals: hadRemoved, ...had } = before.counts;
    expect(rest).toEqual(had);
    expect([identities, hadIdentities, removed, hadRemoved]).toEqual([1, 2, 1, 0]);
    expect(audit).toBeGreaterThan(hadAudit ?? 0);
    const [entry] = await database.sql`
      select actor_id, changed_fields from public.audit_log where entity = 'customer' and entity_id = ${customerId} order by id desc limit 1`;
    expect(entry).toMatchObject({ actor_id: shop.admin.id, changed_fields: expect.arrayContaining(['full_name', 'erased_at']) });
  });

  it('the books are whole', async () => {
    expect(await rpc(database.sql, 'check_books')).toEqual([]);
  });

  it.each([
    ['closed', () => orderId, 6],
    ['cancelled', () => cancelledId, 2],
  ])('the story of the %s order is told, without the person', async (status, id, events) => {
    const funnel = await as(shop.admin.id, 'order_funnel', { order_id: id() });
    expect(funnel.order.status).toBe(status);
    expect(funnel.events).toHaveLength(events);
    expect(funnel.customer).toMatchObject({ full_name: 'Erased', phone: null, email: null });
  });

  it('the person is a stranger at the door, and may come again as somebody new', async () => {
    const door = { ...person.identity, desk_id: shop.deskId };
    expect((await rpc(database.sql, 'resolve_identity', door)).customer).toBeNull();
    const asCustomer = { actor_id: shop.systemId, acting_customer_id: customerId };
    await expectRefusal(rpc(database.sql, 'my_orders', asCustomer), 'NOT_FOUND');
    await database.sql
      .begin(async (sql) => {
        await sql`set local role service_role`;
        const [row] = await sql`select public.capture_lead_safe(${shop.systemId}, 'telegram', ${sql.json(person)}) as answer`;
        expect(row?.answer.customer.id).not.toBe(customerId);
        throw new Error('undone');
      })
      .catch((error) => expect(error.message).toBe('undone'));
  });
});

describe('it is refused', () => {
  it('while an order is under way, and then nothing is erased', async () => {
    const sale = await sellWhole(database.sql, shop);
    const counts = await countsOf(database.sql);
    await expectRefusal(as(shop.admin.id, 'erase_customer_safe', { customer_id: sale.customerId }), 'INVALID_TRANSITION');
    expect(await countsOf(database.sql)).toEqual(counts);
    const [row] = await database.sql`select full_name, erased_at from public.customers where id = ${sale.customerId}`;
    expect(row).toEqual({ full_name: 'Anna Petrova', erased_at: null });
  });

  it.each([
    ['a manager', () => ({ actor_id: shop.manager.id }), 'FORBIDDEN_ROLE'],
    ['the system by itself', () => ({ actor_id: shop.systemId }), 'FORBIDDEN_ROLE'],
    ['another customer', () => ({ actor_id: shop.systemId, acting_customer_id: otherId }), 'NOT_FOUND'],
  ])('to %s', async (_who, args, code) => {
    const { customer } = await as(shop.systemId, 'capture_lead_safe', { source: 'web', customer: { email: 'new@example.com' } });
    await expectRefusal(rpc(database.sql, 'erase_customer_safe', { ...args(), customer_id: customer.id }), code);
  });
});
