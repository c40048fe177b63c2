import type { Sql, TransactionSql } from 'postgres';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAnon, asService, asSignedIn, asStudio, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { anAwaitingOrder, aPaidOrder, openTill, pay, paymentsOf, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;
let superuser: Sql;

beforeAll(async () => {
  till = await openTill(database.sql);
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined });
});

afterAll(() => superuser.end());

type Work = (sql: TransactionSql) => Promise<unknown>;
const DOORS: Array<[string, (work: Work) => Promise<unknown>]> = [
  ['Studio', (work) => asStudio(database.sql, work)],
  ['service_role', (work) => asService(database.sql, work)],
  ['a superuser', (work) => superuser.begin(work)],
];

/** What the safe RPCs themselves are. */
const asDeskRpc = (work: Work) =>
  database.sql.begin(async (sql) => {
    await sql`select set_config('desk.actor_id', ${till.desk.systemId}, true), set_config('desk.actor_type', 'system', true)`;
    await sql`grant delete on public.payments to desk_rpc`;
    await sql`set local role desk_rpc`;
    await work(sql);
  });

describe.each([...DOORS, ['a safe RPC', asDeskRpc] as const])('A-56 %s', (_door, as) => {
  it.each([
    'amount = 1',
    `status = 'failed', completed_at = null`,
    `external_reference = 'stripe:forged'`,
    `currency = 'USD'`,
    'created_at = now()',
  ])('cannot set %s of a completed payment', async (change) => {
    const { order, payment } = await aPaidOrder(till);
    const before = await paymentsOf(till, order);
    await expectRefusal(
      as((sql) => sql.unsafe(`update public.payments set ${change} where id = '${payment}'`)),
      'IMMUTABLE',
    );
    expect(await paymentsOf(till, order)).toEqual(before);
  });

  it('cannot delete a completed payment', async () => {
    const { order, payment } = await aPaidOrder(till);
    await expectRefusal(
      as((sql) => sql`delete from public.payments where id = ${payment}`),
      'IMMUTABLE',
    );
    expect(await paymentsOf(till, order)).toHaveLength(1);
  });
});

it.each([
  'amount = 1',
  `currency = 'USD'`,
  `role = 'supplier_refund'`,
  'order_id = related_payment_id',
  `external_reference = 'stripe:other'`,
])('A-56 what a payment is stays even while it is pending, for a safe RPC too: %s', async (change) => {
  const { payment } = await pay(till, await anAwaitingOrder(till), { status: 'pending' });
  await expectRefusal(
    asDeskRpc((sql) => sql.unsafe(`update public.payments set ${change} where id = '${payment.id}'`)),
    'IMMUTABLE',
  );
});

const aSupplierPayment = (order: string) => `insert into public.payments
  (desk_id, order_id, amount, currency, direction, role, method, status, completed_at, created_by)
  values ('${till.desk.deskId}', '${order}', 50, 'EUR', 'outgoing', 'supplier_payment', 'cash', 'completed', now(), '${till.desk.ownerId}')`;

it.each(DOORS)('A-65 %s cannot pay a supplier by a row of their own', async (_door, as) => {
  for (const order of [await anAwaitingOrder(till), (await aPaidOrder(till)).order]) {
    const before = await paymentsOf(till, order);
    await expectRefusal(
      as((sql) => sql.unsafe(aSupplierPayment(order))),
      'DIRECT_WRITE',
    );
    expect(await paymentsOf(till, order)).toEqual(before);
  }
});

it('A-65 nor can a person with a token, nor a visitor', async () => {
  const order = await anAwaitingOrder(till);
  await expectRefusal(
    asAnon(database.sql, (sql) => sql.unsafe(aSupplierPayment(order))),
    'DIRECT_WRITE',
  );
  await expectRefusal(
    asSignedIn(database.sql, crypto.randomUUID(), (sql) => sql.unsafe(aSupplierPayment(order))),
    'DIRECT_WRITE',
  );
});

it.each([
  ['an amount of 0', '0', `'incoming', 'client_payment'`],
  ['an amount of NaN', `'NaN'`, `'incoming', 'client_payment'`],
  ['a refund that comes in', '1', `'incoming', 'refund'`],
  ['a refund of nothing in particular', '1', `'outgoing', 'refund'`],
])('A-66 the table itself takes no %s, whoever writes', async (_what, amount, kind) => {
  const order = await anAwaitingOrder(till);
  const error = await errorOf(
    asDeskRpc((sql) =>
      sql.unsafe(`insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, created_by)
        values ('${till.desk.deskId}', '${order}', ${amount}, 'EUR', ${kind}, 'cash', '${till.desk.ownerId}')`),
    ),
  );
  expect(error).toMatchObject({ code: '23514', table_name: 'payments' });
});
