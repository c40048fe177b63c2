import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { type KnownCustomer, type Order, openAsKnown, stock } from '../support/known-customer.ts';
import { advance, call, pay, type Shop, ship } from '../support/shop.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();
let shop: Shop;

beforeAll(async () => {
  shop = await stock(chat);
});

const wanted = {
  cancel: { en: 'Cancel', ru: 'Отменить заказ', tr: 'İptal' },
  address: { en: 'Change the delivery address', ru: 'Изменить адрес доставки', tr: 'Teslimat adresini değiştir' },
  received: { en: 'I got it', ru: 'Я получила заказ', tr: 'Kargom geldi' },
  question: { en: 'Is it blue?', ru: 'Он синий?', tr: 'Mavi mi?' },
};

const one = async (query: string, order: Order) => (await chat.database.sql.unsafe(query, [order.id]))[0];
const statusOf = async (order: Order) => (await one('select status from public.orders where id = $1', order))?.status;

async function send(order: Order, given: Record<string, unknown> = {}): Promise<string> {
  const parcel = await ship(chat.database.sql, shop, order.id, given);
  await call(chat.database.sql, 'advance_shipment_safe', { actor_id: shop.managerId, shipment_id: parcel.id, new_status: 'in_transit' });
  return parcel.id;
}

/** The sentences of this kind that the last message holds. */
async function reasonsIn(ada: KnownCustomer, { order_code: code }: Order): Promise<string[]> {
  const heard = await ada.last();
  expect(heard).toContain(code);
  return REASONS.map((reason) => `why-${reason}`).filter((key) => heard.includes(ada.say(key)));
}
const REASONS = [
  ...['not-priced', 'nothing-due', 'refund-required', 'shipped', 'not-shipped', 'never-shipped'],
  ...['received-already', 'not-delivered', 'not-on-sale'],
];

describe.each(languages)('%s', (language) => {
  it('cancels in three presses, or is told why not and what to do instead', async () => {
    const ada = await openAsKnown(chat, shop, web.browser, language);
    const order = await ada.orders();
    const { order_code: code } = order;
    await ada.tell(code);
    const presses = await ada.counts(async () => {
      await ada.press('button-move-cancel');
      await ada.press('cancel-reason-slow');
      await ada.press('button-cancel-sure', { code });
    });
    await ada.hears(ada.say('order-is-cancelled', { code }));
    expect(presses).toBe(3);
    expect(await statusOf(order)).toBe('cancelled');
    expect(await one('select reason from public.order_status_events where order_id = $1 order by seq desc limit 1', order)).toEqual({
      reason: 'slow',
    });
    await ada.tell(`${wanted.cancel[language]} ${code}`);
    await ada.hears(ada.say('why-ended', { status: ada.say('order-status-cancelled') }));
    await ada.log
      .getByRole('button', { name: ada.say('button-move-repeat') })
      .last()
      .waitFor();

    const second = await ada.orders();
    await pay(chat.database.sql, shop, second.id, { amount: 40 });
    await ada.catchesUp();
    const asked = await ada.counts(async () => {
      await ada.tell(`${wanted.cancel[language]} ${second.order_code}`);
      expect(await reasonsIn(ada, second)).toEqual(['why-refund-required']);
      await ada.press('button-move-ask');
      await ada.tell(wanted.question[language]);
    });
    await ada.hears(ada.say('question-is-passed-on', { code: second.order_code }));
    expect(asked).toBe(3);
    const { messages, tasks } = await call(chat.database.sql, 'order_funnel', { actor_id: shop.managerId, order_id: second.id });
    expect(messages.map(({ content }: { content: { text: string } }) => content.text)).toEqual([wanted.question[language]]);
    expect(tasks.map(({ description }: { description: string }) => description)).toContain(wanted.question[language]);
    expect(await overflowOf(ada.page)).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });

  it('changes the address until the parcel leaves, says that it has come, and rates it', async () => {
    const ada = await openAsKnown(chat, shop, web.browser, language, 320);
    const order = await ada.orders();
    const { order_code: code } = order;
    await pay(chat.database.sql, shop, order.id);
    await ada.catchesUp();
    const changed = await ada.counts(async () => {
      await ada.tell(`${wanted.address[language]} ${code}`);
      await ada.tell('There 2');
    });
    await ada.hears(ada.say('address-is-changed', { code, address: 'There 2' }));
    expect(changed).toBe(2);
    expect(await one('select delivery_address from public.orders where id = $1', order)).toEqual({ delivery_address: 'There 2' });
    await send(order);
    await ada.catchesUp();
    await ada.tell(`${wanted.address[language]} ${code}`);
    await ada.hears(ada.say('why-shipped'));
    await ada.press('button-move-track');

    const rated = await ada.counts(async () => {
      await ada.press('button-move-received');
      await ada.press('button-stars', { stars: 5 });
      await ada.press('button-no-words');
    });
    await ada.hears(ada.say('rating-is-kept'));
    expect(rated).toBe(3);
    expect(await one('select stars, comment from public.order_ratings where order_id = $1', order)).toEqual({ stars: 5, comment: null });

    const second = await ada.orders();
    await pay(chat.database.sql, shop, second.id);
    await send(second);
    await ada.catchesUp();
    const inWords = await ada.counts(async () => {
      await ada.tell(wanted.received[language]);
      await ada.press('button-stars', { stars: 2 });
      await ada.hears(ada.say('stars-are-kept-sorry', { stars: 2 }));
      await ada.tell('A scratch');
    });
    expect(inWords).toBe(3);
    await ada.hears(ada.say('rating-is-kept'));
    expect(await one('select stars, comment from public.order_ratings where order_id = $1', second)).toEqual({
      stars: 2,
      comment: 'A scratch',
    });
    expect(await one(`select description from public.tasks where order_id = $1 and kind = 'task-bad-rating'`, second)).toEqual({
      description: 'A scratch',
    });
    expect(await overflowOf(ada.page)).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });

  it('tells in one message why something is not possible, whatever the status of the order', async () => {
    const ada = await openAsKnown(chat, shop, web.browser, language);
    const why = async (order: Order, status: string) => {
      await ada.catchesUp();
      expect(await ada.counts(() => ada.tell(`/why ${order.order_code}`))).toBe(1);
      await ada.hears(ada.say('why-title', { code: order.order_code, status: ada.say(`order-status-${status}`) }));
      await ada.log
        .locator('.line.desk')
        .last()
        .getByRole('button', { name: ada.say('button-move-ask') })
        .waitFor();
      return await reasonsIn(ada, order);
    };
    const unpriced = await ada.orders({ lines: [{ title: 'Something special' }] });
    expect(await why(unpriced, 'created')).toEqual(['why-not-priced', 'why-not-shipped', 'why-not-delivered', 'why-not-on-sale']);
    const order = await ada.orders();
    expect(await why(order, 'awaiting-payment')).toEqual(['why-not-shipped', 'why-not-delivered']);
    await pay(chat.database.sql, shop, order.id);
    expect(await why(order, 'paid')).toEqual(['why-nothing-due', 'why-not-shipped', 'why-not-delivered']);
    await ada.hears(ada.say('why-too-late', { status: ada.say('order-status-paid') }));
    await advance(chat.database.sql, shop.managerId, order.id, 'processing');
    const parcel = await send(order);
    await advance(chat.database.sql, shop.managerId, order.id, 'in_delivery');
    expect(await why(order, 'in-delivery')).toEqual(['why-nothing-due', 'why-shipped', 'why-not-delivered']);
    await call(chat.database.sql, 'confirm_receipt_safe', { actor_id: shop.managerId, shipment_id: parcel });
    await advance(chat.database.sql, shop.managerId, order.id, 'delivered');
    expect(await why(order, 'delivered')).toEqual(['why-nothing-due', 'why-shipped', 'why-received-already']);
    await advance(chat.database.sql, shop.managerId, unpriced.id, 'cancelled', { reason: 'Sold out' });
    expect(await why(unpriced, 'cancelled')).toEqual(['why-never-shipped', 'why-not-on-sale']);
    await ada.hears(ada.say('why-ended', { status: ada.say('order-status-cancelled') }));
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });
});
