import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, handoverOf, turnOf } from '../../support/handed-over.ts';
import { accept, aTurn, claim, clearQueues, commit, earlier, inboxOf, sweep, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const handBack = (actorId: string, chatId: string, given = {}) =>
  call(database.sql, 'hand_back_safe', { actor_id: actorId, chat_id: chatId, ...given });
const take = (actorId: string, chatId: string) => call(database.sql, 'take_conversation_safe', { actor_id: actorId, chat_id: chatId });
const chatOf = async (id: string) => (await database.sql`select * from public.chats where id = ${id}`)[0];

it('ends the hand-over and its task, and wakes the dialogue once', async () => {
  const chatId = await callPerson(database.sql, shop, 'back');
  await take(shop.managerId, chatId);
  const { handover } = await handBack(shop.managerId, chatId, { idempotency_key: 'back-1' });
  expect(handover).toMatchObject({ ended_by: 'staff', waiting_since: null });
  expect((await handBack(shop.managerId, chatId, { idempotency_key: 'back-1' })).duplicate).toBe(true);
  expect(await handBack(shop.managerId, chatId)).toEqual({ handover: null, duplicate: true });
  expect((await chatOf(chatId))?.handover_id).toBeNull();
  const [task] = await database.sql`select status, resolution from public.tasks where id = ${handover.task_id}`;
  expect(task).toEqual({ status: 'done', resolution: 'Handed back to the bot.' });
  const woken = await database.sql`select event from public.inbox_messages where chat_id = ${chatId} and status = 'new'`;
  expect(woken.map(({ event }) => JSON.parse(event))).toEqual([{ type: 'timeout', name: 'handed-back' }]);
  const [conversation] = await database.sql`select owner, owner_staff_id from public.conversations where chat_id = ${chatId}`;
  expect(conversation).toEqual({ owner: 'bot', owner_staff_id: null });
});

it('has a message that was on its way to the person taken once more, by the bot', async () => {
  const chatId = await callPerson(database.sql, shop, 'between');
  await clearQueues(database.sql, shop);
  const { claim: claimed } = await accept(database.sql, shop, 'between', { claim_as: 'w' });
  await handBack(shop.managerId, chatId);
  const parked = await commit(database.sql, claimed.message_id, { conversation: aTurn({ owner: 'human', park: 'with-a-person' }) });
  expect(parked.settled).toBe(false);
  expect((await inboxOf(database.sql, claimed.message_id)).status).toBe('new');
  const again = await claim(database.sql);
  expect(again).toMatchObject({ message_id: claimed.message_id, conversation: { owner: 'bot' } });
});

it('lets an agent give back what is theirs or nobody’s, and a manager whatever there is', async () => {
  const chatId = await callPerson(database.sql, shop, 'whose');
  await take(shop.managerId, chatId);
  await expectRefusal(handBack(shop.agentId, chatId), 'TAKEN');
  expect((await handBack(shop.secondManagerId, chatId)).duplicate).toBe(false);
});

it('is done by the customer too, who goes back to the bot: the task says so', async () => {
  const chatId = await callPerson(database.sql, shop, 'own-word');
  await take(shop.managerId, chatId);
  await turn(database.sql, shop, 'own-word', []);
  const handover = await handoverOf(database.sql, chatId);
  expect(handover).toMatchObject({ ended_by: 'customer' });
  const [task] = await database.sql`select status, resolution from public.tasks where id = ${handover?.task_id}`;
  expect(task).toEqual({ status: 'done', resolution: 'The customer went back to the bot.' });
});

it('does not happen by itself while the customer waits, and does after a day of silence', async () => {
  const waiting = await callPerson(database.sql, shop, 'still-waiting');
  const answered = await callPerson(database.sql, shop, 'answered');
  const { chat } = await turnOf(database.sql, shop, 'bots', 'bot');
  await call(database.sql, 'say_in_chat_safe', { actor_id: shop.managerId, chat_id: answered, text: 'Here you are' });
  await clearQueues(database.sql, shop);
  for (const [table, column] of [
    ...[['conversations', 'created_at'] as const, ['conversations', 'updated_at'] as const, ['handovers', 'taken_at'] as const],
    ...[['chats', 'last_inbound_at'] as const, ['chats', 'last_outbound_at'] as const],
  ]) {
    await earlier(database.sql, shop, table, column, '25 hours');
  }
  await sweep(database.sql);
  const statuses = await database.sql`
    select c.id, v.status from public.chats as c join public.conversations as v on v.chat_id = c.id where c.id in (${waiting}, ${answered}, ${chat.id})`;
  expect(Object.fromEntries(statuses.map(({ id, status }) => [id, status]))).toEqual({
    [waiting]: 'active',
    [answered]: 'closed',
    [chat.id]: 'closed',
  });
  expect(await handoverOf(database.sql, answered)).toMatchObject({ ended_by: 'silence' });
  expect((await handoverOf(database.sql, waiting))?.ended_at).toBeNull();
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});
