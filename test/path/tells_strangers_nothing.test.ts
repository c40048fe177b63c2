import { beforeAll, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/channels/events.ts';
import { PLAIN, pressesOf, RECORDS, STEPS, textsOf } from '../support/attacks.ts';
import { doorOf, type Person, person, quiet, type TestWorkers, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { earlier, meet } from '../support/queues.ts';
import { call, openShop, quickOrder, type Shop } from '../support/shop.ts';
import { aVictim, digestsOf, type Names, NOBODYS, readable, SECRETS, type Victim } from '../support/victims.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let victim: Victim;

beforeAll(async () => {
  shop = await openShop(database.sql);
  // What is told waits for nobody's morning, whatever the hour at which this runs; and the desk offers nothing to its staff meanwhile.
  await database.sql`update public.desk_settings set quiet_from = null, quiet_until = null, assignment = 'by_hand' where desk_id = ${shop.deskId}`;
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  const staff = await workers.start();
  const xenia = person(database, staff, shop.slug);
  await xenia.opens(listing?.code);
  await xenia.presses(/^2$/);
  victim = await aVictim(database.sql, shop, xenia.chat, doorOf(shop.slug));
  await quiet(database, xenia.chat);
});

type Attacker = { eve: Person; own: string };

/** Somebody known, with an order of their own that waits for its payment. */
async function attacker(staff: TestWorkers): Promise<Attacker> {
  const eve = person(database, staff, shop.slug);
  await eve.opens();
  const { id } = await meet(database.sql, shop, eve.chat, { full_name: 'Eve' }, doorOf(shop.slug));
  const { order } = await quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined });
  await quiet(database, eve.chat);
  eve.hears();
  return { eve, own: order.order_code };
}

/** Everything that is said to events that come one upon the other. */
async function heard({ eve }: Attacker, ...events: ChatEvent[]) {
  for (const event of events) await eve.send(event);
  await quiet(database, eve.chat);
  return eve.hears();
}

const press = (action: string): ChatEvent => ({ type: 'press', action });
const text = (words: string): ChatEvent => ({ type: 'text', text: words });
const secrets = Object.values(SECRETS);

/** Two who do the same, one with the names of the victim and one with names of nobody: what they read is the same. */
async function twins(staff: TestWorkers, make: (staff: TestWorkers) => Promise<Attacker> = attacker) {
  const [thief, fool] = await Promise.all([make(staff), make(staff)]);
  const blanks = (who: Attacker, names: Names): Array<[string, string]> => [
    [`${names.tracking.slice(0, 8)} ${names.tracking.slice(8)}`, '<tracking, in two>'],
    [who.own, '<own>'],
    ...Object.entries(names).map(([name, value]): [string, string] => [value, `<${name}>`]),
  ];
  return {
    thief,
    fool,
    both: async (events: (names: Names, who: Attacker) => ChatEvent[]): Promise<string[]> => {
      const [of, ofNobody] = await Promise.all([heard(thief, ...events(victim.names, thief)), heard(fool, ...events(NOBODYS, fool))]);
      const answers = of.map((message) => readable(message, blanks(thief, victim.names)));
      expect(answers).toEqual(ofNobody.map((message) => readable(message, blanks(fool, NOBODYS))));
      expect(answers.filter((answer) => secrets.some((secret) => answer.includes(secret)))).toEqual([]);
      return answers;
    },
  };
}

/** Does something, after which everything of the victim is as it was. */
async function untouched(work: () => Promise<void>): Promise<void> {
  const before = await digestsOf(database.sql, victim.ids);
  await work();
  expect(await digestsOf(database.sql, victim.ids)).toEqual(before);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
}

it('the victim has something of everything to be found', async () => {
  expect(Object.entries(victim.names).filter(([, name]) => !name || name === 'NaN')).toEqual([]);
  const digests = await digestsOf(database.sql, victim.ids);
  const full = Object.entries(digests).flatMap(([table, digest]) => (digest.startsWith('0:') ? [] : [table]));
  expect(full).toEqual(
    expect.arrayContaining(
      ['chats', 'customers', 'leads', 'link_codes', 'order_proposals', 'orders', 'payments', 'saved_carts', 'shipments'].sort(),
    ),
  );
});

it('A-40, A-73, A-75, A-102: somebody else’s record is word for word one that does not exist, by every button and in words', async () => {
  await untouched(async () => {
    const { both } = await twins(await workers.start());
    await both((names) => pressesOf(STEPS, names).map(press));
    await both((names) => pressesOf(RECORDS, names).map(press));
    await both((names) => textsOf(names).map(text));
    await both(({ order, shipped }) => [order, `order-${order}`, shipped].map((payload): ChatEvent => ({ type: 'start', payload })));
    await both((names) => pressesOf(PLAIN, names).map(press));
  });
});

const newcomer = async (staff: TestWorkers): Promise<Attacker> => ({ eve: person(database, staff, shop.slug), own: 'nothing' });

it('A-02: a phone that is only typed opens nobody’s account, and says nothing of whether somebody has it', async () => {
  await untouched(async () => {
    const { both, thief } = await twins(await workers.start(), newcomer);
    const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
    await both(({ phone }) => [
      { type: 'start', payload: listing?.code },
      ...['1', 'Own street 1', 'Eve', phone, 'yes', 'menu', 'my orders', 'my wishes', 'my data', 'the same again'].map(text),
    ]);
    const [eve] = await database.sql`
      select u.id, u.phone, (select count(*)::int from public.customer_identities as i where i.customer_id = u.id) as identities
      from public.customers as u join public.chats as c on c.customer_id = u.id where c.external_id = ${thief.eve.chat}`;
    expect(eve?.id).not.toBe(victim.customerId);
    expect(eve?.identities).toBe(1);
  });
});

it('a file of somebody else proves nothing, and is like one that never came', async () => {
  await untouched(async () => {
    const { both } = await twins(await workers.start());
    const proof = ({ file: path }: Names): ChatEvent => ({ type: 'file', kind: 'image', name: null, size: 1000, path, caption: null });
    await both((names, { own }) => [press(`1:paidby:${own}:cash`), proof(names)]);
  });
});

it('a code for joining chats that has run out is one that never was', async () => {
  await earlier(database.sql, shop, 'link_codes', 'expires_at', '1 day');
  await untouched(async () => {
    const { both } = await twins(await workers.start());
    await both(({ linkCode }) => ['/code', linkCode, 'yes', linkCode.toLowerCase(), 'yes', 'my orders'].map(text));
  });
});
