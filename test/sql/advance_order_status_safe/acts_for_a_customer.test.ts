import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { advance, auditOf, eventsOf, openShop, order, paidOrder, pay, refund, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const cancel = (acting_customer_id: string, id: string, actor = shop.systemId) =>
  advance(database.sql, actor, id, 'cancelled', { reason: 'I changed my mind', acting_customer_id });

it("A-40 a customer cannot cancel another customer's order, nor learn that it exists", async () => {
  const mine = await order(database.sql, shop);
  const theirs = await order(database.sql, shop);
  const foreign = await order(database.sql, await openShop(database.sql));
  const before = await rowCounts(database.sql);
  const refused = await expectRefusal(cancel(mine.customer_id, theirs.id), 'NOT_FOUND');
  const unknown = await expectRefusal(cancel(mine.customer_id, foreign.id), 'NOT_FOUND');
  expect(refused.message).toBe(unknown.message);
  await expectRefusal(cancel(foreign.customer_id, foreign.id), 'NOT_FOUND');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-40 a customer cancels their own unpaid order, and the history says who', async () => {
  const { id, customer_id } = await order(database.sql, shop);
  expect((await cancel(customer_id, id)).order.status).toBe('cancelled');
  const by = { actor_id: shop.systemId, acting_customer_id: customer_id };
  expect((await eventsOf(database.sql, id)).at(-1)).toMatchObject({ new_status: 'cancelled', reason: 'I changed my mind', ...by });
  expect((await auditOf(database.sql, id)).at(-1)).toMatchObject({ actor_type: 'customer', ...by });
});

it('A-40 a customer cancels no order that holds or held money', async () => {
  const paid = await paidOrder(database.sql, shop);
  await expectRefusal(cancel(paid.customer_id, paid.id), 'FORBIDDEN_ROLE');
  const partly = await order(database.sql, shop);
  await pay(database.sql, shop, partly.id, { amount: 10 });
  await expectRefusal(cancel(partly.customer_id, partly.id), 'REFUND_REQUIRED');
  await refund(database.sql, shop, partly.id, { amount: 10 });
  await expectRefusal(cancel(partly.customer_id, partly.id), 'REFUND_REQUIRED');
});

it('A-40 staff do not act as a customer', async () => {
  const { id, customer_id } = await order(database.sql, shop);
  for (const actor of [shop.agentId, shop.managerId, shop.adminId, shop.ownerId]) {
    await expectRefusal(cancel(customer_id, id, actor), 'FORBIDDEN_ROLE');
  }
});

it('A-40 the next call in one transaction does not inherit the customer', async () => {
  const { id, customer_id } = await order(database.sql, shop);
  await database.sql.begin(async (sql) => {
    await sql`set local role service_role`;
    await sql`select public.advance_order_status_safe(actor_id => ${shop.systemId}, order_id => ${id}, new_status => 'cancelled', reason => 'x', acting_customer_id => ${customer_id})`;
    await sql`select public.create_task_safe(actor_id => ${shop.managerId}, title => 'Call them')`;
  });
  const [task] = await database.sql`select a.actor_type, a.actor_id, a.acting_customer_id from public.audit_log as a
    join public.tasks as t on t.id = a.entity_id where t.title = 'Call them'`;
  expect(task).toEqual({ actor_type: 'staff', actor_id: shop.managerId, acting_customer_id: null });
});
