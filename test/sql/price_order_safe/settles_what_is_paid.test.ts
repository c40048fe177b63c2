import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advance,
  anAwaitingOrder,
  anOrder,
  aPaidOrder,
  footprintOf,
  historyOf,
  line,
  moneyOf,
  openTill,
  pay,
  reprice,
  type Till,
  tasksOf,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

describe('A-92 an order with 40 of 100 paid', () => {
  it.each([
    [40, 'paid', 'paid'],
    [39.99, 'paid', 'overpaid'],
    [0, 'paid', 'overpaid'],
    [40.01, 'awaiting_payment', 'partial'],
  ])('repriced to %d is %s in that same call', async (price, status, payment_status) => {
    const order = await anAwaitingOrder(till);
    await pay(till, order, { amount: 40 });
    const { order: after } = await reprice(till, order, [line(price)]);
    expect(after).toMatchObject({ status, payment_status, total_amount: price, balance_due: Number((price - 40).toFixed(2)) });
    expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', ...(status === 'paid' ? ['paid'] : [])]);
  });
});

it('A-92 settles what costs nothing, without any money', async () => {
  const order = await anAwaitingOrder(till);
  expect((await reprice(till, order, [line(0)])).order).toMatchObject({ status: 'paid', balance_due: 0, payment_status: 'paid' });
});

it('A-92 settles an order that was paid before it had a price', async () => {
  const order = await anOrder(till, null);
  await pay(till, order);
  expect((await reprice(till, order, [line(100)])).order).toMatchObject({ status: 'paid', balance_due: 0 });
  expect(await historyOf(till, order)).toEqual(['created', 'paid']);
});

describe('A-99 one line without a price', () => {
  it('leaves the order without a total, and it cannot await payment', async () => {
    const order = await anOrder(till, null, { lines: [line(100), line(null), line('0.50')] });
    expect(await moneyOf(till, order)).toMatchObject({ owed: null, balance: null, payment_status: 'pending' });
    for (const actor_id of [till.agent, till.admin])
      await expectRefusal(advance(till, order, 'awaiting_payment', { actor_id }), 'NOT_PRICED');
    await reprice(till, order, [line(100), line(7), line('0.50')]);
    expect((await advance(till, order, 'awaiting_payment')).order).toMatchObject({ status: 'awaiting_payment', total_amount: 107.5 });
  });

  it('is refused for an order that awaits its payment already', async () => {
    const order = await anAwaitingOrder(till);
    const before = await footprintOf(database.sql);
    await expectRefusal(reprice(till, order, [line(null)]), 'NOT_PRICED');
    expect(await footprintOf(database.sql)).toEqual(before);
    expect(await moneyOf(till, order)).toMatchObject({ owed: 100, status: 'awaiting_payment' });
  });

  it('keeps money that came, and asks a person to price it, once', async () => {
    const order = await anOrder(till, null);
    await pay(till, order, { amount: 40 });
    expect((await reprice(till, order, [line(100)])).order).toMatchObject({
      status: 'created',
      payment_status: 'partial',
      balance_due: 60,
    });
    expect(await tasksOf(till, order)).toEqual(['task-money-before-the-price']);
  });
});

it('A-92 changes no price of an order that is paid or over', async () => {
  const { order } = await aPaidOrder(till);
  await expectRefusal(reprice(till, order, [line(1)]), 'INVALID_TRANSITION');
  const cancelled = await anAwaitingOrder(till);
  await advance(till, cancelled, 'cancelled', { reason: 'sold out' });
  await expectRefusal(reprice(till, cancelled, [line(1)]), 'INVALID_TRANSITION');
  expect(await moneyOf(till, order)).toMatchObject({ owed: 100 });
});

it('is one call for one key, whether a price is 100 or 100.00', async () => {
  const order = await anOrder(till, null);
  const key = { idempotency_key: 'telegram:9' };
  const first = await reprice(till, order, [line(100)], key);
  const before = await footprintOf(database.sql);
  expect(await reprice(till, order, [line(100)], key)).toEqual({ ...first, duplicate: true });
  await expectRefusal(reprice(till, order, [line(101)], key), 'IDEMPOTENCY_CONFLICT');
  const args = [till.manager, order, key.idempotency_key];
  const [again] = await database.sql.unsafe(
    `select public.price_order_safe(actor_id => $1, order_id => $2, lines => '[{"title": "A bicycle", "unit_price": 100.00}]', idempotency_key => $3) as answer`,
    args,
  );
  expect(again?.answer.duplicate).toBe(true);
  expect(await footprintOf(database.sql)).toEqual(before);
});
