import { beforeEach, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { callPerson } from '../../support/handed-over.ts';
import { openAccount } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let bot: { provider: string; account: string };

beforeEach(async () => {
  shop = await openShop(database.sql);
  bot = await openAccount(database.sql, shop);
});

const set = (given: Record<string, unknown> = {}) =>
  call(database.sql, 'set_staff_group_safe', {
    ...{ actor_id: shop.adminId, ...bot, chat: '-1001', title: 'Crew', has_topics: true, manages_topics: true },
    ...given,
  });
const groups = () => database.sql`
  select external_id, ended_by from public.staff_groups where desk_id = ${shop.deskId} order by began_at`;
const told = () => database.sql`
  select phrase_key, staff_id from public.outbox_messages where desk_id = ${shop.deskId} and entity = 'staff_group' order by id`;

it('takes the place of the one before, once a key, and tells whoever said so', async () => {
  await set({ idempotency_key: 'telegram:1:1' });
  expect(await set({ idempotency_key: 'telegram:1:1' })).toEqual({ outcome: 'set', duplicate: true });
  await set({ chat: '-1002' });
  await set({ chat: '-1002' });
  expect(await groups()).toEqual([
    { external_id: '-1001', ended_by: 'replaced' },
    { external_id: '-1002', ended_by: null },
  ]);
  expect(await told()).toEqual([1, 2, 3].map(() => ({ phrase_key: 'notice-staff-group-set', staff_id: shop.adminId })));
  const audit = await database.sql`
    select actor_id from public.audit_log where desk_id = ${shop.deskId} and entity = 'staff_group' order by id`;
  expect(audit.map(({ actor_id }) => actor_id)).toEqual([shop.adminId, shop.adminId, shop.adminId]);
});

it('is none without topics, or without the right to manage them', async () => {
  expect(await set({ has_topics: false })).toMatchObject({ outcome: 'no_topics' });
  expect(await set({ manages_topics: false })).toMatchObject({ outcome: 'no_rights' });
  expect(await groups()).toEqual([]);
  expect((await told()).map(({ phrase_key }) => phrase_key)).toEqual(['notice-staff-group-no-topics', 'notice-staff-group-no-rights']);
});

it('is set and ended by admins and owners of the desk alone', async () => {
  for (const actor_id of [shop.managerId, shop.agentId]) await expectRefusal(set({ actor_id }), 'FORBIDDEN_ROLE');
  const other = await openShop(database.sql);
  await expectRefusal(set({ actor_id: other.ownerId }), 'NOT_FOUND');
  await set();
  const end = (actor_id: string) => call(database.sql, 'end_staff_group_safe', { actor_id, ...bot, chat: '-1001' });
  await expectRefusal(end(shop.managerId), 'FORBIDDEN_ROLE');
  expect(await end(other.ownerId)).toEqual({ ended: false });
  expect(await end(shop.ownerId)).toEqual({ ended: true });
  expect(await end(shop.ownerId)).toEqual({ ended: false });
  expect(await groups()).toEqual([{ external_id: '-1001', ended_by: 'staff' }]);
});

it('is followed to another id, and let go once when the bot is removed: the owners hear of it', async () => {
  await set();
  const move = () => call(database.sql, 'move_staff_group_safe', { ...bot, chat: '-1001', new_chat: '-1009' });
  expect(await move()).toEqual({ moved: true });
  expect(await move()).toEqual({ moved: false });
  const lose = (chat: string) => call(database.sql, 'lose_staff_group_safe', { ...bot, chat });
  expect(await lose('-1001')).toEqual({ lost: false });
  expect(await lose('-1009')).toEqual({ lost: true });
  expect(await lose('-1009')).toEqual({ lost: false });
  expect(await groups()).toEqual([{ external_id: '-1009', ended_by: 'removed' }]);
  expect((await told()).slice(1)).toEqual([{ phrase_key: 'notice-staff-group-lost', staff_id: shop.ownerId }]);
});

it('shows those who are with a person already, and nothing of it to agents', async () => {
  const chatId = await callPerson(database.sql, shop, 'early');
  await set();
  const [topic] = await database.sql`select id, chat_id from public.topics where desk_id = ${shop.deskId}`;
  expect(topic?.chat_id).toBe(chatId);
  const shown = await database.sql`select phrase_key from public.outbox_messages where entity = 'topic' and entity_id = ${topic?.id}`;
  expect(shown).toEqual([{ phrase_key: 'topic-card' }]);
  const [chat] = await database.sql`select id from public.chats where topic_id = ${topic?.id}`;
  await expectRefusal(call(database.sql, 'say_in_chat_safe', { actor_id: shop.ownerId, chat_id: chat?.id, text: 'x' }), 'NOT_FOUND');
  for (const [subject, many] of [
    [shop.subjects.agent, 0],
    [shop.subjects.manager, 1],
  ] as const) {
    const seen = await asSignedIn(database.sql, subject, (sql) => sql`select id from public.chats where id = ${chat?.id}`);
    expect(seen).toHaveLength(many);
  }
});

it('is rid of the topics of those who were forgotten though it ends before that is done', async () => {
  await set();
  const chatId = await callPerson(database.sql, shop, 'somebody');
  await asDeskRpc(database.sql, shop, async (sql) => {
    await sql`update public.outbox_messages set status = 'cancelled' where desk_id = ${shop.deskId} and entity = 'topic'`;
    await sql`select private.show_in_topic(t, 'topic-forgotten', '{}', null, 'topic-forgotten:' || t.id) from public.topics as t where t.chat_id = ${chatId}`;
    await sql`select private.route_outbox(clock_timestamp())`;
  });
  await call(database.sql, 'end_staff_group_safe', { actor_id: shop.ownerId, ...bot, chat: '-1001' });
  const claimed = await call(database.sql, 'claim_outbox_messages', { worker: 'w' });
  expect(Array.from(claimed as Array<{ phrase_key: string }>, ({ phrase_key }) => phrase_key)).toContain('topic-forgotten');
});
