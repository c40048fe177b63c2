import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { advancePayment, anAwaitingOrder, aPaidOrder, footprintOf, openTill, pay, paySupplier, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

it.each(['card', 'online', 'bank_transfer'])('A-49 refuses completed money by %s without the reference of the provider', async (method) => {
  const order = await anAwaitingOrder(till);
  const before = await footprintOf(database.sql);
  for (const external_reference of [null, '', '   ']) {
    await expectRefusal(pay(till, order, { method, external_reference }), 'REFERENCE_REQUIRED');
  }
  expect(await footprintOf(database.sql)).toEqual(before);
});

it('A-49 takes cash without a reference, as often as it comes', async () => {
  const order = await anAwaitingOrder(till);
  for (const amount of [60, 40]) await pay(till, order, { actor_id: till.manager, method: 'cash', amount, external_reference: null });
  const { order: after } = await pay(till, order, { method: 'cash', amount: 1, external_reference: ' ' });
  expect(after).toMatchObject({ status: 'paid', paid_amount: 101 });
});

it('A-49 asks the method, not the direction: a transfer to a supplier needs one too', async () => {
  const { order } = await aPaidOrder(till);
  await expectRefusal(paySupplier(till, order, { method: 'bank_transfer', external_reference: null }), 'REFERENCE_REQUIRED');
});

it('A-49 lets money be planned before there is a reference', async () => {
  const { payment } = await pay(till, await anAwaitingOrder(till), { status: 'planned', external_reference: null });
  expect(payment).toMatchObject({ status: 'planned', external_reference: null });
});

it('A-49 obeys the method as the desk has set it up', async () => {
  await database.sql`insert into public.payment_methods (desk_id, code, name, reference_required) values (${till.desk.deskId}, 'crypto', 'Crypto', true)`;
  const order = await anAwaitingOrder(till);
  await expectRefusal(pay(till, order, { method: 'crypto', external_reference: null }), 'REFERENCE_REQUIRED');
  await database.sql`update public.payment_methods set active = false where code = 'crypto'`;
  await expectRefusal(pay(till, order, { method: 'crypto' }), 'BAD_INPUT');
});

it('A-96 completes what is under way by a method the desk no longer offers, and answers what it knows', async () => {
  await database.sql`insert into public.payment_methods (desk_id, code, name) values (${till.desk.deskId}, 'leaving', 'Leaving')`;
  const order = await anAwaitingOrder(till);
  const under_way = [await pay(till, order, { method: 'leaving', status: 'pending', amount: 60 })];
  under_way.push(await pay(till, order, { method: 'leaving', status: 'pending', amount: 40 }));
  await database.sql`update public.payment_methods set active = false where code = 'leaving'`;
  const [first, second] = under_way.map(({ payment }) => payment);
  await advancePayment(till, till.desk.systemId, first?.id ?? '', 'completed');
  const report = { method: 'leaving', amount: 40, external_reference: second?.external_reference };
  expect((await pay(till, order, report)).order.status).toBe('paid');
  expect((await pay(till, order, report)).duplicate).toBe(true);
});
