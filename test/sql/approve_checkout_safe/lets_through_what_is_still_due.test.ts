import { beforeAll, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { errorOf } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';
import { aTill, charge, checkOut, offerInvoice, openTill } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** Somebody with an invoice. */
async function billed() {
  const till = await aTill(database.sql, shop);
  const bill = await offerInvoice(database.sql, shop, till);
  return { till, bill, ask: (given: Record<string, unknown> = {}) => checkOut(database.sql, till, bill, given) };
}

const no = (reason: string) => ({ approved: false, reason });
const yes = { approved: true, reason: null };

it('what is asked for, and again as the same person', async () => {
  const { ask } = await billed();
  expect(await ask()).toEqual(yes);
  expect(await ask()).toEqual(yes);
});

it('nothing that no invoice of this bot says', async () => {
  const { ask, bill } = await billed();
  const { till: other } = await billed();
  expect(await ask({ payload: 'f'.repeat(64) })).toEqual(no('unknown'));
  expect(await ask({ payload: null })).toEqual(no('unknown'));
  // The right words at another bot, of this desk or of another one.
  expect(await ask({ account: other.account })).toEqual(no('unknown'));
  const stranger = await openShop(database.sql);
  const till = await aTill(database.sql, stranger);
  expect(await checkOut(database.sql, till, bill)).toEqual(no('unknown'));
});

it.each([{ charged: 9_999 }, { charged: 10_001 }, { charged: null }, { charged_in: 'USD' }, { charged_in: 'XTR' }])(
  'not another sum: %o',
  async (given) => {
    const { ask } = await billed();
    expect(await ask(given)).toEqual(no('changed'));
  },
);

it('not what a newer invoice asks for, and the newer one', async () => {
  const { till, ask } = await billed();
  const newer = await offerInvoice(database.sql, shop, till, 'telegram_stars');
  expect(await ask()).toEqual(no('changed'));
  expect(await checkOut(database.sql, till, newer)).toEqual(yes);
});

it('not what has another price by now, is paid, or has ended', async () => {
  const dearer = await billed();
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.orders set total_amount = 120 where id = ${dearer.till.orderId}`);
  expect(await dearer.ask()).toEqual(no('changed'));
  const inPart = await billed();
  await pay(database.sql, shop.manager.id, inPart.till.orderId, { amount: 40 });
  expect(await inPart.ask()).toEqual(no('changed'));
  const paid = await billed();
  await pay(database.sql, shop.manager.id, paid.till.orderId);
  expect(await paid.ask()).toEqual(no('paid'));
  const charged = await billed();
  await charge(database.sql, charged.till, charged.bill);
  expect(await charged.ask({ payer: '77' })).toEqual(no('paid'));
  const ended = await billed();
  await rpc(database.sql, 'advance_order_status_safe', {
    ...{ actor_id: shop.manager.id, order_id: ended.till.orderId, new_status: 'cancelled', reason: 'no stock' },
  });
  expect(await ended.ask()).toEqual(no('ended'));
});

it('not where the desk has switched the way or the bot off', async () => {
  const { till, ask } = await billed();
  const switched = (active: boolean) =>
    database.sql`update public.payment_methods set active = ${active} where desk_id = ${shop.deskId} and code = 'telegram_card'`;
  await switched(false);
  expect(await ask()).toEqual(no('off'));
  await switched(true);
  await database.sql`update public.channel_accounts set active = false where account = ${till.account}`;
  expect(await ask()).toEqual(no('unknown'));
});

it.each([
  ['telegram_card', { takes_cards: false }, 'off'],
  ['telegram_stars', { stars_per_unit: null }, 'off'],
  ['telegram_stars', { stars_per_unit: 60 }, 'changed'],
  ['telegram_stars', { stars_per_unit: 40 }, 'changed'],
])('not by %s as the desk took it before %o, and again once it does', async (method, given, reason) => {
  const till = await aTill(database.sql, shop);
  const bill = await offerInvoice(database.sql, shop, till, method);
  await openTill(database.sql, till.account, given);
  expect(await checkOut(database.sql, till, bill)).toEqual(no(reason));
  await openTill(database.sql, till.account);
  expect(await checkOut(database.sql, till, bill)).toEqual(yes);
});

it('not in Stars that were counted in money the desk keeps its books in no longer', async () => {
  const moving = await openShop(database.sql);
  const till = await aTill(database.sql, moving);
  const bill = await offerInvoice(database.sql, moving, till, 'telegram_stars');
  await asDeskRpc(database.sql, moving, (sql) => sql`update public.desk_settings set currency = 'USD' where desk_id = ${moving.deskId}`);
  expect(await checkOut(database.sql, till, bill)).toEqual(no('off'));
});

it('one at a time: another payer waits until the first has had a minute', async () => {
  const { till, ask } = await billed();
  expect(await ask()).toEqual(yes);
  expect(await ask({ payer: '77' })).toEqual(no('busy'));
  expect(await ask()).toEqual(yes);
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.chat_invoices set approved_at = now() - interval '61 seconds' where order_id = ${till.orderId}`,
  );
  expect(await ask({ payer: '77' })).toEqual(yes);
});

it('two payers at the same moment: only one of them', async () => {
  const { ask } = await billed();
  const answers = await Promise.all(['71', '72', '73', '74'].map((payer) => ask({ payer })));
  expect(answers.filter(({ approved }) => approved)).toHaveLength(1);
});

it('not by a newer invoice while another pays the one before, until that is paid or a minute has gone', async () => {
  const { till, ask, bill } = await billed();
  expect(await ask({ payer: '77' })).toEqual(yes);
  const newer = await offerInvoice(database.sql, shop, till);
  expect(await checkOut(database.sql, till, newer)).toEqual(no('busy'));
  expect(await checkOut(database.sql, till, newer, { payer: '77' })).toEqual(yes);
  await charge(database.sql, till, bill, { payer: '77' });
  expect(await checkOut(database.sql, till, newer)).toEqual(no('paid'));
});

it('nobody while the order is held, and says so in less than a second', async () => {
  const { till, ask } = await billed();
  await database.sql.begin(async (holder) => {
    await holder`select from public.orders where id = ${till.orderId} for update`;
    const begun = performance.now();
    expect(await ask()).toEqual(no('busy'));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
  expect(await ask()).toEqual(yes);
});

it('is asked by no member of the staff', async () => {
  const { till, bill } = await billed();
  const asked = asSignedIn(
    database.sql,
    shop.admin.subject,
    (sql) => sql`select public.approve_checkout_safe('telegram', ${till.account}, ${bill.payload}, '1', 1, 'EUR')`,
  );
  expect((await errorOf(asked)).code).toBe('42501');
});
