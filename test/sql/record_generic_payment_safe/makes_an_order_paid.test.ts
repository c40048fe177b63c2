import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import {
  advance,
  anAwaitingOrder,
  aPaidOrder,
  historyOf,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  ship,
  type Till,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

it('A-41 records all of the money, the paid order, its event and both audit rows in one transaction', async () => {
  const order = await anAwaitingOrder(till);
  const answer = await pay(till, order, { actor_id: till.manager });
  expect(answer).toMatchObject({
    duplicate: false,
    payment: { status: 'completed', created_by: till.manager },
    order: { status: 'paid', balance_due: 0 },
  });
  const events = await database.sql`
    select old_status, new_status, actor_id from public.order_status_events where order_id = ${order} and new_status = 'paid'`;
  expect(events).toEqual([{ old_status: 'awaiting_payment', new_status: 'paid', actor_id: till.manager }]);
  const audit = await database.sql`
    select action, actor_type, actor_id, details ->> 'to' as to from public.audit_log
    where entity_id in (${order}, ${answer.payment.id}) order by id desc limit 2`;
  expect(audit.toReversed()).toEqual([
    { action: 'payment.created', actor_type: 'staff', actor_id: till.manager, to: 'completed' },
    { action: 'order.status_changed', actor_type: 'staff', actor_id: till.manager, to: 'paid' },
  ]);
  const [transactions] = await database.sql`
    select count(distinct xmin::text)::int as n from (
      select xmin from public.payments where id = ${answer.payment.id}
      union all select xmin from public.orders where id = ${order}
      union all select xmin from public.order_status_events where order_id = ${order} and new_status = 'paid') as written`;
  expect(transactions?.n).toBe(1);
});

it('A-41 tells the customer of the money and of the paid order', async () => {
  const { order, payment } = await aPaidOrder(till);
  const notices = await database.sql`
    select phrase_key from public.outbox_messages where entity_id in (${order}, ${payment}) and customer_id = ${till.customer} order by id desc limit 2`;
  expect(new Set(notices.map((row) => row.phrase_key))).toEqual(new Set(['notice-order-paid', 'notice-payment-received']));
});

it('A-48 keeps two payments with different references apart', async () => {
  const order = await anAwaitingOrder(till);
  await pay(till, order, { amount: 50, external_reference: 'stripe:one' });
  await pay(till, order, { amount: 50, external_reference: 'stripe:two' });
  expect((await paymentsOf(till, order)).map((payment) => payment.external_reference)).toEqual(['stripe:one', 'stripe:two']);
});

it('A-50 stays as it is while the money is partial, and becomes paid once', async () => {
  const order = await anAwaitingOrder(till);
  const first = await pay(till, order, { amount: 40 });
  expect(first.order).toMatchObject({ status: 'awaiting_payment', payment_status: 'partial', balance_due: 60 });
  const second = await pay(till, order, { amount: 60 });
  expect(second.order).toMatchObject({ status: 'paid', payment_status: 'paid', balance_due: 0 });
  await pay(till, order, { amount: 1 });
  expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'paid']);
});

it('A-50 becomes paid by the first payment where the desk has decided so', async () => {
  const other = await openTill(database.sql);
  await database.sql`select public.update_desk_settings_safe(${other.admin}, '{"paid_policy": "first_payment"}')`;
  const order = await anAwaitingOrder(other);
  const { order: paid } = await pay(other, order, { amount: 1 });
  expect(paid).toMatchObject({ status: 'paid', payment_status: 'partial', balance_due: 99 });
});

it.each(['planned', 'pending', 'failed'])('A-51 A-53 keeps an order unpaid when its money is %s', async (status) => {
  const order = await anAwaitingOrder(till);
  const answer = await pay(till, order, { status });
  expect(answer).toMatchObject({
    payment: { status },
    order: { status: 'awaiting_payment', payment_status: 'pending', paid_amount: 0, balance_due: 100 },
  });
  expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment']);
});

it('A-55 records more client money for an order under way, and never moves it back', async () => {
  const { order } = await aPaidOrder(till);
  await ship(till, order);
  for (const status of ['paid', 'in_delivery', 'delivered'] as const) {
    if (status !== 'paid') await advance(till, order, status);
    const { payment } = await pay(till, order, { amount: 10 });
    expect(payment.status).toBe('completed');
    expect(await moneyOf(till, order)).toMatchObject({ status, payment_status: 'overpaid' });
  }
  expect(await moneyOf(till, order)).toMatchObject({ received: 130, balance: -30 });
  expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'paid', 'in_delivery', 'delivered']);
});
