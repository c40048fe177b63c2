import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

const CATALOGUE = [
  ['Road bike, carbon', 'Шоссейный велосипед, карбон', 'Yol bisikleti, karbon'],
  ['Mountain bike 29"', 'Горный велосипед 29"', 'Dağ bisikleti 29"'],
  ['Helmet', 'Шлем', 'Kask'],
  ['Lock', 'Замок', 'Kilit'],
];
const options = [
  {
    key: 'size',
    label: { en: 'Size', ru: 'Размер' },
    values: ['s', 'm'].map((key) => ({ key, label: { en: key.toUpperCase() } })),
  },
];

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.listings set status = 'inactive'`;
  for (const [en, ru, tr] of CATALOGUE) {
    await call(database.sql, 'create_listing_safe', { actor_id: shop.ownerId, title: { en, ru, tr }, price: 99.9, currency: 'EUR' });
  }
  await database.sql`insert into public.listing_categories (desk_id, code, title) values (${shop.deskId}, 'bikes', '{"en": "Bikes"}')`;
  await database.sql`update public.listings set category = 'bikes', options = ${database.sql.json(options)} where title ->> 'en' like '%bike%'`;
});

type Found = { listings: Array<{ title: Record<string, string> }>; near: boolean; more: boolean };
const search = async (given: Record<string, unknown>) =>
  (await call(database.sql, 'search_listings', { actor_id: shop.systemId, ...given })) as unknown as Found;
const titles = ({ listings }: Found): string[] => listings.map(({ title }) => title.en ?? '');

describe('finds', () => {
  it.each([
    ['road', false, ['Road bike, carbon']],
    ['bike mountain', false, ['Mountain bike 29"']],
    ['Mountain bi', false, ['Mountain bike 29"']],
    ['ШЛЕМ', false, ['Helmet']],
    ['горный велос', false, ['Mountain bike 29"']],
    ['dağ bisikleti', false, ['Mountain bike 29"']],
    ['kask', false, ['Helmet']],
    ['rodd bike', true, ['Road bike, carbon', 'Mountain bike 29"']],
    ['велосипет', true, ['Road bike, carbon', 'Mountain bike 29"']],
    ['bisklet', true, ['Mountain bike 29"', 'Road bike, carbon']],
    ['dag bisikleti', true, ['Mountain bike 29"', 'Road bike, carbon']],
    ['helmt', true, ['Helmet']],
    ['do you have a helmet?', true, ['Helmet']],
    ['I need helmets and a lock', true, ['Helmet', 'Lock']],
    ['у вас есть шлемы?', true, ['Helmet']],
    ['kasklar var mı', true, ['Helmet']],
    ['when will you send it to me?', false, []],
    ['horse', false, []],
    ["'); drop table x; --", false, []],
    ['🚲 & | ! <->', false, []],
  ])('%s', async (query, near, expected) => {
    const found = await search({ query });
    expect({ near: found.near, titles: new Set(titles(found)) }).toEqual({ near, titles: new Set(expected) });
  });

  it('a listing by its code, and all of them without words', async () => {
    const [row] = await database.sql`select code from public.listings where title ->> 'en' = 'Helmet'`;
    expect(titles(await search({ query: row?.code }))).toEqual(['Helmet']);
    expect(titles(await search({}))).toHaveLength(4);
    expect(titles(await search({ query: '  ' }))).toHaveLength(4);
  });

  it('what is in a category alone', async () => {
    expect(titles(await search({ category: 'bikes' }))).toHaveLength(2);
    expect(titles(await search({ category: 'bikes', query: 'helmet' }))).toEqual([]);
    expect(titles(await search({ category: 'boats' }))).toEqual([]);
  });

  it('page by page', async () => {
    const [first, second] = [await search({ page_size: 3 }), await search({ page: 1, page_size: 3 })];
    expect([titles(first).length, first.more, titles(second).length, second.more]).toEqual([3, true, 1, false]);
  });

  it('nothing of another desk', async () => {
    const other = await openShop(database.sql);
    expect(titles(await search({ actor_id: other.systemId, query: 'helmet' }))).toEqual([]);
  });
});

describe('show_listing', () => {
  const show = async (code: string) => (await call(database.sql, 'show_listing', { actor_id: shop.systemId, code })).listing;

  it('knows a code however it is typed, and shows the customer’s shape', async () => {
    const [row] = await database.sql`select id, code from public.listings where title ->> 'en' like 'Road bike,%'`;
    const [year, number] = row?.code.split('-') ?? [];
    for (const typed of [row?.code, ` ${year} - ${number} `, `${year}–${number}`]) {
      expect(await show(typed)).toMatchObject({
        id: row?.id,
        code: row?.code,
        category: 'bikes',
        price: '99.90',
        currency: 'EUR',
        options,
      });
    }
    expect(await show('1999-001')).toBeNull();
  });

  it('shows nothing that is not on offer', async () => {
    const [row] = await database.sql`select code from public.listings where status = 'inactive'`;
    expect(await show(row?.code)).toBeNull();
  });
});

describe('options of a line', () => {
  const order = (chosen: unknown, listing = 'Road bike,%') =>
    asDeskRpc(database.sql, shop, (sql) => sql`select id from public.listings where title ->> 'en' like ${listing}`).then(([row]) =>
      quickOrder(database.sql, shop, { lines: [{ listing_id: row?.id, quantity: 1, options: chosen }] }),
    );

  it('are kept as they were chosen and read in the title', async () => {
    const { order: placed } = await order({ size: 'm' });
    const [line] = await database.sql`select title, item_snapshot from public.order_lines where order_id = ${placed.id}`;
    expect(line).toMatchObject({ title: 'Road bike, carbon (M)', item_snapshot: { options: { size: 'm' } } });
  });

  it('need not be named', async () => {
    expect((await order(undefined)).order.total_amount).toBe(99.9);
    expect((await order({}, 'Lock')).order.total_amount).toBe(99.9);
  });

  it.each([
    ['a value that is not offered', { size: 'xxl' }],
    ['an option that is not offered', { colour: 'red' }],
    ['a right one and a wrong one', { size: 'm', colour: 'red' }],
    ['no object', ['m']],
    ['no text', { size: { key: 'm' } }],
  ])('are refused when they are %s', async (_what, chosen) => {
    await expectRefusal(order(chosen), 'BAD_INPUT');
  });

  it.each([
    ['no list', '{}'],
    ['no values', '[{"key": "size", "label": {"en": "Size"}, "values": []}]'],
    ['a key that fits no button', '[{"key": "The Size!", "label": {"en": "Size"}, "values": [{"key": "m", "label": {"en": "M"}}]}]'],
    ['a label without language', '[{"key": "size", "label": "Size", "values": [{"key": "m", "label": {"en": "M"}}]}]'],
  ])('cannot be written by hand as %s', async (_what, wrong) => {
    const writing = database.sql`update public.listings set options = ${wrong}::text::jsonb where desk_id = ${shop.deskId}`;
    await expect(writing).rejects.toThrow('listings_options_are_keys_labels_and_values');
  });
});
