import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { advance, auditOf, createOrder, eventsOf, openShop, paidOrder, pay, type Shop } from '../../support/shop.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;
let crowd: Sql;

beforeAll(async () => {
  shop = await openShop(database.sql);
  crowd = postgres(database.url, { max: 16, onnotice: () => undefined });
});
afterAll(() => crowd?.end());

/** Starts the calls while the order's row is locked, and lets go once all of them wait for it. */
async function allAtOnce<T>(orderId: string, calls: (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
  const holder = await database.sql.reserve();
  try {
    await holder`begin`;
    await holder`select from public.orders where id = ${orderId} for update`;
    const running = calls.map((start) => start());
    for (const call of running) call.catch(() => undefined);
    await untilWaiting(database.sql, calls.length);
    await holder`commit`;
    return await Promise.allSettled(running);
  } finally {
    holder.release();
  }
}

const codes = (outcomes: PromiseSettledResult<unknown>[]): string[] =>
  outcomes.map((outcome): string => (outcome.status === 'fulfilled' ? 'ok' : JSON.parse(outcome.reason.detail ?? '{}').code)).sort();

it('A-39 of two managers who move an order at the same moment, one succeeds', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const outcomes = await allAtOnce(
    id,
    [shop.managerId, shop.secondManagerId].map((actor) => () => advance(crowd, actor, id, 'processing')),
  );
  expect(codes(outcomes)).toEqual(['INVALID_TRANSITION', 'ok']);
  const winner = outcomes[0]?.status === 'fulfilled' ? shop.managerId : shop.secondManagerId;
  expect((await eventsOf(database.sql, id)).slice(3)).toMatchObject([{ old_status: 'paid', new_status: 'processing', actor_id: winner }]);
  const moves = (await auditOf(database.sql, id)).filter((entry) => entry.details.to === 'processing');
  expect(moves).toMatchObject([{ actor_id: winner }]);
});

it('A-39 of two different moves at once, one succeeds', async () => {
  const { id } = await createOrder(database.sql, shop);
  const outcomes = await allAtOnce(id, [
    () => advance(crowd, shop.managerId, id, 'cancelled', { reason: 'x' }),
    () => advance(crowd, shop.secondManagerId, id, 'cancelled', { reason: 'y' }),
    () => advance(crowd, shop.adminId, id, 'cancelled', { reason: 'z' }),
  ]);
  expect(codes(outcomes)).toEqual(['INVALID_TRANSITION', 'INVALID_TRANSITION', 'ok']);
  expect(await eventsOf(database.sql, id)).toHaveLength(2);
});

it('A-39 a payment and a cancellation at once leave either a paid order or a cancelled one with a task', async () => {
  for (let round = 0; round < 8; round++) {
    const { id } = await createOrder(database.sql, shop);
    const [cancelled] = await allAtOnce<unknown>(id, [
      () => advance(crowd, shop.managerId, id, 'cancelled', { reason: 'x' }),
      () => pay(crowd, shop, id),
    ]);
    const [row] = await database.sql`select status, (select count(*)::int from public.tasks where order_id = ${id}) as tasks,
      (select count(*)::int from public.payments where order_id = ${id} and status = 'completed') as payments from public.orders where id = ${id}`;
    expect(row).toEqual(
      cancelled?.status === 'fulfilled' ? { status: 'cancelled', tasks: 1, payments: 1 } : { status: 'paid', tasks: 0, payments: 1 },
    );
  }
});

it('A-37 sixteen writers of one order leave one unbroken chain, in the order of time', async () => {
  const { id } = await createOrder(database.sql, shop);
  const actors = [shop.managerId, shop.secondManagerId, shop.adminId, shop.ownerId];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, async (_, writer) => {
      let moved = 0;
      for (let step = 0; step < 12; step++) {
        const status = (writer + step) % 2 ? 'created' : 'awaiting_payment';
        const [outcome] = await Promise.allSettled([advance(crowd, actors[writer % 4] ?? '', id, status)]);
        if (outcome?.status === 'fulfilled') moved++;
        else expect(JSON.parse(outcome?.reason.detail).code).toBe('INVALID_TRANSITION');
      }
      return moved;
    }),
  );
  const moves = outcomes.reduce((sum, outcome) => sum + (outcome.status === 'fulfilled' ? outcome.value : Number.NaN), 0);
  const events = await eventsOf(database.sql, id);
  expect(events).toHaveLength(moves + 1);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  expect(events.map(({ old_status }) => old_status)).toEqual([null, ...events.slice(0, -1).map(({ new_status }) => new_status)]);
  const ahead = await database.sql`select seq from (select seq, created_at, lag(created_at) over (order by seq) as before
    from public.order_status_events where order_id = ${id}) as e where created_at <= before`;
  expect(ahead).toEqual([]);
  const audited = (await auditOf(database.sql, id)).filter((entry) => entry.details.to !== undefined);
  expect(audited.map((entry) => [entry.details.to, entry.actor_id])).toEqual(events.map((event) => [event.new_status, event.actor_id]));
});
