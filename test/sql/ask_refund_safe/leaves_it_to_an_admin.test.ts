import { beforeAll, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Shop, sell, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const ask = (actor_id: string, order_id: string, more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'ask_refund_safe', { actor_id, order_id, amount: 40, refund_reason: 'returned', ...more });
const tasksOf = async (orderId: string) =>
  (await database.sql`select status from public.tasks where order_id = ${orderId} and kind = 'task-refund-asked' order by created_at`).map(
    ({ status }) => status,
  );
const REFUND = { direction: 'outgoing', role: 'refund', refund_reason: 'returned' };

it('moves no money, tells the admins once for each key, and is done with the refund', async () => {
  const { orderId } = await sell(database.sql, shop);
  await pay(database.sql, shop.manager.id, orderId);
  const once = () => ask(shop.manager.id, orderId, { idempotency_key: 'k' });
  const first = await once();
  expect(await once()).toEqual({ ...first, duplicate: true });
  await expectRefusal(ask(shop.manager.id, orderId, { amount: 41, idempotency_key: 'k' }), 'IDEMPOTENCY_CONFLICT');
  const payments = await database.sql`select role from public.payments where order_id = ${orderId} and role = 'refund'`;
  expect(payments).toEqual([]);
  const told = await database.sql`
    select s.role, o.params from public.outbox_messages as o join public.staff as s on s.id = o.staff_id
    where o.phrase_key = 'notice-staff-refund-asked' and o.entity_id = ${String(first.task_id)}`;
  expect(told.map(({ role }): string => role).toSorted()).toEqual(['admin', 'owner']);
  expect(told[0]?.params).toMatchObject({ amount: 40, currency: 'EUR', reason: 'returned', name: 'A manager' });
  await ask(shop.manager.id, orderId, { amount: 20 });
  await pay(database.sql, shop.admin.id, orderId, { ...REFUND, amount: 40 });
  expect(await tasksOf(orderId)).toEqual(['done', 'open']);
});

it('asks for nothing that no admin could grant, of nobody who does not see the order', async () => {
  const { orderId } = await sell(database.sql, shop, shop.colleague.id);
  const stranger = await openShop(database.sql);
  await expectRefusal(ask(shop.manager.id, orderId), 'NO_CLIENT_PAYMENT');
  await pay(database.sql, shop.manager.id, orderId);
  await expectRefusal(ask(shop.agent.id, orderId), 'NOT_FOUND');
  await expectRefusal(ask(stranger.manager.id, orderId), 'NOT_FOUND');
  await expectRefusal(ask(shop.leaver.id, orderId), 'ACTOR_INACTIVE');
  await expectRefusal(ask(shop.systemId, orderId), 'FORBIDDEN_ROLE');
  await expectRefusal(ask(shop.manager.id, orderId, { amount: 101 }), 'REFUND_EXCEEDS_RECEIVED');
  await expectRefusal(ask(shop.manager.id, orderId, { refund_reason: 'whim' }), 'REASON_REQUIRED');
  await expectRefusal(ask(shop.manager.id, orderId, { amount: '1.005' }), 'AMOUNT_INVALID');
  const { orderId: elsewhere } = await sellWhole(database.sql, shop);
  const [payment] = await database.sql`select id from public.payments where order_id = ${elsewhere} and role = 'client_payment'`;
  await expectRefusal(ask(shop.manager.id, orderId, { related_payment_id: payment?.id }), 'NOT_FOUND');
  expect(await tasksOf(orderId)).toEqual([]);
});

it('shows an agent the money of their orders without what goes out', async () => {
  const { orderId, orderCode } = await sellWhole(database.sql, shop);
  await rpc(database.sql, 'assign_order_safe', { actor_id: shop.manager.id, order_id: orderId, staff_id: shop.agent.id });
  const money = (actor_id: string) => rpc(database.sql, 'staff_money', { actor_id, order_code: orderCode });
  const roles = (answer: Awaited<ReturnType<typeof money>>) => (answer.payments as Array<{ role: string }>).map(({ role }) => role);
  expect(roles(await money(shop.manager.id))).toContain('supplier_payment');
  expect(roles(await money(shop.agent.id))).toEqual(['client_payment']);
  await expectRefusal(money(shop.colleague.id), 'NOT_FOUND');
});

it('shows the request to no agent whose order it is not, and lets nobody end it who could not answer it', async () => {
  const { orderId } = await sell(database.sql, shop, shop.colleague.id);
  await pay(database.sql, shop.manager.id, orderId);
  const { task_id } = await ask(shop.manager.id, orderId);
  const end = (actor_id: string, new_status = 'done') =>
    rpc(database.sql, 'advance_task_safe', { actor_id, task_id, new_status, resolution: 'x', reason: 'x' });
  const listed = async (actor_id: string) =>
    JSON.stringify(await rpc(database.sql, 'staff_tasks', { actor_id, filter: 'all', most: 50 })).includes(String(task_id));
  const read = (subject: string) => asSignedIn(database.sql, subject, (sql) => sql`select from public.tasks where id = ${String(task_id)}`);
  await expectRefusal(rpc(database.sql, 'staff_task', { actor_id: shop.agent.id, task_id }), 'NOT_FOUND');
  await expectRefusal(end(shop.agent.id), 'NOT_FOUND');
  expect([await listed(shop.agent.id), await listed(shop.colleague.id)]).toEqual([false, true]);
  expect([(await read(shop.agent.subject)).length, (await read(shop.colleague.subject)).length]).toEqual([0, 1]);
  for (const actor of [shop.colleague, shop.manager]) {
    for (const status of ['done', 'cancelled']) await expectRefusal(end(actor.id, status), 'FORBIDDEN_ROLE');
  }
  expect((await end(shop.admin.id)).task.status).toBe('done');
});

it('leaves a task to whom it was given, whoever has its order', async () => {
  const { orderId } = await sell(database.sql, shop, shop.colleague.id);
  const { task } = await rpc(database.sql, 'create_task_safe', {
    ...{ actor_id: shop.manager.id, order_id: orderId, title: 'Call them', assigned_to: shop.agent.id },
  });
  expect(await rpc(database.sql, 'staff_task', { actor_id: shop.agent.id, task_id: task.id })).toMatchObject({ title: 'Call them' });
  const read = await asSignedIn(database.sql, shop.agent.subject, (sql) => sql`select from public.tasks where id = ${task.id}`);
  expect(read).toHaveLength(1);
});
