import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  anAwaitingOrder,
  aPaidOrder,
  footprintOf,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  paySupplier,
  refund,
  type Till,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

const OUTGOING = ['supplier_payment', 'shipping_payment', 'commission_payout'];

it.each(OUTGOING)('A-58 refuses a %s before the client has paid', async (role) => {
  const order = await anAwaitingOrder(till);
  for (const status of ['planned', 'pending', 'failed']) await pay(till, order, { status });
  const before = await footprintOf(database.sql);
  for (const actor_id of [till.manager, till.admin, till.desk.ownerId]) {
    await expectRefusal(paySupplier(till, order, { actor_id, role }), 'NO_CLIENT_PAYMENT');
    await expectRefusal(paySupplier(till, order, { actor_id, role, status: 'pending' }), 'NO_CLIENT_PAYMENT');
  }
  expect(await footprintOf(database.sql)).toEqual(before);
});

it("A-58 does not take a supplier's money back for the client's", async () => {
  const order = await anAwaitingOrder(till);
  await pay(till, order, { actor_id: till.manager, role: 'supplier_refund' });
  expect(await moneyOf(till, order)).toMatchObject({ received: 0, payment_status: 'pending', status: 'awaiting_payment' });
  await expectRefusal(paySupplier(till, order), 'NO_CLIENT_PAYMENT');
});

it.each(OUTGOING)('A-59 records a %s of a manager with its audit row, and leaves the order', async (role) => {
  const { order } = await aPaidOrder(till);
  const { payment, order: after } = await paySupplier(till, order, { role, amount: 500 });
  expect(payment).toMatchObject({ direction: 'outgoing', role, status: 'completed', created_by: till.manager });
  expect(after).toMatchObject({ status: 'paid', paid_amount: 100, refunded_amount: 0, balance_due: 0 });
  const audit = await database.sql`select action, actor_type, actor_id from public.audit_log where entity_id = ${payment.id}`;
  expect(audit).toEqual([{ action: 'payment.created', actor_type: 'staff', actor_id: till.manager }]);
});

it('A-59 needs no more than some of the money', async () => {
  const order = await anAwaitingOrder(till);
  await pay(till, order, { amount: 1 });
  expect((await paySupplier(till, order)).order).toMatchObject({ status: 'awaiting_payment', paid_amount: 1 });
});

it('A-60 does not count what the same client paid for another order', async () => {
  await aPaidOrder(till);
  const order = await anAwaitingOrder(till);
  await expectRefusal(paySupplier(till, order), 'NO_CLIENT_PAYMENT');
  expect(await paymentsOf(till, order)).toEqual([]);
});

it('A-94 refuses a supplier payment once the client has everything back', async () => {
  const { order } = await aPaidOrder(till);
  await refund(till, order, 99);
  await paySupplier(till, order);
  await refund(till, order, 1);
  await expectRefusal(paySupplier(till, order), 'NO_CLIENT_PAYMENT');
});

describe('who sends money out', () => {
  it.each(OUTGOING)('A-103 is no agent, for a %s', async (role) => {
    const { order } = await aPaidOrder(till);
    for (const status of ['planned', 'pending', 'completed']) {
      await expectRefusal(paySupplier(till, order, { actor_id: till.agent, role, status }), 'FORBIDDEN_ROLE');
    }
  });

  it('is no customer, who may only plan a payment of their own', async () => {
    const { order } = await aPaidOrder(till);
    const asCustomer = { actor_id: till.desk.systemId, acting_customer_id: till.customer };
    await expectRefusal(paySupplier(till, order, { ...asCustomer, status: 'planned' }), 'FORBIDDEN_ROLE');
    for (const status of ['pending', 'completed', 'failed']) {
      await expectRefusal(pay(till, order, { ...asCustomer, status }), 'FORBIDDEN_ROLE');
    }
    const { payment } = await pay(till, order, { ...asCustomer, status: 'planned', external_reference: null });
    const [row] = await database.sql`select initiated_by_customer, created_by from public.payments where id = ${payment.id}`;
    expect(row).toEqual({ initiated_by_customer: till.customer, created_by: till.desk.systemId });
  });

  it('takes a fee from the provider alone', async () => {
    const { order } = await aPaidOrder(till);
    for (const actor_id of [till.agent, till.manager, till.admin, till.desk.ownerId]) {
      await expectRefusal(paySupplier(till, order, { actor_id, role: 'fee' }), 'FORBIDDEN_ROLE');
    }
    const { order: after } = await paySupplier(till, order, { actor_id: till.desk.systemId, role: 'fee', amount: '0.35' });
    expect(after).toMatchObject({ paid_amount: 100, balance_due: 0 });
  });
});
