import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { inChat, sweepStaff } from '../../support/offers.ts';
import { errorOf } from '../../support/refusals.ts';
import { advance, auditOf, call, captureLead, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
});

const refusal = async (asked: Promise<unknown>) => JSON.parse((await errorOf(asked)).detail ?? '{}');
const aLead = async (): Promise<string> => (await captureLead(database.sql, shop)).lead.id;
const takeLead = (actor_id: string, lead_id: string, given = {}) => call(database.sql, 'take_work_safe', { actor_id, lead_id, ...given });
const takeOrder = (actor_id: string, order_code: string) => call(database.sql, 'take_work_safe', { actor_id, order_code });
const leadOf = async (id: string) => (await database.sql`select status, assigned_to from public.leads where id = ${id}`)[0];
const assigneeOf = async (id: string) => (await database.sql`select assigned_to from public.orders where id = ${id}`)[0]?.assigned_to;

it.each(['lead', 'order'] as const)('gives a %s to one of those who take it at once', async (kind) => {
  const { id, order_code: code } = kind === 'order' ? await order(database.sql, shop) : { id: await aLead(), order_code: '' };
  const everybody = [shop.managerId, shop.secondManagerId, shop.agentId, shop.adminId];
  const taken = await Promise.allSettled(everybody.map((who) => (kind === 'lead' ? takeLead(who, id) : takeOrder(who, code))));
  const winners = everybody.filter((_, n) => taken[n]?.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  expect(kind === 'lead' ? (await leadOf(id))?.assigned_to : await assigneeOf(id)).toBe(winners[0]);
  const codes = taken.flatMap((one) => (one.status === 'rejected' ? [JSON.parse(one.reason.detail).code] : []));
  // An agent does not see what is somebody else's.
  expect(codes.filter((one) => one !== 'NOT_FOUND').every((one) => one === 'TAKEN')).toBe(true);
});

it('takes a lead in hand once, and says so when it was theirs already', async () => {
  const id = await aLead();
  expect(await takeLead(shop.agentId, id)).toMatchObject({ lead_id: id, changed: true });
  expect(await takeLead(shop.agentId, id)).toMatchObject({ lead_id: id, changed: false });
  expect(await leadOf(id)).toEqual({ status: 'in_progress', assigned_to: shop.agentId });
  expect((await auditOf(database.sql, id)).filter(({ action }) => action === 'lead.status_changed')).toHaveLength(1);
});

it('opens a rejected lead again for a reason only', async () => {
  const id = await aLead();
  await call(database.sql, 'advance_lead_status_safe', { actor_id: shop.managerId, lead_id: id, new_status: 'rejected', reason: 'spam' });
  expect(await refusal(takeLead(shop.managerId, id))).toMatchObject({ code: 'REASON_REQUIRED' });
  await takeLead(shop.managerId, id, { reason: 'They wrote again' });
  expect(await leadOf(id)).toEqual({ status: 'in_progress', assigned_to: shop.managerId });
});

it('says who was first to those who were asked, and nothing to other agents', async () => {
  const { order_code: code } = await order(database.sql, shop);
  await takeOrder(shop.managerId, code);
  expect(await refusal(takeOrder(shop.agentId, code))).toMatchObject({ code: 'NOT_FOUND' });
  await inChat(database.sql, shop, shop.agentId);
  const next = await order(database.sql, shop);
  await sweepStaff(database.sql);
  await takeOrder(shop.managerId, next.order_code);
  expect(await refusal(takeOrder(shop.agentId, next.order_code))).toMatchObject({ code: 'TAKEN', display_name: 'A manager' });
});

it('takes no order that has ended, nothing of another desk, and not both', async () => {
  const { id, order_code: code } = await order(database.sql, shop);
  await advance(database.sql, shop.managerId, id, 'cancelled', { reason: 'Changed their mind' });
  expect(await refusal(takeOrder(shop.managerId, code))).toMatchObject({ code: 'ORDER_ENDED' });
  const other = await openShop(database.sql);
  expect(await refusal(takeLead(other.managerId, await aLead()))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusal(takeLead(shop.managerId, await aLead(), { order_code: code }))).toMatchObject({ code: 'BAD_INPUT' });
  expect(await refusal(takeLead(shop.systemId, await aLead()))).toMatchObject({ code: 'FORBIDDEN_ROLE' });
});
