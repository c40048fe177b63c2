import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPayer, editMethod, reportPaid, waysFor } from '../../support/payers.ts';
import { openShop, pay, type Shop } from '../../support/people.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
type Way = Record<string, unknown> & { code: string };
const wayOf = (ways: unknown, code: string) => (ways as Way[]).find((way) => way.code === code);

beforeAll(async () => {
  shop = await openShop(database.sql);
  await editMethod(
    database.sql,
    shop,
    'bank_transfer',
    `iban = 'DE89370400440532013000', account_holder = 'Spoke & Co', qr = 'transfer',
      instructions = '{"en": "Send {amount} {currency} and name {order}.", "ru": "Переведите {amount} {currency}, заказ {order}."}'`,
  );
  await editMethod(database.sql, shop, 'card', `link = 'https://pay.example/{order}?sum={amount}&in={currency}', qr = 'link'`);
  await editMethod(database.sql, shop, 'online', 'offered = false');
});

it('gives what is due and every offered way with all it takes', async () => {
  const payer = await aPayer(database.sql, shop);
  const { orderCode } = payer;
  const answer = await waysFor(database.sql, shop, payer);
  expect(answer).toMatchObject({
    order_code: orderCode,
    currency: 'EUR',
    due: 100,
    received: 0,
    reasons: [],
    checking: false,
    planned: null,
  });
  expect((answer.ways as Way[]).map(({ code }) => code).sort()).toEqual(['bank_transfer', 'card', 'cash']);
  expect(wayOf(answer.ways, 'bank_transfer')).toMatchObject({
    instructions: { en: `Send 100.00 EUR and name ${orderCode}.`, ru: `Переведите 100.00 EUR, заказ ${orderCode}.` },
    ...{ iban: 'DE89370400440532013000', account_holder: 'Spoke & Co' },
    qr: `BCD\n002\n1\nSCT\n\nSpoke & Co\nDE89370400440532013000\nEUR100.00\n\n\n${orderCode}`,
  });
  const link = `https://pay.example/${orderCode}?sum=100.00&in=EUR`;
  expect(wayOf(answer.ways, 'card')).toMatchObject({ link, qr: link });
  expect(wayOf(answer.ways, 'cash')).toMatchObject({ link: null, iban: null, qr: null });
});

it('asks for what is still due after a part, and says that a report is being checked', async () => {
  const payer = await aPayer(database.sql, shop);
  await pay(database.sql, shop.manager.id, payer.orderId, { amount: 40 });
  await reportPaid(database.sql, shop, payer);
  const answer = await waysFor(database.sql, shop, payer);
  expect(answer).toMatchObject({ due: 60, received: 40, checking: true, planned: 'bank_transfer' });
  expect(wayOf(answer.ways, 'bank_transfer')?.qr).toContain('\nEUR60.00\n');
});

it('gives a reason and no way where there is nothing to pay', async () => {
  const payer = await aPayer(database.sql, shop);
  await pay(database.sql, shop.manager.id, payer.orderId);
  expect(await waysFor(database.sql, shop, payer)).toMatchObject({ due: null, ways: [], reasons: [{ code: 'NOTHING_DUE' }] });
});

it('finds no order of somebody else, nor one that never was', async () => {
  const [payer, stranger] = [await aPayer(database.sql, shop), await aPayer(database.sql, shop)];
  const [foreign, unknown] = await Promise.all(
    [stranger.orderCode, '99999999'].map((order_code) => expectRefusal(waysFor(database.sql, shop, payer, { order_code }), 'NOT_FOUND')),
  );
  expect(foreign?.message).toBe(unknown?.message);
});

it.each([
  ['iban', `iban = 'DE89370400440532013001'`],
  ['iban', `iban = 'DE89 3704 0044 0532 0130 00'`],
  ['iban', `iban = ''`],
  ['link', `link = 'http://pay.example'`],
  ['link', `link = 'javascript:alert(1)'`],
  ['link', `link = 'https://user@pay.example'`],
  ['link', `link = 'https://pay.example/{token}'`],
  ['account_holder', `account_holder = E'Spoke\\nEUR1.00'`],
  ['qr', `qr = 'link', link = null`],
  ['qr', `qr = 'transfer', iban = null`],
  ['qr', `qr = 'other'`],
])('lets nobody write a wrong %s, in Studio either: %s', async (_column, set) => {
  expect((await errorOf(editMethod(database.sql, shop, 'cash', set))).code).toBe('23514');
});
