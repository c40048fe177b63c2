import { beforeAll, describe, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { type Args, openShop, rpc, type Shop } from '../../support/people.ts';
import { accept, chatWhole } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { rowCounts } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let mine: Awaited<ReturnType<typeof chatWhole>>;
let theirs: Awaited<ReturnType<typeof chatWhole>>;

beforeAll(async () => {
  shop = await openShop(database.sql);
  mine = await chatWhole(database.sql, shop, 'mine');
  theirs = await chatWhole(database.sql, shop, 'theirs');
  for (const { orderId } of [mine, theirs]) {
    await rpc(database.sql, 'assign_order_safe', { actor_id: shop.manager.id, order_id: orderId, staff_id: shop.agent.id });
  }
});

const ask = (question: string | null, changes: Args = {}) =>
  rpc(database.sql, 'ask_about_order_safe', {
    ...{ actor_id: shop.systemId, acting_customer_id: mine.customerId, order_id: mine.orderId, chat_id: mine.chatId, question },
    ...changes,
  });
const written = async (text: string, chat = 'mine') =>
  (await accept(database.sql, shop, chat, { event: JSON.stringify({ type: 'text', text }) })).message_id as number;
const tasks = () =>
  database.sql`select id, title, description, chat_id, order_id, assigned_to, status from public.tasks where kind = 'task-order-question'`;

it('gives the order’s manager a task with the words and the chat, and the order’s story the message', async () => {
  const message_id = await written('When does it come?');
  const { task } = await ask('When does it come?', { message_id });
  expect(await tasks()).toMatchObject([
    { id: task.id, description: 'When does it come?', chat_id: mine.chatId, order_id: mine.orderId, assigned_to: shop.agent.id },
  ]);
  const story = await rpc(database.sql, 'order_funnel', { actor_id: shop.agent.id, order_id: mine.orderId });
  expect(story.messages).toMatchObject([{ message_id, task_id: task.id, content: { type: 'text', text: 'When does it come?' } }]);
  const told =
    await database.sql`select params from public.outbox_messages where phrase_key = 'notice-staff-order-question' and staff_id = ${shop.agent.id}`;
  expect(told).toMatchObject([{ params: { text: 'When does it come?' } }]);
});

it('adds what is asked next to the open task, and begins another when that is done', async () => {
  await ask('And how big is it?');
  const [first] = await tasks();
  expect(first?.description).toBe('When does it come?\n\nAnd how big is it?');
  await rpc(database.sql, 'advance_task_safe', { actor_id: shop.manager.id, task_id: first?.id, new_status: 'done', resolution: 'told' });
  await ask('One more thing.');
  expect((await tasks()).map(({ description }) => description)).toContain('One more thing.');
  expect(await tasks()).toHaveLength(2);
});

it('keeps the newest of what is asked endlessly', async () => {
  for (let asked = 0; asked < 4; asked += 1) await ask(`${asked}`.repeat(1900));
  const open = (await tasks()).find(({ status }) => status === 'open');
  expect(String(open?.description)).toHaveLength(4000);
  expect(String(open?.description).endsWith('3333')).toBe(true);
});

it('a call that is made again is answered again, and does nothing', async () => {
  const call = { message_id: await written('Twice?'), idempotency_key: 'inbox:77' };
  const first = await ask('Twice?', call);
  const before = await rowCounts(database.sql);
  expect(await ask('Twice?', call)).toMatchObject({ duplicate: true, task: { id: first.task.id } });
  await expectRefusal(ask('Thrice?', call), 'IDEMPOTENCY_CONFLICT');
  expect(await rowCounts(database.sql)).toEqual(before);
});

describe('refuses', () => {
  it("somebody else's order, chat or message, without a word about them", async () => {
    const refusals = [];
    for (const order_id of [theirs.orderId, shop.listingId]) refusals.push(await expectRefusal(ask('?', { order_id }), 'NOT_FOUND'));
    expect(refusals[0]?.message).toBe(refusals[1]?.message);
    const message_id = await written('secret', 'theirs');
    for (const other of [{ chat_id: theirs.chatId }, { chat_id: shop.listingId }, { message_id }, { message_id: 999_999_999 }]) {
      refusals.push(await expectRefusal(ask('?', other), 'NOT_FOUND'));
    }
    expect(new Set(refusals.slice(2).map(({ message, detail }) => `${message} ${detail}`)).size).toBe(1);
  });

  it.each([null, '', '  ', 'x'.repeat(2001)])('a question that is none', async (question) => {
    await expectRefusal(ask(question), 'BAD_INPUT');
  });

  it('anybody but the customer', async () => {
    await expectRefusal(ask('?', { actor_id: shop.manager.id }), 'FORBIDDEN_ROLE');
    await expectRefusal(ask('?', { acting_customer_id: null }), 'FORBIDDEN_ROLE');
  });
});

it('is read by those who see the order, and by no colleague', async () => {
  const read = (subject: string) => asSignedIn(database.sql, subject, (sql) => sql`select order_id from public.order_messages`);
  expect(await read(shop.agent.subject)).not.toEqual([]);
  expect(await read(shop.manager.subject)).not.toEqual([]);
  expect(await read(shop.colleague.subject)).toEqual([]);
});
