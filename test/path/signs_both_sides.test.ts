import { beforeAll, expect, it } from 'vitest';
import { actionOf, person, phrases, quiet, type TestWorkers, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { standing } from '../support/proposals.ts';
import { closeConversation } from '../support/queues.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let priced: string;
let unpriced: string;

const codeOf = async (id: unknown) => (await database.sql`select code from public.listings where id = ${id as string}`)[0]?.code as string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  priced = await codeOf(shop.listingId);
  const { listing } = await call(database.sql, 'create_listing_safe', {
    actor_id: shop.managerId,
    title: { en: 'Frame' },
    idempotency_key: 'frame',
  });
  unpriced = await codeOf(listing.id);
});

/** Somebody new who orders two things, one of which has no price. */
async function anOrder(staff: TestWorkers) {
  const ada = person(database, staff, shop.slug);
  await ada.opens(priced);
  await ada.presses(/^2$/);
  await ada.opens(unpriced);
  await ada.presses(/^1$/);
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(/^Rather not/);
  await ada.presses(/^I agree/);
  await ada.presses(/^Confirm/);
  const [order] = await database.sql`
    select o.id, o.order_code as code from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${ada.chat}`;
  return { ada, orderId: order?.id as string, code: order?.code as string };
}

const price = (orderId: string, unit_price: number) =>
  call(database.sql, 'price_order_safe', {
    ...{ actor_id: shop.managerId, order_id: orderId },
    lines: [{ position: 1 }, { position: 2, unit_price }],
  });

it('offers a price in a message that can be accepted there, once however often it is pressed', async () => {
  const { ada, orderId, code } = await anOrder(await workers.start());
  expect(await standing(database.sql, orderId)).toMatchObject({
    status: 'created',
    total: null,
    lines: [{ quantity: 2 }, { quantity: 1 }],
  });
  ada.hears();
  await price(orderId, 49.99);
  await quiet(database, ada.chat);
  const [notice] = ada.hears();
  expect(notice?.paragraphs[0]).toContain(`Your order ${code} has a price: €249.99`);
  expect(notice?.choices.map(({ label }) => label)).toEqual(['Accept', 'Ask to change it', 'Decline', `Order ${code}`]);
  expect(await standing(database.sql, orderId)).toMatchObject({ status: 'created', total: null });
  const action = actionOf(ada.all(), /^Accept/);
  await Promise.all(Array.from({ length: 4 }, () => ada.send({ type: 'press', action })));
  await quiet(database, ada.chat);
  expect(await standing(database.sql, orderId)).toMatchObject({ status: 'awaiting_payment', total: 249.99 });
  expect(
    ada
      .hears()
      .flatMap(({ paragraphs }) => paragraphs)
      .filter((text) => text.startsWith('Agreed')),
  ).toHaveLength(1);
  const answers = await database.sql`select status from public.order_proposals where order_id = ${orderId}`;
  expect(answers.map(({ status }) => status)).toEqual(['accepted']);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('answers no newer offer by the button of an older one', async () => {
  const { ada, orderId } = await anOrder(await workers.start());
  await price(orderId, 10);
  await quiet(database, ada.chat);
  const old = actionOf(ada.all(), /^Accept/);
  await price(orderId, 99);
  await quiet(database, ada.chat);
  ada.hears();
  await ada.send({ type: 'press', action: old });
  await quiet(database, ada.chat);
  expect(ada.hears().flatMap(({ paragraphs }) => paragraphs)[0]).toContain(phrases('en', 'offer-newer'));
  expect(await standing(database.sql, orderId)).toMatchObject({ status: 'created', total: null });
});

it('passes a wish on to the staff, and a change of the order to be signed by them', async () => {
  const { ada, orderId, code } = await anOrder(await workers.start());
  await price(orderId, 10);
  await quiet(database, ada.chat);
  await ada.presses(/^Ask to change/);
  await ada.says('in blue, please');
  const [task] =
    await database.sql`select kind, description from public.tasks where order_id = ${orderId} and kind = 'task-offer-declined'`;
  expect(task?.description).toBe('in blue, please');
  await ada.send({ type: 'press', action: `1:move:edit:${code}` });
  await quiet(database, ada.chat);
  await ada.presses(/^Frame/);
  await ada.presses(/^Take it out/);
  const sent = await ada.presses(/^Send it to the desk/);
  expect(sent.flatMap(({ paragraphs }) => paragraphs).join(' ')).toContain('Until they agree, everything stays as it is');
  const [proposal] = await database.sql`select id, status from public.order_proposals where order_id = ${orderId} order by no desc limit 1`;
  await call(database.sql, 'answer_proposal_safe', { actor_id: shop.managerId, proposal_id: proposal?.id, answer: 'accept' });
  await quiet(database, ada.chat);
  expect(await standing(database.sql, orderId)).toMatchObject({ status: 'awaiting_payment', total: 200, lines: [{ quantity: 2 }] });
  expect(
    ada
      .hears()
      .flatMap(({ paragraphs }) => paragraphs)
      .join(' '),
  ).toContain(`agreed to your change of order ${code}`);
});

it('brings a cart back after a day of silence, and orders the same again', async () => {
  const staff = await workers.start();
  const { ada } = await anOrder(staff);
  const [chat] = await database.sql`select id from public.chats where external_id = ${ada.chat}`;
  await ada.opens(priced);
  await ada.presses(/^3$/);
  await closeConversation(database.sql, shop, chat?.id);
  const [hello] = await ada.says('hello');
  expect(hello?.paragraphs.join(' ')).toContain('Last time you left “Road bike” in your cart');
  const action = actionOf(ada.all(), /^Go on with my cart/);
  await Promise.all([1, 2, 3].map(() => ada.send({ type: 'press', action })));
  await quiet(database, ada.chat);
  const kept = await database.sql`select status from public.saved_carts where chat_id = ${chat?.id}`;
  expect(kept.map(({ status }) => status)).toEqual(['taken']);
  await ada.presses(/^As last time/);
  expect(
    ada
      .all()
      .at(-1)
      ?.card?.rows.map(({ value }) => value),
  ).toContain('3');
  await ada.says('cancel');
  await ada.says('the same again');
  const summary = ada
    .all()
    .at(-1)
    ?.card?.rows.map(({ value }) => value)
    .join(' | ');
  expect(summary).toContain('2 × Road bike');
  expect(summary).toContain('1 × Frame');
  expect(summary).toContain('Example street 1');
});
