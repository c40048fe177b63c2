import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';
import { aTill, charge, claimRefunds, giveBack, offerInvoice, paidInStars, type Till } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const settle = (refund_id: string, outcome: string, given: Record<string, unknown> = {}) =>
  rpc(database.sql, 'settle_charge_refund', { worker: 'w', refund_id, outcome, ...given });
const refundsOf = async ({ orderId }: Till) =>
  (await database.sql`select status::text from public.payments where order_id = ${orderId} and role = 'refund' order by created_at`).map(
    ({ status }): string => status,
  );
const now = (id: string) =>
  asDeskRpc(database.sql, shop, (sql) => sql`update public.charge_refunds set due_at = now() - interval '1 second' where id = ${id}`);

/** A refund that worker w holds. */
async function claimed() {
  const till = await paidInStars(database.sql, shop);
  const { payment } = await giveBack(database.sql, shop, till);
  const [refund] = await claimRefunds(database.sql, till);
  if (!refund) throw new Error('there is nothing to give back');
  return { till, refund, payment };
}

it('is in the ledger first, pending; then it is claimed with whom it goes back to, by one worker', async () => {
  const till = await paidInStars(database.sql, shop);
  await giveBack(database.sql, shop, till);
  expect(await refundsOf(till)).toEqual(['pending']);
  const answers = await Promise.all([1, 2, 3].map((n) => claimRefunds(database.sql, till, { worker: `w${n}` })));
  expect(answers.flat()).toMatchObject([{ account: till.account, payer: till.sender, charge_id: expect.any(String) }]);
  expect(await claimRefunds(database.sql, { ...till, account: '1' })).toEqual([]);
});

it('completes the refund when the provider has given it back, once, and the customer hears of it', async () => {
  const { till, refund, payment } = await claimed();
  expect(await settle(refund.id, 'done')).toEqual({ settled: true });
  expect(await settle(refund.id, 'done')).toEqual({ settled: false });
  expect(await settle(refund.id, 'failed')).toEqual({ settled: false });
  expect(await refundsOf(till)).toEqual(['completed']);
  const told =
    await database.sql`select from public.outbox_messages where phrase_key = 'notice-payment-refunded' and entity_id = ${payment.id}`;
  expect(told).toHaveLength(1);
  expect(await rpc(database.sql, 'check_books', {})).toEqual([]);
  await expectRefusal(giveBack(database.sql, shop, till), 'REFUND_EXCEEDS_RECEIVED');
});

it('is asked for again later, and by another worker when the first does not come back', async () => {
  const { till, refund } = await claimed();
  await settle(refund.id, 'retry', { problem: '500: oops' });
  expect(await claimRefunds(database.sql, till)).toEqual([]);
  await now(refund.id);
  expect(await claimRefunds(database.sql, till)).toHaveLength(1);
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.charge_refunds set lease_until = now() - interval '1 second' where id = ${refund.id}`,
  );
  expect(await claimRefunds(database.sql, till, { worker: 'v' })).toHaveLength(1);
  // What the first says late is old news, unless it is that all is done.
  expect(await settle(refund.id, 'failed', { problem: 'x' })).toEqual({ settled: false });
  expect(await settle(refund.id, 'done')).toEqual({ settled: true });
  expect(await refundsOf(till)).toEqual(['completed']);
});

it('waits longer after each failure, as long as the provider says where it does', async () => {
  const { till, refund } = await claimed();
  const pauses: number[] = [];
  for (const given of [{}, {}, {}, { retry_after_seconds: 77 }]) {
    await settle(refund.id, 'retry', given);
    const [row] =
      await database.sql`select extract(epoch from due_at - clock_timestamp())::float8 as pause from public.charge_refunds where id = ${refund.id}`;
    pauses.push(Math.ceil(row?.pause / 5) * 5);
    await now(refund.id);
    await claimRefunds(database.sql, till);
  }
  expect(pauses).toEqual([5, 10, 20, 80]);
});

it('fails for good with a task and word to the admins, and can be made once more', async () => {
  const { till, refund } = await claimed();
  await settle(refund.id, 'failed', { problem: '400: CHARGE_NOT_FOUND' });
  expect(await refundsOf(till)).toEqual(['failed']);
  const tasks = await database.sql`select kind from public.tasks where order_id = ${till.orderId} and kind = 'task-refund-failed'`;
  expect(tasks).toHaveLength(1);
  const told =
    await database.sql`select distinct phrase_key from public.outbox_messages where phrase_key = 'notice-staff-refund-failed' and entity_id = ${till.orderId}`;
  expect(told).toHaveLength(1);
  await giveBack(database.sql, shop, till);
  expect(await refundsOf(till)).toEqual(['failed', 'pending']);
  expect(await claimRefunds(database.sql, till)).toHaveLength(1);
});

it('is for admins, of the whole payment, and never twice', async () => {
  const till = await paidInStars(database.sql, shop);
  for (const actor_id of [shop.agent.id, shop.manager.id]) {
    await expectRefusal(giveBack(database.sql, shop, till, { actor_id }), actor_id === shop.agent.id ? 'NOT_FOUND' : 'FORBIDDEN_ROLE');
  }
  await expectRefusal(giveBack(database.sql, shop, till, { amount: 40 }), 'REFUNDED_WHOLE');
  await expectRefusal(giveBack(database.sql, shop, till, { status: 'completed', external_reference: 'x' }), 'REFUND_BY_DESK');
  const answers = await Promise.allSettled([1, 2, 3].map(() => giveBack(database.sql, shop, till)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await refundsOf(till)).toEqual(['pending']);
});

it('gives back in Stars only what was paid in Stars', async () => {
  const till = await aTill(database.sql, shop);
  await charge(database.sql, till, await offerInvoice(database.sql, shop, till));
  await expectRefusal(giveBack(database.sql, shop, till), 'REFUNDED_WHOLE');
  // A card is given back at its provider, and the staff write it down.
  await giveBack(database.sql, shop, till, { method: 'telegram_card', amount: 40, status: 'completed', external_reference: 're_1' });
  expect(await refundsOf(till)).toEqual(['completed']);
});

it('leaves it to the provider to say how it ended', async () => {
  const { till, payment } = await claimed();
  const advance = (new_status: string, given: Record<string, unknown> = {}) =>
    rpc(database.sql, 'advance_payment_safe', { actor_id: shop.admin.id, payment_id: payment.id, new_status, ...given });
  await expectRefusal(advance('cancelled'), 'REFUND_BY_DESK');
  await expectRefusal(advance('failed'), 'REFUND_BY_DESK');
  await expectRefusal(advance('completed', { external_reference: 'by-hand' }), 'REFUND_BY_DESK');
  expect(await refundsOf(till)).toEqual(['pending']);
});

it('can be planned, and is asked for when it is pending', async () => {
  const till = await paidInStars(database.sql, shop);
  const { payment } = await giveBack(database.sql, shop, till, { status: 'planned' });
  expect(await claimRefunds(database.sql, till)).toEqual([]);
  await rpc(database.sql, 'advance_payment_safe', { actor_id: shop.admin.id, payment_id: payment.id, new_status: 'pending' });
  expect(await claimRefunds(database.sql, till)).toHaveLength(1);
});

it('knows to whom it goes back though the customer was forgotten meanwhile, until it is back', async () => {
  const till = await aTill(database.sql, shop);
  const bill = await offerInvoice(database.sql, shop, till, 'telegram_stars');
  await rpc(database.sql, 'advance_order_status_safe', {
    ...{ actor_id: shop.manager.id, order_id: till.orderId, new_status: 'cancelled', reason: 'no stock' },
  });
  await charge(database.sql, till, bill);
  await giveBack(database.sql, shop, till);
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: till.customerId });
  const [refund] = await claimRefunds(database.sql, till);
  expect(refund).toMatchObject({ payer: till.sender });
  await settle(String(refund?.id), 'done');
  const [row] = await database.sql`select payer, payer_name from public.chat_charges where charge_id = ${String(refund?.charge_id)}`;
  expect(row).toEqual({ payer: null, payer_name: null });
});

it('money paid another way is refunded as before', async () => {
  const till = await paidInStars(database.sql, shop);
  const cash = { direction: 'outgoing', role: 'refund', refund_reason: 'returned', method: 'cash', amount: 10 };
  await pay(database.sql, shop.admin.id, till.orderId, cash);
  expect(await refundsOf(till)).toEqual(['completed']);
});
