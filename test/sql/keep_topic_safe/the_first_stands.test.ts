import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, groupAndTopic } from '../../support/handed-over.ts';
import { openAccount } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let bot: { provider: string; account: string };
let topicId: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  bot = await openAccount(database.sql, shop);
  const [account] = await database.sql`select id from public.channel_accounts where account = ${bot.account}`;
  const chatId = await callPerson(database.sql, shop, 'somebody');
  ({ topicId } = await groupAndTopic(database.sql, shop, account?.id, chatId, '7'));
});

const keep = (was: string | undefined, thread: string | undefined) =>
  call(database.sql, 'keep_topic_safe', { topic_id: topicId, ...(was !== undefined && { was }), ...(thread !== undefined && { thread }) });

it('of two workers that find a topic gone and make it anew, at once', async () => {
  // Both have seen 7; whoever comes second learns what stands.
  expect(await keep('7', undefined)).toEqual({ thread: null });
  const answers = await Promise.all(['8', '9'].map((thread) => keep(undefined, thread)));
  expect(new Set(answers.map(({ thread }) => thread)).size).toBe(1);
  expect(await keep('7', undefined)).toEqual(answers[0]);
  await expectRefusal(call(database.sql, 'keep_topic_safe', { topic_id: randomUUID() }), 'NOT_FOUND');
});

it('and lets in whom its desk knows, by who writes and not by where', async () => {
  const [{ thread } = { thread: null }] = await database.sql`select thread from public.topics where id = ${topicId}`;
  const enter = (sender: string, given = {}) => call(database.sql, 'enter_topic_safe', { ...bot, chat: '-1001', thread, sender, ...given });
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Al' });
  await call(database.sql, 'accept_invitation_safe', { code, ...bot, external_id: '4711' });
  expect(await enter('4711')).toEqual({ chat: `topic:${topicId}:4711` });
  expect(await enter('4712')).toEqual({ chat: null });
  expect(await enter('4712')).toEqual({ chat: null });
  for (const elsewhere of [{ chat: '-1002' }, { thread: '1' }, { account: 'nobody' }])
    expect(await enter('4711', elsewhere)).toEqual({ chat: null });
  const told =
    await database.sql`select dedupe_key from public.outbox_messages where phrase_key = 'topic-stranger' and entity_id = ${topicId}`;
  expect(told.map(({ dedupe_key }) => String(dedupe_key).includes('4712'))).toEqual([false]);
});

it('and shows nobody a menu there, where no chat of theirs is', async () => {
  const accept = (chat: string, external_id: string) =>
    call(database.sql, 'accept_inbox_message', {
      ...bot,
      external_id,
      chat,
      sender: '4711',
      body: '{}',
      event: '{"type":"text","text":"hi"}',
    });
  await accept(`topic:${topicId}:4711`, 'in-topic');
  await accept('4711', 'in-private');
  expect(await call(database.sql, 'staff_chats', bot)).toMatchObject([{ chat: '4711' }]);
});
