import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  aClientPayment,
  advancePayment,
  anAwaitingOrder,
  footprintOf,
  openTill,
  pay,
  paymentsOf,
  refund,
  type Till,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;
let order: string;
let nextKey = 0;
let idempotency_key: string;

beforeAll(async () => {
  till = await openTill(database.sql);
});

async function afresh() {
  order = await anAwaitingOrder(till);
  idempotency_key = `telegram:1:${nextKey++}`;
}

it('gives the first answer to the same call, and does nothing', async () => {
  await afresh();
  const cash = { method: 'cash', external_reference: null, amount: 40, idempotency_key };
  const first = await pay(till, order, cash);
  const before = await footprintOf(database.sql);
  for (const amount of [40, '40.0', '40.00', '4e1'])
    expect(await pay(till, order, { ...cash, amount })).toEqual({ ...first, duplicate: true });
  expect(await footprintOf(database.sql)).toEqual(before);
});

it('gives the payment as it is now, not as it was', async () => {
  await afresh();
  const args = { ...aClientPayment(till, order), status: 'pending', idempotency_key };
  const { payment } = await pay(till, order, args);
  await advancePayment(till, till.manager, payment.id, 'completed');
  expect(await pay(till, order, args)).toMatchObject({
    duplicate: true,
    payment: { id: payment.id, status: 'completed' },
    order: { status: 'paid' },
  });
});

it.each([
  ['amount', 41],
  ['currency', 'USD'],
  ['method', 'card'],
  ['status', 'pending'],
  ['role', 'supplier_refund'],
  ['external_reference', 'cash:1'],
])('refuses the key for another %s', async (field, value) => {
  await afresh();
  const args = { ...aClientPayment(till, order), method: 'cash', amount: 40, idempotency_key };
  await pay(till, order, args);
  await expectRefusal(pay(till, order, { ...args, [field]: value }), 'IDEMPOTENCY_CONFLICT');
  await expectRefusal(pay(till, order, { ...args, order_id: await anAwaitingOrder(till) }), 'IDEMPOTENCY_CONFLICT');
  expect(await paymentsOf(till, order)).toHaveLength(1);
});

it('does not remember a refusal: what was refused may be done later under the same key', async () => {
  await afresh();
  await expectRefusal(refund(till, order, 40, { idempotency_key, external_reference: 'stripe:later' }), 'NO_CLIENT_PAYMENT');
  await pay(till, order);
  const done = await refund(till, order, 40, { idempotency_key, external_reference: 'stripe:later' });
  expect(done).toMatchObject({ duplicate: false, order: { refunded_amount: 40 } });
});

it('keeps the keys of two desks and of two commands apart', async () => {
  await afresh();
  const other = await openTill(database.sql);
  const { payment } = await pay(till, order, { status: 'pending', idempotency_key });
  expect((await pay(other, await anAwaitingOrder(other), { idempotency_key })).duplicate).toBe(false);
  expect((await advancePayment(till, till.manager, payment.id, 'completed', { idempotency_key })).duplicate).toBe(false);
});
