import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { call, captureLead, createOrder, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

type Hit = { kind: string; id: string; by: string; exact: boolean; ref: string | null; title: string | null };
const find = async (words: string, changes = {}) =>
  (await call(database.sql, 'staff_find', { actor_id: shop.managerId, words, ...changes })).found as Hit[];
const customer = async (full_name: string, phone: string, where = shop) =>
  (await captureLead(database.sql, where, { customer: { full_name, phone } })).customer.id as string;

it('what fits exactly comes before what only begins so', async () => {
  const longer = await customer('Anna Annaberg', '+4915112340001');
  const exact = await customer('Anna', '+4915112340002');
  const found = await find('anna');
  expect(found.filter(({ kind }) => kind === 'customer').map(({ id }) => id)).toEqual([exact, longer]);
  expect(found[0]).toMatchObject({ by: 'name', exact: true });
});

it('a phone is found in every way it is written, a stray number is not', async () => {
  const id = await customer('Phone Owner', '+79161234567');
  for (const typed of ['+7 916 123-45-67', '89161234567', '8 (916) 123-45-67', '007 916 1234567', '9161234567', '1234567']) {
    expect((await find(typed)).map((hit) => [hit.id, hit.by])).toEqual([[id, 'phone']]);
  }
  for (const typed of ['4567', '99161234568', 'tel 1234567']) expect((await find(typed)).map((hit) => hit.id)).not.toContain(id);
});

it('a code is found with its prefix and without', async () => {
  await database.sql`update public.number_ranges set prefix = 'B-' where desk_id = ${shop.deskId} and kind = 'order'`;
  const { id, order_code: code } = await createOrder(database.sql, shop);
  for (const typed of [code, code.toLowerCase(), `#${code}`, code.replace('B-', ''), `№ ${code.replace('B-', '')}`]) {
    expect((await find(typed, { kind: 'order' })).map((hit) => hit.id)).toEqual([id]);
  }
});

it('case, accents and the order of words make no difference; every word must be there', async () => {
  const id = await customer('Şükrü Öztürk', '+905321110000');
  const other_ = await customer('Сергей Королёв', '+79161110000');
  for (const typed of ['sukru ozturk', 'ÖZTÜRK ŞÜKRÜ', 'ozt', 'Şük öz']) expect((await find(typed)).map((hit) => hit.id)).toContain(id);
  for (const typed of ['королев', 'СЕРГЕЙ', 'Королёв Сер']) expect((await find(typed)).map((hit) => hit.id)).toContain(other_);
  expect(await find('sukru schmidt')).toEqual([]);
});

it('leads are found by what is wanted', async () => {
  const { lead } = await captureLead(database.sql, shop, { comment: 'A penny-farthing, please', item_snapshot: { title: 'Hochrad' } });
  for (const typed of ['penny farthing', 'hochrad', 'farth please']) expect((await find(typed)).map((hit) => hit.id)).toContain(lead.id);
});

it('finds nothing of another desk, and nothing an agent may not see', async () => {
  await customer('Foreign Body', '+4915112349999', other);
  expect(await find('foreign body')).toEqual([]);
  expect(await find('+4915112349999')).toEqual([]);
  const { lead, customer: held } = await captureLead(database.sql, shop, {
    comment: 'unicorn saddle',
    customer: { full_name: 'Held Back', phone: '+4915112345555' },
  });
  await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: lead.id, staff_id: shop.managerId });
  for (const typed of ['held back', '+4915112345555', 'unicorn']) {
    expect(await find(typed)).not.toEqual([]);
    expect(await find(typed, { actor_id: shop.agentId })).toEqual([]);
  }
  expect(held.id).toBeTruthy();
});

it('the forgotten are not found', async () => {
  const id = await customer('Gone For Good', '+4915112347777');
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.adminId, customer_id: id });
  expect(await find('gone for good')).toEqual([]);
  expect(await find('+4915112347777')).toEqual([]);
});

it.each(['', ' ', "'", "a' | b:*", '!()&|<->', '%_%', '\\', '*', 'x'.repeat(5000), '🚲', '+'.repeat(90)])('takes %j', async (words) => {
  expect(await find(words)).toEqual([]);
});
