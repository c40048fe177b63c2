import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson } from '../../support/handed-over.ts';
import { meet, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, call, createOrder, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

const about = async (words: string, actorId = shop.managerId) =>
  (await call(database.sql, 'staff_chat', { actor_id: actorId, about: words })) as unknown as Array<Record<string, unknown>>;

it('finds a chat by its id, its customer, their order in any case, and their phone in any spelling', async () => {
  const { chatId } = await turn(database.sql, shop, 'ways');
  const customer = await meet(database.sql, shop, 'ways', { full_name: 'Ada', phone: '+4915100000077' });
  const { order_code: code } = await createOrder(database.sql, shop, { customer_id: customer.id });
  const expected = [expect.objectContaining({ chat_id: chatId, customer: 'Ada', order_code: code, is_mine: false, reachable: true })];
  for (const words of [chatId, customer.id, code, ` ${code.toLowerCase()} `, '+49 151 0000 0077', '(49) 151-00000077']) {
    expect(await about(words), words).toEqual(expected);
  }
});

it('goes to the chat in which somebody is with them, else to where they can be reached', async () => {
  const { chatId: first } = await turn(database.sql, shop, 'two-a');
  const customer = await meet(database.sql, shop, 'two-a');
  const { chatId: second } = await turn(database.sql, shop, 'two-b');
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.chats set customer_id = ${customer.id} where id = ${second}`);
  expect((await about(customer.id))[0]).toMatchObject({ chat_id: second });
  await call(database.sql, 'take_conversation_safe', { actor_id: shop.managerId, chat_id: first });
  expect((await about(customer.id))[0]).toMatchObject({ chat_id: first, is_mine: true, taken_by: { id: shop.managerId } });
});

it('finds by name whoever has a chat, first those who are with a person', async () => {
  await turn(database.sql, shop, 'silent');
  await meet(database.sql, shop, 'silent', { full_name: 'Zoe Silent' });
  expect((await about('zoe')).map(({ customer }) => customer)).toEqual(['Zoe Silent']);
  for (const chat of ['zoe-1', 'zoe-2']) {
    await callPerson(database.sql, shop, chat);
    await meet(database.sql, shop, chat, { full_name: `Zoe ${chat}` });
  }
  expect((await about('zoe')).map(({ customer }) => customer)).toEqual(['Zoe zoe-1', 'Zoe zoe-2', 'Zoe Silent']);
  expect(await about('Zoe zoe-2')).toHaveLength(1);
  await expectRefusal(about('zoe', other.managerId), 'NOT_FOUND');
  await expectRefusal(about('zoe silent', shop.agentId), 'NOT_FOUND');
  await expectRefusal(about('%'), 'NOT_FOUND');
});

it('shows nobody what is not theirs: other desks, agents without work for them, the chats of the staff', async () => {
  const chatId = await callPerson(database.sql, shop, 'hidden');
  const customer = await meet(database.sql, shop, 'hidden', { full_name: 'Hidden' });
  for (const words of [chatId, customer.id, 'Hidden']) {
    await expectRefusal(about(words, other.managerId), 'NOT_FOUND');
    await expectRefusal(about(words, shop.agentId), 'NOT_FOUND');
  }
  const { order_code: code, id } = await createOrder(database.sql, shop, { customer_id: customer.id });
  expect(await about(code, shop.agentId)).toHaveLength(1);
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: shop.managerId });
  await expectRefusal(about(code, shop.agentId), 'NOT_FOUND');
  await expectRefusal(about(code, shop.systemId), 'FORBIDDEN_ROLE');
  const { code: invitation } = await call(database.sql, 'invite_staff_safe', {
    actor_id: shop.ownerId,
    display_name: 'Mia',
    role: 'manager',
  });
  const { chatId: mine } = await turn(database.sql, shop, 'mine');
  await call(database.sql, 'accept_invitation_safe', {
    code: invitation,
    provider: 'web',
    account: shop.slug,
    external_id: 'mine',
    language: 'en',
  });
  await expectRefusal(about(mine), 'NOT_FOUND');
});

it('takes words of any kind for what they are', async () => {
  await expectRefusal(about('  '), 'BAD_INPUT');
  await expectRefusal(about('x'.repeat(4001)), 'BAD_INPUT');
  await expectRefusal(about("'; drop table --"), 'NOT_FOUND');
  await expectRefusal(about('\\'), 'NOT_FOUND');
});
