import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, auditOf, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

const taskOf = async (changes = {}) =>
  (await call(database.sql, 'create_task_safe', { actor_id: shop.managerId, title: 'Ring', due_at: '2020-01-01T10:00:00Z', ...changes }))
    .task as {
    id: string;
  };
const sweep = () => call(database.sql, 'remind_of_tasks', {});
const told = (id: string) =>
  database.sql`select staff_id, params from public.outbox_messages where entity_id = ${id} and phrase_key = 'notice-staff-task-due'`;
const postpone = (id: string, due_at: string | null, actor_id = shop.managerId) =>
  call(database.sql, 'postpone_task_safe', { actor_id, task_id: id, due_at });

it('tells whoever has the task, once, however many sweep at once', async () => {
  const { id } = await taskOf({ assigned_to: shop.agentId });
  await Promise.all([sweep(), sweep(), sweep(), sweep()]);
  await sweep();
  expect(await told(id)).toMatchObject([{ staff_id: shop.agentId, params: { title: 'Ring', task: id } }]);
});

it('tells again for another due time, and not before it', async () => {
  const { id } = await taskOf();
  await sweep();
  await postpone(id, '2100-01-01T10:00:00Z');
  await sweep();
  expect(await told(id)).toHaveLength(1);
  await postpone(id, '2020-02-01T10:00:00Z');
  await sweep();
  expect(await told(id)).toHaveLength(2);
});

it('tells of the time that was typed into Studio, too', async () => {
  const { id } = await taskOf({ due_at: undefined });
  await sweep();
  await database.sql`update public.tasks set due_at = now() - interval '1 minute' where id = ${id}`;
  await sweep();
  expect(await told(id)).toHaveLength(1);
});

it('tells nobody of a task that is over, and again when it is opened again', async () => {
  const { id } = await taskOf();
  const advance = (new_status: string) =>
    call(database.sql, 'advance_task_safe', { actor_id: shop.managerId, task_id: id, new_status, reason: 'why' });
  await advance('done');
  await sweep();
  expect(await told(id)).toEqual([]);
  await advance('open');
  await sweep();
  expect(await told(id)).toHaveLength(1);
});

it('tells the managers at work of a task that nobody has, and of one whose owner has left', async () => {
  const leaver = await addStaff(database.sql, shop, 'agent');
  const { id } = await taskOf({ assigned_to: leaver.id });
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: leaver.id, reason: 'left' });
  await sweep();
  const staff = (await told(id)).map(({ staff_id }) => staff_id);
  expect(staff).toEqual(expect.arrayContaining([shop.managerId, shop.adminId]));
  expect(staff).not.toContain(leaver.id);
  expect(staff).not.toContain(shop.agentId);
});

it('a task is put off by whoever sees it, and the audit says so', async () => {
  const { id } = await taskOf({ assigned_to: shop.managerId });
  await expectRefusal(postpone(id, '2030-01-01T10:00:00Z', shop.agentId), 'NOT_FOUND');
  await expectRefusal(postpone(id, '2030-01-01T10:00:00Z', other.managerId), 'NOT_FOUND');
  await expectRefusal(postpone(id, '2030-01-01T10:00:00Z', shop.systemId), 'FORBIDDEN_ROLE');
  await expectRefusal(postpone(id, '2999-01-01T10:00:00Z'), 'BAD_INPUT');
  await postpone(id, '2030-01-01T10:00:00Z');
  expect((await auditOf(database.sql, id)).at(-1)).toMatchObject({
    actor_id: shop.managerId,
    changed_fields: expect.arrayContaining(['due_at']),
  });
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.tasks set status = 'done' where id = ${id}`);
  await expectRefusal(postpone(id, '2031-01-01T10:00:00Z'), 'INVALID_TRANSITION');
});

it('a task is given by managers; an agent takes a free one and no more', async () => {
  const give = (actor_id: string, task_id: string, staff_id: string | null) =>
    call(database.sql, 'assign_task_safe', { actor_id, task_id, staff_id });
  const { id } = await taskOf();
  await give(shop.managerId, id, null);
  await expectRefusal(give(shop.agentId, id, shop.managerId), 'FORBIDDEN_ROLE');
  expect((await give(shop.agentId, id, shop.agentId)).task.assigned_to).toBe(shop.agentId);
  await give(shop.managerId, id, shop.secondManagerId);
  await expectRefusal(give(shop.agentId, id, shop.agentId), 'NOT_FOUND');
  await expectRefusal(give(shop.managerId, id, other.managerId), 'NOT_FOUND');
  await expectRefusal(give(other.managerId, id, other.managerId), 'NOT_FOUND');
  const notices =
    await database.sql`select staff_id from public.outbox_messages where entity_id = ${id} and phrase_key = 'notice-staff-task-assigned'`;
  expect(notices.map(({ staff_id }) => staff_id)).toEqual([shop.secondManagerId]);
});
