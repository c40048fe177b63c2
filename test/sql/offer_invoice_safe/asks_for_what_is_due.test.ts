import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPayer, waysFor } from '../../support/payers.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';
import { aTill, offerInvoice, openTill, type Till } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const waysOf = async (till: Till, given: Record<string, unknown> = {}) => {
  const { ways } = await waysFor(database.sql, shop, { ...till, chat: '' }, { chat_id: till.chatId, ...given });
  return (ways as Array<{ code: string; invoice?: unknown }>).filter(({ invoice }) => invoice !== undefined);
};

it('is among the ways to pay in a chat of a bot that takes money, and in no other', async () => {
  const till = await aTill(database.sql, shop);
  expect(await waysOf(till)).toMatchObject([
    { code: 'telegram_card', names: { ru: 'Картой в Telegram' }, invoice: { charged: 10_000, currency: 'EUR' } },
    { code: 'telegram_stars', names: { tr: 'Telegram Yıldızları' }, invoice: { charged: 5_000, currency: 'XTR' } },
  ]);
  expect(await waysOf(till, { chat_id: null })).toEqual([]);
  const other = await aTill(database.sql, shop);
  expect(await waysOf(till, { chat_id: other.chatId })).toEqual([]);
  const { ways } = await waysFor(database.sql, shop, await aPayer(database.sql, shop));
  expect((ways as Array<{ code: string }>).map(({ code }) => code)).not.toContain('telegram_card');
  await openTill(database.sql, till.account, { takes_cards: false });
  expect((await waysOf(till)).map(({ code }) => code)).toEqual(['telegram_stars']);
  await openTill(database.sql, till.account, { takes_cards: false, stars_per_unit: null });
  expect(await waysOf(till)).toEqual([]);
});

it('is over what is due, in the smallest units, with a part of a Star counted as one', async () => {
  const till = await aTill(database.sql, shop);
  await pay(database.sql, shop.manager.id, till.orderId, { amount: 0.01 });
  const card = await offerInvoice(database.sql, shop, till);
  expect(card).toMatchObject({ order_code: till.orderCode, charged: 9_999, charged_currency: 'EUR', amount: 99.99, duplicate: false });
  expect(await offerInvoice(database.sql, shop, till, 'telegram_stars')).toMatchObject({ charged: 5_000, charged_currency: 'XTR' });
  expect(card.payload).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ['JPY', 120, 120],
  ['JPY', 120.5, null],
  ['JOD', 1.5, 1_500],
  ['TRY', 1.5, 150],
])('of %s %d charges %s', async (currency, amount, charged) => {
  const [row] = await database.sql`select private.in_smallest_units(${amount}::numeric, ${currency}) as charged`;
  expect(row?.charged === null ? null : Number(row?.charged)).toBe(charged);
});

it('supersedes the one before it, and is the same for the same key', async () => {
  const till = await aTill(database.sql, shop);
  const first = await offerInvoice(database.sql, shop, till, 'telegram_card', { idempotency_key: 'k' });
  expect(await offerInvoice(database.sql, shop, till, 'telegram_card', { idempotency_key: 'k' })).toEqual({ ...first, duplicate: true });
  await expectRefusal(offerInvoice(database.sql, shop, till, 'telegram_stars', { idempotency_key: 'k' }), 'IDEMPOTENCY_CONFLICT');
  await offerInvoice(database.sql, shop, till, 'telegram_stars');
  const rows =
    await database.sql`select method, superseded_at is null as counts from public.chat_invoices where order_id = ${till.orderId} order by created_at`;
  expect(rows.map(({ method, counts }) => [method, counts])).toEqual([
    ['telegram_card', false],
    ['telegram_stars', true],
  ]);
});

it('is for the customer alone, in their own chat, in a way that is offered there', async () => {
  const till = await aTill(database.sql, shop);
  const other = await aTill(database.sql, shop);
  await expectRefusal(offerInvoice(database.sql, shop, { ...till, orderCode: other.orderCode }), 'NOT_FOUND');
  await expectRefusal(offerInvoice(database.sql, shop, { ...till, chatId: other.chatId }), 'METHOD_NOT_OFFERED');
  await expectRefusal(offerInvoice(database.sql, shop, till, 'cash'), 'METHOD_NOT_OFFERED');
  await expectRefusal(offerInvoice(database.sql, shop, till, 'telegram_card', { actor_id: shop.manager.id }), 'FORBIDDEN_ROLE');
  await database.sql`update public.payment_methods set active = false where desk_id = ${shop.deskId} and code = 'telegram_card'`;
  await expectRefusal(offerInvoice(database.sql, shop, till), 'METHOD_NOT_OFFERED');
  await database.sql`update public.payment_methods set active = true where desk_id = ${shop.deskId} and code = 'telegram_card'`;
});

it('takes Stars for orders in the money of the desk alone', async () => {
  const till = await aTill(database.sql, shop);
  await asDeskRpc(
    database.sql,
    shop,
    (transaction) => transaction`update public.desk_settings set currency = 'USD' where desk_id = ${shop.deskId}`,
  );
  expect((await waysOf(till)).map(({ code }) => code)).toEqual(['telegram_card']);
  await asDeskRpc(
    database.sql,
    shop,
    (transaction) => transaction`update public.desk_settings set currency = 'EUR' where desk_id = ${shop.deskId}`,
  );
});

it('is for nothing that is paid, ended or without a price', async () => {
  const till = await aTill(database.sql, shop);
  await pay(database.sql, shop.manager.id, till.orderId);
  await expectRefusal(offerInvoice(database.sql, shop, till), 'NOTHING_DUE');
  const ended = await aTill(database.sql, shop);
  await rpc(database.sql, 'advance_order_status_safe', {
    ...{ actor_id: shop.manager.id, order_id: ended.orderId, new_status: 'cancelled', reason: 'no stock' },
  });
  await expectRefusal(offerInvoice(database.sql, shop, ended), 'ORDER_ENDED');
});

it('no payment can be reported as made that way', async () => {
  const till = await aTill(database.sql, shop);
  const report = { actor_id: shop.systemId, acting_customer_id: till.customerId, order_id: till.orderId, method: 'telegram_card' };
  await expectRefusal(rpc(database.sql, 'report_payment_safe', report), 'METHOD_NOT_OFFERED');
});
