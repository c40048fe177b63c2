import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, handoverOf } from '../../support/handed-over.ts';
import { accept, claimOutbox, closeConversation, earlier, sent, sweep, turn } from '../../support/queues.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** A chat in which nothing has been said for a day, taken by a manager. */
async function taken(chat: string): Promise<string> {
  const { chatId } = await turn(database.sql, shop, chat, []);
  await closeConversation(database.sql, shop, chatId);
  await call(database.sql, 'take_conversation_safe', { actor_id: shop.managerId, chat_id: chatId });
  return chatId;
}

it('tells the next turn that a person has the chat, though no conversation is under way', async () => {
  await taken('silent');
  const { claim } = await accept(database.sql, shop, 'silent', { claim_as: 'w' });
  expect(claim).toMatchObject({ conversation: null, chat: { with_person: true } });
});

it('tells it of nobody who is still awaited: the turn that calls somebody may be taken again', async () => {
  const { claim } = await accept(database.sql, shop, 'awaited', { claim_as: 'w' });
  expect(claim.chat.with_person).toBe(false);
  await callPerson(database.sql, shop, 'called');
  const { claim: next } = await accept(database.sql, shop, 'called', { claim_as: 'w' });
  expect(next).toMatchObject({ conversation: { owner: 'human' }, chat: { with_person: false } });
});

it('ends after a silent day, though there is no conversation to close', async () => {
  const chatId = await taken('left');
  await sent(database.sql, await claimOutbox(database.sql));
  for (const column of ['taken_at', 'began_at']) await earlier(database.sql, shop, 'handovers', column, '2 days');
  await sweep(database.sql);
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ ended_at: null });
  await earlier(database.sql, shop, 'chats', 'last_outbound_at', '2 days');
  await sweep(database.sql);
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ ended_by: 'silence' });
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});
