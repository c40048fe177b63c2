import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../../src/reports/phone-book.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Shop, SUPPLIER, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let superuser: Sql;

beforeAll(() => {
  superuser = postgres(database.superuserUrl, { max: 1 });
});
afterAll(() => superuser.end());

/** The answer as it comes, its sums as numbers. */
type Sums = Array<{ currency: string; amount: number; orders?: number }>;
type Told = Pick<Report, 'currency'> & {
  now: Omit<Report['now'], 'revenue'> & { revenue: Sums };
  before: Told['now'];
  outstanding: Sums;
  days: Day[];
};
type Day = { day: string; revenue: number; orders: number };

const report = async (shop: Shop, period = 'week') =>
  (await rpc(database.sql, 'desk_report', { actor_id: shop.manager.id, period })) as unknown as Told;
/** Lets something have happened so long ago, past every guard. */
const moved = (table: string, column: string, id: string, ago: string) =>
  superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql.unsafe(`update public.${table} set ${column} = now() - interval '${ago}' where id = '${id}'`);
  });

it('counts leads, orders and money of the period, beside those of the time before', async () => {
  const shop = await openShop(database.sql);
  const [paid, refunded, unpaid, before] = [
    await sell(database.sql, shop),
    await sell(database.sql, shop),
    await sell(database.sql, shop),
    await sell(database.sql, shop),
  ];
  await pay(database.sql, shop.manager.id, paid.orderId);
  await pay(database.sql, shop.manager.id, paid.orderId, SUPPLIER);
  await pay(database.sql, shop.manager.id, refunded.orderId);
  await pay(database.sql, shop.admin.id, refunded.orderId, {
    role: 'refund',
    direction: 'outgoing',
    amount: 40,
    refund_reason: 'price_adjustment',
  });
  await pay(database.sql, shop.manager.id, unpaid.orderId, { amount: 30 });
  const { payment } = await pay(database.sql, shop.manager.id, before.orderId);
  await moved('payments', 'completed_at', payment.id, '8 days');
  await moved('orders', 'created_at', before.orderId, '8 days');
  await moved('leads', 'created_at', before.leadId, '8 days');
  await rpc(database.sql, 'capture_lead_safe', {
    actor_id: shop.systemId,
    source: 'web',
    customer: { full_name: 'Ada', phone: '+4915112345678' },
  });

  const { now, before: then, outstanding, days, currency } = await report(shop);
  expect(now).toMatchObject({ leads: 4, converted: 3, orders: 3, revenue: [{ currency: 'EUR', amount: 190 }] });
  expect(then).toMatchObject({ leads: 1, converted: 1, orders: 1, revenue: [{ currency: 'EUR', amount: 100 }] });
  expect(outstanding).toEqual([{ currency: 'EUR', amount: 70, orders: 1 }]);
  expect(currency).toBe('EUR');
  expect(days).toHaveLength(7);
  expect(days.at(-1)).toMatchObject({ revenue: 190, orders: 3 });
  expect((await report(shop, 'month')).now).toMatchObject({ orders: 4, revenue: [{ amount: 290 }] });
  expect((await report(shop, 'month')).days).toHaveLength(30);
});

it('what is outstanding is what the ledger says is due, order by order', async () => {
  const shop = await openShop(database.sql);
  for (const amount of [0, 10, 100, 130]) {
    const { orderId } = await sell(database.sql, shop);
    if (amount > 0) await pay(database.sql, shop.manager.id, orderId, { amount });
  }
  const [due] = await database.sql`
    select sum(greatest(m.balance_due, 0))::float8 as due from public.orders as o, private.order_money(o.id, o.total_amount, o.status) as m where o.desk_id = ${shop.deskId}`;
  expect(due).toEqual({ due: 190 });
  expect((await report(shop)).outstanding).toEqual([{ currency: 'EUR', amount: 190, orders: 2 }]);
});

it('begins a day when the desk’s calendar does', async () => {
  const shop = await openShop(database.sql);
  const { orderId } = await sell(database.sql, shop);
  // Fourteen hours ahead and eleven behind: a moment a few hours ago is today in one and yesterday in the other, or the other way round.
  const seen: string[] = [];
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    await rpc(database.sql, 'update_desk_settings_safe', { actor_id: shop.admin.id, changes: { time_zone: zone } });
    const { days } = await report(shop);
    const [row] = await database.sql`select (created_at at time zone ${zone})::date::text as day from public.orders where id = ${orderId}`;
    expect(days.filter(({ orders }) => orders === 1).map(({ day }) => day)).toEqual([row?.['day']]);
    seen.push(String(days.at(-1)?.day));
  }
  expect(seen[0]).not.toBe(seen[1]);
});

it('counts each moment of the day on which the clocks are set back once, and of the one on which they are set forward', async () => {
  const shop = await openShop(database.sql);
  const numbers = async (first: string, last: string) => {
    const [row] = await superuser.unsafe(
      `select private.report_days('${shop.deskId}', '${first}', '${last}', 'Europe/Berlin', 'EUR') as days`,
    );
    return row?.['days'] as Day[];
  };
  const { orderId } = await sell(database.sql, shop);
  for (const [at, day] of [
    ['2026-10-24T22:30:00Z', '2026-10-25'],
    ['2026-10-25T22:30:00Z', '2026-10-25'],
    ['2026-10-25T23:30:00Z', '2026-10-26'],
    ['2026-03-28T23:30:00Z', '2026-03-29'],
    ['2026-03-29T21:30:00Z', '2026-03-29'],
  ]) {
    await superuser.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql.unsafe(`update public.orders set created_at = '${at}' where id = '${orderId}'`);
    });
    const days = await numbers(String(day).replace(/\d\d$/, '20'), String(day).replace(/\d\d$/, '31'));
    expect(days.filter(({ orders }) => orders > 0)).toEqual([expect.objectContaining({ day, orders: 1 })]);
  }
});

it('is empty at an empty desk, and of no other desk', async () => {
  const shop = await openShop(database.sql);
  const { now, outstanding, days } = await report(shop, 'today');
  expect(now).toEqual({ leads: 0, converted: 0, orders: 0, answer_minutes: null, revenue: [] });
  expect(outstanding).toEqual([]);
  expect(days.every(({ revenue, orders }) => revenue === 0 && orders === 0)).toBe(true);
});

it('is for managers and up, and of a period there is', async () => {
  const shop = await openShop(database.sql);
  await expectRefusal(rpc(database.sql, 'desk_report', { actor_id: shop.agent.id }), 'FORBIDDEN_ROLE');
  await expectRefusal(rpc(database.sql, 'desk_report', { actor_id: shop.leaver.id }), 'ACTOR_INACTIVE');
  await expectRefusal(rpc(database.sql, 'desk_report', { actor_id: shop.manager.id, period: 'century' }), 'BAD_INPUT');
});
