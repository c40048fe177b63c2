import { beforeAll, expect, it } from 'vitest';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { meet } from '../../support/queues.ts';
import { call, createOrder, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);
type Person = ReturnType<typeof someone>;
const met = (person: Person, customer = {}) =>
  meet(database.sql, shop, String(person.id), customer, { provider: 'telegram', account: String(desk().api.botId) });

async function staff(role: string, name: string): Promise<Person> {
  const person = someone(database, desk(), 'en', name);
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: name, role });
  await person.opens(String(code));
  return person;
}

it('to an order: its customer and the staff who may see it get the card, everybody else what no link says', async () => {
  const [ada, bob, newcomer] = [1, 2, 3].map(() => someone(database, desk()));
  if (!ada || !bob || !newcomer) throw new Error('nobody');
  const customer = await met(ada, { full_name: 'Ada Links' });
  await met(bob, { full_name: 'Ada Links' });
  const { order_code: code } = await createOrder(database.sql, shop, { customer_id: customer.id });
  await quiet(database, String(ada.id));
  for (const one of [ada, bob, newcomer]) one.hears();
  const link = `order_${code}`;
  expect(textsOf(await ada.opens(link))).toMatch(/[✓●○]/);
  for (const other of [bob, newcomer]) {
    const plain = textsOf(await other.opens());
    expect(textsOf(await other.opens(link))).toBe(plain);
    expect(textsOf(await other.opens('order_99999999'))).toBe(plain);
  }
  expect(textsOf(await (await staff('manager', 'Eve Links')).opens(link))).toContain(phrases('en', 'staff-order-title', { code }));
});

it('of a campaign: what is ordered and wished for after it says so, to the staff too', async () => {
  const ada = someone(database, desk());
  const customer = await met(ada, { full_name: 'Ada Campaign' });
  const plain = textsOf(await ada.opens());
  expect(textsOf(await ada.opens('spring_sale-2026'))).toBe(plain);
  await ada.opens(String((await database.sql`select code from public.listings where id = ${shop.listingId}`)[0]?.code));
  await ada.presses('1');
  await ada.says('Example street 1');
  for (const label of ['I agree', /^Confirm/]) await ada.presses(label);
  const [order] = await database.sql`select order_code as code, source from public.orders where customer_id = ${customer.id}`;
  expect(order?.source).toBe('telegram:spring_sale-2026');
  await ada.says('https://shop.example/bike up to 500 EUR');
  for (const answer of ['none', 'send']) await ada.says(answer);
  const [lead] = await database.sql`select id, source from public.leads where customer_id = ${customer.id} and item_url is not null`;
  expect(lead?.source).toBe('telegram:spring_sale-2026');
  const eve = await staff('manager', 'Eve Campaign');
  for (const card of [`/order ${order?.code}`, `/lead ${lead?.id}`]) {
    expect(textsOf(await eve.says(card)), card).toContain(`${phrases('en', 'field-campaign')}: spring_sale-2026`);
  }
});

it('that an invitation is passed on as: to this bot, by the name it has now, and it lets in', async () => {
  const olga = await staff('admin', 'Olga');
  const said = textsOf(await olga.says('/invite "Max Links" agent'));
  const [, bot, payload] = /https:\/\/t\.me\/(\w+)\?start=(\S+)/.exec(said) ?? [];
  expect(bot).toBe('desk_test_bot');
  const max = someone(database, desk(), 'en', 'Max');
  expect(textsOf(await max.opens(payload))).toContain('Max Links');
  // What only looks like an invitation is the name of a campaign.
  const ada = someone(database, desk());
  const plain = textsOf(await ada.opens());
  expect(textsOf(await ada.opens('SPRINGSALE2026AB'))).toBe(plain);
});
