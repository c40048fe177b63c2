import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPhone, captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const stored = (sourceOfLead: string) => database.sql`
  select l.id as lead_id, l.status, l.created_at, l.created_by, l.customer_id, c.id, c.full_name, c.phone
  from public.leads as l left join public.customers as c on c.id = l.customer_id
  where l.source = ${sourceOfLead}`;

it.each([
  ['chat', { full_name: 'Ada', identity: { provider: 'telegram', account: 'bot', external_id: '1001' } }],
  ['form', { full_name: 'Ada', phone: aPhone() }],
])('A-01 a lead from a %s of somebody new stores one customer and one lead', async (source, customer) => {
  const [before] = await database.sql`select count(*)::int as customers from public.customers`;
  const answer = await captureLead(database.sql, shop, { source, customer });

  const leads = await stored(source);
  expect(leads).toHaveLength(1);
  expect(leads[0]).toMatchObject({
    lead_id: answer.lead.id,
    status: 'new',
    created_at: expect.any(Date),
    created_by: shop.systemId,
    customer_id: answer.customer.id,
    full_name: 'Ada',
  });
  const [after] = await database.sql`select count(*)::int as customers from public.customers`;
  expect(after?.customers).toBe(before?.customers + 1);
});

it('A-01 the second message of the same chat identity is the same customer', async () => {
  const customer = { full_name: 'Bo', identity: { provider: 'telegram', account: 'bot', external_id: '1002' } };
  const first = await captureLead(database.sql, shop, { customer });
  const second = await captureLead(database.sql, shop, { customer });
  expect(second.customer.id).toBe(first.customer.id);
  expect(second.lead.id).not.toBe(first.lead.id);
});

it('A-01 the same external id at another bot or another desk is somebody else', async () => {
  const identity = { provider: 'telegram', account: 'bot', external_id: '1003' };
  const first = await captureLead(database.sql, shop, { customer: { identity } });
  const otherBot = await captureLead(database.sql, shop, { customer: { identity: { ...identity, account: 'other-bot' } } });
  const otherDesk = await captureLead(database.sql, await openShop(database.sql), { customer: { identity } });
  expect(new Set([first, otherBot, otherDesk].map((answer) => answer.customer.id)).size).toBe(3);
});

it('A-01 the first status of a lead is an event and an audit row of the system', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const events =
    await database.sql`select old_status, new_status, seq, actor_id from public.entity_status_events where entity_id = ${lead.id}`;
  expect(events).toEqual([{ old_status: null, new_status: 'new', seq: 1, actor_id: shop.systemId }]);
  const audit = await database.sql`select action, actor_type, actor_id from public.audit_log where entity_id = ${lead.id}`;
  expect(audit).toEqual([{ action: 'lead.created', actor_type: 'system', actor_id: shop.systemId }]);
});
