import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import {
  advance,
  advancePayment,
  anAwaitingOrder,
  anOrder,
  aPaidOrder,
  expectSoundBooks,
  footprintOf,
  historyOf,
  line,
  moneyOf,
  openTill,
  pay,
  paymentsOf,
  paySupplier,
  refund,
  reprice,
  ship,
  type Till,
} from '../../support/till.ts';

const database = useDatabase();
const many = openConnections(database, 32);
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

it('A-63 16 full refunds at once are one refund', async () => {
  const { order } = await aPaidOrder(till);
  const outcomes = await many.settled(16, (sql) => refund({ ...till, sql }, order, 100));
  expect(outcomes.toSorted()).toEqual([...Array(15).fill('REFUND_EXCEEDS_RECEIVED'), 'done']);
  expect(await moneyOf(till, order)).toMatchObject({ received: 100, refunded: 100, payment_status: 'refunded' });
  await expectSoundBooks(database.sql);
});

it('A-63 32 refunds of 7 at once give back no more than 98 of 100', async () => {
  const { order } = await aPaidOrder(till);
  const outcomes = await many.settled(32, (sql, index) =>
    refund({ ...till, sql }, order, 7, { status: ['planned', 'pending', 'completed'][index % 3] }),
  );
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(14);
  await expectSoundBooks(database.sql);
});

it('A-94 a supplier is paid before the refund or not at all', async () => {
  for (let round = 0; round < 20; round++) {
    const { order } = await aPaidOrder(till);
    const [paid, refunded] = await many
      .settled(2, (sql, index) => (index === round % 2 ? paySupplier({ ...till, sql }, order) : refund({ ...till, sql }, order, 100)))
      .then((outcomes) => (round % 2 === 0 ? outcomes : outcomes.toReversed()));
    expect(refunded).toBe('done');
    const roles = (await database.sql`select role from public.payments where order_id = ${order} order by completed_at`).map(
      (row) => row.role,
    );
    expect(roles).toEqual(paid === 'done' ? ['client_payment', 'supplier_payment', 'refund'] : ['client_payment', 'refund']);
  }
});

it('A-50 20 partial payments at once make an order paid once', async () => {
  const order = await anAwaitingOrder(till);
  await many.atOnce(20, (sql) => pay({ ...till, sql }, order, { amount: 5 }));
  expect(await moneyOf(till, order)).toMatchObject({ status: 'paid', received: 100, balance: 0 });
  expect(await historyOf(till, order)).toEqual(['created', 'awaiting_payment', 'paid']);
});

it('A-52 one payment advanced 16 times at once moves once', async () => {
  const { payment, order } = await pay(till, await anAwaitingOrder(till), { status: 'pending' });
  const outcomes = await many.settled(16, (sql, index) =>
    advancePayment({ ...till, sql }, till.manager, payment.id, index % 2 ? 'completed' : 'cancelled'),
  );
  expect(outcomes.toSorted()).toEqual([...Array(15).fill('INVALID_TRANSITION'), 'done']);
  expect(await database.sql`select from public.entity_status_events where entity_id = ${payment.id}`).toHaveLength(2);
  const [{ status } = { status: '' }] = await paymentsOf(till, order.id);
  expect((await moneyOf(till, order.id)).status).toBe(status === 'completed' ? 'paid' : 'awaiting_payment');
});

it('A-92 a repricing and a payment at once settle the order, whichever comes first', async () => {
  for (let round = 0; round < 20; round++) {
    const order = await anAwaitingOrder(till);
    await many.atOnce(2, (sql, index) =>
      index === round % 2 ? reprice({ ...till, sql }, order, [line(40)]) : pay({ ...till, sql }, order, { amount: 40 }),
    );
    expect(await moneyOf(till, order)).toMatchObject({ status: 'paid', balance: 0 });
  }
});

type Keyed = [
  string,
  (mine: Till, order: string, key: { idempotency_key: string }) => Promise<{ payment: { id: string }; order: { id: string } }>,
];

const KEYED: Keyed[] = [
  ['a payment in cash', (mine, order, key) => pay(mine, order, { method: 'cash', external_reference: null, amount: 40, ...key })],
  ['a refund in cash', (mine, order, key) => refund(mine, order, 1, { method: 'cash', external_reference: null, ...key })],
  ['a shipment', (mine, order, key) => ship(mine, order, key)],
  ['a step', (mine, order, key) => advance(mine, order, 'processing', key)],
];

it.each(KEYED)('one idempotency key used 32 times at once is one effect and equal answers: %s', async (what, work) => {
  const { order } = await aPaidOrder(till);
  const before = await footprintOf(database.sql);
  const answers = await many.atOnce(32, (sql) => work({ ...till, sql }, order, { idempotency_key: `race:${what}` }));
  const after = await footprintOf(database.sql);
  expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, duplicate: null }))).size).toBe(1);
  expect(answers.filter((answer) => !('duplicate' in answer && answer.duplicate))).toHaveLength(1);
  expect(Number(after.keys)).toBe(Number(before.keys) + 1);
  const [once] = [await openTill(database.sql)];
  const { order: alone } = await aPaidOrder(once);
  const begin = await footprintOf(database.sql);
  await work(once, alone, { idempotency_key: 'alone' });
  const end = await footprintOf(database.sql);
  for (const table of Object.keys(before))
    expect(Number(after[table]) - Number(before[table]), table).toBe(Number(end[table]) - Number(begin[table]));
});

it('one idempotency key used for 32 new orders at once is one order', async () => {
  const key = { idempotency_key: 'race:order' };
  const orders = await many.atOnce(32, (sql) => anOrder({ ...till, sql }, 100, key));
  expect(new Set(orders).size).toBe(1);
});
