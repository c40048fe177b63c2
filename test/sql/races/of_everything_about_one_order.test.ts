import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { shuffled } from '../../support/seeded.ts';
import {
  advance,
  advancePayment,
  anAwaitingOrder,
  aPaidOrder,
  aReference,
  expectSoundBooks,
  historyOf,
  line,
  moneyOf,
  openTill,
  pay,
  paySupplier,
  refund,
  reprice,
  ship,
  type Till,
} from '../../support/till.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 200);
const seed = Number(process.env.SEED ?? 20_261_120);

const database = useDatabase();
const many = openConnections(database, 12);
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

/** An order somewhere on its way, chosen by the round. */
async function anOrderOnItsWay(round: number): Promise<string> {
  const terms = { payment_terms: round % 2 ? 'on_delivery' : 'prepaid' };
  if (round % 4 === 0) return await anAwaitingOrder(till, 100, terms);
  const { order } = await aPaidOrder(till, 100, terms);
  if (round % 4 > 1) await ship(till, order);
  if (round % 4 > 1) await advance(till, order, 'in_delivery');
  if (round % 4 > 2) await advance(till, order, 'delivered');
  return order;
}

type Step = (mine: Till) => Promise<unknown>;

async function everythingAtOnce(order: string): Promise<Step[]> {
  const external_reference = aReference();
  const pending = await pay(till, order, { status: 'pending', amount: 30 });
  return [
    (mine) => pay(mine, order, { external_reference }),
    (mine) => pay(mine, order, { external_reference }),
    (mine) => pay(mine, order, { amount: 30, external_reference: pending.payment.external_reference }),
    (mine) => advancePayment(mine, till.manager, pending.payment.id, 'failed'),
    (mine) => refund(mine, order, 60),
    (mine) => refund(mine, order, 100, { refund_reason: 'cancelled' }),
    (mine) => paySupplier(mine, order, { amount: 50 }),
    (mine) => advance(mine, order, 'cancelled', { reason: 'sold out' }),
    (mine) => advance(mine, order, 'closed'),
    (mine) => advance(mine, order, 'returned', { reason: 'broken' }),
    (mine) => reprice(mine, order, [line(60)]),
    (mine) => ship(mine, order),
  ];
}

/** Reasons to refuse that another step may well have brought about; a deadlock or a broken constraint is none. */
const EXPECTED = [
  'done',
  'INVALID_TRANSITION',
  'REFUND_REQUIRED',
  'REFUND_EXCEEDS_RECEIVED',
  'NO_CLIENT_PAYMENT',
  'BAD_INPUT',
  'NOT_PAID',
  'FORBIDDEN_ROLE',
];

it(
  `payment, refund, cancel and close of one order at once, in ${ROUNDS} orders (SEED=${seed})`,
  async () => {
    const random = shuffled(seed);
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const order = await anOrderOnItsWay(round);
      const steps = random(await everythingAtOnce(order));
      const outcomes = await many.settled(steps.length, (sql, index) => (steps[index] as Step)({ ...till, sql }));
      expect(EXPECTED).toEqual(expect.arrayContaining(outcomes));
      const money = await moneyOf(till, order);
      expect((await historyOf(till, order)).at(-1)).toBe(money.status);
      seen.add(String(money.status));
      if (round % 16 === 15) await expectSoundBooks(database.sql);
    }
    // Not one path only: the steps did meet.
    expect(seen.size).toBeGreaterThan(2);
  },
  60_000 + ROUNDS * 1_000,
);
