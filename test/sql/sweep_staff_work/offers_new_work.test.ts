import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { hours } from '../../support/handed-over.ts';
import { assigns, inChat, offerOf, sweepStaff, toldTo } from '../../support/offers.ts';
import { claimOutbox, earlier, sent, sweep } from '../../support/queues.ts';
import { asDeskRpc, call, captureLead, openShop, order, type Shop } from '../../support/shop.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
  for (const id of [shop.managerId, shop.secondManagerId, shop.agentId, shop.adminId]) await inChat(database.sql, shop, id);
});

const claimHere = async (worker?: string) => (await claimOutbox(database.sql, worker)).filter(({ chat }) => chat.account === shop.slug);
const aLead = async (): Promise<string> => (await captureLead(database.sql, shop, { comment: 'A red bike' })).lead.id;
const take = (actorId: string, leadId: string) => call(database.sql, 'take_work_safe', { actor_id: actorId, lead_id: leadId });
const heard = async (staffId: string) => (await toldTo(database.sql, staffId)).map(({ phrase_key }) => phrase_key);
const workers = () => [shop.managerId, shop.secondManagerId, shop.agentId];
/** The hours of somebody are on a day that is not today. */
const awayToday = async (staffId: string | null) => {
  const [row] = await database.sql`select extract(isodow from now() at time zone 'UTC' + interval '3 days')::int as day`;
  await hours(database.sql, shop, row?.day, '09:00', '18:00', staffId);
};
const later = (by: string) => earlier(database.sql, shop, 'work_offers', 'look_at', by);

it('tells each of those at work once, however many look', async () => {
  const id = await aLead();
  await Promise.all([1, 2, 3, 4].map(() => sweepStaff(database.sql)));
  await sweepStaff(database.sql);
  for (const staffId of workers()) expect(await heard(staffId)).toEqual(['staff-offer']);
  expect(await heard(shop.adminId)).toEqual([]);
  expect((await offerOf(database.sql, id)).told.toSorted()).toEqual(workers().toSorted());
});

it('offers a quick order, and not the lead it came from besides', async () => {
  const { id } = await order(database.sql, shop);
  await sweepStaff(database.sql);
  expect((await toldTo(database.sql, shop.managerId)).map(({ entity_id }) => entity_id)).toEqual([(await offerOf(database.sql, id)).id]);
});

it('wakes nobody who is not at work', async () => {
  await awayToday(shop.managerId);
  await aLead();
  await sweepStaff(database.sql);
  expect(await heard(shop.managerId)).toEqual([]);
  expect(await heard(shop.agentId)).toEqual(['staff-offer']);
});

it('offers nothing that somebody was given by hand, or that the desk gives out by hand', async () => {
  const id = await aLead();
  await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: id, staff_id: shop.agentId });
  await sweepStaff(database.sql);
  expect(await heard(shop.secondManagerId)).toEqual([]);
  expect(await offerOf(database.sql, id)).toMatchObject({ taken_by: shop.agentId, look_at: null });
  await assigns(database.sql, shop, 'by_hand');
  await expect(aLead().then((next) => offerOf(database.sql, next))).rejects.toThrow('nobody was to be offered');
});

it('waits for whoever comes next, and tells the owners by day after a while', async () => {
  await inChat(database.sql, shop, shop.ownerId);
  await database.sql`update public.desk_settings set quiet_from = null, quiet_until = null where desk_id = ${shop.deskId}`;
  await awayToday(null);
  const id = await aLead();
  await sweepStaff(database.sql);
  for (const staffId of [...workers(), shop.ownerId]) expect(await heard(staffId)).toEqual([]);
  const { look_at: at, created_at: created } = await offerOf(database.sql, id);
  expect(at.getTime() - created.getTime()).toBe(600_000);
  await earlier(database.sql, shop, 'work_offers', 'created_at', '11 minutes');
  await later('11 minutes');
  await sweepStaff(database.sql);
  expect(await heard(shop.ownerId)).toEqual(['staff-offer']);
  expect(await heard(shop.managerId)).toEqual([]);
  expect((await offerOf(database.sql, id)).look_at.getTime()).toBeGreaterThan(Date.now() + 86_400_000);
  // Their day comes.
  await database.sql`update public.working_hours set active = false where desk_id = ${shop.deskId}`;
  await later('7 days');
  await sweepStaff(database.sql);
  expect(await heard(shop.managerId)).toEqual(['staff-offer']);
  expect(await heard(shop.ownerId)).toEqual(['staff-offer']);
});

it('lets the owners sleep', async () => {
  await inChat(database.sql, shop, shop.ownerId);
  await database.sql`update public.desk_settings set quiet_from = (now() at time zone 'UTC' - interval '1 hour')::time,
    quiet_until = (now() at time zone 'UTC' + interval '1 hour')::time where desk_id = ${shop.deskId}`;
  await awayToday(null);
  const id = await aLead();
  await earlier(database.sql, shop, 'work_offers', 'created_at', '11 minutes');
  await sweepStaff(database.sql);
  expect(await heard(shop.ownerId)).toEqual([]);
  expect(Math.round(((await offerOf(database.sql, id)).look_at.getTime() - Date.now()) / 60_000)).toBeGreaterThan(55);
});

it('asks the managers, then the admins, each once, when nobody takes it', async () => {
  await awayToday(shop.managerId);
  await awayToday(shop.secondManagerId);
  const id = await aLead();
  await sweepStaff(database.sql);
  expect(await heard(shop.agentId)).toEqual(['staff-offer']);
  await database.sql`update public.working_hours set active = false where staff_id = ${shop.managerId}`;
  await later('11 minutes');
  await sweepStaff(database.sql);
  expect(await heard(shop.managerId)).toEqual(['staff-offer']);
  expect(await heard(shop.secondManagerId)).toEqual([]);
  expect(await heard(shop.adminId)).toEqual([]);
  await later('11 minutes');
  await sweepStaff(database.sql);
  await sweepStaff(database.sql);
  expect(await heard(shop.adminId)).toEqual(['staff-offer']);
  expect(await heard(shop.agentId)).toEqual(['staff-offer']);
  expect(await offerOf(database.sql, id)).toMatchObject({ stage: 'admins', look_at: null });
});

it('makes one message of much work, and rests before the next', async () => {
  for (const _ of Array.from({ length: 50 })) await aLead();
  await sweepStaff(database.sql);
  expect(await toldTo(database.sql, shop.agentId)).toMatchObject([
    { phrase_key: 'notice-staff-much-work', params: { leads: 50, orders: 0 } },
  ]);
  for (const _ of Array.from({ length: 5 })) await aLead();
  await sweepStaff(database.sql);
  expect(await heard(shop.agentId)).toHaveLength(1);
  await earlier(database.sql, shop, 'staff_rounds', 'bundled_at', '3 minutes');
  await earlier(database.sql, shop, 'work_offers', 'asked_at', '3 minutes');
  await later('3 minutes');
  await sweepStaff(database.sql);
  expect(await toldTo(database.sql, shop.agentId)).toMatchObject([{}, { params: { leads: 5, orders: 0 } }]);
});

it('gives work to whoever has the least, and tells nobody else', async () => {
  await assigns(database.sql, shop, 'least_work');
  for (const [staffId, n] of [
    [shop.managerId, 2],
    [shop.secondManagerId, 1],
    [shop.agentId, 3],
  ] as const) {
    for (const _ of Array.from({ length: n })) {
      await call(database.sql, 'assign_lead_safe', { actor_id: shop.adminId, lead_id: await aLead(), staff_id: staffId });
    }
  }
  await sweepStaff(database.sql);
  const before = (await toldTo(database.sql, shop.secondManagerId)).length;
  const id = await aLead();
  await Promise.all([1, 2, 3, 4].map(() => sweepStaff(database.sql)));
  const [lead] = await database.sql`select assigned_to, status from public.leads where id = ${id}`;
  expect(lead).toEqual({ assigned_to: shop.secondManagerId, status: 'new' });
  expect(await heard(shop.secondManagerId)).toHaveLength(before + 1);
  expect(await heard(shop.managerId)).not.toContain('staff-offer');
});

it('takes back what has not gone out when somebody has it', async () => {
  const id = await aLead();
  await sweepStaff(database.sql);
  await take(shop.agentId, id);
  expect(await claimHere()).toEqual([]);
  await sweep(database.sql);
  expect((await toldTo(database.sql, shop.managerId)).map(({ status }) => status)).toEqual(['expired']);
});

it('shows everybody who was asked who has it, also when the message was on its way', async () => {
  const id = await aLead();
  await sweepStaff(database.sql);
  const rows = await claimHere();
  expect(rows).toHaveLength(3);
  expect(rows[0]?.reply.choices.map(({ action }: { action: string }) => action)).toEqual([`s1:take:${id}`, `s1:lead:${id}`]);
  // One has arrived, two are on their way.
  await sent(database.sql, rows.slice(0, 1));
  await take(shop.agentId, id);
  await sent(database.sql, rows.slice(1));
  const edits = await claimHere('e');
  expect(edits.map(({ edit }): string => edit.provider_message_id).toSorted()).toEqual(rows.map((row) => `p${row.id}`).toSorted());
  const keys = edits.map(({ reply }): string => reply.text.at(-1).key);
  expect(keys.toSorted()).toEqual(['staff-offer-taken', 'staff-offer-taken', 'staff-offer-yours']);
  expect(edits.flatMap(({ reply }) => reply.choices.map(({ action }: { action: string }) => action))).toEqual([`s1:lead:${id}`]);
  await sent(database.sql, edits, 'e');
  expect(await claimHere('e')).toEqual([]);
});

it('keeps nothing of what it has said', async () => {
  await aLead();
  await sweepStaff(database.sql);
  await sent(database.sql, await claimHere());
  const kept = await database.sql`select reply, params from public.outbox_messages where desk_id = ${shop.deskId} and entity = 'offer'`;
  expect(kept.map((row) => row)).toEqual([1, 2, 3].map(() => ({ reply: null, params: {} })));
});

it('says nothing more where a message cannot be changed in place', async () => {
  await asDeskRpc(
    database.sql,
    shop,
    (transaction) => transaction`update public.channel_accounts set provider = 'whatsapp' where desk_id = ${shop.deskId}`,
  );
  const id = await aLead();
  await sweepStaff(database.sql);
  await sent(database.sql, await claimHere());
  await take(shop.agentId, id);
  expect(await claimHere('e')).toEqual([]);
});

it('tells those above of it when they come, if none of them is there', async () => {
  for (const staffId of [shop.managerId, shop.secondManagerId]) await awayToday(staffId);
  const id = await aLead();
  await sweepStaff(database.sql);
  expect(await heard(shop.agentId)).toEqual(['staff-offer']);
  await awayToday(null);
  for (let round = 0; round < 3; round++) {
    await later('11 minutes');
    await sweepStaff(database.sql);
  }
  expect(await heard(shop.managerId)).toEqual([]);
  expect((await offerOf(database.sql, id)).look_at.getTime()).toBeGreaterThan(Date.now());
  await database.sql`update public.working_hours set active = false where desk_id = ${shop.deskId}`;
  await later('8 days');
  await sweepStaff(database.sql);
  expect(await heard(shop.managerId)).toEqual(['staff-offer']);
  await later('11 minutes');
  await sweepStaff(database.sql);
  expect(await heard(shop.adminId)).toEqual(['staff-offer']);
  await later('11 minutes');
  await sweepStaff(database.sql);
  for (const staffId of [shop.managerId, shop.adminId, shop.agentId]) expect(await heard(staffId)).toEqual(['staff-offer']);
});

it('leaves alone what is taken while it looks', async () => {
  const id = await aLead();
  await awayToday(null);
  let swept: Promise<unknown> | undefined;
  await database.sql.begin(async (sql) => {
    await sql`select public.take_work_safe(actor_id => ${shop.managerId}, lead_id => ${id})`;
    swept = sweepStaff(database.sql).then(() => 'done', String);
    await untilWaiting(database.sql);
  });
  expect(await swept).toBe('done');
  expect(await offerOf(database.sql, id)).toMatchObject({ taken_by: shop.managerId, look_at: null });
});
