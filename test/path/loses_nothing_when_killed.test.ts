import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Death, orderUnderFire, type Told } from '../support/killed.ts';
import { call, openShop } from '../support/shop.ts';

const database = useDatabase();

async function order(death: Death): Promise<Told> {
  const shop = await openShop(database.sql);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  return await orderUnderFire(database.sql, database.url, { slug: shop.slug, listing: listing?.code }, death);
}

let undisturbed: Told;
beforeAll(async () => {
  undisturbed = await order(undefined);
});

it('has the whole story without a kill', () => {
  expect(undisturbed).toMatchObject({ orders: 1, kills: 0 });
  expect(undisturbed.transcript.length).toBeGreaterThanOrEqual(8);
});

/** The seventh message confirms the order; the third command of the story places it. */
const kills: Death[] = [
  { stage: 'claim', nth: 7 },
  { stage: 'step', nth: 9 },
  { stage: 'do', nth: 3 },
  { stage: 'step', nth: 10 },
  { stage: 'commit', nth: 7 },
  { stage: 'before-send', nth: 8 },
  { stage: 'send', nth: 8 },
];

it.each(kills)('tells the same story, and once, when killed after $stage number $nth', async (death) => {
  expect(await order(death)).toEqual({ ...undisturbed, kills: 1 });
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});
