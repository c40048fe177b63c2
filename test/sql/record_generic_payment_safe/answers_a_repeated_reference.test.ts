import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advance,
  anAwaitingOrder,
  aPaidOrder,
  aReference,
  footprintOf,
  historyOf,
  openTill,
  pay,
  paymentsOf,
  paySupplier,
  type Till,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;
let external_reference: string;
let order: string;

beforeAll(async () => {
  till = await openTill(database.sql);
});

/** An awaiting order and a reference nobody has used. */
async function afresh() {
  external_reference = aReference();
  order = await anAwaitingOrder(till);
}

describe('the same content', () => {
  it('A-46 gives the first payment as a duplicate, and writes nothing', async () => {
    await afresh();
    const first = await pay(till, order, { external_reference });
    const before = await footprintOf(database.sql);
    const second = await pay(till, order, { external_reference, amount: '100.00' });
    expect(first.duplicate).toBe(false);
    expect(second).toEqual({ ...first, duplicate: true });
    expect(await footprintOf(database.sql)).toEqual(before);
    expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'paid']);
  });

  it('A-46 is a duplicate whatever has happened to the order since', async () => {
    await afresh();
    const first = await pay(till, order, { external_reference });
    await pay(till, order, { actor_id: till.admin, direction: 'outgoing', role: 'refund', refund_reason: 'cancelled' });
    await advance(till, order, 'cancelled', { reason: 'sold out' });
    const again = await pay(till, order, { external_reference });
    expect(again).toMatchObject({ duplicate: true, payment: { id: first.payment.id }, order: { status: 'cancelled' } });
    expect(await paymentsOf(till, order)).toHaveLength(2);
  });

  it('A-46 knows a reference with blanks around it', async () => {
    await afresh();
    await pay(till, order, { external_reference });
    expect((await pay(till, order, { external_reference: `  ${external_reference} ` })).duplicate).toBe(true);
  });

  it('A-46 is two payments at two desks', async () => {
    await afresh();
    const other = await openTill(database.sql);
    await pay(till, order, { external_reference });
    const elsewhere = await pay(other, await anAwaitingOrder(other), { external_reference });
    expect(elsewhere).toMatchObject({ duplicate: false, order: { status: 'paid' } });
  });
});

describe('A-47 other content is a conflict', () => {
  it.each([
    ['amount', { amount: 90 }],
    ['amount', { amount: 100.01 }],
    ['currency', { currency: 'USD' }],
    ['role', { role: 'supplier_refund' }],
  ])('in its %s', async (_what, other) => {
    await afresh();
    await pay(till, order, { external_reference });
    const before = await footprintOf(database.sql);
    await expectRefusal(pay(till, order, { external_reference, ...other }), 'REFERENCE_CONFLICT');
    expect(await footprintOf(database.sql)).toEqual(before);
  });

  it('in its order', async () => {
    await afresh();
    await pay(till, order, { external_reference });
    const another = await anAwaitingOrder(till);
    await expectRefusal(pay(till, another, { external_reference }), 'REFERENCE_CONFLICT');
    expect(await paymentsOf(till, another)).toEqual([]);
    expect(await historyOf(till, another)).toEqual(['created', 'awaiting_payment']);
  });

  it('in the row it names', async () => {
    await afresh();
    const { payment } = await pay(till, order, { status: 'pending', external_reference });
    await expectRefusal(pay(till, order, { payment_id: payment.id, external_reference: aReference() }), 'REFERENCE_CONFLICT');
    expect(await paymentsOf(till, order)).toMatchObject([{ status: 'pending', external_reference }]);
  });
});

describe('a later report under the same reference', () => {
  it('A-52 completes the pending row, and the order is paid', async () => {
    await afresh();
    const pending = await pay(till, order, { status: 'pending', external_reference });
    const completed = await pay(till, order, { external_reference });
    expect(completed).toMatchObject({
      duplicate: false,
      payment: { id: pending.payment.id, status: 'completed' },
      order: { status: 'paid' },
    });
    expect(await paymentsOf(till, order)).toHaveLength(1);
  });

  it('A-96 completes a failed row when the provider has succeeded after all', async () => {
    await afresh();
    const failed = await pay(till, order, { status: 'failed', external_reference });
    const completed = await pay(till, order, { external_reference });
    expect(completed).toMatchObject({
      duplicate: false,
      payment: { id: failed.payment.id, status: 'completed' },
      order: { status: 'paid' },
    });
  });

  it('A-96 leaves it to the provider to say so', async () => {
    await afresh();
    await pay(till, order, { status: 'failed', external_reference });
    await expectRefusal(pay(till, order, { external_reference, actor_id: till.admin }), 'FORBIDDEN_ROLE');
    expect(await paymentsOf(till, order)).toMatchObject([{ status: 'failed' }]);
  });

  it.each([
    ['completed', 'pending'],
    ['completed', 'failed'],
    ['completed', 'planned'],
    ['failed', 'pending'],
    ['pending', 'planned'],
  ])('A-96 for a %s payment changes nothing when it says %s, and is no conflict', async (known, late) => {
    await afresh();
    const first = await pay(till, order, { status: known, external_reference });
    const before = await footprintOf(database.sql);
    expect(await pay(till, order, { status: late, external_reference })).toEqual({ ...first, duplicate: true });
    expect(await footprintOf(database.sql)).toEqual(before);
  });
});

describe('money that goes out under a known reference', () => {
  it('is completed by nobody who may not send it', async () => {
    await afresh();
    ({ order } = await aPaidOrder(till));
    await paySupplier(till, order, { status: 'pending', external_reference, amount: 30 });
    await expectRefusal(paySupplier(till, order, { actor_id: till.agent, external_reference, amount: 30 }), 'FORBIDDEN_ROLE');
    expect((await paymentsOf(till, order)).at(-1)?.status).toBe('pending');
  });

  it('A-61 is completed as a refund by no manager', async () => {
    await afresh();
    ({ order } = await aPaidOrder(till));
    const refund = { direction: 'outgoing', role: 'refund', refund_reason: 'returned', external_reference };
    await pay(till, order, { ...refund, actor_id: till.admin, status: 'pending' });
    await expectRefusal(pay(till, order, { ...refund, actor_id: till.manager }), 'FORBIDDEN_ROLE');
  });

  it('A-58 is not completed once the client has it back', async () => {
    await afresh();
    ({ order } = await aPaidOrder(till));
    await paySupplier(till, order, { status: 'pending', external_reference });
    await pay(till, order, { actor_id: till.admin, direction: 'outgoing', role: 'refund', refund_reason: 'returned' });
    await expectRefusal(paySupplier(till, order, { external_reference }), 'NO_CLIENT_PAYMENT');
  });
});
