import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { inChat, toldTo } from '../../support/offers.ts';
import { turn } from '../../support/queues.ts';
import { errorOf } from '../../support/refusals.ts';
import { call, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
});

const pass = (actor_id: string, given: object) => call(database.sql, 'pass_on_safe', { actor_id, ...given });
const codeOf = async (asked: Promise<unknown>) => JSON.parse((await errorOf(asked)).detail ?? '{}').code;
const mine = async (staffId: string) => {
  const { id, order_code: code } = await order(database.sql, shop);
  await call(database.sql, 'take_work_safe', { actor_id: staffId, order_code: code });
  return { id, code };
};
const assigneeOf = async (id: string) => (await database.sql`select assigned_to from public.orders where id = ${id}`)[0]?.assigned_to;

it('lets an agent give what is theirs to a colleague, who is told', async () => {
  const { id, code } = await mine(shop.agentId);
  expect(await pass(shop.agentId, { order_code: code, colleague: shop.managerId.slice(0, 8) })).toEqual({ colleague: 'A manager' });
  expect(await assigneeOf(id)).toBe(shop.managerId);
  expect(await toldTo(database.sql, shop.managerId)).toMatchObject([{ phrase_key: 'notice-staff-order-assigned', params: { code } }]);
});

it('gives it to whoever is there next when nobody is named', async () => {
  await inChat(database.sql, shop, shop.secondManagerId);
  const { id, code } = await mine(shop.managerId);
  await pass(shop.managerId, { order_code: code });
  expect(await assigneeOf(id)).toBe(shop.secondManagerId);
});

it('gives nothing that is somebody else’s, of another desk, or twice', async () => {
  const { id, code } = await mine(shop.managerId);
  const to = { colleague: shop.secondManagerId.slice(0, 8) };
  expect(await codeOf(pass(shop.adminId, { order_code: code, ...to }))).toBe('NOT_FOUND');
  const other = await openShop(database.sql);
  expect(await codeOf(pass(other.managerId, { order_code: code, colleague: other.adminId.slice(0, 8) }))).toBe('NOT_FOUND');
  expect(await codeOf(pass(shop.managerId, { order_code: code, colleague: other.adminId.slice(0, 8) }))).toBe('NOT_FOUND');
  expect(await codeOf(pass(shop.managerId, { order_code: code, colleague: shop.managerId.slice(0, 8) }))).toBe('NOT_FOUND');
  expect(await codeOf(pass(shop.managerId, to))).toBe('BAD_INPUT');
  expect(await assigneeOf(id)).toBe(shop.managerId);
  const passed = await Promise.allSettled([1, 2].map(() => pass(shop.managerId, { order_code: code, ...to })));
  expect(passed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await toldTo(database.sql, shop.secondManagerId)).toHaveLength(1);
});

it('keeps a promise as a task that hangs on the chat, once', async () => {
  const { chatId } = await turn(database.sql, shop, 'customer');
  const promise = { chat_id: chatId, promised: 'I will ship it', due_at: '2030-01-01T10:00:00Z', idempotency_key: 'inbox:1' };
  const keep = (actor_id: string, given = {}) => call(database.sql, 'keep_promise_safe', { actor_id, ...promise, ...given });
  const [first, second] = [await keep(shop.managerId), await keep(shop.managerId)];
  expect(second).toMatchObject({ duplicate: true, task: { id: first.task.id } });
  const [task] = await database.sql`select title, assigned_to, chat_id, status, kind, due_at from public.tasks where id = ${first.task.id}`;
  expect(task).toEqual({
    title: 'I will ship it',
    assigned_to: shop.managerId,
    chat_id: chatId,
    status: 'open',
    kind: 'manual',
    due_at: new Date(promise.due_at),
  });
  const other = await openShop(database.sql);
  expect(await codeOf(keep(other.managerId, { idempotency_key: undefined }))).toBe('NOT_FOUND');
  expect(await codeOf(keep(shop.managerId, { idempotency_key: undefined, due_at: null }))).toBe('BAD_INPUT');
});
