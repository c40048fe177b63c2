import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { anAwaitingOrder, aPaidOrder, footprintOf, moneyOf, openTill, pay, paySupplier, refund, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

it.each(['planned', 'pending', 'completed', 'failed'])('A-97 refuses %s client money in another currency', async (status) => {
  const order = await anAwaitingOrder(till);
  const before = await footprintOf(database.sql);
  const error = await expectRefusal(pay(till, order, { currency: 'USD', status }), 'CURRENCY_MISMATCH');
  expect(JSON.parse(error.detail ?? '{}')).toMatchObject({ order_currency: 'EUR', currency: 'USD' });
  expect(await footprintOf(database.sql)).toEqual(before);
});

it('A-97 refuses a refund in another currency', async () => {
  const { order } = await aPaidOrder(till);
  await expectRefusal(refund(till, order, 10, { currency: 'USD' }), 'CURRENCY_MISMATCH');
});

it('A-97 pays a supplier in another currency, which counts in no sum of the customer', async () => {
  const { order } = await aPaidOrder(till);
  const before = await moneyOf(till, order);
  const { payment } = await paySupplier(till, order, { currency: 'USD', amount: 80 });
  await pay(till, order, { actor_id: till.manager, role: 'supplier_refund', currency: 'TRY', amount: 7 });
  expect(payment).toMatchObject({ currency: 'USD', amount: 80 });
  expect(await moneyOf(till, order)).toEqual(before);
});

it("A-97 takes the order's own currency, whichever it is", async () => {
  const order = await anAwaitingOrder(till, 100, { currency: 'TRY' });
  await expectRefusal(pay(till, order), 'CURRENCY_MISMATCH');
  expect((await pay(till, order, { currency: 'TRY' })).order.status).toBe('paid');
});
