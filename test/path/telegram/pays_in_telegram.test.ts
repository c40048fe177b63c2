import { beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../src/phrases/phrases.ts';
import { type Fault, startBotApi } from '../../support/bot-api.ts';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, textsOf, useTelegram } from '../../support/telegram.ts';
import { aPayingGuest, invoiceOf, moneyOf, untilRecorded } from '../../support/telegram-payers.ts';
import { openTill } from '../../support/tills.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.payment_methods set offered = false where desk_id = ${shop.deskId}`;
});

const till = { paymentToken: '284685063:TEST:abcdef', starsPerUnit: 50 };
const desk = useTelegram(database, () => shop.slug, till);
const guest = (language: Language = 'en') => aPayingGuest(database, desk(), shop, language);
const statusOf = async (orderId: string) =>
  (await database.sql`select status::text from public.orders where id = ${orderId}`)[0]?.status as string;

describe.each(languages)('in %s', (language) => {
  const no = (reason: string) => ({ ok: false, error: phrases(language, `checkout-${reason}`) });

  it('by card, once, and nothing that is not asked for any more', async () => {
    const ada = await guest(language);
    const old = await invoiceOf(ada, 'telegram_card');
    const invoice = await invoiceOf(ada, 'telegram_card');
    expect(invoice.invoice).toMatchObject({
      title: phrases(language, 'invoice-title', { code: ada.code }),
      currency: 'EUR',
      total: 10_000,
    });
    expect(invoice.invoice?.payload).not.toContain(ada.code);
    const { api } = desk();
    expect(await api.pay(old, ada.from)).toMatchObject(no('changed'));
    expect(await api.pay(invoice, ada.from, { total: 1 })).toMatchObject(no('changed'));
    expect(await api.pay(invoice, ada.from, { payload: 'forged' })).toMatchObject(no('unknown'));
    const paid = await api.pay(invoice, ada.from);
    expect(paid).toMatchObject({ ok: true });
    expect(paid.afterMs).toBeLessThan(1_000);
    await untilRecorded(database, paid);
    expect(await moneyOf(database, ada.orderId)).toEqual([
      { amount: 100, method: 'telegram_card', status: 'completed', role: 'client_payment', external_reference: `telegram:${paid.charge}` },
    ]);
    await quiet(database, String(ada.id));
    expect(textsOf(ada.hears())).toContain(phrases(language, 'notice-order-paid', { code: ada.code }));
    expect(await statusOf(ada.orderId)).toBe('paid');
    expect(await api.pay(invoice, ada.from)).toMatchObject(no('paid'));
    const ended = await guest(language);
    const last = await invoiceOf(ended, 'telegram_card');
    await call(database.sql, 'advance_order_status_safe', {
      ...{ actor_id: shop.managerId, order_id: ended.orderId, new_status: 'cancelled', reason: 'no stock' },
    });
    expect(await api.pay(last, ended.from)).toMatchObject(no('ended'));
  });
});

it('where Telegram brings its updates: answered as soon, and recorded once however often it is brought', async () => {
  const api = await startBotApi('7555555555:AAFakeFakeFakeFakeFakeFakeFakeFakeFak');
  const bot = await startTelegram(database, shop.slug, api, { brings: 'webhook', till });
  const ada = await aPayingGuest(database, bot, shop);
  const invoice = await invoiceOf(ada, 'telegram_card');
  // Brought again, as nobody has heard the first answer: the question too.
  api.fail('answerPreCheckoutQuery', { kind: 'lost' }, { kind: 'lost' });
  const paid = await api.pay(invoice, ada.from);
  expect(paid).toMatchObject({ ok: true });
  expect(paid.afterMs).toBeLessThan(1_000);
  api.again(api.lastUpdate());
  await untilRecorded(database, paid);
  await until(async () => api.pending.length === 0);
  expect(api.brought.filter(({ status }) => status !== 200).map(({ status }) => status)).toEqual([503]);
  expect(api.polls()).toBe(0);
  expect(await moneyOf(database, ada.orderId)).toHaveLength(1);
  expect(await statusOf(ada.orderId)).toBe('paid');
  await bot.stop();
  await api.stop();
});

it('in Stars, recorded in the money of the order', async () => {
  const ada = await guest();
  const invoice = await invoiceOf(ada, 'telegram_stars');
  expect(invoice.invoice).toMatchObject({ currency: 'XTR', total: 5_000 });
  const paid = await desk().api.pay(invoice, ada.from);
  await untilRecorded(database, paid);
  expect(await moneyOf(database, ada.orderId)).toMatchObject([{ amount: 100, method: 'telegram_stars', status: 'completed' }]);
});

it('not while the order is held, or the desk takes no cards: that is said at once, and a moment later it can be paid', async () => {
  const ada = await guest();
  const invoice = await invoiceOf(ada, 'telegram_card');
  await database.sql.begin(async (holder) => {
    await holder`select from public.orders where id = ${ada.orderId} for update`;
    const held = await desk().api.pay(invoice, ada.from);
    expect(held).toMatchObject({ ok: false, error: phrases('en', 'checkout-busy') });
    expect(held.afterMs).toBeLessThan(1_000);
  });
  const account = String(desk().api.botId);
  await openTill(database.sql, account, { takes_cards: false });
  expect(await desk().api.pay(invoice, ada.from)).toMatchObject({ ok: false, error: phrases('en', 'checkout-off') });
  await openTill(database.sql, account);
  expect(await desk().api.pay(invoice, ada.from)).toMatchObject({ ok: true });
});

it('once, however often Telegram tells of it and however often the answer gets lost', async () => {
  const ada = await guest();
  const { api } = desk();
  const invoice = await invoiceOf(ada, 'telegram_card');
  api.fail('answerPreCheckoutQuery', { kind: 'lost' });
  const paid = await api.pay(invoice, ada.from);
  const told = api.lastUpdate();
  for (let n = 1; n < 10; n++) api.again({ ...told, update_id: told.update_id + (n % 2 === 0 ? n : 0) });
  await untilRecorded(database, paid);
  await until(async () => api.confirmed.has(told.update_id + 8));
  expect(await moneyOf(database, ada.orderId)).toHaveLength(1);
  await quiet(database, String(ada.id));
  expect(ada.all().filter(({ text }) => text.includes(String(paid.charge)))).toHaveLength(1);
});

it('and is asked for again while a database of another day does not know how to record it', async () => {
  const { api } = desk();
  const ada = await guest();
  const invoice = await invoiceOf(ada, 'telegram_card');
  const renamed = 'alter function public.record_charge_safe rename to';
  await database.sql.unsafe(`${renamed} record_charge_of_tomorrow`);
  const paid = await api.pay(invoice, ada.from);
  const asked = api.polls();
  await until(async () => api.polls() > asked + 1);
  expect(api.confirmed.has(api.lastUpdate().update_id)).toBe(false);
  await database.sql`alter function public.record_charge_of_tomorrow rename to record_charge_safe`;
  await untilRecorded(database, paid);
  expect(await moneyOf(database, ada.orderId)).toHaveLength(1);
});

it('by somebody to whom the invoice was forwarded, who is thanked and told nothing; one of two at once', async () => {
  const ada = await guest();
  const [eve, bob] = [someone(database, desk(), 'tr', 'Eve'), someone(database, desk(), 'en', 'Bob')];
  const { api } = desk();
  const invoice = await invoiceOf(ada, 'telegram_card');
  const answers = await Promise.all([eve, bob].map(({ from }) => api.pay(invoice, from)));
  const paid = answers.find(({ ok }) => ok);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ ok: false });
  if (paid === undefined) throw new Error('nobody could pay');
  const [payer, other, language] = answers[0] === paid ? ([eve, bob, 'tr'] as const) : ([bob, eve, 'en'] as const);
  await untilRecorded(database, paid);
  for (const { id } of [ada, eve, bob]) await quiet(database, String(id));
  expect(textsOf(payer.hears())).toBe(phrases(language, 'notice-paid-for-another'));
  expect(other.hears()).toEqual([]);
  expect(textsOf(ada.hears())).toContain(phrases('en', 'notice-order-paid', { code: ada.code }));
  const [charge] = await database.sql`select payer from public.chat_charges where charge_id = ${paid.charge}`;
  expect(charge?.payer).toBe(String(payer.id));
});

it('in words where Telegram takes no such sum', async () => {
  const ada = await guest();
  desk().api.fail('sendInvoice', { kind: 'answer', code: 400, description: 'Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID' });
  await ada.presses(phrases('en', 'button-move-pay'));
  const shown = await ada.presses('Card in Telegram');
  expect(shown.map(({ invoice }) => invoice)).not.toContainEqual(expect.anything());
  expect(textsOf(shown)).toContain(`Order ${ada.code} cannot be paid here in this way`);
});

it('in words where Telegram does not take the desk’s token, which the admins hear of once', async () => {
  const ada = await guest();
  const refused: Fault = { kind: 'answer', code: 400, description: 'Bad Request: PAYMENT_PROVIDER_INVALID' };
  desk().api.fail('sendInvoice', refused, refused);
  for (let times = 1; times <= 2; times++) {
    await ada.presses(phrases('en', 'button-move-pay'));
    expect(textsOf(await ada.presses('Card in Telegram'))).toContain(`Order ${ada.code} cannot be paid here in this way`);
  }
  const told = () => database.sql`select params ->> 'error' as error from public.outbox_messages
    where phrase_key = 'notice-staff-till-refused' and staff_id = ${shop.ownerId}`;
  await until(async () => (await told()).length > 0);
  expect(await told()).toEqual([{ error: refused.description }]);
});
