import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, aPerson, countsOf, openShop, rpc, type Sale, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;
let sale: Sale;
let theirs: Sale;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  sale = await sell(database.sql, shop);
  theirs = await sell(database.sql, other);
});

const attach = (args: Args) =>
  rpc(database.sql, 'attach_document_safe', { actor_id: shop.manager.id, type: 'passport', storage_path: 'papers/1.pdf', ...args });
const auditOf = (id: string) =>
  database.sql`select action, actor_type, actor_id, acting_customer_id from public.audit_log where entity = 'document' and entity_id = ${id}`;

it.each(['passport', 'waybill'])('A-67: keeps a %s of an order: what, where, who and when', async (type) => {
  const { document } = await attach({ order_id: sale.orderId, type });
  const [row] = await database.sql`
    select desk_id, order_id, type, storage_path, uploaded_by, now() - created_at < interval '1 minute' as just_now
    from public.documents where id = ${document.id}`;
  const kept = { desk_id: shop.deskId, order_id: sale.orderId, type, storage_path: 'papers/1.pdf', uploaded_by: shop.manager.id };
  expect(row).toEqual({ ...kept, just_now: true });
  expect(await auditOf(document.id)).toEqual([
    { action: 'document.created', actor_type: 'staff', actor_id: shop.manager.id, acting_customer_id: null },
  ]);
});

it('A-71: keeps one of a lead or of a customer alone', async () => {
  const { document } = await attach({ lead_id: sale.leadId });
  expect(document).toMatchObject({ lead_id: sale.leadId, order_id: null });
  expect((await attach({ customer_id: sale.customerId })).document).toMatchObject({ customer_id: sale.customerId, order_id: null });
});

it('names the customer who sent it beside the system that took it', async () => {
  const { document } = await attach({ actor_id: shop.systemId, acting_customer_id: sale.customerId, order_id: sale.orderId });
  expect(document).toMatchObject({ uploaded_by: shop.systemId, initiated_by_customer: sale.customerId });
  expect(await auditOf(document.id)).toMatchObject([{ actor_type: 'customer', acting_customer_id: sale.customerId }]);
});

const nothing = async (call: () => Promise<unknown>, code: string) => {
  const before = await countsOf(database.sql);
  const refused = await expectRefusal(call(), code);
  expect(await countsOf(database.sql)).toEqual(before);
  return refused;
};

describe('A-68: refuses', () => {
  it.each([
    ['no type', { type: null }],
    ['an empty type', { type: '' }],
    ['a type that is not on the list', { type: 'selfie' }],
    ['no path', { storage_path: null }],
    ['an empty path', { storage_path: '' }],
    ['an absolute path', { storage_path: '/etc/passwd' }],
    ['a path that climbs', { storage_path: 'papers/../../secrets' }],
    ['a path with spaces', { storage_path: 'my papers.pdf' }],
    ['a path of 501 characters', { storage_path: 'x'.repeat(501) }],
    ['what belongs to nothing', { order_id: null }],
  ])('%s', async (_what, args) => {
    await nothing(() => attach({ order_id: sale.orderId, ...args }), 'BAD_INPUT');
  });

  it('a type the desk no longer keeps', async () => {
    await database.sql`update public.document_types set active = false where desk_id = ${shop.deskId} and code = 'photo'`;
    await nothing(() => attach({ order_id: sale.orderId, type: 'photo' }), 'BAD_INPUT');
  });
});

describe('A-69: refuses, and writes no audit', () => {
  it('an uploader who was deactivated', async () => {
    await nothing(() => attach({ actor_id: shop.leaver.id, order_id: sale.orderId }), 'ACTOR_INACTIVE');
  });

  it('an uploader of another desk, as if there were no such order', async () => {
    const stranger = await nothing(() => attach({ actor_id: other.admin.id, order_id: sale.orderId }), 'NOT_FOUND');
    const unknown = await nothing(() => attach({ actor_id: other.admin.id, order_id: randomUUID() }), 'NOT_FOUND');
    expect(stranger.message).toBe(unknown.message);
  });

  it.each([
    ['order', () => ({ order_id: theirs.orderId })],
    ['lead', () => ({ lead_id: theirs.leadId })],
    ['customer', () => ({ customer_id: theirs.customerId })],
  ])("an %s of another desk, also beside one's own", async (_what, args) => {
    await nothing(() => attach({ order_id: sale.orderId, ...args() }), 'NOT_FOUND');
  });

  it('what is for a customer who was erased, and chores about them too', async () => {
    const { customer } = await rpc(database.sql, 'capture_lead_safe', { actor_id: shop.systemId, source: 'web', customer: aPerson() });
    await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: customer.id });
    await nothing(() => attach({ customer_id: customer.id }), 'NOT_FOUND');
    const chore = { actor_id: shop.manager.id, title: 'Call', customer_id: customer.id };
    await nothing(() => rpc(database.sql, 'create_task_safe', chore), 'NOT_FOUND');
  });

  it("a customer who attaches to somebody else's order", async () => {
    const somebody = await sell(database.sql, shop);
    const theirOwn = { actor_id: shop.systemId, acting_customer_id: somebody.customerId };
    await nothing(() => attach({ ...theirOwn, order_id: sale.orderId }), 'NOT_FOUND');
    await nothing(() => attach({ ...theirOwn, lead_id: sale.leadId }), 'NOT_FOUND');
    await nothing(() => attach({ ...theirOwn, customer_id: sale.customerId }), 'NOT_FOUND');
  });
});
