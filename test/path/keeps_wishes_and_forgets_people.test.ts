import { beforeAll, expect, it } from 'vitest';
import { doorOf, type Person, person, phrases, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const said = (messages: ReturnType<Person['all']>) => messages.flatMap(({ paragraphs }) => paragraphs).join('\n');
const leadsOf = ({ chat }: Person) => database.sql`
  select l.id, l.source, l.status, l.comment, l.item_url, l.item_snapshot, l.budget_amount, l.created_at, l.customer_id,
    (select count(*)::int from public.customer_identities as i where i.customer_id = l.customer_id) as identities
  from public.leads as l join public.chats as c on c.customer_id = l.customer_id where c.external_id = ${chat} order by l.created_at`;

/** Wishes for something; who is known already is not asked who they are. */
async function wish(who: Person, words: string) {
  await who.says('/start');
  await who.presses('1:wish');
  await who.says(words);
  return await who.says('skip');
}

it('A-01, A-03, A-04, A-05: a wish of somebody new is one customer with one way to reach them and one lead with its source', async () => {
  const ada = person(database, await workers.start(), shop.slug);
  await wish(ada, 'a blue tandem');
  expect(await leadsOf(ada)).toEqual([]);
  await ada.says('Ada');
  await ada.says('rather not');
  await ada.presses(/^I agree/);
  await ada.presses(/^Send/);
  const [lead, ...others] = await leadsOf(ada);
  expect(others).toEqual([]);
  expect(lead).toMatchObject({ source: doorOf(shop.slug).provider, status: 'new', comment: 'a blue tandem', identities: 1 });
  expect(lead).toMatchObject({ item_url: null, item_snapshot: null, budget_amount: null, created_at: expect.any(Date) });
});

it('A-02: the next wish of the same chat is the same customer', async () => {
  const ada = person(database, await workers.start(), shop.slug);
  await wish(ada, 'a blue tandem');
  await ada.says('Ada');
  await ada.says('+44 20 7946 0958');
  await ada.presses(/^I agree/);
  await ada.presses(/^Send/);
  await wish(ada, 'a red trailer');
  await ada.presses(/^Send/);
  const leads = await leadsOf(ada);
  expect(leads.map(({ comment }) => comment)).toEqual(['a blue tandem', 'a red trailer']);
  expect(new Set(leads.map(({ customer_id }) => customer_id)).size).toBe(1);
});

const PERSONAL = { name: 'Quirinus Wunderlich', address: 'Irgendwo Lane 77', phone: '+442079460123', typed: '020 7946 0123' };

/** The tables in which a text stands anywhere. */
async function placesOf(value: string): Promise<string[]> {
  const tables =
    await database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
  const one = (name: string) => `select '${name}' as name where exists (select from public.${name} as t where to_jsonb(t)::text like $1)`;
  const found = await database.sql.unsafe(tables.map(({ relname }) => one(relname)).join(' union all '), [`%${value}%`]);
  return found.map(({ name }) => name);
}

it('A-104: who asks in the chat to be forgotten stands nowhere any more, and the books are whole', async () => {
  const ada = person(database, await workers.start(), shop.slug);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  await ada.says('1');
  await ada.says(PERSONAL.address);
  await ada.says(PERSONAL.name);
  await ada.says(PERSONAL.typed);
  await ada.presses(/^I agree/);
  await ada.presses(/^Confirm/);
  for (const value of Object.values(PERSONAL)) expect([value, (await placesOf(value)).length > 0]).toEqual([value, true]);
  const [order] =
    await database.sql`select o.id, o.order_code as code from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${ada.chat}`;
  expect(said(await ada.says('delete my data'))).toContain(order?.code);
  await ada.says(`cancel ${order?.code}`);
  await ada.says('I have changed my mind');
  await ada.says('yes');
  await ada.says('delete my data');
  await ada.says('yes');
  expect(said(await ada.says('delete everything'))).toContain(phrases('en', 'forgotten-meanwhile'));
  await quiet(database);
  for (const value of Object.values(PERSONAL)) expect([value, await placesOf(value)]).toEqual([value, []]);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
  const [kept] = await database.sql`select status from public.orders where id = ${order?.id}`;
  expect(kept).toEqual({ status: 'cancelled' });
  expect(said(await ada.says('my orders'))).not.toContain(order?.code);
});
