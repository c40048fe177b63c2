import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advancePayment,
  anAwaitingOrder,
  aPaidOrder,
  aReference,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  paySupplier,
  refund,
  type Till,
  tasksOf,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

const planned = (order: string, more = {}) => pay(till, order, { status: 'planned', external_reference: null, ...more });

describe('the reference', () => {
  it('A-49 is wanted when the money is there, by the method of the row', async () => {
    const order = await anAwaitingOrder(till);
    const { payment } = await planned(order);
    await expectRefusal(advancePayment(till, till.manager, payment.id, 'completed'), 'REFERENCE_REQUIRED');
    await advancePayment(till, till.manager, payment.id, 'pending');
    await advancePayment(till, till.manager, payment.id, 'completed', { external_reference: 'stripe:given-late' });
    expect(await paymentsOf(till, order)).toMatchObject([{ status: 'completed', external_reference: 'stripe:given-late' }]);
    const cash = await planned(order, { method: 'cash' });
    expect((await advancePayment(till, till.manager, cash.payment.id, 'completed')).payment.status).toBe('completed');
  });

  it('A-46 given on the way is known to whoever reports it afterwards', async () => {
    const order = await anAwaitingOrder(till);
    const { payment } = await planned(order);
    const external_reference = aReference();
    await advancePayment(till, till.manager, payment.id, 'pending', { external_reference });
    expect((await pay(till, order, { external_reference })).payment).toMatchObject({ id: payment.id, status: 'completed' });
    expect(await paymentsOf(till, order)).toHaveLength(1);
  });

  it('A-47 of another payment is a conflict, and so is a second one', async () => {
    const order = await anAwaitingOrder(till);
    const { payment: other } = await pay(till, order, { status: 'pending' });
    const { payment } = await planned(order);
    const steal = { external_reference: other.external_reference };
    await expectRefusal(advancePayment(till, till.manager, payment.id, 'completed', steal), 'REFERENCE_CONFLICT');
    await expectRefusal(
      advancePayment(till, till.manager, other.id, 'completed', { external_reference: aReference() }),
      'REFERENCE_CONFLICT',
    );
    expect((await paymentsOf(till, order)).map((row) => row.status)).toEqual(['pending', 'planned']);
  });

  it('A-96 that failed is completed by the provider under it', async () => {
    const order = await anAwaitingOrder(till);
    const { payment } = await pay(till, order, { status: 'failed' });
    const done = await advancePayment(till, till.desk.systemId, payment.id, 'completed', {
      external_reference: payment.external_reference,
    });
    expect(done).toMatchObject({ payment: { status: 'completed' }, order: { status: 'paid' } });
  });
});

describe('the right', () => {
  it('A-61 to complete or call off a refund is an admin’s', async () => {
    const { order } = await aPaidOrder(till);
    const { payment } = await refund(till, order, 40, { status: 'planned' });
    for (const actor of [till.agent, till.manager]) {
      for (const status of ['pending', 'completed', 'cancelled']) {
        await expectRefusal(advancePayment(till, actor, payment.id, status), 'FORBIDDEN_ROLE');
      }
    }
    expect((await advancePayment(till, till.admin, payment.id, 'completed')).order).toMatchObject({ refunded_amount: 40, status: 'paid' });
  });

  it.each(['pending', 'completed', 'failed', 'cancelled'])('A-103 to set outgoing money %s is no agent’s', async (status) => {
    const { order } = await aPaidOrder(till);
    const { payment } = await paySupplier(till, order, { status: 'planned' });
    await expectRefusal(advancePayment(till, till.agent, payment.id, status), 'FORBIDDEN_ROLE');
  });

  it.each(['completed', 'failed'])('A-100 to report that a refund under way has %s is the provider’s', async (status) => {
    const { order } = await aPaidOrder(till);
    const { payment } = await refund(till, order, 40, { status: 'pending' });
    expect((await advancePayment(till, till.desk.systemId, payment.id, status)).payment.status).toBe(status);
  });
});

describe('A-58 money that goes out', () => {
  it.each(['pending', 'completed'])('does not become %s once the client has everything back', async (status) => {
    const { order } = await aPaidOrder(till);
    const { payment } = await paySupplier(till, order, { status: 'planned' });
    await refund(till, order, 100);
    await expectRefusal(advancePayment(till, till.manager, payment.id, status), 'NO_CLIENT_PAYMENT');
  });

  it.each(['failed', 'cancelled'])('may be %s then: that sends nothing', async (status) => {
    const { order } = await aPaidOrder(till);
    const { payment } = await paySupplier(till, order, { status: 'pending' });
    await refund(till, order, 100);
    expect((await advancePayment(till, till.manager, payment.id, status)).payment.status).toBe(status);
  });
});

it('A-100 gives a task when a planned chargeback completes', async () => {
  const { order } = await aPaidOrder(till);
  const { payment } = await refund(till, order, 100, { status: 'pending', refund_reason: 'chargeback' });
  expect(await tasksOf(till, order)).toEqual([]);
  await advancePayment(till, till.admin, payment.id, 'completed');
  expect(await tasksOf(till, order)).toEqual(['task-chargeback']);
  expect(await moneyOf(till, order)).toMatchObject({ payment_status: 'refunded', balance: 100 });
});

it('moves once for one idempotency key', async () => {
  const order = await anAwaitingOrder(till);
  const { payment } = await pay(till, order, { status: 'pending' });
  const args = { idempotency_key: 'telegram:7' };
  const first = await advancePayment(till, till.manager, payment.id, 'completed', args);
  expect(await advancePayment(till, till.manager, payment.id, 'completed', args)).toEqual({ ...first, duplicate: true });
  await expectRefusal(advancePayment(till, till.manager, payment.id, 'failed', args), 'IDEMPOTENCY_CONFLICT');
});
