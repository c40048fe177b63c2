import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { textFor } from '../../src/outbox/words.ts';
import { type Language, languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { choose, offered, said, wordFor } from '../support/choosing.ts';
import { type Customer, openAsCustomer } from '../support/customer.ts';
import { rpc } from '../support/people.ts';
import { letProposalsRunOut, standing } from '../support/proposals.ts';
import { closeConversation } from '../support/queues.ts';
import { until } from '../support/waiting.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();
const names = { en: 'Cash', ru: 'Наличные', tr: 'Nakit' };
const titles = {
  bell: { en: 'Bell', ru: 'Звонок', tr: 'Zil' },
  pump: { en: 'Pump', ru: 'Насос', tr: 'Pompa' },
  frame: { en: 'Frame', ru: 'Рама', tr: 'Kadro' },
};
const asks = { en: 'in blue, please', ru: 'в синем цвете, пожалуйста', tr: 'mavi olsun lütfen' };
const codes: Record<string, string> = {};

beforeAll(async () => {
  const { sql } = chat.database;
  for (const [name, price] of [
    ['bell', 12.5],
    ['pump', 30],
    ['frame', undefined],
  ] as const) {
    const priced = price === undefined ? {} : { price, currency: 'EUR' };
    const { listing } = await rpc(sql, 'create_listing_safe', { actor_id: chat.desk.ownerId, title: titles[name], ...priced });
    codes[name] = String((listing as { code?: string }).code);
  }
  await sql`update public.payment_methods set offered = code = 'cash', names = ${sql.json(names)} where desk_id = ${chat.desk.deskId}`;
});

let ada: Customer;
let before = 0;
const open = async (language: Language, start: string, width: number) => {
  ada = await openAsCustomer(web.browser, chat.page, language, { width, start: codes[start] ?? '' });
  before = 0;
};
/** Messages and presses since this was asked last; opening the page is the first. */
const spent = () => {
  const now = ada.messages() - before;
  before = ada.messages();
  return now;
};
const typed = (text: string) => choose(ada, 'verbatim', { text });
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const money = (amount: string) => said(ada, 'verbatim', { text: euros(amount) });
/** As it is read, whichever kind of space stands in it. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
const title = (name: keyof typeof titles) => textFor(titles[name], ada.language);

/** What somebody new is asked once something is chosen, up to the summary. */
async function introduces(): Promise<void> {
  await choose(ada, 'button-pickup');
  await ada.tell('Ada');
  await choose(ada, 'button-rather-not');
  await choose(ada, 'button-agree');
}

async function confirms(): Promise<{ id: string; code: string }> {
  await choose(ada, 'button-confirm-by', { method: names[ada.language] });
  return await placed();
}

async function placed(): Promise<{ id: string; code: string }> {
  await offered(ada, 'button-menu').waitFor();
  const [order] = await chat.database
    .sql`select id, order_code as code from public.orders order by created_at desc, order_code desc limit 1`;
  return order as unknown as { id: string; code: string };
}

/** Staff name a price, of the first line, which the customer is to answer. */
const price = (order: { id: string }, unit_price: number) =>
  ada.act(() =>
    rpc(chat.database.sql, 'price_order_safe', { actor_id: chat.desk.ownerId, order_id: order.id, lines: [{ position: 1, unit_price }] }),
  );

afterEach(async () => {
  expect(await overflowOf(ada.page)).toBe(0);
  expect(ada.complaints).toEqual([]);
  await ada.close();
});

describe.each(languages)('%s', (language) => {
  it('orders two things in eleven messages, changes one of them in four and takes the other out in three', async () => {
    await open(language, 'bell', 320);
    await typed('2');
    await introduces();
    await choose(ada, 'button-another');
    await choose(ada, 'button-everything');
    await choose(ada, 'button-listing-priced', { title: title('pump'), price: euros('30') });
    await typed('1');
    await ada.hears(said(ada, 'cart-line', { quantity: 2, title: title('bell'), total: euros('25') }));
    // One more for the confirmation.
    expect(spent() + 1).toBeLessThanOrEqual(11);

    await choose(ada, 'button-items');
    await choose(ada, 'button-item', { quantity: 2, title: title('bell') });
    await choose(ada, 'button-change-quantity');
    await typed('3');
    await ada.hears(money('67.5'));
    expect(spent()).toBeLessThanOrEqual(4);
    await choose(ada, 'button-items');
    await choose(ada, 'button-item', { quantity: 1, title: title('pump') });
    await choose(ada, 'button-remove');
    await ada.hears(said(ada, 'item-removed', { title: title('pump') }));
    expect(spent()).toBeLessThanOrEqual(3);
    const order = await confirms();
    expect(await standing(chat.database.sql, order.id)).toMatchObject({
      status: 'awaiting_payment',
      total: 37.5,
      lines: [{ quantity: 3 }],
    });
  });

  it('is offered a price, asks for another, turns one down and takes one, each seen before it is answered', async () => {
    await open(language, 'frame', 1280);
    await typed('1');
    await introduces();
    await choose(ada, 'button-confirm');
    const order = await placed();
    expect(spent()).toBeLessThanOrEqual(7);

    await price(order, 90);
    await ada.hears(money('90'));
    await choose(ada, 'button-offer-wish');
    await ada.tell(asks[language]);
    expect(spent() - 1).toBeLessThanOrEqual(2);
    await price(order, 80);
    await ada.hears(money('80'));
    await choose(ada, 'button-decline');
    await ada.hears(said(ada, 'offer-decline-done', { code: order.code }));
    await price(order, 70);
    await ada.hears(money('70'));
    expect(await standing(chat.database.sql, order.id)).toMatchObject({ status: 'created', total: null });
    spent();
    await choose(ada, 'button-accept');
    await ada.hears(said(ada, 'offer-accept-done', { code: order.code, total: euros('70') }));
    expect(spent()).toBeLessThanOrEqual(1);
    expect(await standing(chat.database.sql, order.id)).toMatchObject({ status: 'awaiting_payment', total: 70 });
  });

  it('proposes a change that staff sign, looks at one of theirs, and finds one that has run out', async () => {
    const { sql } = chat.database;
    await open(language, 'bell', 320);
    await typed('3');
    await introduces();
    const order = await confirms();
    spent();
    await choose(ada, 'button-move-edit');
    await choose(ada, 'button-edit-line', { title: title('bell') });
    await typed('1');
    await choose(ada, 'button-edit-send');
    await ada.hears(said(ada, 'edit-money', { total: euros('12.5'), before: euros('37.5') }));
    expect(spent()).toBeLessThanOrEqual(4);
    const [proposal] = await sql`select id from public.order_proposals where order_id = ${order.id} and status = 'open'`;
    expect(await standing(sql, order.id)).toMatchObject({ total: 37.5 });
    await ada.act(() => rpc(sql, 'answer_proposal_safe', { actor_id: chat.desk.ownerId, proposal_id: proposal?.id, answer: 'accept' }));
    await ada.hears(said(ada, 'notice-proposal-accepted', { code: order.code, total: euros('12.5') }));
    expect(await standing(sql, order.id)).toMatchObject({ total: 12.5, lines: [{ quantity: 1 }] });

    await price(order, 20);
    await choose(ada, 'button-show-order', { code: order.code });
    await choose(ada, 'button-move-quote');
    const offer = ada.log.locator('.card', { hasText: said(ada, 'offer-title', { code: order.code }) }).last();
    await offer.waitFor();
    const shown = plain(await offer.innerText());
    expect(shown).toContain(plain(money('12.5')));
    expect(shown).toContain(plain(money('20')));
    await letProposalsRunOut(sql, chat.desk);
    await rpc(sql, 'expire_proposals');
    await ada.hears(said(ada, 'notice-proposal-expired', { code: order.code }));
    await ada.press('button-accept');
    await ada.hears(said(ada, 'offer-expired', { code: order.code }));
    expect(await standing(sql, order.id)).toMatchObject({ total: 12.5 });
  });

  it('orders the same again in two messages, and finds a cart again that was left a day ago', async () => {
    await open(language, 'pump', 1280);
    await typed('2');
    await introduces();
    const first = await confirms();
    expect(spent()).toBeLessThanOrEqual(7);
    await ada.tell(wordFor(ada, 'again'));
    const second = await confirms();
    expect(spent()).toBeLessThanOrEqual(2);
    expect(second.id).not.toBe(first.id);
    expect(await standing(chat.database.sql, second.id)).toMatchObject({ status: 'awaiting_payment', total: 60, lines: [{ quantity: 2 }] });

    await ada.tell(title('bell'));
    await choose(ada, 'button-listing-priced', { title: title('bell'), price: euros('12.50') });
    await typed('3');
    const [row] = await chat.database.sql`
      select c.id from public.chats as c join public.orders as o on o.customer_id = c.customer_id where o.id = ${second.id}`;
    // The chat is busy until what it was sent has been settled.
    await until(async () => {
      await closeConversation(chat.database.sql, chat.desk, row?.id);
      const open = await chat.database.sql`select from public.conversations where chat_id = ${row?.id} and status = 'active'`;
      return open.length === 0;
    });
    spent();
    await ada.tell(wordFor(ada, 'hello'));
    await ada.hears(said(ada, 'cart-kept-one', { title: title('bell') }));
    await choose(ada, 'button-take-cart');
    await ada.hears(said(ada, 'cart-back', { count: 1 }));
    await choose(ada, 'button-pickup');
    const third = await confirms();
    expect(spent()).toBeLessThanOrEqual(4);
    expect(await standing(chat.database.sql, third.id)).toMatchObject({ total: 37.5, lines: [{ quantity: 3 }] });
  });
});
