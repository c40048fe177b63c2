import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { hours } from '../../support/handed-over.ts';
import { aPerson, openShop, rpc, type Shop } from '../../support/people.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const capture = (more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'capture_lead_safe', { actor_id: shop.systemId, source: 'web', customer: aPerson(), ...more });
const tasksOf = (leadId: string) => database.sql`select kind, status, due_at, assigned_to from public.tasks where lead_id = ${leadId}`;

it('gives staff one task for a lead that a customer brought, and the customer the time until when', async () => {
  const call = { customer: aPerson(), idempotency_key: 'wish:1' };
  const { lead, answer_by: by } = await capture(call);
  const again = await capture(call);
  expect(again).toMatchObject({ duplicate: true, answer_by: by });
  const tasks = await tasksOf(lead.id);
  expect(tasks).toMatchObject([{ kind: 'task-lead-new', status: 'open' }]);
  expect(tasks[0]?.due_at).toEqual(new Date(String(by)));
});

it('gives no task for a lead that staff write down', async () => {
  const { lead, answer_by: by } = await capture({ actor_id: shop.manager.id, customer: { ...aPerson(), phone_verified: false } });
  expect(by).toBeNull();
  expect(await tasksOf(lead.id)).toEqual([]);
});

it.each([
  ['taken in hand', { new_status: 'in_progress' }],
  ['turned down', { new_status: 'rejected', reason: 'spam' }],
])('ends the task when the lead is %s', async (_what, move) => {
  const { lead } = await capture();
  await rpc(database.sql, 'advance_lead_status_safe', { actor_id: shop.manager.id, lead_id: lead.id, ...move });
  expect(await tasksOf(lead.id)).toMatchObject([{ status: 'done' }]);
});

it.each([
  ['2026-11-21T12:00:00Z', '2026-11-21T12:15:00Z', 'by day'],
  ['2026-11-21T20:59:00Z', '2026-11-21T21:14:00Z', 'in the last minute of the day'],
  ['2026-11-21T21:00:00Z', '2026-11-22T09:15:00Z', 'in the evening'],
  ['2026-11-22T03:00:00Z', '2026-11-22T09:15:00Z', 'at night'],
  ['2026-11-22T09:00:00Z', '2026-11-22T09:15:00Z', 'in the morning'],
])('promises for %s an answer by %s: %s', async (at, by) => {
  const [row] = await asDeskRpc(database.sql, shop, async (sql) => {
    await sql`update public.desk_settings set time_zone = 'UTC' where desk_id = ${shop.deskId}`;
    return await sql`select private.lead_answer_by(${shop.deskId}, ${at}) as by`;
  });
  expect(row?.by).toEqual(new Date(by));
});

it.each([
  ['2026-11-20T16:55:00Z', '2026-11-23T09:10:00Z', 'on Friday, five minutes before it closes'],
  ['2026-11-21T12:00:00Z', '2026-11-23T09:15:00Z', 'on Saturday'],
  ['2026-11-23T10:00:00Z', '2026-11-23T10:15:00Z', 'on Monday'],
])('a desk with working hours promises for %s an answer by %s: %s', async (at, by) => {
  const desk = await openShop(database.sql);
  await database.sql`update public.desk_settings set time_zone = 'UTC' where desk_id = ${desk.deskId}`;
  for (const weekday of [1, 2, 3, 4, 5]) await hours(database.sql, desk, weekday, '09:00', '17:00');
  const [row] = await asDeskRpc(database.sql, desk, (sql) => sql`select private.lead_answer_by(${desk.deskId}, ${at}) as by`);
  expect(row?.by).toEqual(new Date(by));
});
