import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, writesToPerson } from '../../support/handed-over.ts';
import { earlier, sweep } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('shows who has waited longest first, since when, and their last words', async () => {
  const answered = await callPerson(database.sql, shop, 'answered');
  const first = await callPerson(database.sql, shop, 'first');
  await earlier(database.sql, shop, 'handovers', 'waiting_since', '10 minutes');
  const second = await callPerson(database.sql, shop, 'second');
  await call(database.sql, 'say_in_chat_safe', { actor_id: shop.managerId, chat_id: answered, text: 'Hello' });
  const list = (await call(database.sql, 'waiting_chats', { actor_id: shop.agentId })) as unknown as Array<Record<string, unknown>>;
  expect(list.map(({ chat_id }) => chat_id)).toEqual([first, second, answered]);
  expect(list[0]).toMatchObject({ provider: 'web', waiting_since: expect.any(String), last: { event: { type: 'text', text: 'hello' } } });
  expect(list[2]).toMatchObject({ waiting_since: null, handover: { taken_by: { display_name: 'A manager' } } });
});

it('shows another desk nothing', async () => {
  const other = await openShop(database.sql);
  const chatId = await callPerson(database.sql, shop, 'ours');
  expect(await call(database.sql, 'waiting_chats', { actor_id: other.managerId })).toEqual([]);
  await expectRefusal(call(database.sql, 'read_chat', { actor_id: other.managerId, chat_id: chatId }), 'NOT_FOUND');
  await expectRefusal(call(database.sql, 'waiting_chats', { actor_id: shop.systemId }), 'FORBIDDEN_ROLE');
});

it('reads a thread both ways, and tells people from the bot', async () => {
  const chatId = await callPerson(database.sql, shop, 'thread');
  await call(database.sql, 'say_in_chat_safe', { actor_id: shop.managerId, chat_id: chatId, text: 'Good morning' });
  await writesToPerson(database.sql, shop, 'thread');
  await earlier(database.sql, shop, 'handovers', 'alarm_at', '1 hour');
  await sweep(database.sql);
  const { lines } = await call(database.sql, 'read_chat', { actor_id: shop.agentId, chat_id: chatId });
  expect(lines.map((line: { from: string; phrase_key: string | null }) => [line.from, line.phrase_key])).toEqual([
    ['customer', null],
    ['staff', 'person-joined'],
    ['customer', null],
    ['desk', 'person-late'],
  ]);
});
