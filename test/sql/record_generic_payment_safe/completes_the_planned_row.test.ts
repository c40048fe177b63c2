import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { anAwaitingOrder, aReference, call, line, openTill, pay, paymentsOf, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

const aQuickOrder = (method = 'online') =>
  call(till.sql, 'quick_order_safe', {
    actor_id: till.manager,
    source: 'telegram',
    customer: { full_name: 'A client', email: 'client@example.com' },
    lines: [line(100)],
    payment: { method },
  });

it('A-95 has one row, completed, once the provider confirms what a quick order has planned', async () => {
  const quick = await aQuickOrder();
  expect(quick.payment).toMatchObject({ status: 'planned', amount: 100, external_reference: null });
  const confirmed = await pay(till, quick.order.id, { method: 'online', external_reference: 'stripe:confirmed' });
  expect(confirmed).toMatchObject({ duplicate: false, payment: { id: quick.payment.id, status: 'completed' }, order: { status: 'paid' } });
  expect(await paymentsOf(till, quick.order.id)).toMatchObject([{ external_reference: 'stripe:confirmed', status: 'completed' }]);
  expect((await pay(till, quick.order.id, { method: 'online', external_reference: 'stripe:confirmed' })).duplicate).toBe(true);
});

it('A-95 says how it was paid in fact: in cash needs no reference of a provider', async () => {
  const quick = await aQuickOrder('online');
  await pay(till, quick.order.id, { actor_id: till.manager, method: 'cash', external_reference: null });
  expect(await paymentsOf(till, quick.order.id)).toMatchObject([{ status: 'completed', method: 'cash' }]);
});

describe('A-95 leaves the planned row alone', () => {
  it('when another amount comes', async () => {
    const quick = await aQuickOrder();
    await pay(till, quick.order.id, { amount: 99 });
    expect((await paymentsOf(till, quick.order.id)).map((payment) => payment.status)).toEqual(['planned', 'completed']);
  });

  it('when there are two that fit', async () => {
    const order = await anAwaitingOrder(till);
    for (let row = 0; row < 2; row++) await pay(till, order, { status: 'planned', external_reference: null });
    await pay(till, order);
    expect((await paymentsOf(till, order)).map((payment) => payment.status)).toEqual(['planned', 'planned', 'completed']);
  });

  it('when it is not money of the client that comes', async () => {
    const quick = await aQuickOrder();
    await pay(till, quick.order.id, { actor_id: till.manager, role: 'supplier_refund' });
    expect((await paymentsOf(till, quick.order.id)).map((payment) => payment.status)).toEqual(['planned', 'completed']);
  });

  it('when it is another order that is paid', async () => {
    const [quick, order] = [await aQuickOrder(), await anAwaitingOrder(till)];
    await pay(till, order);
    expect(await paymentsOf(till, quick.order.id)).toMatchObject([{ status: 'planned' }]);
  });
});

describe('A-95 a row that is named', () => {
  it('is the one that completes, among several that fit', async () => {
    const order = await anAwaitingOrder(till);
    const rows = [];
    for (let row = 0; row < 3; row++) rows.push(await pay(till, order, { status: 'planned', external_reference: null }));
    const done = await pay(till, order, { payment_id: rows[1]?.payment.id });
    expect(done).toMatchObject({ payment: { id: rows[1]?.payment.id, status: 'completed' }, order: { status: 'paid' } });
    expect(await paymentsOf(till, order)).toHaveLength(3);
  });

  it('must be of this order, and of this content', async () => {
    const [quick, order] = [await aQuickOrder(), await anAwaitingOrder(till)];
    await expectRefusal(pay(till, order, { payment_id: quick.payment.id }), 'NOT_FOUND');
    await expectRefusal(pay(till, quick.order.id, { payment_id: quick.payment.id, amount: 90 }), 'REFERENCE_CONFLICT');
    expect(await paymentsOf(till, quick.order.id)).toMatchObject([{ status: 'planned' }]);
  });

  it('completes once', async () => {
    const quick = await aQuickOrder();
    await pay(till, quick.order.id, { payment_id: quick.payment.id, external_reference: aReference() });
    await expectRefusal(
      pay(till, quick.order.id, { payment_id: quick.payment.id, method: 'cash', external_reference: null }),
      'INVALID_TRANSITION',
    );
    expect(await paymentsOf(till, quick.order.id)).toHaveLength(1);
  });
});
