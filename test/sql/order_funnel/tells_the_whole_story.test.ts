import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { advance, auditOf, call, deliver, eventsOf, openShop, pay, quickOrder, type Shop, ship } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const funnel = (actor_id: string | null, order_id: string) => call(database.sql, 'order_funnel', { actor_id, order_id });

/** A guest's order from the chat to its close, with a document, a task and money to the supplier. */
async function wholeLife() {
  const { order, lead, payment } = await quickOrder(database.sql, shop, { payment: { method: 'card' } });
  const about = { actor_id: shop.managerId, order_id: order.id };
  await pay(database.sql, shop, order.id);
  const supplier = await pay(database.sql, shop, order.id, {
    actor_id: shop.managerId,
    amount: 60,
    direction: 'outgoing',
    role: 'supplier_payment',
  });
  const { document } = await call(database.sql, 'attach_document_safe', { ...about, type: 'waybill', storage_path: 'orders/waybill.pdf' });
  const { task } = await call(database.sql, 'create_task_safe', { ...about, title: 'Pack it' });
  const parcel = await ship(database.sql, shop, order.id);
  await advance(database.sql, shop.managerId, order.id, 'in_delivery');
  await deliver(database.sql, shop, parcel.id);
  await advance(database.sql, shop.managerId, order.id, 'delivered');
  await advance(database.sql, shop.adminId, order.id, 'closed');
  return { order, lead, payment, supplier: supplier.payment, document, task, parcel };
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

it('A-86 the funnel of a closed order is lead, order, payments, shipments, events and audit, complete', async () => {
  const { order, lead, payment, supplier, document, task, parcel } = await wholeLife();
  const story = await funnel(shop.managerId, order.id);

  expect(story.order).toMatchObject({ id: order.id, status: 'closed', payment_status: 'paid', balance_due: 0 });
  expect(story.lead).toMatchObject({ id: lead.id, status: 'converted' });
  expect(story.customer.id).toBe(order.customer_id);
  expect(story.lines).toMatchObject([{ title: 'Road bike', total_amount: 100 }]);
  expect(ids(story.payments)).toEqual([payment.id, supplier.id]);
  expect(ids(story.shipments)).toEqual([parcel.id]);
  expect(ids(story.documents)).toEqual([document.id]);
  expect(ids(story.tasks)).toEqual([task.id]);
  const events = await eventsOf(database.sql, order.id);
  expect(story.events.map((event: { new_status: string }) => event.new_status)).toEqual(events.map((event) => event.new_status));
  expect(events).toHaveLength(6);
  const things = [order.id, lead.id, payment.id, supplier.id, parcel.id];
  const audited = (await Promise.all(things.map((id) => auditOf(database.sql, id)))).flat();
  expect(story.audit).toHaveLength(audited.length);
  expect(new Set(story.audit.map((entry: { entity_id: string }) => entry.entity_id))).toEqual(new Set(things));
});

it('A-86 an agent reads the story of what they may see, without the money that goes out', async () => {
  const { order, payment, supplier } = await wholeLife();
  const story = await funnel(shop.agentId, order.id);
  expect(ids(story.payments)).toEqual([payment.id]);
  const audited = story.audit.map((entry: { entity_id: string }) => entry.entity_id);
  expect(audited).toContain(payment.id);
  expect(audited).not.toContain(supplier.id);
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: order.id, staff_id: shop.managerId });
  await expectRefusal(funnel(shop.agentId, order.id), 'NOT_FOUND');
});

it('A-86 nobody reads the story of an order of another desk, or without being active staff', async () => {
  const { order } = await wholeLife();
  const other = await openShop(database.sql);
  const former = await addStaff(database.sql, shop, 'owner', 'inactive');
  for (const actor of [other.ownerId, former.id, randomUUID(), null]) await expectRefusal(funnel(actor, order.id), 'NOT_FOUND');
});
