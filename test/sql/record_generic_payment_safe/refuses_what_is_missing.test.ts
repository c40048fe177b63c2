import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { type Args, aClientPayment, anAwaitingOrder, call, footprintOf, openTill, pay, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;
let order: string;

beforeAll(async () => {
  till = await openTill(database.sql);
  order = await anAwaitingOrder(till);
});

async function expectNothingLeft(statement: () => Promise<unknown>, code: string) {
  const before = await footprintOf(database.sql);
  await expectRefusal(statement(), code);
  expect(await footprintOf(database.sql)).toEqual(before);
}

it.each([0, -5, -0.01])('A-42 refuses an amount of %d and leaves no row', async (amount) => {
  await expectNothingLeft(() => pay(till, order, { amount }), 'AMOUNT_INVALID');
});

describe('A-43 an order that is not there', () => {
  it('is refused', async () => {
    await expectNothingLeft(() => pay(till, randomUUID()), 'NOT_FOUND');
  });

  it('is what an order of another desk is', async () => {
    const other = await openTill(database.sql);
    const foreign = await anAwaitingOrder(other);
    await expectNothingLeft(() => pay(till, foreign), 'NOT_FOUND');
    await expectNothingLeft(() => pay(till, foreign, { actor_id: till.desk.ownerId }), 'NOT_FOUND');
  });

  it("is what an agent takes a colleague's order for", async () => {
    const theirs = await anAwaitingOrder(till, 100, { actor_id: till.manager });
    await expectNothingLeft(() => pay(till, theirs, { actor_id: till.agent }), 'NOT_FOUND');
  });
});

describe('A-44 who records', () => {
  it('must be known', async () => {
    await expectNothingLeft(() => pay(till, order, { actor_id: randomUUID() }), 'ACTOR_REQUIRED');
    await expectNothingLeft(() => pay(till, order, { actor_id: null }), 'ACTOR_REQUIRED');
  });

  it('must be active', async () => {
    for (const status of ['inactive', 'suspended', 'pending', 'terminated']) {
      const gone = await addStaff(database.sql, till.desk, 'admin', status);
      await expectNothingLeft(() => pay(till, order, { actor_id: gone.id }), 'ACTOR_INACTIVE');
    }
  });

  it('loses the right in the moment of being deactivated', async () => {
    const leaving = await addStaff(database.sql, till.desk, 'manager');
    await pay(till, await anAwaitingOrder(till), { actor_id: leaving.id });
    await database.sql`select public.deactivate_staff_safe(${till.desk.ownerId}, ${leaving.id}, 'left')`;
    await expectNothingLeft(() => pay(till, order, { actor_id: leaving.id }), 'ACTOR_INACTIVE');
  });
});

describe('A-45 a payment without', () => {
  it.each([
    ['order_id', 'BAD_INPUT'],
    ['amount', 'AMOUNT_INVALID'],
    ['currency', 'BAD_INPUT'],
    ['direction', 'BAD_INPUT'],
    ['role', 'BAD_INPUT'],
    ['method', 'BAD_INPUT'],
    ['status', 'BAD_INPUT'],
  ])('its %s is refused', async (field, code) => {
    await expectNothingLeft(() => pay(till, order, { [field]: null }), code);
  });

  it.each(['actor_id', 'order_id', 'amount', 'currency', 'direction', 'role', 'method', 'status'])(
    'the argument %s is no call at all',
    async (field) => {
      const args: Args = aClientPayment(till, order);
      delete args[field];
      const before = await footprintOf(database.sql);
      const error = await errorOf(call(database.sql, 'record_generic_payment_safe', args));
      expect(error.code).toBe('42883');
      expect(await footprintOf(database.sql)).toEqual(before);
    },
  );
});
