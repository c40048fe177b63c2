import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { found } from '../../support/links.ts';
import { aPerson, openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

type Link = { id: string; url: string; attempts: number };

const url = 'https://ads.example/1';
const capture = (more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'capture_lead_safe', { actor_id: shop.systemId, source: 'web', customer: aPerson(), item_url: url, ...more });
const claim = async (worker = 'k', more = {}) =>
  (await rpc(database.sql, 'claim_link_lookups', { worker, batch: 100, ...more })) as unknown as Link[];
const settle = (lookupId: string, given: Record<string, unknown>, worker = 'k') =>
  rpc(database.sql, 'settle_link_lookup', { worker, lookup_id: lookupId, ...given });
const snapshotOf = async (leadId: string) =>
  (await database.sql`select item_snapshot from public.leads where id = ${leadId}`)[0]?.item_snapshot;
const lookupOf = async (leadId: string) =>
  (await database.sql`select status, problem, attempts, url from public.link_lookups where lead_id = ${leadId}`)[0];

async function claimed(more = {}): Promise<{ leadId: string; lookupId: string; customerId: string }> {
  const { lead, customer } = await capture(more);
  await claim();
  const [row] = await database.sql`select id from public.link_lookups where lead_id = ${lead.id}`;
  return { leadId: lead.id, lookupId: row?.id, customerId: customer.id };
}

const expire = (lookupId: string) =>
  asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.link_lookups set lease_until = now() - interval '1 second' where id = ${lookupId}`,
  );

it('A-06 keeps what was found on the lead, audited as done by the desk', async () => {
  const { leadId, lookupId } = await claimed();
  expect(await settle(lookupId, { outcome: 'found', snapshot: found })).toEqual({ settled: true, frozen: true });
  expect(await snapshotOf(leadId)).toEqual(found);
  expect(await lookupOf(leadId)).toMatchObject({ status: 'done', problem: null });
  const audit = await database.sql`select action, actor_id, details from public.audit_log where entity_id = ${leadId} order by id`;
  expect(audit.at(-1)).toMatchObject({ action: 'lead.changed', actor_id: shop.systemId });
  expect(JSON.stringify(audit)).not.toContain('Road bike');
});

it('A-06 never replaces what is there, whoever settles and whoever writes', async () => {
  const { leadId, lookupId } = await claimed();
  await settle(lookupId, { outcome: 'found', snapshot: found });
  const later = { ...found, title: 'Sold', price: '1.00' };
  expect(await settle(lookupId, { outcome: 'found', snapshot: later })).toEqual({ settled: false, frozen: false });
  const write = asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.leads set item_snapshot = ${sql.json(later)} where id = ${leadId}`,
  );
  await expectRefusal(write, 'IMMUTABLE');
  expect(await snapshotOf(leadId)).toEqual(found);
});

it('looks nothing up for a lead that brings its offer, has no link, or is repeated', async () => {
  const counts = async (leadId: string) => (await database.sql`select from public.link_lookups where lead_id = ${leadId}`).length;
  expect(await counts((await capture({ item_snapshot: { title: 'Mine' } })).lead.id)).toBe(0);
  expect(await counts((await capture({ item_url: 'ask my neighbour' })).lead.id)).toBe(0);
  const call = { customer: aPerson(), idempotency_key: 'once' };
  await capture(call);
  expect(await counts((await capture(call)).lead.id)).toBe(1);
});

it('tells staff why nothing was found, and makes no task of it', async () => {
  const { leadId, lookupId } = await claimed();
  const [before] = await database.sql`select count(*)::int as tasks from public.tasks`;
  expect(await settle(lookupId, { outcome: 'failed', problem: 'refused-address' })).toEqual({ settled: true, frozen: false });
  expect(await lookupOf(leadId)).toMatchObject({ status: 'failed', problem: 'refused-address' });
  expect(await snapshotOf(leadId)).toBeNull();
  expect((await database.sql`select count(*)::int as tasks from public.tasks`)[0]).toEqual(before);
});

it('takes a link that did not answer again later, three times in all', async () => {
  const { leadId, lookupId } = await claimed();
  for (const attempts of [1, 2]) {
    await settle(lookupId, { outcome: 'retry', problem: 'no-answer' });
    expect(await lookupOf(leadId)).toMatchObject({ status: 'waiting', attempts });
    expect((await claim()).map(({ id }) => id)).not.toContain(lookupId);
    await asDeskRpc(database.sql, shop, (sql) => sql`update public.link_lookups set due_at = now() where id = ${lookupId}`);
    expect((await claim()).map(({ id }) => id)).toContain(lookupId);
  }
  await settle(lookupId, { outcome: 'retry', problem: 'no-answer' });
  expect(await lookupOf(leadId)).toMatchObject({ status: 'failed', problem: 'no-answer', attempts: 3 });
});

it('gives the link of a worker that died to another, whose word counts alone', async () => {
  const { leadId, lookupId } = await claimed();
  expect(await claim('other')).toEqual([]);
  await expire(lookupId);
  expect(await claim('other')).toEqual([{ id: lookupId, url, attempts: 2 }]);
  expect(await settle(lookupId, { outcome: 'found', snapshot: { ...found, title: 'Late' } })).toEqual({ settled: false, frozen: false });
  expect(await settle(lookupId, { outcome: 'found', snapshot: found }, 'other')).toEqual({ settled: true, frozen: true });
  expect(await snapshotOf(leadId)).toEqual(found);
});

it('leaves alone a link that took three workers with it', async () => {
  const { leadId, lookupId } = await claimed();
  for (let i = 0; i < 3; i++) {
    await expire(lookupId);
    await claim();
  }
  expect(await lookupOf(leadId)).toMatchObject({ status: 'failed', problem: 'worker-lost', attempts: 3 });
});

it('hands a link to one of many workers that ask at once', async () => {
  const { lead } = await capture();
  const handed = await Promise.all(Array.from({ length: 8 }, (_, i) => claim(`w${i}`)));
  expect(handed.flat()).toHaveLength(1);
  expect(await lookupOf(lead.id)).toMatchObject({ status: 'claimed', attempts: 1 });
});

it('forgets the link and what was found with its customer, and keeps nothing that comes after', async () => {
  const { leadId, lookupId, customerId } = await claimed();
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customerId });
  expect(await lookupOf(leadId)).toMatchObject({ status: 'cancelled', url: null, problem: null });
  expect(await settle(lookupId, { outcome: 'found', snapshot: found })).toEqual({ settled: false, frozen: false });
  expect(await snapshotOf(leadId)).toBeNull();
});

it.each([
  ['no outcome', { outcome: 'perhaps' }],
  ['no title', { outcome: 'found', snapshot: { url } }],
  ['no object', { outcome: 'found', snapshot: ['x'] }],
  ['fields nobody knows', { outcome: 'found', snapshot: { ...found, cookies: 'x' } }],
  ['values that are no text', { outcome: 'found', snapshot: { ...found, price: 100 } }],
  ['more than anybody reads', { outcome: 'found', snapshot: { ...found, description: 'x'.repeat(20_000) } }],
])('refuses %s', async (_what, given) => {
  const { lookupId } = await claimed();
  await expectRefusal(settle(lookupId, given), 'BAD_INPUT');
});
