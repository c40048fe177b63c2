import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Death, deaths, orderUnderFire, type Told } from '../support/killed.ts';
import { shuffled } from '../support/seeded.ts';
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

/** `npm run chaos -- kills`: this many more, anywhere in the story. */
const { KILLS = '0', SEED = '1' } = process.env;
const anywhere = shuffled(Number(SEED))(
  deaths.flatMap((stage) => Array.from({ length: 10 }, (_, n): NonNullable<Death> => ({ stage, nth: n + 1 }))),
);

it.each(Array.from({ length: Number(KILLS) }, (_, n) => anywhere[n % anywhere.length]))(
  `tells the same story when killed anywhere, SEED=${SEED}: after $stage number $nth`,
  async (death) => {
    // A stage that the story does not pass so often kills nobody.
    const { kills: _, ...told } = await order(death);
    expect(told).toEqual({ transcript: undisturbed.transcript, orders: 1 });
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  },
);
