import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import type { Dialogue } from '../../src/conversation/step.ts';
import { actionOf, doorOf, type Person, person, phrases, quiet, type TestWorkers, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { earlier, meet } from '../support/queues.ts';
import { call, openShop, pay, quickOrder, type Shop, ship } from '../support/shop.ts';
import { until } from '../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

type Order = { id: string; order_code: string; customer_id: string };

/** Somebody known, with an order that awaits its payment, in their own chat. */
async function customer(staff: TestWorkers, language: 'en' | 'ru' | 'tr' = 'en'): Promise<{ ada: Person; order: Order }> {
  const ada = person(database, staff, shop.slug, language);
  await ada.opens();
  const { id } = await meet(database.sql, shop, ada.chat, { full_name: 'Ada', language }, doorOf(shop.slug));
  const { order } = await quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined, delivery_address: 'Here 1' });
  await quiet(database, ada.chat);
  ada.hears();
  return { ada, order: order as unknown as Order };
}

/** The same, paid and with a parcel on its way. */
async function shipped(staff: TestWorkers, language: 'en' | 'ru' | 'tr' = 'en', tracking_number = 'RB123456789CN') {
  const { ada, order } = await customer(staff, language);
  await pay(database.sql, shop, order.id);
  const parcel = await ship(database.sql, shop, order.id, { tracking_number, estimated_delivery_date: '2026-12-24' });
  await call(database.sql, 'advance_shipment_safe', { actor_id: shop.managerId, shipment_id: parcel.id, new_status: 'in_transit' });
  await quiet(database, ada.chat);
  ada.hears();
  return { ada, order, shipmentId: parcel.id as string };
}

const words = (messages: ReturnType<Person['all']>) => messages.flatMap(({ paragraphs }) => paragraphs).join('\n');
const statusOf = async ({ id }: Order) => (await database.sql`select status from public.orders where id = ${id}`)[0]?.status;
const countOf = async (table: string, { id }: Order) =>
  (await database.sql.unsafe(`select count(*)::int as rows from public.${table} where order_id = $1`, [id]))[0]?.rows;

describe.each(['en', 'ru', 'tr'] as const)('in %s', (language) => {
  it('an order is cancelled in three taps, and told of once', async () => {
    const { ada, order } = await customer(await workers.start(), language);
    await ada.send({ type: 'press', action: `1:order:${order.order_code}` });
    await quiet(database, ada.chat);
    ada.hears();
    await ada.presses(phrases(language, 'button-move-cancel'));
    await ada.presses(phrases(language, 'cancel-reason-slow'));
    const said = await ada.presses(phrases(language, 'button-cancel-sure', { code: order.order_code }));
    expect(await statusOf(order)).toBe('cancelled');
    expect(words(said)).toContain(phrases(language, 'order-is-cancelled', { code: order.order_code }));
    expect(words(ada.all())).not.toContain(phrases(language, 'notice-order-cancelled', { code: order.order_code }));
    const [event] =
      await database.sql`select reason, acting_customer_id from public.order_status_events where order_id = ${order.id} order by seq desc limit 1`;
    expect(event).toEqual({ reason: 'slow', acting_customer_id: order.customer_id });
  });

  it('a parcel is followed, received and rated', async () => {
    const { ada, order } = await shipped(await workers.start(), language);
    const [card] = await ada.says({ en: 'where is my parcel', ru: 'где моя посылка', tr: 'kargom nerede' }[language]);
    expect(card?.card?.rows.map(({ value }) => value)).toContain('RB123456789CN');
    expect(words(await ada.presses(phrases(language, 'button-move-received')))).toContain(
      phrases(language, 'rating-ask', { code: order.order_code }),
    );
    await ada.presses(phrases(language, 'button-stars', { stars: 2 }));
    expect(words(await ada.says('Scratched'))).toBe(phrases(language, 'rating-is-kept'));
    expect(await database.sql`select stars, comment from public.order_ratings where order_id = ${order.id}`).toEqual([
      { stars: 2, comment: 'Scratched' },
    ]);
    const [task] = await database.sql`select description from public.tasks where order_id = ${order.id} and kind = 'task-bad-rating'`;
    expect(task).toEqual({ description: 'Scratched' });
  });
});

it('the buttons of a living card are what can be done with the order now', async () => {
  const staff = await workers.start();
  const { ada, order } = await customer(staff);
  await ada.send({ type: 'press', action: `1:order:${order.order_code}` });
  await quiet(database, ada.chat);
  const card = staff.channel.sent.findLast(({ chat, message }) => chat === ada.chat && message.card !== null);
  const moves = () => (card?.message.choices ?? []).map(({ label }) => label);
  expect(moves()).toEqual(expect.arrayContaining(['Pay', 'Cancel the order', 'Menu']));
  await pay(database.sql, shop, order.id);
  await quiet(database, ada.chat);
  expect(card?.edited).toBe(1);
  expect(moves()).not.toContain('Pay');
  expect(moves()).not.toContain('Cancel the order');
  expect(moves()).toEqual(expect.arrayContaining(['Change the address', 'Menu']));
});

it('a question hangs on the order, with the message it came in, and another joins it', async () => {
  const { ada, order } = await customer(await workers.start());
  for (const question of ['When will it come?', 'Is it blue?']) {
    await ada.send({ type: 'press', action: `1:move:ask:${order.order_code}` });
    expect(words(await ada.says(question))).toContain('A person from the desk will answer you right here');
  }
  const story = await call(database.sql, 'order_funnel', { actor_id: shop.managerId, order_id: order.id });
  expect(story.messages.map(({ content }: { content: { text: string } }) => content.text)).toEqual(['When will it come?', 'Is it blue?']);
  expect(story.tasks.map(({ description }: { description: string }) => description)).toEqual(['When will it come?\n\nIs it blue?']);
});

it('a payment that comes while the cancellation is confirmed is told of, with a way on', async () => {
  const { ada, order } = await customer(await workers.start());
  await ada.says(`cancel ${order.order_code}`);
  await ada.says('I found it cheaper');
  await pay(database.sql, shop, order.id, { amount: 40 });
  const said = await ada.presses(/^Yes, cancel/);
  expect(words(said)).toContain('We hold money of yours');
  expect(said.flatMap(({ choices }) => choices.map(({ label }) => label))).toContain('Ask about this order');
  expect(await statusOf(order)).toBe('awaiting_payment');
});

it('every press delivered three times has one effect, and one answer', async () => {
  const { ada, order } = await shipped(await workers.start());
  const deliver = async (event: Parameters<Person['send']>[0], id: string) => {
    for (let time = 0; time < 3; time += 1) await ada.send(event, `${ada.chat}/${id}`);
    await quiet(database, ada.chat);
    return ada.hears();
  };
  expect(await deliver({ type: 'press', action: `1:move:received:${order.order_code}` }, 'got')).toHaveLength(1);
  expect(await deliver({ type: 'press', action: `1:stars:${order.order_code}:1` }, 'stars')).toHaveLength(1);
  expect(await deliver({ type: 'text', text: 'Broken' }, 'words')).toHaveLength(1);
  await deliver({ type: 'press', action: `1:move:ask:${order.order_code}` }, 'ask');
  expect(await deliver({ type: 'text', text: 'Can I send it back?' }, 'question')).toHaveLength(1);
  expect([await countOf('order_ratings', order), await countOf('order_messages', order)]).toEqual([1, 1]);
  const tasks = await database.sql`select kind, description from public.tasks where order_id = ${order.id} order by kind`;
  expect(tasks).toEqual([
    { kind: 'task-bad-rating', description: 'Broken' },
    { kind: 'task-order-question', description: 'Can I send it back?' },
  ]);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('a worker that fails after each write leaves one effect, and the answer comes all the same', async () => {
  const dialogue = loadDialogue();
  const failed = new Set<string>();
  const step: Dialogue = (stored, event, facts) => {
    const writes = ['cancel-order', 'change-address', 'ask-about-order', 'rate-order', 'confirm-receipt'];
    if ('did' in event && writes.includes(event.did) && !failed.has(event.did)) {
      failed.add(event.did);
      throw new Error('a bug after the write');
    }
    return dialogue(stored, event, facts);
  };
  const staff = await workers.start({ step });
  const answered = async (ada: Person, event: Parameters<Person['send']>[0]) => {
    await ada.send(event);
    await until(async () => {
      await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
      const [open] = await database.sql`select from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
        where c.external_id = ${ada.chat} and m.status in ('new', 'claimed')`;
      return open === undefined;
    });
    await quiet(database, ada.chat);
    return words(ada.hears());
  };
  const press = (...parts: string[]) => ({ type: 'press' as const, action: ['1', ...parts].join(':') });
  const { ada, order } = await customer(staff);
  const code = order.order_code;
  await answered(ada, press('move', 'address', code));
  expect(await answered(ada, { type: 'text', text: 'There 2, Leeds' })).toContain('There 2, Leeds');
  await answered(ada, press('move', 'ask', code));
  expect(await answered(ada, { type: 'text', text: 'Is it blue?' })).toContain('passed on');
  await answered(ada, press('move', 'cancel', code));
  await answered(ada, press('cancel-for', code, 'slow'));
  expect(await answered(ada, press('cancel-sure', code))).toContain('is cancelled');
  expect([await statusOf(order), await countOf('order_messages', order)]).toEqual(['cancelled', 1]);

  const second = await shipped(staff);
  const other = second.order.order_code;
  expect(await answered(second.ada, press('move', 'received', other))).toContain('has arrived');
  expect(await answered(second.ada, press('stars', other, '5'))).toContain('5 of 5');
  expect(await countOf('order_ratings', second.order)).toBe(1);
  expect([...failed].sort()).toEqual(['ask-about-order', 'cancel-order', 'change-address', 'confirm-receipt', 'rate-order']);
});

describe('an attacker with somebody else’s code, buttons and tracking number', () => {
  it('learns no more than of an order that never was, and changes nothing', async () => {
    const staff = await workers.start();
    const { order, shipmentId } = await shipped(staff, 'en', 'RB777777777CN');
    const { ada: eve } = await customer(staff);
    const heard = async (event: Parameters<Person['send']>[0]) => {
      await eve.send(event);
      await quiet(database, eve.chat);
      return eve.hears().map(({ paragraphs, card, choices }) => JSON.stringify([paragraphs, card, choices]));
    };
    const before = await database.sql`select id, status, delivery_address, updated_at from public.orders where id = ${order.id}`;
    const pairs = [
      [order.order_code, '7777777'],
      [`why ${order.order_code}`, 'why 7777777'],
      [`cancel ${order.order_code}`, 'cancel 7777777'],
    ];
    for (const [theirs = '', none = ''] of pairs) {
      expect(await heard({ type: 'text', text: theirs })).toEqual(await heard({ type: 'text', text: none }));
    }
    const parcels = await Promise.all([heard({ type: 'text', text: 'RB777777777CN' })]);
    expect(JSON.stringify(parcels)).not.toMatch(/Rusbid|2026-12-24|in_transit|On its way/);
    const buttons = ['move:track', 'move:cancel', 'move:received', 'move:rate', 'move:address', 'move:ask', 'why', 'order'].map(
      (verb) => `1:${verb}:`,
    );
    for (const button of buttons) {
      const theirs = await heard({ type: 'press', action: `${button}${order.order_code}` });
      expect(theirs).toEqual(await heard({ type: 'press', action: `${button}7777777` }));
    }
    const got = await heard({ type: 'press', action: `1:got:${shipmentId}` });
    expect(got).toEqual(await heard({ type: 'press', action: '1:got:22222222-2222-4222-8222-222222222222' }));
    await heard({ type: 'press', action: `1:stars:${order.order_code}:1` });
    expect(await database.sql`select id, status, delivery_address, updated_at from public.orders where id = ${order.id}`).toEqual(before);
    expect(await countOf('order_ratings', order)).toBe(0);
    expect((await database.sql`select client_received from public.shipments where id = ${shipmentId}`)[0]).toEqual({
      client_received: false,
    });
  });

  it('with a button of another chat presses into nothing', async () => {
    const staff = await workers.start();
    const { ada, order } = await customer(staff);
    await ada.says(`cancel ${order.order_code}`);
    const stolen = actionOf(ada.all(), 'It takes too long');
    const { ada: eve } = await customer(staff);
    await eve.send({ type: 'press', action: stolen });
    await quiet(database, eve.chat);
    expect(words(eve.hears())).toContain('That step is over');
    expect(await statusOf(order)).toBe('awaiting_payment');
  });
});
