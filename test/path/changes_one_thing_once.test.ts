import { beforeAll, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import type { WorkersOptions } from '../../bot/work/workers.ts';
import type { Dialogue } from '../../src/conversation/step.ts';
import { actionOf, person, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { earlier } from '../support/queues.ts';
import { shuffled } from '../support/seeded.ts';
import { call, openShop, type Shop } from '../support/shop.ts';
import { until } from '../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  code = listing?.code;
});

async function ordersOf(chat: string): Promise<number> {
  const [row] = await database.sql`
    select count(*)::int as orders from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${chat}`;
  return row?.orders;
}

/** Somebody new, up to the button that confirms. */
async function aboutToConfirm(options: Partial<WorkersOptions> = {}) {
  const staff = await workers.start(options);
  const ada = person(database, staff, shop.slug);
  await ada.opens(code);
  await ada.presses(/^1$/);
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.says('+49 1512 3456789');
  await ada.presses(/^I agree/);
  return { staff, ada };
}

it('makes one order of five presses within a moment, and answers once', async () => {
  const { ada } = await aboutToConfirm();
  const before = ada.all().length;
  const action = actionOf(ada.all(), /^Confirm/);
  await Promise.all(Array.from({ length: 5 }, () => ada.send({ type: 'press', action })));
  await quiet(database, ada.chat);
  expect(await ordersOf(ada.chat)).toBe(1);
  const said = ada.all().slice(before);
  expect(said.filter(({ card }) => card !== null)).toHaveLength(1);
  const once = said.length;
  await ada.send({ type: 'press', action });
  await quiet(database, ada.chat);
  expect(await ordersOf(ada.chat)).toBe(1);
  expect(
    ada
      .all()
      .slice(before + once)
      .flatMap(({ card }) => card ?? []),
  ).toEqual([]);
});

it('makes one order of a confirmation that failed for good after the order was placed, and is pressed again', async () => {
  const dialogue = loadDialogue();
  let broken = true;
  const step: Dialogue = (stored, event, facts) => {
    if (broken && 'did' in event && event.did === 'place-order') throw new Error('a bug after the order');
    return dialogue(stored, event, facts);
  };
  const { ada } = await aboutToConfirm({ step });
  const action = actionOf(ada.all(), /^Confirm/);
  await ada.send({ type: 'press', action });
  await until(async () => {
    await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
    const [dead] = await database.sql`select id from public.inbox_messages where status = 'dead'`;
    return dead !== undefined;
  });
  await quiet(database, ada.chat);
  expect(await ordersOf(ada.chat)).toBe(1);
  broken = false;
  await ada.send({ type: 'press', action });
  await quiet(database, ada.chat);
  expect(await ordersOf(ada.chat)).toBe(1);
  expect(ada.all().at(-1)?.card?.rows.length).toBeGreaterThan(3);
  const [audit] =
    await database.sql`select correlation_id from public.audit_log where entity = 'order' and action = 'order.created' order by id desc limit 1`;
  expect(audit?.correlation_id).toMatch(/^inbox:\d+$/);
});

it('takes a message and a press of the same instant one after the other', async () => {
  const { ada } = await aboutToConfirm();
  const action = actionOf(ada.all(), /^Confirm/);
  await Promise.all([ada.send({ type: 'press', action }), ada.send({ type: 'text', text: '/help' })]);
  await quiet(database, ada.chat);
  expect(await ordersOf(ada.chat)).toBe(1);
  const [row] = await database.sql`
    select count(distinct m.conversation_id) > 0 as whole, count(*) filter (where m.status <> 'settled')::int as open
    from public.inbox_messages as m join public.chats as c on c.id = m.chat_id where c.external_id = ${ada.chat}`;
  expect(row).toEqual({ whole: true, open: 0 });
});

it.each([1, 2, 3, 4, 5])('comes to the same however often each message is delivered, order of repetitions %i', async (seed) => {
  const staff = await workers.start();
  const told = async (repeat: boolean) => {
    const ada = person(database, staff, shop.slug);
    const { chat } = ada;
    const delivered: Array<{ event: Parameters<typeof ada.send>[0]; id: string }> = [];
    const deliver = async (event: Parameters<typeof ada.send>[0]) => {
      const one = { event, id: `${chat}/${delivered.length}` };
      delivered.push(one);
      await ada.send(one.event, one.id);
      if (repeat) for (const again of shuffled(seed)(delivered)) await ada.send(again.event, again.id);
      await quiet(database, chat);
    };
    await deliver({ type: 'start', payload: code });
    await deliver({ type: 'press', action: actionOf(ada.all(), /^2$/) });
    await deliver({ type: 'text', text: 'Example street 1' });
    await deliver({ type: 'text', text: 'Ada' });
    await deliver({ type: 'press', action: actionOf(ada.all(), /^Rather not/) });
    await deliver({ type: 'press', action: actionOf(ada.all(), /^I agree/) });
    await deliver({ type: 'press', action: actionOf(ada.all(), /^Confirm/) });
    return ada
      .all()
      .map(({ paragraphs, choices }) => [
        ...paragraphs.map((text) => text.replaceAll(/\d{4,}/g, 'N')),
        ...choices.map(({ label }) => label.replaceAll(/\d{4,}/g, 'N')),
      ]);
  };
  expect(await told(true)).toEqual(await told(false));
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});
