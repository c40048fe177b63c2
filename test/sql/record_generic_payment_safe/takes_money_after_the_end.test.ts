import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import {
  advance,
  advancePayment,
  anAwaitingOrder,
  anOrder,
  aPaidOrder,
  call,
  expectSoundBooks,
  historyOf,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  refund,
  ship,
  type Till,
  tasksOf,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

async function aClosedOrder() {
  const { order } = await aPaidOrder(till);
  await ship(till, order);
  for (const status of ['in_delivery', 'delivered', 'closed']) await advance(till, order, status);
  return order;
}

it('A-57 records money for a cancelled order, leaves the status and gives a manager a task', async () => {
  const order = await anAwaitingOrder(till, 100, { actor_id: till.manager });
  await advance(till, order, 'cancelled', { reason: 'sold out' });
  const answer = await pay(till, order);
  expect(answer).toMatchObject({
    payment: { status: 'completed' },
    order: { status: 'cancelled', paid_amount: 100, balance_due: -100, payment_status: 'overpaid' },
  });
  expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'cancelled']);
  const tasks = await database.sql`select kind, status, assigned_to, created_by from public.tasks where order_id = ${order}`;
  expect(tasks).toEqual([{ kind: 'task-money-after-the-end', status: 'open', assigned_to: till.manager, created_by: till.desk.systemId }]);
});

it('A-57 does the same when a pending payment completes after the cancellation', async () => {
  const order = await anAwaitingOrder(till);
  const { payment } = await pay(till, order, { status: 'pending' });
  await advance(till, order, 'cancelled', { reason: 'sold out' });
  const { order: after } = await pay(till, order, { external_reference: payment.external_reference });
  expect(after.status).toBe('cancelled');
  expect(await tasksOf(till, order)).toEqual(['task-money-after-the-end']);
});

it('A-57 gives one task for one payment, however often it is reported', async () => {
  const order = await anAwaitingOrder(till);
  await advance(till, order, 'cancelled', { reason: 'sold out' });
  for (let time = 0; time < 3; time++) await pay(till, order, { external_reference: 'stripe:again-and-again' });
  expect(await tasksOf(till, order)).toEqual(['task-money-after-the-end']);
});

it('A-57 lets an admin give back what came for a cancelled order', async () => {
  const order = await anAwaitingOrder(till);
  await advance(till, order, 'cancelled', { reason: 'sold out' });
  await pay(till, order);
  await refund(till, order, 100, { refund_reason: 'cancelled' });
  expect(await moneyOf(till, order)).toMatchObject({ status: 'cancelled', owed: 0, balance: 0, payment_status: 'refunded' });
});

it('A-57 treats a closed order alike', async () => {
  const order = await aClosedOrder();
  await pay(till, order, { amount: 5 });
  expect(await moneyOf(till, order)).toMatchObject({ status: 'closed', balance: -5, payment_status: 'overpaid' });
  expect(await tasksOf(till, order)).toEqual(['task-money-after-the-end']);
  await expectSoundBooks(database.sql);
});

it('A-57 gives a task for what is too much', async () => {
  const order = await anAwaitingOrder(till);
  const { order: after } = await pay(till, order, { amount: 150 });
  expect(after).toMatchObject({ status: 'paid', payment_status: 'overpaid', balance_due: -50 });
  expect(await tasksOf(till, order)).toEqual(['task-overpaid']);
});

it('A-99 records money for an order without a price, keeps the status and gives a task', async () => {
  const order = await anOrder(till, null);
  const { order: after } = await pay(till, order);
  expect(after).toMatchObject({ status: 'created', total_amount: null, balance_due: null, paid_amount: 100 });
  expect(await historyOf(till, order)).toEqual(['created']);
  expect(await tasksOf(till, order)).toEqual(['task-money-before-the-price']);
});

describe('A-57 money that arrives for a cancelled payment', () => {
  /** A pending payment of an awaiting order that staff have cancelled, and the reference its provider knows it by. */
  async function aCancelledPayment() {
    const order = await anAwaitingOrder(till, 100, { actor_id: till.manager });
    const { payment } = await pay(till, order, { status: 'pending' });
    await advancePayment(till, till.manager, payment.id, 'cancelled');
    return { order, payment: payment.id, external_reference: payment.external_reference };
  }

  it('leaves the row as it is, answers with it, and gives staff one task however often it is told', async () => {
    const { order, payment, external_reference } = await aCancelledPayment();
    const before = await paymentsOf(till, order);
    for (let time = 0; time < 3; time++) {
      const answer = await pay(till, order, { external_reference });
      expect(answer).toMatchObject({
        duplicate: true,
        payment: { id: payment, status: 'cancelled' },
        order: { status: 'awaiting_payment', paid_amount: 0, balance_due: 100, payment_status: 'pending' },
      });
    }
    expect(await paymentsOf(till, order)).toEqual(before);
    const tasks =
      await database.sql`select kind, title, status, priority, assigned_to, created_by from public.tasks where order_id = ${order}`;
    expect(tasks).toEqual([
      {
        kind: 'task-money-for-a-cancelled-payment',
        title: expect.stringContaining(`${external_reference}`),
        status: 'open',
        priority: 'high',
        assigned_to: till.manager,
        created_by: till.desk.systemId,
      },
    ]);
    await expectSoundBooks(database.sql);
  });

  it('gives one task when it is told eight times at once', async () => {
    const { order, external_reference } = await aCancelledPayment();
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(till, order, { external_reference })));
    expect(answers.map(({ duplicate }) => duplicate)).toEqual(Array(8).fill(true));
    expect(await tasksOf(till, order)).toEqual(['task-money-for-a-cancelled-payment']);
  });

  it('gives no second task after the first is done, and one of its own to another payment', async () => {
    const { order, external_reference } = await aCancelledPayment();
    await pay(till, order, { external_reference });
    const [task] = await database.sql`select id from public.tasks where order_id = ${order}`;
    await call(till.sql, 'advance_task_safe', { actor_id: till.manager, task_id: task?.id, new_status: 'done' });
    await pay(till, order, { external_reference });
    expect(await tasksOf(till, order)).toEqual([]);
    const { payment: other } = await pay(till, order, { status: 'pending' });
    await advancePayment(till, till.manager, other.id, 'cancelled');
    await pay(till, order, { external_reference: other.external_reference });
    expect(await tasksOf(till, order)).toEqual(['task-money-for-a-cancelled-payment']);
  });

  it('fits the longest reference', async () => {
    const order = await anAwaitingOrder(till);
    const external_reference = `stripe:${'x'.repeat(193)}`;
    const { payment } = await pay(till, order, { status: 'pending', external_reference });
    await advancePayment(till, till.manager, payment.id, 'cancelled');
    expect((await pay(till, order, { external_reference })).duplicate).toBe(true);
    expect(await tasksOf(till, order)).toEqual(['task-money-for-a-cancelled-payment']);
  });

  it('is the word of a provider alone: not of staff, not of the customer, and not less than completed', async () => {
    const { order, external_reference } = await aCancelledPayment();
    const acting_customer_id = till.customer;
    const told = [{ actor_id: till.manager }, { acting_customer_id }, { status: 'failed' }, { status: 'pending' }];
    for (const more of told) expect(await pay(till, order, { external_reference, ...more })).toMatchObject({ duplicate: true });
    expect(await tasksOf(till, order)).toEqual([]);
  });
});

it('gives no task for money that is only promised, nor for money that fits', async () => {
  const cancelled = await anAwaitingOrder(till);
  await advance(till, cancelled, 'cancelled', { reason: 'sold out' });
  for (const status of ['planned', 'pending', 'failed']) await pay(till, cancelled, { status });
  expect(await tasksOf(till, cancelled)).toEqual([]);
  expect(await tasksOf(till, (await aPaidOrder(till)).order)).toEqual([]);
});
