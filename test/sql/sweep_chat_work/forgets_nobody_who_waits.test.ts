import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, handoverOf, hours, writesToPerson } from '../../support/handed-over.ts';
import { claimOutbox, earlier, outboxOf, sweep } from '../../support/queues.ts';
import { asDeskRpc, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
});

const noticed = async (phrase: string) =>
  (await database.sql`select staff_id from public.outbox_messages where desk_id = ${shop.deskId} and phrase_key = ${phrase}`).map(
    ({ staff_id }) => String(staff_id),
  );
const late = (by = '20 minutes') => earlier(database.sql, shop, 'handovers', 'alarm_at', by);
const saidIn = async (chatId: string) => (await outboxOf(database.sql, chatId)).map(({ phrase_key }) => phrase_key);

it('tells whoever is at work that somebody wants a person', async () => {
  await callPerson(database.sql, shop, 'called');
  expect((await noticed('notice-staff-person-wanted')).toSorted()).toEqual(
    [shop.ownerId, shop.adminId, shop.managerId, shop.secondManagerId, shop.agentId].toSorted(),
  );
});

it('reminds the staff and apologises to the customer, once however many look', async () => {
  const chatId = await callPerson(database.sql, shop, 'late');
  expect((await sweep(database.sql)).alarms).toBe(0);
  await late();
  const sweeps = await Promise.all([1, 2, 3, 4].map(() => sweep(database.sql)));
  expect(sweeps.reduce((sum, { alarms }) => sum + alarms, 0)).toBe(1);
  expect(await saidIn(chatId)).toEqual(['person-late']);
  expect(await noticed('notice-staff-person-waits')).toHaveLength(5);
  const handover = await handoverOf(database.sql, chatId);
  expect(handover).toMatchObject({ alarms: 1, alarm_at: expect.any(Date) });
  const [task] = await database.sql`select priority from public.tasks where id = ${handover?.task_id}`;
  expect(task?.priority).toBe('urgent');
  expect((await claimOutbox(database.sql)).find(({ phrase_key }) => phrase_key === 'person-late')?.reply.choices).toHaveLength(1);
});

it('tells the admins the second time, and nobody a third time', async () => {
  const chatId = await callPerson(database.sql, shop, 'forgotten');
  await late();
  await sweep(database.sql);
  await late('2 hours');
  expect((await sweep(database.sql)).alarms).toBe(1);
  expect((await noticed('notice-staff-person-forgotten')).toSorted()).toEqual([shop.ownerId, shop.adminId].toSorted());
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ alarms: 2, alarm_at: null });
  expect((await sweep(database.sql)).alarms).toBe(0);
  expect(await saidIn(chatId)).toEqual(['person-late']);
});

it('tells every admin when the desk is open and none of them is at work', async () => {
  const chatId = await callPerson(database.sql, shop, 'unmanned');
  await database.sql`update public.desk_settings set time_zone = 'UTC' where desk_id = ${shop.deskId}`;
  for (const day of [1, 2, 3, 4, 5, 6, 7]) await hours(database.sql, shop, day, '00:00', '24:00');
  // Their own hours are on one day of the week, which is not today.
  const [{ day } = { day: 1 }] = await database.sql`select extract(isodow from (now() at time zone 'UTC') + interval '3 days')::int as day`;
  for (const id of [shop.ownerId, shop.adminId]) await hours(database.sql, shop, day, '09:00', '10:00', id);
  await late();
  await sweep(database.sql);
  await late('2 hours');
  expect((await sweep(database.sql)).alarms).toBe(1);
  expect((await noticed('notice-staff-person-forgotten')).toSorted()).toEqual([shop.ownerId, shop.adminId].toSorted());
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ alarms: 2 });
});

it('reminds only whoever has the chat, and begins anew with the next waiting', async () => {
  const chatId = await callPerson(database.sql, shop, 'theirs');
  await call(database.sql, 'say_in_chat_safe', { actor_id: shop.agentId, chat_id: chatId, text: 'One moment' });
  await late();
  expect((await sweep(database.sql)).alarms).toBe(0);
  await writesToPerson(database.sql, shop, 'theirs');
  const before = await handoverOf(database.sql, chatId);
  await writesToPerson(database.sql, shop, 'theirs');
  expect(await handoverOf(database.sql, chatId)).toEqual(before);
  await late();
  expect((await sweep(database.sql)).alarms).toBe(1);
  expect(await noticed('notice-staff-person-waits')).toEqual([shop.agentId]);
  expect(await saidIn(chatId)).toEqual(['person-joined', 'person-late']);
});

it('raises no alarm while nobody is at work, but as soon as somebody is', async () => {
  const chatId = await callPerson(database.sql, shop, 'night');
  await database.sql`update public.desk_settings set time_zone = 'UTC' where desk_id = ${shop.deskId}`;
  // Open on one day of the week, which is not today.
  const [{ day } = { day: 1 }] = await database.sql`select extract(isodow from (now() at time zone 'UTC') + interval '3 days')::int as day`;
  await hours(database.sql, shop, day, '09:00', '10:00');
  await late();
  expect((await sweep(database.sql)).alarms).toBe(0);
  const handover = await handoverOf(database.sql, chatId);
  const [row] = await database.sql`select private.desk_opens_at(${shop.deskId}, now()) as opens`;
  expect(handover).toMatchObject({ alarms: 0, alarm_at: row?.opens });
  expect(await saidIn(chatId)).toEqual([]);
});

it('leaves a chat somebody is at work in for the next time', async () => {
  const chatId = await callPerson(database.sql, shop, 'busy');
  await late();
  await asDeskRpc(database.sql, shop, async (sql) => {
    await sql`select from public.chats where id = ${chatId} for no key update`;
    expect((await sweep(database.sql)).alarms).toBe(0);
  });
  expect((await sweep(database.sql)).alarms).toBe(1);
});

it('ends with a customer who is forgotten', async () => {
  const chatId = await callPerson(database.sql, shop, 'erased');
  const { customer } = await call(database.sql, 'meet_customer_safe', {
    actor_id: shop.systemId,
    customer: { full_name: 'Ada', identity: { provider: 'web', account: shop.slug, external_id: 'erased' } },
  });
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.adminId, customer_id: customer.id });
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ ended_by: 'erasure', waiting_since: null, alarm_at: null });
  expect(await call(database.sql, 'waiting_chats', { actor_id: shop.managerId })).toEqual([]);
});
