import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, callWithin, captureLead, openShop, type Shop } from '../../support/shop.ts';
import { actorOf, type Machine, readGrid, statusesOf, walk } from './machine.ts';

const database = useDatabase();
let shop: Shop;
let thing: { id: string; customerId: string };

const createTask = async (actor_id: string, assigned_to: string) =>
  (await call(database.sql, 'create_task_safe', { actor_id, assigned_to, title: 'Call them' })).task;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const { customer } = await captureLead(database.sql, shop);
  thing = { id: (await createTask(shop.managerId, shop.agentId)).id, customerId: customer.id };
});

const machine: Machine = {
  entity: 'task',
  thing: () => thing,
  ask: (sql, role, task_id, new_status, customer) =>
    callWithin(sql, 'advance_task_safe', {
      actor_id: actorOf(shop, role),
      task_id,
      new_status,
      reason: 'for the test',
      acting_customer_id: role === 'customer' ? customer : undefined,
    }),
};

// Six letters a cell: customer, agent, manager, admin, owner, system; the manager is not the one who created the task.
// + succeeds, . INVALID_TRANSITION, - FORBIDDEN_ROLE, x no door: customers have no tasks.
const TASK = readGrid(`
               open   in_progress on_hold done   cancelled
  open         x..... x+++++      x.....  x+++++ x+++++
  in_progress  x..... x.....      x+++++  x+++++ x+++++
  on_hold      x..... x+++++      x.....  x+++++ x+++++
  done         x--++- x.....      x.....  x..... x.....
  cancelled    x--++- x.....      x.....  x..... x.....
`);

it.each(Object.entries(TASK))('a task that is %s goes where the table says, for whom it says', async (from, cells) => {
  expect(await walk(database.sql, shop, machine, from, Object.keys(cells))).toEqual(cells);
});

it('has every status of the type in the table', async () => {
  const statuses = await statusesOf(database.sql, 'task_status');
  expect(Object.keys(TASK)).toEqual(statuses);
  for (const cells of Object.values(TASK)) expect(Object.keys(cells)).toEqual(statuses);
});

it.each(['agentId', 'managerId'] as const)('whoever created a task opens it again: %s', async (who) => {
  const task = await createTask(shop[who], shop.agentId);
  const step = (new_status: string, reason?: string) =>
    call(database.sql, 'advance_task_safe', { actor_id: shop[who], task_id: task.id, new_status, reason });
  expect((await step('done')).task).toMatchObject({ status: 'done', completed: true });
  await expectRefusal(step('open'), 'REASON_REQUIRED');
  expect((await step('open', 'not done at all')).task).toMatchObject({ status: 'open', completed: false });
});

it("an agent moves no colleague's task", async () => {
  const task = await createTask(shop.managerId, shop.managerId);
  await expectRefusal(
    call(database.sql, 'advance_task_safe', { actor_id: shop.agentId, task_id: task.id, new_status: 'done' }),
    'NOT_FOUND',
  );
});
