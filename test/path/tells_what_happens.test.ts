import { beforeAll, expect, it } from 'vitest';
import { type Person, person, phrases, quiet, type TestWorkers, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { earlier } from '../support/queues.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  code = listing?.code;
});

const said = (messages: ReturnType<Person['all']>) => messages.flatMap(({ paragraphs }) => paragraphs);

async function anOrder(staff: TestWorkers, language: 'en' | 'ru' | 'tr' = 'en') {
  const ada = person(database, staff, shop.slug, language);
  await ada.opens(code);
  await ada.presses(/^1$/);
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(phrases(language, 'button-rather-not'));
  await ada.presses(phrases(language, 'button-agree'));
  await ada.presses(new RegExp(`^${phrases(language, 'button-confirm-by', { method: '' }).trim()}`));
  const [order] = await database.sql`
    select o.id, o.order_code from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${ada.chat}`;
  return { ada, orderId: order?.id as string, orderCode: order?.order_code as string };
}

const pay = (orderId: string) =>
  call(database.sql, 'record_generic_payment_safe', {
    ...{ actor_id: shop.managerId, order_id: orderId, amount: 100, currency: 'EUR' },
    ...{ direction: 'incoming', role: 'client_payment', method: 'cash', status: 'completed' },
  });

it.each(['en', 'ru', 'tr'] as const)('tells in one message, in %s, what came at once, and shows it on the card', async (language) => {
  const staff = await workers.start();
  const { ada, orderId, orderCode } = await anOrder(staff, language);
  ada.hears();
  const card = staff.channel.sent.findLast(({ chat, message }) => chat === ada.chat && message.card !== null);
  expect(card?.message.card?.rows[0]?.value).toBe(phrases(language, 'order-status-awaiting-payment'));
  await pay(orderId);
  await quiet(database, ada.chat);
  const news = ada.hears();
  expect(news).toHaveLength(1);
  expect(news[0]?.paragraphs).toContain(phrases(language, 'notice-order-paid', { code: orderCode }));
  expect(news[0]?.paragraphs).toHaveLength(2);
  expect(card?.message.card?.rows[0]?.value).toBe(phrases(language, 'order-status-paid'));
  expect(card?.edited).toBe(1);
});

it('tells of a new order once: the reply stands for its notices', async () => {
  const { ada, orderId } = await anOrder(await workers.start());
  await quiet(database);
  expect(said(ada.all()).filter((text) => /received|ready to be paid/.test(text))).toEqual([]);
  const rows = await database.sql`
    select phrase_key, status, merged_into is not null as told from public.outbox_messages
    where entity_id = ${orderId} and kind = 'notice' and edits_card_id is null and customer_id is not null order by id`;
  expect(rows).toEqual([
    { phrase_key: 'notice-order-created', status: 'cancelled', told: true },
    { phrase_key: 'notice-order-awaiting-payment', status: 'cancelled', told: true },
  ]);
});

it('shows an order to its owner by its code alone, and nobody else’s', async () => {
  const staff = await workers.start();
  const { orderCode } = await anOrder(staff);
  const stranger = person(database, staff, shop.slug);
  await stranger.opens();
  const unknown = await stranger.says('999999');
  expect(await stranger.says(orderCode)).toEqual(unknown);
  expect(said(unknown)).toContain(phrases('en', 'order-unknown'));
});

it('calls a person, keeps quiet while they are awaited, and comes back where it stopped', async () => {
  const staff = await workers.start();
  const ada = person(database, staff, shop.slug);
  await ada.opens(code);
  await ada.presses(/^2$/);
  expect(said(await ada.says('I want to talk to a person'))).toContain(phrases('en', 'person-called'));
  const tasks = await database.sql`
    select t.kind, t.priority from public.tasks as t join public.chats as c on c.id = t.chat_id where c.external_id = ${ada.chat}`;
  expect(tasks).toEqual([{ kind: 'task-person-wanted', priority: 'high' }]);
  expect(await ada.says('Is anybody there?')).toEqual([]);
  const [parked] = await database.sql`
    select m.status, m.park_reason from public.inbox_messages as m join public.chats as c on c.id = m.chat_id where c.external_id = ${ada.chat} order by m.id desc limit 1`;
  expect(parked).toEqual({ status: 'parked', park_reason: 'with-a-person' });
  const back = await ada.presses(phrases('en', 'button-resume'));
  expect(said(back).join(' ')).toContain(phrases('en', 'address-ask'));
});

it('apologises for what broke it, tells the staff, and goes on with the next message', async () => {
  const { loadDialogue } = await import('../../bot/dialogue.ts');
  const step = loadDialogue();
  const staff = await workers.start({
    step: (stored, event, facts) => {
      if ('type' in event && event.type === 'text' && event.text === 'poison') throw new Error('a bug');
      return step(stored, event, facts);
    },
  });
  const ada = person(database, staff, shop.slug);
  await ada.opens(code);
  ada.hears();
  await ada.send({ type: 'text', text: 'poison' });
  await waitFor(async () => {
    await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
    return await database.sql`select id from public.inbox_messages where status = 'dead'`;
  });
  await quiet(database, ada.chat);
  expect(said(ada.hears())).toEqual([phrases('en', 'apology')]);
  const [task] = await database.sql`select kind from public.tasks where desk_id = ${shop.deskId} and kind = 'task-dead-letter'`;
  expect(task).toBeDefined();
  const [next] = await ada.presses(/^3$/);
  expect(next?.paragraphs.join(' ')).toContain(phrases('en', 'address-ask'));
});

async function waitFor<T extends readonly unknown[]>(look: () => Promise<T>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
