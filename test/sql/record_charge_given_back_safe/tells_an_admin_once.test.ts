import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { aTill, charge, claimRefunds, giveBack, offerInvoice, type Till } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** Stars that were paid: for an order, or by an invoice nobody knows. */
async function paid(payload?: string) {
  const till = await aTill(database.sql, shop);
  const bill = await offerInvoice(database.sql, shop, till, 'telegram_stars');
  const charge_id = randomUUID();
  await charge(database.sql, till, { ...bill, ...(payload !== undefined && { payload }) }, { charge_id });
  return { till, charge_id };
}

const givenBack = ({ till, charge_id }: { till: Till; charge_id: string }) =>
  rpc(database.sql, 'record_charge_given_back_safe', { provider: 'telegram', account: till.account, charge_id });
const settle = (refund_id: string, outcome: string) =>
  rpc(database.sql, 'settle_charge_refund', { worker: 'w', refund_id, outcome, problem: '400: CHARGE_NOT_FOUND' });
const moneyOf = ({ orderId }: Till) => database.sql`select role::text, status::text from public.payments where order_id = ${orderId}`;
const tasksOf = async ({ orderId }: Till) =>
  (await database.sql`select kind from public.tasks where order_id = ${orderId}`).map(({ kind }): string => kind);
const told = (phrase: string, admin = shop.admin.id) =>
  database.sql`select params from public.outbox_messages where phrase_key = ${phrase} and staff_id = ${admin} order by created_at`;

it('however often and at once it comes, and no money is written off', async () => {
  const one = await paid();
  const answers = await Promise.all(Array.from({ length: 4 }, () => givenBack(one)));
  expect(answers.filter((answer) => answer.told)).toHaveLength(1);
  expect(await givenBack(one)).toEqual({ told: false, known: true });
  expect(await tasksOf(one.till)).toEqual(['task-charge-given-back']);
  expect(await told('notice-staff-charge-given-back')).toMatchObject([
    { params: { code: one.till.orderCode, amount: 100, currency: 'EUR' } },
  ]);
  expect(await told('notice-staff-charge-given-back', shop.manager.id)).toEqual([]);
  expect(await moneyOf(one.till)).toEqual([{ role: 'client_payment', status: 'completed' }]);
});

it('who then writes it down as any refund of Stars', async () => {
  const one = await paid();
  await givenBack(one);
  await giveBack(database.sql, shop, one.till);
  expect(await claimRefunds(database.sql, one.till)).toMatchObject([{ charge_id: one.charge_id }]);
});

it.each(['waiting', 'done'])('nothing of what the desk has asked for itself, and which is %s', async (status) => {
  const one = await paid();
  await giveBack(database.sql, shop, one.till);
  const [refund] = status === 'done' ? await claimRefunds(database.sql, one.till) : [];
  if (refund) await settle(refund.id, 'done');
  expect(await givenBack(one)).toEqual({ told: false, known: true });
  expect(await tasksOf(one.till)).toEqual([]);
});

it('where the desk had asked for it and was told that it never will be', async () => {
  const one = await paid();
  await giveBack(database.sql, shop, one.till);
  const [refund] = await claimRefunds(database.sql, one.till);
  await settle(String(refund?.id), 'failed');
  expect(await givenBack(one)).toEqual({ told: true, known: true });
  expect(await tasksOf(one.till)).toEqual(['task-refund-failed', 'task-charge-given-back']);
});

it('of what came for no order, which is then set aside without going back once more', async () => {
  const one = await paid('f'.repeat(64));
  expect(await givenBack(one)).toEqual({ told: true, known: true });
  expect(await givenBack(one)).toEqual({ told: false, known: true });
  expect(await told('notice-staff-stray-charge-given-back')).toMatchObject([{ params: { amount: 5_000, currency: 'XTR' } }]);
  const [transfer] = await database.sql`select id from public.incoming_transfers where reference = ${`telegram:${one.charge_id}`}`;
  const dismissed = { actor_id: shop.manager.id, transfer_id: transfer?.id, reason: 'Given back' };
  expect(await rpc(database.sql, 'dismiss_transfer_safe', dismissed)).toMatchObject({ gives_back: false });
  expect(await claimRefunds(database.sql, one.till)).toEqual([]);
});

it('nothing of a charge that nobody knows here', async () => {
  const one = await paid();
  const other = await aTill(database.sql, shop);
  expect(await givenBack({ ...one, till: other })).toEqual({ told: false, known: false });
  await expectRefusal(givenBack({ ...one, till: { ...one.till, account: '1' } }), 'NOT_FOUND');
  expect(await givenBack(one)).toMatchObject({ told: true });
});
