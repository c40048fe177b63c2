import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, countsOf, openShop, rpc, type Sale, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;
let sale: Sale;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  sale = await sell(database.sql, shop);
});

const task = (args: Args = {}) => rpc(database.sql, 'create_task_safe', { actor_id: shop.manager.id, title: 'Call Anna', ...args });

describe('A-70: a task', () => {
  it('is stored with title, assignee, due time, creator and status, and audited', async () => {
    const due = '2026-12-01T10:00:00+00:00';
    const { task: made } = await task({ assigned_to: shop.agent.id, due_at: due, order_id: sale.orderId, description: 'Today' });
    const [row] = await database.sql`
      select title, description, assigned_to, due_at, created_by, status, completed, order_id from public.tasks where id = ${made.id}`;
    expect(row).toEqual({
      title: 'Call Anna',
      description: 'Today',
      assigned_to: shop.agent.id,
      due_at: new Date(due),
      created_by: shop.manager.id,
      status: 'open',
      completed: false,
      order_id: sale.orderId,
    });
    expect(await database.sql`select action, actor_id from public.audit_log where entity_id = ${made.id}`).toEqual([
      { action: 'task.created', actor_id: shop.manager.id },
    ]);
    expect(await database.sql`select seq, old_status, new_status from public.entity_status_events where entity_id = ${made.id}`).toEqual([
      { seq: 1, old_status: null, new_status: 'open' },
    ]);
    expect(await database.sql`select staff_id, phrase_key from public.outbox_messages where entity_id = ${made.id}`).toEqual([
      { staff_id: shop.agent.id, phrase_key: 'notice-staff-task-assigned' },
    ]);
  });

  it('is for oneself unless somebody is named, and then nobody is told', async () => {
    const { task: made } = await task();
    expect(made.assigned_to).toBe(shop.manager.id);
    expect(await database.sql`select from public.outbox_messages where entity_id = ${made.id}`).toHaveLength(0);
  });

  it.each([null, '', '   ', 'x'.repeat(301)])('is refused with the title %j', async (title) => {
    const before = await countsOf(database.sql);
    await expectRefusal(task({ title }), 'BAD_INPUT');
    expect(await countsOf(database.sql)).toEqual(before);
  });

  it('is refused for somebody who is not active staff of the desk', async () => {
    for (const nobody of [shop.leaver.id, other.manager.id, shop.systemId]) {
      await expectRefusal(task({ assigned_to: nobody }), 'NOT_FOUND');
    }
  });
});

it('A-71: a task of a lead alone is accepted', async () => {
  expect((await task({ lead_id: sale.leadId })).task).toMatchObject({ lead_id: sale.leadId, order_id: null, status: 'open' });
});

it('a task that is done says so, and its creator, an admin, or whoever has just ended it opens it again', async () => {
  const { task: made } = await task({ assigned_to: shop.agent.id });
  const move = (actorId: string, status: string, reason?: string) =>
    rpc(database.sql, 'advance_task_safe', { actor_id: actorId, task_id: made.id, new_status: status, reason });
  expect((await move(shop.agent.id, 'done')).task).toMatchObject({ status: 'done', completed: true });
  expect((await move(shop.agent.id, 'open', 'a slip')).task).toMatchObject({ status: 'open' });
  await move(shop.manager.id, 'done');
  await expectRefusal(move(shop.agent.id, 'open', 'not yet'), 'FORBIDDEN_ROLE');
  await expectRefusal(move(shop.manager.id, 'open'), 'REASON_REQUIRED');
  expect((await move(shop.manager.id, 'open', 'not yet')).task).toMatchObject({ status: 'open', completed: false });
});
