import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/channels/events.ts';
import { person, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { hostileTexts } from '../support/hostile-text.ts';
import { openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  code = listing?.code;
});

const file = (size: number, path: string | null): ChatEvent => ({ type: 'file', kind: 'image', name: 'a.png', size, path, caption: null });
const long = 'ы'.repeat(100_000);
const odd: Array<[string, ChatEvent]> = [
  ['nothing', { type: 'text', text: '' }],
  ['blanks', { type: 'text', text: ' \n\t ' }],
  ['a novel', { type: 'text', text: long, cut: true }],
  ['a sticker', { type: 'other', what: 'sticker' }],
  ['an empty file', file(0, null)],
  ['a file too large', file(1e9, null)],
  ['a file', file(1_000, `in/${randomUUID()}.png`)],
  ['a place', { type: 'location', latitude: 41.01, longitude: 28.98 }],
  ['somebody else’s contact', { type: 'contact', phone: '+4915123456789', own: false }],
  ['a button of yesterday', { type: 'press', action: '1:quantity:zzzzzz:2' }],
  ['a button of no desk', { type: 'press', action: '{"a":1}' }],
  ['a link to nowhere', { type: 'start', payload: '../../etc/passwd' }],
  ['an unknown clock', { type: 'timeout', name: 'of-another-machine' }],
  ...hostileTexts.map(([name, text]): [string, ChatEvent] => [name, { type: 'text', text }]),
];

it('goes through a whole order with something odd wherever words are no answer, and shows no code to anybody', async () => {
  const staff = await workers.start();
  const ada = person(database, staff, shop.slug);
  const bother = async () => {
    for (const [, event] of odd) await ada.send(event);
    await quiet(database, ada.chat);
  };
  /** A link to nowhere leads out of the order; nothing of it is lost. */
  const botherAndGoOn = async () => {
    await bother();
    await ada.presses(/^Continue my order/);
  };
  await bother();
  await ada.opens(code);
  await botherAndGoOn();
  await ada.presses(/^2$/);
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(/^Rather not/);
  await botherAndGoOn();
  await ada.presses(/^I agree/);
  await botherAndGoOn();
  await ada.presses(/^Confirm/);
  await bother();
  const [row] = await database.sql`
    select count(*)::int as orders, min(o.delivery_address) as address, min(c2.full_name) as name
    from public.orders as o join public.chats as c on c.customer_id = o.customer_id join public.customers as c2 on c2.id = o.customer_id
    where c.external_id = ${ada.chat}`;
  expect(row).toEqual({ orders: 1, address: 'Example street 1', name: 'Ada' });
  const [queue] =
    await database.sql`select count(*) filter (where status in ('dead', 'new', 'claimed'))::int as stuck, max(attempts)::int as attempts from public.inbox_messages`;
  expect(queue).toEqual({ stuck: 0, attempts: 1 });
  const words = ada.all().flatMap(({ paragraphs, card }) => [...paragraphs, ...(card?.rows.map(({ value }) => value) ?? [])]);
  const codes = /\b(?:[A-Z]+_[A-Z_]+|undefined|NaN|\[object|Error:|SQLSTATE|null)\b/;
  expect(words.filter((text) => codes.test(text.replaceAll(/“.*?”/gs, '')))).toEqual([]);
});
