import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { textFor } from '../../src/outbox/words.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { type ChatPage, overflowOf } from '../support/chat-page.ts';
import { asCustomer, openAsCustomer } from '../support/customer.ts';
import { call } from '../support/shop.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();
const phrases = loadPhrases();
const title = { en: 'Road bike', ru: 'Шоссейный велосипед', tr: 'Yol bisikleti' };
const sizes = [
  {
    key: 'size',
    label: { en: 'Size', ru: 'Размер', tr: 'Beden' },
    values: [
      { key: 's', label: { en: 'S' } },
      { key: 'm', label: { en: 'M' } },
    ],
  },
];
let code: string;

beforeAll(async () => {
  const { sql } = chat.database;
  const offer = { actor_id: chat.desk.ownerId, title, price: 2450, currency: 'EUR' };
  const { listing } = await call(sql, 'create_listing_safe', offer);
  await sql`update public.listings set options = ${sql.json(sizes)} where id = ${listing.id}`;
  code = listing.code;
});

describe.each(languages)('%s', (language) => {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const orderCard = async ({ log }: ChatPage) => {
    const card = log.locator('.card', { hasText: say('order-status-awaiting-payment') }).last();
    await card.waitFor();
    return card;
  };

  it.each([320, 1280])('a newcomer orders in at most eight messages, and once known in at most five, %i px wide', async (width) => {
    const ada = await openAsCustomer(web.browser, chat.page, language, { width, start: code });
    await ada.hears(textFor(title, language));
    await ada.press('verbatim', { text: '2' });
    await ada.press('verbatim', { text: 'M' });
    await ada.tell('Example street 1');
    await ada.tell('Ada');
    await ada.press('button-rather-not');
    await ada.press('button-agree');
    await ada.press('button-confirm-by', { method: textFor(await methodName(), language) });
    const placed = await orderCard(ada);
    expect(ada.messages()).toBeLessThanOrEqual(8);
    expect(await placed.innerText()).toContain(say('order-status-awaiting-payment'));
    expect(await overflowOf(ada.page)).toBe(0);

    const offers = ada.log.locator('.card', { hasText: code });
    const shown = await offers.count();
    await ada.page.goto(`${chat.page}?lang=${language}&start=${code}`);
    await offers.nth(shown).waitFor();
    const again = asCustomer(ada, language);
    await again.press('verbatim', { text: '1' });
    await again.press('verbatim', { text: 'S' });
    await again.press('button-last-address');
    await again.press('button-confirm-by', { method: textFor(await methodName(), language) });
    await orderCard(again);
    expect(again.messages()).toBeLessThanOrEqual(5);
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });

  it('shows by itself what happens to the order, and goes on after a reload and a restart in mid-dialogue', async () => {
    const ada = await openAsCustomer(web.browser, chat.page, language, { start: code });
    await ada.press('verbatim', { text: '2' });
    await ada.press('verbatim', { text: 'M' });
    await ada.page.reload();
    await ada.hears(say('address-ask'));
    await chat.stop();
    await chat.start();
    await ada.page.getByText(say('chat-state-online')).waitFor();
    await ada.tell('Example street 1');
    await ada.tell('Ada');
    await ada.press('button-rather-not');
    await ada.press('button-agree');
    await ada.press('button-confirm-by', { method: textFor(await methodName(), language) });
    const { sql } = chat.database;
    const [order] = await sql`select id, order_code, total_amount from public.orders order by created_at desc limit 1`;
    const cards = ada.log.locator('.card', { hasText: say('order-card-title', { code: order?.order_code }) });
    const card = cards.last();
    await card.getByText(say('order-status-awaiting-payment')).first().waitFor();
    expect(await cards.count()).toBe(1);
    await call(sql, 'record_generic_payment_safe', {
      ...{ actor_id: chat.desk.ownerId, order_id: order?.id, amount: order?.total_amount, currency: 'EUR' },
      ...{ direction: 'incoming', role: 'client_payment', method: 'cash', status: 'completed' },
    });
    await card.getByText(say('order-card-paid'), { exact: true }).first().waitFor();
    await ada.hears(say('notice-order-paid', { code: order?.order_code }));
    expect(await cards.count()).toBe(1);
    expect(ada.complaints.filter((text) => !text.includes('ERR_CONNECTION'))).toEqual([]);
    await ada.close();
  });
});

async function methodName(): Promise<Record<string, string>> {
  const [method] = await chat.database.sql`
    select jsonb_build_object('en', name) || names as name from public.payment_methods where desk_id = ${chat.desk.deskId} and code = 'cash'`;
  return method?.name;
}
