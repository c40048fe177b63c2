import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { asAnon, asService, asSignedIn, asStudio, useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { auditOf, call, captureLead, openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const advanceLead = (actor_id: string, lead_id: string, new_status: string, more = {}) =>
  call(database.sql, 'advance_lead_status_safe', { actor_id, lead_id, new_status, ...more });

const row = async (id: string) => (await database.sql`select * from public.leads where id = ${id}`)[0];
const eventsOfLead = (id: string) =>
  database.sql`select seq, old_status, new_status, actor_id, reason from public.entity_status_events where entity_id = ${id} order by seq`;

it('A-09 a manager who takes a new lead in hand is assigned, with one event and one audit row', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const before = await row(lead.id);
  const audits = (await auditOf(database.sql, lead.id)).length;
  const answer = await advanceLead(shop.managerId, lead.id, 'in_progress');

  const after = await row(lead.id);
  expect(answer.lead).toMatchObject({ id: lead.id, status: 'in_progress', assigned_to: shop.managerId });
  expect(after).toMatchObject({ status: 'in_progress', assigned_to: shop.managerId });
  expect(after?.updated_at.getTime()).toBeGreaterThan(before?.updated_at.getTime());
  expect((await eventsOfLead(lead.id)).slice(1)).toEqual([
    { seq: 2, old_status: 'new', new_status: 'in_progress', actor_id: shop.managerId, reason: null },
  ]);
  expect((await auditOf(database.sql, lead.id)).slice(audits)).toMatchObject([
    { action: 'lead.status_changed', actor_type: 'staff', actor_id: shop.managerId, details: { from: 'new', to: 'in_progress' } },
  ]);
});

it('A-09 who is assigned already stays assigned', async () => {
  const { lead } = await captureLead(database.sql, shop);
  await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: lead.id, staff_id: shop.agentId });
  const answer = await advanceLead(shop.managerId, lead.id, 'in_progress');
  expect(answer.lead.assigned_to).toBe(shop.agentId);
});

it.each(['inactive', 'suspended', 'terminated', 'pending'])('A-10 %s staff move no lead and leave no trace', async (status) => {
  const { id } = await addStaff(database.sql, shop, 'manager', status);
  const { lead } = await captureLead(database.sql, shop);
  const before = await rowCounts(database.sql);
  await expectRefusal(advanceLead(id, lead.id, 'in_progress'), 'ACTOR_INACTIVE');
  expect(await rowCounts(database.sql)).toEqual(before);
  expect(await row(lead.id)).toMatchObject({ status: 'new', assigned_to: null });
});

it('A-11 the database refuses a status of a lead that is written by hand, at every door', async () => {
  const { lead } = await captureLead(database.sql, shop);
  const doors = [
    asStudio,
    asService,
    asAnon,
    (sql: typeof database.sql, work: Parameters<typeof asAnon>[1]) => asSignedIn(sql, shop.subjects.admin, work),
  ];
  for (const as of doors) {
    await expectRefusal(
      as(database.sql, (sql) => sql`update public.leads set status = 'qualified' where id = ${lead.id}`),
      'DIRECT_WRITE',
    );
  }
  expect(await row(lead.id)).toMatchObject({ status: 'new' });
});

it('A-12 a rejected lead is not converted by a person', async () => {
  const { lead } = await captureLead(database.sql, shop);
  await advanceLead(shop.managerId, lead.id, 'rejected', { reason: 'lost' });
  for (const actor of [shop.managerId, shop.adminId, shop.ownerId]) {
    await expectRefusal(advanceLead(actor, lead.id, 'converted'), 'INVALID_TRANSITION');
  }
  expect((await eventsOfLead(lead.id)).map((event) => event.new_status)).toEqual(['new', 'rejected']);
});

it('A-12 nor by making an order from it', async () => {
  const { lead } = await captureLead(database.sql, shop);
  await advanceLead(shop.managerId, lead.id, 'rejected', { reason: 'lost' });
  const order = { actor_id: shop.managerId, lead_id: lead.id, lines: [{ listing_id: shop.listingId }] };
  await expectRefusal(call(database.sql, 'create_order_safe', order), 'INVALID_TRANSITION');
});

it.each([undefined, null, '', 'because'])('refuses to reject a lead for the reason %j, which is not one of the known', async (reason) => {
  const { lead } = await captureLead(database.sql, shop);
  await expectRefusal(advanceLead(shop.managerId, lead.id, 'rejected', { reason }), 'REASON_REQUIRED');
});

it('a customer who withdraws a lead writes no notes of staff', async () => {
  const { lead, customer } = await captureLead(database.sql, shop);
  await advanceLead(shop.managerId, lead.id, 'in_progress', { notes: 'her mother called' });
  const withdrawal = { reason: 'customer_withdrew', acting_customer_id: customer.id };
  await expectRefusal(advanceLead(shop.systemId, lead.id, 'rejected', { ...withdrawal, notes: 'x' }), 'FORBIDDEN_ROLE');
  await advanceLead(shop.systemId, lead.id, 'rejected', withdrawal);
  expect(await row(lead.id)).toMatchObject({ status: 'rejected', notes: 'her mother called' });
});
