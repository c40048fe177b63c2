import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import {
  advance,
  advancePayment,
  anAwaitingOrder,
  footprintOf,
  openTill,
  pay,
  paymentsOf,
  type Till,
  tasksOf,
} from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

const STATUSES = ['planned', 'pending', 'completed', 'failed', 'cancelled'];
const STAFF = ['pending', 'completed', 'failed', 'cancelled'];
const STEPS: Record<string, string[]> = { planned: STAFF, pending: STAFF.slice(1), completed: [], failed: [], cancelled: [] };

/** A client payment that has come as far as `status`. */
async function aPaymentThatIs(status: string) {
  const order = await anAwaitingOrder(till);
  const { payment } = await pay(till, order, { status: status === 'cancelled' ? 'planned' : status });
  if (status === 'cancelled') await advancePayment(till, till.manager, payment.id, 'cancelled');
  return { order, payment: payment.id };
}

const everyStep = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));

describe.each(['agent', 'manager', 'admin', 'system'] as const)('%s', (role) => {
  const actor = () => (role === 'system' ? till.desk.systemId : till[role]);

  it.each(everyStep)('A-52 client money from %s to %s', async (from, to) => {
    const { order, payment } = await aPaymentThatIs(from);
    const step = () => advancePayment(till, actor(), payment, to);
    if (STEPS[from]?.includes(to) || (role === 'system' && from === 'failed' && to === 'completed')) {
      const answer = await step();
      expect(answer).toMatchObject({
        duplicate: false,
        payment: { status: to },
        order: { status: to === 'completed' ? 'paid' : 'awaiting_payment' },
      });
      const [event] = await database.sql`
        select old_status, new_status, actor_id from public.entity_status_events where entity_id = ${payment} order by seq desc limit 1`;
      expect(event).toEqual({ old_status: from, new_status: to, actor_id: actor() });
    } else {
      const before = await footprintOf(database.sql);
      await expectRefusal(step(), from === 'failed' && to === 'completed' ? 'FORBIDDEN_ROLE' : 'INVALID_TRANSITION');
      expect(await footprintOf(database.sql)).toEqual(before);
      expect(await paymentsOf(till, order)).toMatchObject([{ status: from }]);
    }
  });
});

it.each(['', 'paid', 'COMPLETED', "completed'; --", null])('knows no status %j', async (status) => {
  const { payment } = await aPaymentThatIs('pending');
  await expectRefusal(advancePayment(till, till.manager, payment, status as string), 'INVALID_TRANSITION');
});

it('A-57 gives a task when it completes money for a cancelled order', async () => {
  const { order, payment } = await aPaymentThatIs('pending');
  await advance(till, order, 'cancelled', { reason: 'sold out' });
  expect((await advancePayment(till, till.manager, payment, 'completed')).order.status).toBe('cancelled');
  expect(await tasksOf(till, order)).toEqual(['task-money-after-the-end']);
});

describe('A-44 who moves a payment', () => {
  it('sees it', async () => {
    const other = await openTill(database.sql);
    const { payment } = await aPaymentThatIs('pending');
    await expectRefusal(advancePayment(till, other.admin, payment, 'completed'), 'NOT_FOUND');
    await expectRefusal(advancePayment(till, till.admin, randomUUID(), 'completed'), 'NOT_FOUND');
    const theirs = await pay(till, await anAwaitingOrder(till, 100, { actor_id: till.manager }), { status: 'pending' });
    await expectRefusal(advancePayment(till, till.agent, theirs.payment.id, 'completed'), 'NOT_FOUND');
  });

  it('is known', async () => {
    const { payment } = await aPaymentThatIs('pending');
    await expectRefusal(advancePayment(till, randomUUID(), payment, 'completed'), 'ACTOR_REQUIRED');
  });
});
