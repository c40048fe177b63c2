import { beforeAll, expect, it } from 'vitest';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { asDeskRpc, call, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { aPayingGuest, untilRecorded } from '../../support/telegram-payers.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.payment_methods set offered = false where desk_id = ${shop.deskId}`;
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug, { starsPerUnit: 50 });

/** Somebody who has paid in Stars. */
async function paid() {
  const ada = await aPayingGuest(database, desk(), shop);
  await ada.presses(phrases('en', 'button-move-pay'));
  const invoice = ada.all().findLast((one) => one.invoice !== undefined);
  if (invoice === undefined) throw new Error('the only way to pay was not taken');
  const answer = await desk().api.pay(invoice, ada.from);
  await untilRecorded(database, answer);
  return { ada, charge: String(answer.charge) };
}

async function staffed(role: 'agent' | 'manager' | 'admin') {
  const member = someone(database, desk(), 'en', role);
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: `The ${role}`, role });
  await member.says(String(code));
  return member;
}

const refunds = async (orderId: string) =>
  (await database.sql`select status::text from public.payments where order_id = ${orderId} and role = 'refund' order by created_at`).map(
    ({ status }): string => status,
  );
const isBack = (charge: string) => desk().api.charges.get(charge)?.refunded === true;

it('when an admin says so: in the ledger first, once, and the customer hears of it', async () => {
  const { ada, charge } = await paid();
  const eve = await staffed('admin');
  const told = textsOf(await eve.says(`/refund ${ada.code} rest returned`));
  expect(told).toContain('is on its way back');
  await until(async () => (await refunds(ada.orderId))[0] === 'completed');
  expect(isBack(charge)).toBe(true);
  await quiet(database, String(ada.id));
  expect(textsOf(ada.hears())).toMatch(/refund|returned|back/i);
  expect(desk().api.calls.filter(({ method }) => method === 'refundStarPayment')).toHaveLength(1);
  // Telegram says in the chat that they are back, which is no news.
  await until(async () => desk().api.confirmed.has(desk().api.lastUpdate().update_id));
  expect(await database.sql`select from public.tasks where order_id = ${ada.orderId} and kind = 'task-charge-given-back'`).toEqual([]);
});

it('not when an agent says so', async () => {
  const { ada, charge } = await paid();
  const agent = await staffed('agent');
  expect(textsOf(await agent.says(`/refund ${ada.code} rest returned`))).toContain('Refunds are for admins');
  expect(await refunds(ada.orderId)).toEqual([]);
  expect(isBack(charge)).toBe(false);
});

/** What waits is asked for again now. */
async function again() {
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.charge_refunds set due_at = now() - interval '1 second' where status = 'waiting'`,
  );
  await database.sql`select pg_notify('desk_work', 'refunds')`;
}
const waitsAfter = async (tries: number) =>
  (await database.sql`select from public.charge_refunds where status = 'waiting' and attempts = ${tries}`).length > 0;
const refund = ({ orderId }: { orderId: string }) =>
  call(database.sql, 'record_generic_payment_safe', {
    ...{ actor_id: shop.adminId, order_id: orderId, amount: 100, currency: 'EUR', direction: 'outgoing', role: 'refund' },
    ...{ refund_reason: 'returned', method: 'telegram_stars', status: 'pending' },
  });

it('once, though nobody heard that it was done, and though Telegram was away before', async () => {
  const { ada, charge } = await paid();
  desk().api.fail('refundStarPayment', { kind: 'html', code: 502 }, { kind: 'done-and-lost' });
  await refund(ada);
  for (let tries = 1; tries <= 2; tries++) {
    await until(() => waitsAfter(tries));
    expect(await refunds(ada.orderId)).toEqual(['pending']);
    await again();
  }
  await until(async () => (await refunds(ada.orderId))[0] === 'completed');
  expect(isBack(charge)).toBe(true);
});

it('and says so to a person when Telegram never will', async () => {
  const { ada, charge } = await paid();
  desk().api.charges.delete(charge);
  await refund(ada);
  await until(async () => (await refunds(ada.orderId))[0] === 'failed');
  expect(await database.sql`select from public.tasks where order_id = ${ada.orderId} and kind = 'task-refund-failed'`).toHaveLength(1);
});

it('that came for no order, when an admin takes them off the list: once, and no manager does', async () => {
  const ada = await aPayingGuest(database, desk(), shop);
  const [mia, eve] = [await staffed('manager'), await staffed('admin')];
  await ada.presses(phrases('en', 'button-move-pay'));
  const { invoice } = ada.all().findLast((one) => one.invoice !== undefined) ?? {};
  if (invoice === undefined) throw new Error('the only way to pay was not taken');
  const { charge } = desk().api.charge({ ...invoice, payload: 'of an invoice from before' }, ada.from);
  await untilRecorded(database, { charge });
  const [transfer] = await database.sql`select id from public.incoming_transfers where reference = ${`telegram:${charge}`}`;
  await mia.says(`/proof ${transfer?.id}`);
  expect(textsOf(mia.all())).toContain(phrases('en', 'inbox-gives-back'));
  expect(textsOf(await mia.says(`/dismiss ${transfer?.id} paid twice`))).toContain(phrases('en', 'no-forbidden-role'));
  expect(isBack(charge)).toBe(false);
  await eve.says(`/proof ${transfer?.id}`);
  await eve.presses(phrases('en', 'do-dismiss'));
  expect(textsOf(await eve.says('paid twice'))).toContain(phrases('en', 'inbox-given-back'));
  await until(async () => isBack(charge));
  await until(
    async () => (await database.sql`select from public.charge_refunds where payment_id is null and status = 'done'`).length === 1,
  );
  expect(desk().api.calls.filter(({ method }) => method === 'refundStarPayment')).toHaveLength(1);
  expect(await refunds(ada.orderId)).toEqual([]);
});

it('by Telegram’s support: an admin is told once, and writes it down', async () => {
  const { ada, charge } = await paid();
  const eve = await staffed('admin');
  const { api } = desk();
  const update = api.takeBack(charge);
  const told = api.lastUpdate();
  for (const id of [0, 1, 2]) api.again({ ...told, update_id: told.update_id + id });
  await until(async () => api.confirmed.has(update + 2));
  await quiet(database, String(eve.id));
  const notice = phrases('en', 'notice-staff-charge-given-back', { code: ada.code, amount: '€100.00' });
  expect(textsOf(eve.all()).split(notice)).toHaveLength(2);
  expect(await refunds(ada.orderId)).toEqual([]);
  await eve.says(`/refund ${ada.code} rest returned`);
  await until(async () => (await refunds(ada.orderId))[0] === 'completed');
});
