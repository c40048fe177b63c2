import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advance,
  advancePayment,
  anAwaitingOrder,
  aPaidOrder,
  expectSoundBooks,
  footprintOf,
  historyOf,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  paySupplier,
  refund,
  ship,
  type Till,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

async function aDeliveredOrder() {
  const { order } = await aPaidOrder(till);
  await ship(till, order);
  for (const status of ['in_delivery', 'delivered']) await advance(till, order, status);
  return order;
}

describe('A-91 payment on delivery', () => {
  const onDelivery = () => anAwaitingOrder(till, 100, { payment_terms: 'on_delivery' });

  it('lets a manager ship before the money is there', async () => {
    const order = await onDelivery();
    await ship(till, order);
    expect((await advance(till, order, 'in_delivery', { actor_id: till.manager })).order).toMatchObject({
      status: 'in_delivery',
      balance_due: 100,
    });
  });

  it('keeps the status when the money comes at the door, and closes when nothing is due', async () => {
    const order = await onDelivery();
    await ship(till, order);
    for (const status of ['in_delivery', 'delivered']) await advance(till, order, status);
    await expectRefusal(advance(till, order, 'closed'), 'NOT_PAID');
    expect((await pay(till, order, { amount: 99 })).order).toMatchObject({ status: 'delivered', balance_due: 1 });
    await expectRefusal(advance(till, order, 'closed'), 'NOT_PAID');
    expect((await pay(till, order, { amount: 1 })).order).toMatchObject({ status: 'delivered', balance_due: 0 });
    await advance(till, order, 'closed');
    expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'in_delivery', 'delivered', 'closed']);
  });

  it('may be prepared before it is paid', async () => {
    const order = await onDelivery();
    expect((await advance(till, order, 'processing', { actor_id: till.manager })).order.status).toBe('processing');
  });

  it.each(['processing', 'in_delivery'])('is what a prepaid order is not: %s', async (status) => {
    const order = await anAwaitingOrder(till);
    await pay(till, order, { amount: '99.99' });
    const before = await footprintOf(database.sql);
    for (const actor_id of [till.manager, till.admin]) await expectRefusal(advance(till, order, status, { actor_id }), 'NOT_PAID');
    await expectRefusal(ship(till, order), 'NOT_PAID');
    expect(await footprintOf(database.sql)).toEqual(before);
  });
});

describe('A-93 a delivered, paid order', () => {
  it.each(['price_adjustment', 'returned', 'cancelled'])('closes after a refund of 30 as %s: nothing is due', async (refund_reason) => {
    const order = await aDeliveredOrder();
    await refund(till, order, 30, { refund_reason });
    expect(await moneyOf(till, order)).toEqual({
      status: 'delivered',
      received: 100,
      refunded: 30,
      owed: 70,
      balance: 0,
      payment_status: 'paid',
    });
    expect((await advance(till, order, 'closed')).order.status).toBe('closed');
  });

  it.each(['overpayment', 'chargeback'])('owes the 30 refunded as %s, and does not close', async (refund_reason) => {
    const order = await aDeliveredOrder();
    await refund(till, order, 30, { refund_reason });
    expect(await moneyOf(till, order)).toEqual({
      status: 'delivered',
      received: 100,
      refunded: 30,
      owed: 100,
      balance: 30,
      payment_status: 'partial',
    });
    await expectRefusal(advance(till, order, 'closed'), 'NOT_PAID');
  });

  it('closes when what was too much has gone back', async () => {
    const order = await aDeliveredOrder();
    const { payment } = await pay(till, order, { amount: 30 });
    await expectRefusal(advance(till, order, 'closed'), 'NOT_PAID');
    await refund(till, order, 30, { refund_reason: 'overpayment', related_payment_id: payment.id });
    expect((await advance(till, order, 'closed')).order).toMatchObject({ status: 'closed', balance_due: 0 });
  });

  it('owes nothing, and never less, when more is given back than it costs', async () => {
    const order = await aDeliveredOrder();
    const { payment } = await pay(till, order, { amount: 100 });
    await refund(till, order, 100, { refund_reason: 'price_adjustment', related_payment_id: payment.id });
    const [first] = await paymentsOf(till, order);
    await refund(till, order, 60, { refund_reason: 'price_adjustment', related_payment_id: first?.id });
    // 40 are still ours, and that is what is too much: not the 100 that 160 forgiven of 100 would make it.
    expect(await moneyOf(till, order)).toMatchObject({ received: 200, refunded: 160, owed: 0, balance: -40, payment_status: 'overpaid' });
    await expectRefusal(advance(till, order, 'closed'), 'NOT_PAID');
    await refund(till, order, 40, { refund_reason: 'price_adjustment', related_payment_id: first?.id });
    expect(await moneyOf(till, order)).toMatchObject({ refunded: 200, owed: 0, balance: 0, payment_status: 'refunded' });
    expect((await advance(till, order, 'closed')).order).toMatchObject({ status: 'closed', balance_due: 0 });
    await expectSoundBooks(database.sql);
  });

  it('does not count a refund before it is completed', async () => {
    const order = await aDeliveredOrder();
    const { payment } = await refund(till, order, 30, { refund_reason: 'price_adjustment', status: 'pending' });
    expect(await moneyOf(till, order)).toMatchObject({ refunded: 0, owed: 100, balance: 0 });
    await advancePayment(till, till.admin, payment.id, 'failed');
    expect(await moneyOf(till, order)).toMatchObject({ refunded: 0, owed: 100, balance: 0 });
  });

  it.each(['returned', 'overpayment'])('owes nothing once returned, and closes when the money is back as %s', async (refund_reason) => {
    const order = await aDeliveredOrder();
    await advance(till, order, 'returned', { reason: 'wrong frame' });
    expect(await moneyOf(till, order)).toMatchObject({ owed: 0, balance: -100, payment_status: 'overpaid' });
    await expectRefusal(advance(till, order, 'closed'), 'NOT_PAID');
    await refund(till, order, 100, { refund_reason });
    await advance(till, order, 'closed');
    // What was returned is owed by nobody, closed or not.
    expect(await moneyOf(till, order)).toMatchObject({ status: 'closed', owed: 0, balance: 0 });
    await expectSoundBooks(database.sql);
  });
});

describe('A-94 a fully refunded order', () => {
  it.each(['returned', 'price_adjustment', 'cancelled', 'overpayment', 'chargeback'])(
    'as %s sends nothing and pays nobody',
    async (refund_reason) => {
      const { order } = await aPaidOrder(till);
      await refund(till, order, 100, { refund_reason });
      const before = await footprintOf(database.sql);
      await expectRefusal(paySupplier(till, order), 'NO_CLIENT_PAYMENT');
      for (const actor_id of [till.manager, till.admin]) await expectRefusal(ship(till, order, { actor_id }), 'NOT_PAID');
      expect(await footprintOf(database.sql)).toEqual(before);
    },
  );

  it('does not leave with a parcel that was made before', async () => {
    const { order } = await aPaidOrder(till);
    await ship(till, order);
    await refund(till, order, 100);
    await expectRefusal(advance(till, order, 'in_delivery'), 'NOT_PAID');
    expect((await advance(till, order, 'cancelled', { reason: 'refunded' })).order).toMatchObject({
      status: 'cancelled',
      payment_status: 'refunded',
    });
  });
});

it.each(['overpayment', 'price_adjustment'])(
  'a paid order is prepared whatever of it was refunded (%s): only its way out is held',
  async (refund_reason) => {
    const { order } = await aPaidOrder(till);
    await refund(till, order, 100, { refund_reason });
    expect((await advance(till, order, 'processing', { actor_id: till.manager })).order.status).toBe('processing');
  },
);

it('a parcel sent by mistake comes back to the bench, even when the money is already back', async () => {
  const { order } = await aPaidOrder(till);
  await ship(till, order);
  await advance(till, order, 'in_delivery');
  await refund(till, order, 100);
  expect((await advance(till, order, 'processing', { actor_id: till.manager, reason: 'shipped by mistake' })).order.status).toBe(
    'processing',
  );
});
