import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkBooks, sealAudit } from '../../src/books/phone-book.ts';
import { createListing } from '../../src/catalogue/phone-book.ts';
import { eraseCustomer, exportCustomer, myOrder, myOrders, updateCustomer } from '../../src/customers/phone-book.ts';
import { attachDocument } from '../../src/documents/phone-book.ts';
import { advanceLead, assignLead, captureLead } from '../../src/leads/phone-book.ts';
import {
  advanceOrder,
  assignOrder,
  createOrder,
  orderFromCart,
  orderFunnel,
  priceOrder,
  quickOrder,
  weighMove,
} from '../../src/orders/phone-book.ts';
import { advancePayment, recordPayment } from '../../src/payments/phone-book.ts';
import type { Outcome } from '../../src/rpc/call.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import { advanceShipment, confirmReceipt, createShipment, syncTracking } from '../../src/shipments/phone-book.ts';
import {
  acceptInvitation,
  changeStaffRole,
  deactivateStaff,
  inviteStaff,
  openDesk,
  reactivateStaff,
  resolveIdentity,
} from '../../src/staff/phone-book.ts';
import { updateSettings } from '../../src/staff/settings.ts';
import { advanceTask, createTask } from '../../src/tasks/phone-book.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
let port: RpcPort;

beforeAll(() => {
  port = directRpc({ databaseUrl: database.url, connections: 1 });
});

afterAll(() => port.close());

async function done<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.sentence}`);
  return result.data;
}

it('reads every answer of a whole story, from the opening of a desk to its books', async () => {
  const desk = await done(openDesk(port, { slug: 'story', name: 'Story', owner_name: 'Owner' }));
  const owner = desk.owner_staff_id;
  const system = desk.system_staff_id;
  await done(updateSettings(port, { actor_id: owner, changes: { auto_deliver: true } }));
  const { code } = await done(inviteStaff(port, { actor_id: owner, display_name: 'Helper', role: 'agent' }));
  const { staff } = await done(acceptInvitation(port, { code, provider: 'telegram', external_id: '1' }));
  await done(changeStaffRole(port, { actor_id: owner, staff_id: staff.id, role: 'manager' }));
  expect((await done(resolveIdentity(port, { provider: 'telegram', external_id: '1' }))).staff?.role).toBe('manager');
  const manager = staff.id;

  const { listing } = await done(createListing(port, { actor_id: manager, title: { en: 'Bike' }, price: '99.90', currency: 'EUR' }));
  expect(listing.price).toBe(9_990n);
  const person = {
    full_name: 'Customer',
    phone: '+12025550111',
    phone_verified: true,
    identity: { provider: 'telegram', external_id: '2' },
  };
  const { lead, customer } = await done(captureLead(port, { actor_id: system, source: 'telegram', customer: person }));
  await done(assignLead(port, { actor_id: owner, lead_id: lead.id, staff_id: manager }));
  await done(advanceLead(port, { actor_id: manager, lead_id: lead.id, new_status: 'in_progress' }));
  const created = await done(createOrder(port, { actor_id: manager, lead_id: lead.id, lines: [{ title: 'Frame' }] }));
  expect(created.order.total_amount).toBeNull();
  const lines = [{ title: 'Frame', unit_price: '100.10', quantity: 2 }];
  const { order } = await done(priceOrder(port, { actor_id: manager, order_id: created.order.id, lines }));
  expect(order.total_amount).toBe(20_020n);
  await done(assignOrder(port, { actor_id: owner, order_id: order.id, staff_id: manager }));
  const moved = await done(advanceOrder(port, { actor_id: manager, order_id: order.id, new_status: 'awaiting_payment' }));
  expect(moved.event).toMatchObject({ seq: 2, old_status: 'created', new_status: 'awaiting_payment' });

  const money = { order_id: order.id, currency: 'EUR', direction: 'incoming', role: 'client_payment', method: 'card' };
  const planned = await done(recordPayment(port, { ...money, actor_id: manager, amount: '200.20', status: 'planned' }));
  const paid = await done(
    advancePayment(port, { actor_id: system, payment_id: planned.payment.id, new_status: 'completed', external_reference: 'x:1' }),
  );
  expect(paid.order).toMatchObject({ status: 'paid', paid_amount: 20_020n, balance_due: 0n, payment_status: 'paid' });
  const { shipment } = await done(createShipment(port, { actor_id: manager, order_id: order.id, tracking_number: 'RX1' }));
  await done(advanceOrder(port, { actor_id: manager, order_id: order.id, new_status: 'in_delivery' }));
  await done(advanceShipment(port, { actor_id: manager, shipment_id: shipment.id, new_status: 'in_transit' }));
  await done(syncTracking(port, { actor_id: system, shipment_id: shipment.id, tracking: { place: 'here' } }));
  const received = await done(confirmReceipt(port, { actor_id: system, shipment_id: shipment.id, acting_customer_id: customer.id }));
  expect(received).toMatchObject({ order: { status: 'delivered' }, shipment: { client_received: true } });
  await done(attachDocument(port, { actor_id: manager, type: 'waybill', storage_path: 'x/y.pdf', order_id: order.id }));
  const { task } = await done(createTask(port, { actor_id: manager, title: 'Call', order_id: order.id }));
  await done(advanceTask(port, { actor_id: manager, task_id: task.id, new_status: 'done' }));
  await done(advanceOrder(port, { actor_id: owner, order_id: order.id, new_status: 'closed' }));
  const funnel = await done(orderFunnel(port, { actor_id: manager, order_id: order.id }));
  expect(funnel.events.map((event) => event.new_status)).toEqual([
    'created',
    'awaiting_payment',
    'paid',
    'in_delivery',
    'delivered',
    'closed',
  ]);

  const cart = { actor_id: system, acting_customer_id: customer.id, customer_id: customer.id };
  const fromCart = await done(orderFromCart(port, { ...cart, lines: [{ listing_id: listing.id }], payment: { method: 'card' } }));
  expect(fromCart.payment?.amount).toBe(9_990n);
  await done(advanceOrder(port, { actor_id: manager, order_id: fromCart.order.id, new_status: 'cancelled', reason: 'changed' }));
  const quick = await done(
    quickOrder(port, { actor_id: system, source: 'web', lines: [{ listing_id: listing.id }], customer: { phone: '+12025550112' } }),
  );
  expect(quick.order.status).toBe('awaiting_payment');
  expect(await done(myOrders(port, { actor_id: system, acting_customer_id: customer.id }))).toHaveLength(2);
  const mine = { actor_id: system, acting_customer_id: customer.id };
  expect((await done(myOrder(port, { ...mine, order_code: 'RX1' }))).order_code).toBe(order.order_code);
  const weighed = await done(weighMove(port, { ...mine, order_code: order.order_code, move: 'cancel' }));
  expect(weighed).toMatchObject({ move: 'cancel', allowed: false, reasons: [{ code: 'ENDED', status: 'closed' }] });
  await done(updateCustomer(port, { actor_id: manager, customer_id: customer.id, changes: { language: 'tr' } }));
  await done(exportCustomer(port, { actor_id: owner, customer_id: customer.id }));
  expect((await done(eraseCustomer(port, { actor_id: owner, customer_id: customer.id }))).identities).toBe(1);
  await done(deactivateStaff(port, { actor_id: owner, staff_id: manager, reason: 'holiday' }));
  await done(reactivateStaff(port, { actor_id: owner, staff_id: manager }));
  expect((await done(sealAudit(port, { actor_id: system }))).rows).toBeGreaterThan(20);
  expect(await done(checkBooks(port, {}))).toEqual([]);
});

it('gives a refusal as a value, with its code and a way out', async () => {
  const outcome = await myOrder(port, {
    actor_id: '00000000-0000-4000-8000-000000000000',
    acting_customer_id: '00000000-0000-4000-8000-000000000001',
    order_code: '1',
  });
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'ACTOR_REQUIRED', status: 401 } });
});
