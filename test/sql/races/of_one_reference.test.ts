import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advancePayment,
  anAwaitingOrder,
  aReference,
  expectSoundBooks,
  historyOf,
  openTill,
  pay,
  paymentsOf,
  statementOf,
  type Till,
  tasksOf,
} from '../../support/till.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
const many = openConnections(database, 64);
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

it('A-54 one reference reported 64 times at once is one payment, 64 equal answers and one transition', async () => {
  const order = await anAwaitingOrder(till);
  const external_reference = aReference();
  const answers = await many.atOnce(64, (sql) => pay({ ...till, sql }, order, { external_reference }));
  const payments = await paymentsOf(till, order);
  expect(payments).toHaveLength(1);
  expect(new Set(answers.map(({ payment }) => payment.id))).toEqual(new Set([payments[0]?.id]));
  expect(new Set(answers.map((answer) => answer.order.status))).toEqual(new Set(['paid']));
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'paid']);
  await expectSoundBooks(database.sql);
});

it('A-54 webhooks that tell different things of one payment end with what is furthest on', async () => {
  const told = ['pending', 'completed', 'pending', 'completed', 'failed', 'planned'];
  for (let round = 0; round < 10; round++) {
    const order = await anAwaitingOrder(till);
    const external_reference = aReference();
    const answers = await many.atOnce(told.length, (sql, index) =>
      pay({ ...till, sql }, order, { external_reference, status: told[index] }),
    );
    expect(new Set(answers.map(({ payment }) => payment.id)).size).toBe(1);
    expect(await paymentsOf(till, order)).toMatchObject([{ status: 'completed' }]);
    expect((await historyOf(till, order)).filter((status) => status === 'paid')).toHaveLength(1);
  }
});

it('A-47 one reference for 16 orders at once belongs to one of them', async () => {
  const orders = await Promise.all(Array.from({ length: 16 }, () => anAwaitingOrder(till)));
  const external_reference = aReference();
  const outcomes = await many.settled(16, (sql, index) => pay({ ...till, sql }, orders[index] ?? '', { external_reference }));
  expect(outcomes.toSorted()).toEqual([...Array(15).fill('REFERENCE_CONFLICT'), 'done']);
  expect(await database.sql`select from public.payments where external_reference = ${external_reference}`).toHaveLength(1);
});

it('A-95 a planned payment is completed by one of 16 payments that all fit it', async () => {
  const order = await anAwaitingOrder(till);
  const { payment } = await pay(till, order, { status: 'planned', external_reference: null });
  const answers = await many.atOnce(16, (sql) => pay({ ...till, sql }, order));
  expect(answers.filter((answer) => answer.payment.id === payment.id)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.payment.id)).size).toBe(16);
  expect((await historyOf(till, order)).filter((status) => status === 'paid')).toHaveLength(1);
  expect(await tasksOf(till, order)).toHaveLength(15);
});

/** What to do with a planned payment of one order while another order's takes the same reference. */
const TAKERS: Array<[string, (order: string, payment: string, external_reference: string) => Promise<unknown>]> = [
  [
    'advance_payment_safe',
    (_order, payment, external_reference) => advancePayment(till, till.desk.systemId, payment, 'completed', { external_reference }),
  ],
  ['record_generic_payment_safe', (order, _payment, external_reference) => pay(till, order, { external_reference })],
];

it.each(TAKERS)('A-47 a reference that another order takes in this very moment is a conflict: %s', async (_rpc, take) => {
  const planned = { status: 'planned', external_reference: null };
  const [first, second] = [await pay(till, await anAwaitingOrder(till), planned), await pay(till, await anAwaitingOrder(till), planned)];
  const external_reference = aReference();
  const args = { actor_id: till.desk.systemId, payment_id: first.payment.id, new_status: 'completed', external_reference };
  let taken: Promise<unknown> = Promise.resolve();
  await database.sql.begin(async (holder) => {
    await holder.unsafe(statementOf('advance_payment_safe', args), Object.values(args));
    taken = take(second.order.id, second.payment.id, external_reference);
    taken.catch(() => undefined);
    await untilWaiting(database.sql);
  });
  await expectRefusal(taken, 'REFERENCE_CONFLICT');
  expect(await paymentsOf(till, second.order.id)).toMatchObject([{ status: 'planned', external_reference: null }]);
});
