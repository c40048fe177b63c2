import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advancePayment,
  anAwaitingOrder,
  aPaidOrder,
  aReference,
  expectSoundBooks,
  footprintOf,
  historyOf,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  refund,
  type Till,
  tasksOf,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

describe('A-61 who refunds', () => {
  it.each(['planned', 'pending', 'completed', 'failed'])('a %s refund: no agent and no manager', async (status) => {
    const { order } = await aPaidOrder(till);
    const before = await footprintOf(database.sql);
    for (const actor_id of [till.agent, till.manager]) await expectRefusal(refund(till, order, 10, { actor_id, status }), 'FORBIDDEN_ROLE');
    expect(await footprintOf(database.sql)).toEqual(before);
  });

  it('an admin and an owner', async () => {
    const { order } = await aPaidOrder(till);
    await refund(till, order, 10);
    const { order: after } = await refund(till, order, 10, { actor_id: till.desk.ownerId });
    expect(after).toMatchObject({ refunded_amount: 20, status: 'paid' });
  });

  it('the desk by itself only as a completed fact with its reference', async () => {
    const { order } = await aPaidOrder(till);
    const actor_id = till.desk.systemId;
    for (const status of ['planned', 'pending', 'failed'])
      await expectRefusal(refund(till, order, 10, { actor_id, status }), 'FORBIDDEN_ROLE');
    await expectRefusal(refund(till, order, 10, { actor_id, method: 'cash', external_reference: null }), 'FORBIDDEN_ROLE');
    await expectRefusal(refund(till, order, 10, { actor_id, acting_customer_id: till.customer }), 'FORBIDDEN_ROLE');
    expect((await refund(till, order, 10, { actor_id })).order.refunded_amount).toBe(10);
  });
});

it('A-62 refuses a refund where the client has paid nothing', async () => {
  const order = await anAwaitingOrder(till);
  await pay(till, order, { status: 'pending' });
  await expectRefusal(refund(till, order, 1), 'NO_CLIENT_PAYMENT');
  expect(await paymentsOf(till, order)).toHaveLength(1);
});

describe('A-63 the cap', () => {
  it('refuses the refund that would go over it, and says what is left', async () => {
    const { order } = await aPaidOrder(till);
    await refund(till, order, 60);
    const error = await expectRefusal(refund(till, order, 50), 'REFUND_EXCEEDS_RECEIVED');
    expect(JSON.parse(error.detail ?? '{}')).toMatchObject({ left: 40, currency: 'EUR' });
    await refund(till, order, 40);
    expect(await moneyOf(till, order)).toMatchObject({ refunded: 100, payment_status: 'refunded' });
  });

  it.each(['planned', 'pending'])('counts a %s refund', async (status) => {
    const { order } = await aPaidOrder(till);
    await refund(till, order, 60, { status });
    await expectRefusal(refund(till, order, 50), 'REFUND_EXCEEDS_RECEIVED');
    expect(await moneyOf(till, order)).toMatchObject({ refunded: 0 });
  });

  it('frees what a failed or cancelled refund had taken', async () => {
    const { order } = await aPaidOrder(till);
    const first = await refund(till, order, 60, { status: 'pending' });
    await advancePayment(till, till.admin, first.payment.id, 'failed');
    const second = await refund(till, order, 60, { status: 'planned' });
    await advancePayment(till, till.admin, second.payment.id, 'cancelled');
    expect((await refund(till, order, 100)).order.payment_status).toBe('refunded');
  });

  it('holds for each payment by itself', async () => {
    const order = await anAwaitingOrder(till);
    const [small, large] = [await pay(till, order, { amount: 30 }), await pay(till, order, { amount: 70 })];
    await expectRefusal(refund(till, order, 31, { related_payment_id: small.payment.id }), 'REFUND_EXCEEDS_RECEIVED');
    await refund(till, order, 70, { related_payment_id: large.payment.id });
    await refund(till, order, 30, { related_payment_id: small.payment.id });
    await expectSoundBooks(database.sql);
  });

  it('does not count a refund that is completed by its name against itself', async () => {
    const { order } = await aPaidOrder(till);
    const planned = await refund(till, order, 100, { status: 'planned', external_reference: null });
    const done = await refund(till, order, 100, { payment_id: planned.payment.id });
    expect(done).toMatchObject({ payment: { id: planned.payment.id, status: 'completed' }, order: { payment_status: 'refunded' } });
  });

  it.each(['record_generic_payment_safe', 'advance_payment_safe'])(
    'holds when a provider succeeds with a refund that had failed: %s',
    async (rpc) => {
      const { order } = await aPaidOrder(till);
      const external_reference = aReference();
      const { payment } = await refund(till, order, 60, { status: 'failed', external_reference });
      await refund(till, order, 60);
      const succeed =
        rpc === 'advance_payment_safe'
          ? advancePayment(till, till.desk.systemId, payment.id, 'completed')
          : refund(till, order, 60, { actor_id: till.desk.systemId, external_reference });
      await expectRefusal(succeed, 'REFUND_EXCEEDS_RECEIVED');
      await expectSoundBooks(database.sql);
    },
  );
});

describe('A-64 a refund', () => {
  it('goes out, names the payment it gives back and the admin', async () => {
    const { order, payment } = await aPaidOrder(till);
    const done = await refund(till, order, 30, { refund_reason: 'overpayment' });
    expect(done.payment).toMatchObject({
      direction: 'outgoing',
      role: 'refund',
      related_payment_id: payment,
      refund_reason: 'overpayment',
      created_by: till.admin,
    });
    const audit = await database.sql`select action, actor_id from public.audit_log where entity_id = ${done.payment.id}`;
    expect(audit).toEqual([{ action: 'payment.created', actor_id: till.admin }]);
    expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'paid']);
  });

  it('must say which of several payments it gives back', async () => {
    const order = await anAwaitingOrder(till);
    for (const amount of [40, 60]) await pay(till, order, { amount });
    await expectRefusal(refund(till, order, 10), 'BAD_INPUT');
    const [first] = await paymentsOf(till, order);
    expect((await refund(till, order, 10, { related_payment_id: first?.id })).payment.related_payment_id).toBe(first?.id);
  });

  it('gives back nothing but completed client money of its own order', async () => {
    const mine = await aPaidOrder(till);
    const other = await aPaidOrder(till);
    const pending = await pay(till, mine.order, { status: 'pending' });
    const supplier = await pay(till, mine.order, { actor_id: till.manager, direction: 'outgoing', role: 'supplier_payment' });
    for (const related_payment_id of [other.payment, pending.payment.id, supplier.payment.id]) {
      await expectRefusal(refund(till, mine.order, 10, { related_payment_id }), 'NOT_FOUND');
    }
  });

  it.each([null, '', 'because', 'RETURNED'])('needs a reason from the list, and not %j', async (refund_reason) => {
    const { order } = await aPaidOrder(till);
    await expectRefusal(refund(till, order, 10, { refund_reason }), 'REASON_REQUIRED');
  });
});

it.each([
  ['incoming', 'refund'],
  ['incoming', 'supplier_payment'],
  ['incoming', 'shipping_payment'],
  ['incoming', 'commission_payout'],
  ['incoming', 'fee'],
  ['outgoing', 'client_payment'],
  ['outgoing', 'supplier_refund'],
])('A-66 refuses %s %s', async (direction, role) => {
  const { order } = await aPaidOrder(till);
  await expectRefusal(pay(till, order, { actor_id: till.admin, direction, role, refund_reason: 'returned' }), 'BAD_DIRECTION_ROLE');
  expect(await paymentsOf(till, order)).toHaveLength(1);
});

describe('A-100 a chargeback', () => {
  const chargeback = (order: string, amount: number, external_reference = aReference()) =>
    refund(till, order, amount, { actor_id: till.desk.systemId, refund_reason: 'chargeback', external_reference });

  it('is recorded by the desk itself, once, with a task', async () => {
    const { order, payment } = await aPaidOrder(till);
    const done = await chargeback(order, 100, 'stripe:dispute-1');
    expect(done).toMatchObject({
      payment: { related_payment_id: payment, refund_reason: 'chargeback', created_by: till.desk.systemId },
      order: { status: 'paid', payment_status: 'refunded', balance_due: 100 },
    });
    expect((await chargeback(order, 100, 'stripe:dispute-1')).duplicate).toBe(true);
    expect(await tasksOf(till, order)).toEqual(['task-chargeback']);
  });

  it('stays within what came in', async () => {
    const { order } = await aPaidOrder(till);
    await refund(till, order, 60);
    await expectRefusal(chargeback(order, 41), 'REFUND_EXCEEDS_RECEIVED');
    expect(await tasksOf(till, order)).toEqual([]);
  });
});
