import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { aTill, charge, claimRefunds, offerInvoice, type Till } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** Money that came by an invoice nobody knows. */
async function strayed(method: 'telegram_stars' | 'telegram_card' = 'telegram_stars') {
  const till = await aTill(database.sql, shop);
  const bill = await offerInvoice(database.sql, shop, till, method);
  const charge_id = randomUUID();
  await charge(database.sql, till, { ...bill, payload: 'f'.repeat(64) }, { charge_id });
  const [transfer] = await database.sql`select id from public.incoming_transfers where reference = ${`telegram:${charge_id}`}`;
  return { till, charge_id, transfer: String(transfer?.id) };
}

const dismiss = (transfer_id: string, actor_id = shop.admin.id) =>
  rpc(database.sql, 'dismiss_transfer_safe', { actor_id, transfer_id, reason: 'Paid twice' });
const settle = (refund_id: string, outcome: string) =>
  rpc(database.sql, 'settle_charge_refund', { worker: 'w', refund_id, outcome, problem: '400: CHARGE_NOT_FOUND' });

async function claimed({ till, transfer }: { till: Till; transfer: string }) {
  expect(await dismiss(transfer)).toMatchObject({ transfer: { status: 'dismissed' }, gives_back: true });
  const [refund, ...more] = await claimRefunds(database.sql, till);
  expect(more).toEqual([]);
  if (!refund) throw new Error('there is nothing to give back');
  return refund;
}

it('to whoever paid, and the ledger knows nothing of it', async () => {
  const one = await strayed();
  const refund = await claimed(one);
  expect(refund).toMatchObject({ payer: one.till.sender, charge_id: one.charge_id });
  expect(await settle(refund.id, 'done')).toEqual({ settled: true });
  expect(await settle(refund.id, 'done')).toEqual({ settled: false });
  expect(await claimRefunds(database.sql, one.till)).toEqual([]);
  expect(await database.sql`select from public.payments where order_id = ${one.till.orderId}`).toEqual([]);
  expect(await rpc(database.sql, 'check_books', {})).toEqual([]);
});

it('once, by however many at once', async () => {
  const { till, transfer } = await strayed();
  const answers = await Promise.allSettled([1, 2, 3].map(() => dismiss(transfer)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expectRefusal(dismiss(transfer), 'TAKEN');
  expect(await claimRefunds(database.sql, till)).toHaveLength(1);
});

it('by an admin alone, and it says so in the inbox', async () => {
  const { till, transfer } = await strayed();
  const shown = await rpc(database.sql, 'payment_inbox', { actor_id: shop.manager.id, entry_id: transfer });
  expect(shown.entries).toMatchObject([{ gives_back: true }]);
  await expectRefusal(dismiss(transfer, shop.manager.id), 'FORBIDDEN_ROLE');
  expect(await claimRefunds(database.sql, till)).toEqual([]);
  expect(await dismiss(transfer)).toMatchObject({ gives_back: true });
});

it('but neither what a card was charged, nor money that came another way', async () => {
  const { till, transfer } = await strayed('telegram_card');
  const { transfer: cash } = await rpc(database.sql, 'record_transfer_safe', { actor_id: shop.manager.id, amount: 5, currency: 'EUR' });
  for (const id of [transfer, String((cash as { id: string }).id)]) {
    expect(await dismiss(id, shop.manager.id)).toMatchObject({ gives_back: false });
  }
  expect(await claimRefunds(database.sql, till)).toEqual([]);
});

it('and the admins hear of it where the provider never will', async () => {
  const { id } = await claimed(await strayed());
  await settle(id, 'retry');
  await settle(id, 'failed');
  const told = () =>
    database.sql`select o.params, t.kind from public.outbox_messages as o join public.tasks as t on t.id = o.entity_id
      where o.desk_id = ${shop.deskId} and o.phrase_key = 'notice-staff-charge-not-given-back' and o.staff_id = ${shop.admin.id}`;
  expect(await told()).toEqual([]);
  await settle((await claimed(await strayed())).id, 'failed');
  expect(await told()).toMatchObject([{ params: { amount: 5_000, currency: 'XTR' }, kind: 'task-charge-not-given-back' }]);
});

async function forget({ orderId, customerId }: Till) {
  await rpc(database.sql, 'advance_order_status_safe', {
    ...{ actor_id: shop.manager.id, order_id: orderId, new_status: 'cancelled', reason: 'no stock' },
  });
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: customerId });
}

it.each(['done', 'failed'])('and whoever was forgotten meanwhile is known until it is %s', async (outcome) => {
  const one = await strayed();
  const { id } = await claimed(one);
  await forget(one.till);
  const payer = async () => (await database.sql`select payer, payer_name from public.chat_charges where charge_id = ${one.charge_id}`)[0];
  expect(await payer()).toEqual({ payer: one.till.sender, payer_name: null });
  await settle(id, outcome);
  expect(await payer()).toEqual({ payer: null, payer_name: null });
});

it('but nothing to somebody who was forgotten before', async () => {
  const one = await strayed();
  await forget(one.till);
  expect(await dismiss(one.transfer)).toMatchObject({ gives_back: false });
  expect(await claimRefunds(database.sql, one.till)).toEqual([]);
});
