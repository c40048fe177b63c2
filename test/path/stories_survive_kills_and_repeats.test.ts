import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { person, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { type DeathOf, type Happening, type Move, storyUnderFire } from '../support/killed.ts';
import { cartAndBack, leftBy, wishAndTakeBack } from '../support/moves.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);

type Story = { moves: (shop: Shop) => Promise<ReadonlyArray<Move | Happening>>; writes: Array<DeathOf['of']> };

const stories: Record<string, Story> = {
  'a wish, sent and taken back': { moves: async () => wishAndTakeBack, writes: ['meet-customer', 'send-wish', 'withdraw-wish'] },
  'a cart of two things, a change taken back, the same again, a cart of yesterday': {
    moves: async (shop) => cartAndBack(database.sql, shop, await twoListings(shop)),
    writes: ['meet-customer', 'place-order', 'propose-edit', 'answer-proposal', 'repeat-order', 'change-details', 'take-cart'],
  },
};

async function twoListings(shop: Shop): Promise<[string, string]> {
  const [first] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  const bell = { actor_id: shop.managerId, title: { en: 'Bell' }, price: 12.5, currency: 'EUR' };
  const { listing } = await call(database.sql, 'create_listing_safe', bell);
  return [first?.code, listing.code];
}

/** Moments and numbers of things differ from one telling to the next; nothing else may. */
const plain = (transcript: string[][]) => transcript.map((lines) => lines.map((text) => text.replaceAll(/\d+/g, 'N')));

describe.each(Object.entries(stories))('%s', (_, { moves, writes }) => {
  async function told(deaths: DeathOf[]) {
    const shop = await openShop(database.sql);
    const { chat, transcript, kills } = await storyUnderFire(database.sql, database.url, shop.slug, await moves(shop), deaths);
    return { transcript: plain(transcript), kills, left: await leftBy(database.sql, chat) };
  }
  let undisturbed: Awaited<ReturnType<typeof told>>;
  beforeAll(async () => {
    undisturbed = await told([]);
  });

  it.each(['do', 'commit'] as const)('is told once, and leaves the same, with the worker killed after each %s', async (stage) => {
    const killed = await told(writes.map((of) => ({ stage, of })));
    expect(killed).toEqual({ ...undisturbed, kills: writes.length });
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  });

  it('leaves the same when everything is delivered twice, and every button pressed three times at once', async () => {
    const shop = await openShop(database.sql);
    const ada = person(database, await workers.start(), shop.slug);
    const deliver = async (move: Move) => {
      const isPress = move instanceof RegExp;
      const event = isPress ? pressed(ada.all(), move) : move;
      const id = randomUUID();
      const others = isPress ? [randomUUID(), randomUUID()] : [];
      await Promise.all([id, id, ...others].map((each) => ada.send(event, each)));
      await quiet(database, ada.chat);
    };
    for (const move of await moves(shop)) await (typeof move === 'function' ? move(ada.chat) : deliver(move));
    expect(await leftBy(database.sql, ada.chat)).toEqual(undisturbed.left);
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  });
});

function pressed(shown: ReturnType<ReturnType<typeof person>['all']>, button: RegExp) {
  const choice = shown.flatMap(({ choices }) => choices).findLast(({ action }) => button.test(action));
  if (choice === undefined) throw new Error(`nobody was offered ${button.source}`);
  return { type: 'press', action: choice.action } as const;
}
