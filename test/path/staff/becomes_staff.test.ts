import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atDesk, join, read } from '../../support/at-desk.ts';
import { type Person, person, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const running = useWorkers(database);
let workers: TestWorkers;
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  workers = await running.start();
});

const invite = async (where: Shop = shop): Promise<string> =>
  String((await call(database.sql, 'invite_staff_safe', { actor_id: where.ownerId, display_name: 'Olga', role: 'manager' })).code);
const stranger = (language = 'en', where: Shop = shop) => person(database, workers, where.slug, language);
const tells = async (who: Person, text: string) => read(await who.says(text));
const staffOf = async (who: Person) =>
  (
    await database.sql`select s.role, s.language from public.chats as c join public.staff as s on s.id = c.staff_id where c.external_id = ${who.chat}`
  )[0];
/** Somebody half-way through an order, who is asked how many. */
async function ordering(): Promise<Person> {
  const customer = stranger();
  await customer.opens(`listing_${(await database.sql`select code from public.listings where id = ${shop.listingId}`)[0]?.code}`);
  return customer;
}

describe('an invitation', () => {
  it.each([
    ['typed as it is written', (code: string) => code],
    ['with small letters', (code: string) => code.toLowerCase()],
    ['with the word before it', (code: string) => `/join ${code}`],
    ['with the dashes a phone makes of them', (code: string) => code.replaceAll('-', '–')],
  ])('lets in who shows it %s', async (_, typed) => {
    const somebody = stranger();
    expect(await tells(somebody, typed(await invite()))).toContain('Welcome, Olga.');
    expect(await staffOf(somebody)).toEqual({ role: 'manager', language: 'en' });
    expect(await tells(somebody, '/desk')).toContain('Hello Olga.');
  });

  it.each([
    ['en', 'Welcome, Olga.'],
    ['ru', 'Добро пожаловать, Olga.'],
    ['tr', 'Hoş geldiniz, Olga.'],
  ])('is opened as a link, and greets in %s', async (language, greeting) => {
    const somebody = stranger(language);
    const said = read(await somebody.opens(`join_${(await invite()).replaceAll('-', '')}`));
    expect(said).toContain(greeting);
    expect(await staffOf(somebody)).toMatchObject({ language });
  });

  it('lets in one, and says to the next that it is used', async () => {
    const code = await invite();
    await stranger().says(code);
    const second = stranger();
    expect(await tells(second, code)).toContain('Somebody has joined with this code already.');
    expect(await staffOf(second)).toBeUndefined();
  });

  it('says when it is of another desk, wrong or old that it does not work', async () => {
    const other = await openShop(database.sql);
    const somebody = stranger();
    expect(await tells(somebody, await invite(other))).toContain('This code does not work.');
    expect(await tells(somebody, 'ABCD-EFGH-JKLM-NPQR')).toContain('This code does not work.');
    expect(await staffOf(somebody)).toBeUndefined();
  });

  it('is not spent on who works here, and on who works here no more', async () => {
    const member = await join(database, workers, shop, 'agent');
    const code = await invite();
    expect(await member.asks(code)).toContain('You work here already.');
    await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: member.id, reason: 'left' });
    expect(await member.asks(code)).toContain('Your access to this desk has ended.');
    expect(await tells(stranger(), code)).toContain('Welcome, Olga.');
  });

  it('shown once more by whom it let in greets them again', async () => {
    const [code, somebody] = [await invite(), stranger()];
    await somebody.says(code);
    expect(await tells(somebody, code)).toContain('Welcome, Olga.');
    const [row] =
      await database.sql`select count(*)::integer as people from public.staff where display_name = 'Olga' and desk_id = ${shop.deskId}
      and id = (select staff_id from public.chats where external_id = ${somebody.chat})`;
    expect(row).toEqual({ people: 1 });
  });
});

describe('codes that lead nowhere', () => {
  it('are few: after five the chat waits, with a good one too', async () => {
    const somebody = stranger();
    for (const last of ['2', '3', '4', '5', '6'])
      expect(await tells(somebody, `ABCD-EFGH-JKLM-NPQ${last}`)).toContain('This code does not work.');
    expect(await tells(somebody, await invite())).toContain('Too many codes were tried here.');
    expect(await staffOf(somebody)).toBeUndefined();
    expect(await tells(stranger(), await invite())).toContain('Welcome');
  });

  it('leave a customer where they are', async () => {
    const customer = await ordering();
    const before = await stateOf(customer);
    expect(await tells(customer, 'ABCD-EFGH-JKLM-NPQR')).toContain('This code does not work.');
    expect((await stateOf(customer))?.machine).toBe('desk');
    expect(placeOf(await stateOf(customer))).toEqual(placeOf(before));
    expect(await tells(customer, '2')).not.toContain('code');
    expect((await stateOf(customer))?.slots).not.toEqual({});
  });

  it.each(['nice bike from john', 'internationalize', '4242 4242 4242 4242'])('are not seen in “%s”', async (words) => {
    const somebody = stranger();
    await somebody.opens();
    expect(await tells(somebody, words)).not.toContain('code');
  });
});

it('a customer never hears that there are commands', async () => {
  const somebody = stranger();
  await somebody.opens();
  for (const command of ['/staff', '/settings', '/books', '/report', '/invite Olga agent']) {
    expect(await tells(somebody, command)).not.toMatch(/role|agent|settings of the desk|books are/i);
  }
  const desk = await atDesk(database, workers, shop);
  expect(await (await desk.the('agent')).asks('/books')).toContain('That takes an admin.');
});

const stateOf = async (who: Person) =>
  (
    await database.sql`select v.machine, v.state, v.slots from public.conversations as v join public.chats as c on c.id = v.chat_id
      where c.external_id = ${who.chat} and v.status = 'active'`
  )[0];
const placeOf = (row: Record<string, unknown> | undefined) => (row?.['state'] as { value?: unknown } | undefined)?.value;
