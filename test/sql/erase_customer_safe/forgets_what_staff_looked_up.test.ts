import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { inChat } from '../../support/offers.ts';
import { turn } from '../../support/queues.ts';
import { aPhone, call, captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
  await inChat(database.sql, shop, shop.managerId);
});

const somebody = async (full_name: string, more = {}): Promise<string> =>
  (await captureLead(database.sql, shop, { customer: { full_name, phone: aPhone(), ...more } })).customer.id;
const erase = (customer_id: string) => call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id });

/** A member of the staff says something in their chat and is answered so. */
async function staffRead(answer: string, body = '{}', chat = `chat-of-${shop.managerId}`): Promise<number> {
  const reply = { kind: 'text', text: [{ key: 'staff-noted', params: { words: answer } }] };
  const event = JSON.stringify({ type: 'text', text: answer });
  return (await turn(database.sql, shop, chat, [reply], { body, event })).messageId;
}
const isKept = async (message: number): Promise<boolean> => {
  const [row] = await database.sql`
    select m.event, o.reply from public.inbox_messages as m join public.outbox_messages as o on o.inbox_id = m.id where m.id = ${message}`;
  expect(row?.['reply'] === null).toBe(row?.['event'].includes('erased'));
  return row?.['reply'] !== null;
};

it.each([
  ['Zoë Öztürk-Ay', 'Öztürk-Ay, ZOË called', false],
  ['Zoë Öztürk-Ay', 'the words of zoe', false],
  ['Zoë Öztürk-Ay', 'first line\nZoë', false],
  ['Zoë Öztürk-Ay', 'ZOE\u0308!', false],
  ['Zoe Ozturk', 'Öztürk', false],
  ['Мелентий', 'МЕЛЕНТИЙ', false],
  ['Алёна', 'алена', false],
  ['Zoë Öztürk-Ay', 'a day in zoetrope', true],
  // Two letters mean nobody.
  ['Zoë Öztürk-Ay', 'ay ay', true],
  ['Al', 'al dente', true],
  ['Al Bo', 'a letter of Bo, Al', false],
  // The keys under which something is stored are no names.
  ['Kind Text', 'hello', true],
])('forgets %s where staff read %j: kept is %s', async (name, answer, kept) => {
  const customer = await somebody(name);
  const message = await staffRead(answer);
  await erase(customer);
  expect(await isKept(message)).toBe(kept);
});

it.each([
  ['+49 (151) 777-66-555', false],
  ['0151 77766555', false],
  ['15177766', true],
])('knows a number by its digits: in %s kept is %s', async (answer, kept) => {
  const customer = await somebody('Ada', { phone: '+4915177766555' });
  const message = await staffRead(answer);
  await erase(customer);
  expect(await isKept(message)).toBe(kept);
});

it('keeps what was said of somebody who shares a name, unless it is the whole of it', async () => {
  const customer = await somebody('Anna Petrova', { email: 'anna@petrova.example' });
  await somebody('Anna Schmidt');
  const [other, whole, address] = [await staffRead('Anna'), await staffRead('Anna Petrova'), await staffRead('anna@petrova.example')];
  await erase(customer);
  expect([await isKept(other), await isKept(whole), await isKept(address)]).toEqual([true, false, false]);
});

it('reads what a channel has escaped, and leaves the chats of other people and desks alone', async () => {
  const customer = await somebody('Зулейка Добсон');
  const escaped = await staffRead('hello', '{"text":"\\u0417\\u0443\\u043b\\u0435\\u0439\\u043a\\u0430"}');
  const guest = await staffRead('Зулейка', '{}', 'a-guest');
  const own = shop;
  shop = await openShop(database.sql);
  await inChat(database.sql, shop, shop.managerId);
  const elsewhere = await staffRead('Зулейка');
  shop = own;
  await erase(customer);
  const [row] = await database.sql`select body from public.inbox_messages where id = ${escaped}`;
  expect(row).toEqual({ body: '' });
  expect([await isKept(guest), await isKept(elsewhere)]).toEqual([true, true]);
});

it('takes what was shown in the web chat with it', async () => {
  const customer = await somebody('Zuleika Dobson');
  const chat = await inChat(database.sql, shop, shop.adminId);
  await staffRead('nobody', '{}', `chat-of-${shop.adminId}`);
  const [row] = await database.sql`select id from public.outbox_messages where chat_id = ${chat}`;
  await call(database.sql, 'deliver_web_message', { outbox_id: row?.['id'], content: { paragraphs: ['Zuleika'] } });
  await erase(customer);
  expect(await database.sql`select content from public.web_messages where chat_id = ${chat}`).toEqual([{ content: {} }]);
});

it('does nothing to anybody when the customer was forgotten before', async () => {
  const customer = await somebody('Zuleika Dobson');
  await erase(customer);
  const message = await staffRead('Erased');
  await erase(customer);
  expect(await isKept(message)).toBe(true);
});
