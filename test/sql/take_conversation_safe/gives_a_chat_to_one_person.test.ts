import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, handoverOf, turnOf } from '../../support/handed-over.ts';
import { accept, aTurn, claim, commit, earlier, inboxOf, outboxOf, says, sweep } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, auditOf, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const take = (actorId: string, chatId: string, given = {}) =>
  call(database.sql, 'take_conversation_safe', { actor_id: actorId, chat_id: chatId, ...given });

it('lets one of two have a chat both reach for, and names the one to the other', async () => {
  const chatId = await callPerson(database.sql, shop, 'two');
  const answers = await Promise.allSettled([take(shop.managerId, chatId), take(shop.secondManagerId, chatId)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const [loser] = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  const { taken_by } = (await handoverOf(database.sql, chatId)) ?? {};
  expect(JSON.parse(loser?.reason.detail)).toEqual({ code: 'TAKEN', staff_id: taken_by, display_name: 'A manager' });
  expect(loser?.reason.message).toContain('A manager is talking in this chat');
});

it('makes the task theirs, tells the customer who is there, and writes it down', async () => {
  const chatId = await callPerson(database.sql, shop, 'theirs');
  const { handover, duplicate } = await take(shop.managerId, chatId);
  expect(duplicate).toBe(false);
  expect(handover.taken_by).toEqual({ id: shop.managerId, display_name: 'A manager' });
  const [task] = await database.sql`select status, assigned_to from public.tasks where id = ${handover.task_id}`;
  expect(task).toEqual({ status: 'in_progress', assigned_to: shop.managerId });
  expect((await outboxOf(database.sql, chatId)).map(({ phrase_key }) => phrase_key)).toEqual(['person-joined']);
  expect((await auditOf(database.sql, handover.id)).map(({ action }) => action)).toEqual(['handover.created', 'handover.changed']);
});

it('is done once, with a key and without', async () => {
  const chatId = await callPerson(database.sql, shop, 'once');
  const key = { idempotency_key: 'take-once' };
  const first = await take(shop.managerId, chatId, key);
  expect(await take(shop.managerId, chatId, key)).toEqual({ ...first, duplicate: true });
  expect((await take(shop.managerId, chatId)).duplicate).toBe(true);
  expect(await outboxOf(database.sql, chatId)).toHaveLength(1);
});

it('takes a chat from the colleague who is named, and from nobody else', async () => {
  const chatId = await callPerson(database.sql, shop, 'from');
  await take(shop.agentId, chatId);
  await expectRefusal(take(shop.managerId, chatId, { from_staff_id: shop.adminId }), 'TAKEN');
  expect((await take(shop.managerId, chatId, { from_staff_id: shop.agentId })).handover.taken_by.id).toBe(shop.managerId);
  await expectRefusal(call(database.sql, 'say_in_chat_safe', { actor_id: shop.agentId, chat_id: chatId, text: 'Hello' }), 'TAKEN');
});

it('is free again when whoever had it has left the desk', async () => {
  const chatId = await callPerson(database.sql, shop, 'left');
  await take(shop.secondManagerId, chatId);
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.adminId, staff_id: shop.secondManagerId, reason: 'left' });
  expect((await take(shop.managerId, chatId)).handover.taken_by.id).toBe(shop.managerId);
  await call(database.sql, 'reactivate_staff_safe', { actor_id: shop.adminId, staff_id: shop.secondManagerId });
});

it('pauses the bot in the midst of its work: the turn under way is taken once more, and says nothing', async () => {
  const { claim: claimed } = await accept(database.sql, shop, 'midst', { claim_as: 'w' });
  const chatId = claimed.chat.id;
  await take(shop.managerId, chatId);
  const committed = await commit(database.sql, claimed.message_id, { replies: says('hello') });
  expect(committed).toMatchObject({ settled: false, outbox: [] });
  expect((await outboxOf(database.sql, chatId)).map(({ phrase_key }) => phrase_key)).toEqual(['person-joined']);
  expect(await inboxOf(database.sql, claimed.message_id)).toMatchObject({ status: 'new', attempts: 0, first_in_chat: true });
  const again = await claim(database.sql);
  expect(again).toMatchObject({ message_id: claimed.message_id, attempts: 1 });
  await commit(database.sql, again.message_id, { conversation: aTurn({ owner: 'human', park: 'with-a-person' }) });
  expect(await handoverOf(database.sql, chatId)).toMatchObject({
    taken_by: shop.managerId,
    ended_at: null,
    waiting_since: expect.any(Date),
  });
});

it('has the conversation wait for nothing, and lets nothing be broadcast into it', async () => {
  const { chat } = await turnOf(database.sql, shop, 'peace', 'bot', { timeout: { name: 'unfinished', after_minutes: 30 } });
  const broadcast = () =>
    asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`with seat as (update public.chats set next_seq = next_seq + 1 where id = ${chat.id} returning *)
        insert into public.outbox_messages (desk_id, account_id, chat_id, chat_seq, phrase_key, kind, lane, first_in_chat)
        select desk_id, account_id, id, next_seq - 1, 'hello-all', 'broadcast', 'broadcast', false from seat returning status, last_error`,
    );
  expect(await broadcast()).toEqual([{ status: 'waiting', last_error: null }]);
  await take(shop.managerId, chat.id);
  expect(await broadcast()).toEqual([{ status: 'cancelled', last_error: 'with_a_person' }]);
  const rows = await outboxOf(database.sql, chat.id);
  expect(rows.filter(({ phrase_key }) => phrase_key === 'hello-all').map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '1 day');
  expect((await sweep(database.sql)).timeouts).toBe(0);
});

it('shows an agent no chat but those they see', async () => {
  const { chat } = await turnOf(database.sql, shop, 'unseen', 'bot');
  const { customer } = await call(database.sql, 'meet_customer_safe', {
    ...{
      actor_id: shop.systemId,
      customer: { full_name: 'Ada', identity: { provider: 'web', account: shop.slug, external_id: 'unseen' } },
    },
  });
  const { order } = await call(database.sql, 'quick_order_safe', {
    ...{ actor_id: shop.systemId, acting_customer_id: customer.id, source: 'web', lines: [{ title: 'Bell' }] },
  });
  const { rows } = { rows: await database.sql`select id from public.leads where customer_id = ${customer.id}` };
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: order.id, staff_id: shop.managerId });
  for (const { id } of rows)
    await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: id, staff_id: shop.managerId });
  await expectRefusal(take(shop.agentId, chat.id), 'NOT_FOUND');
  await expectRefusal(take(shop.systemId, chat.id), 'FORBIDDEN_ROLE');
});
