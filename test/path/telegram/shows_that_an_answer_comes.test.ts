import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, textsOf, useTelegram } from '../../support/telegram.ts';
import { until, untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;
let listing: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const [row] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  listing = row?.code;
});

const desk = useTelegram(database, () => shop.slug);
const signsTo = (chat: number) =>
  desk().api.calls.filter(({ method, params }) => method === 'sendChatAction' && Number(params.chat_id) === chat);

it('to whoever waits for it', async () => {
  const ada = someone(database, desk());
  const holder = await database.sql.reserve();
  await holder.unsafe('begin; lock table public.listings in access exclusive mode');
  const answer = ada.opens(listing);
  await untilWaiting(database.sql);
  await until(async () => signsTo(ada.id).length > 0);
  expect(ada.hears()).toEqual([]);
  await holder.unsafe('commit');
  holder.release();
  expect(textsOf(await answer)).toContain(listing);
  expect(signsTo(ada.id).map(({ params }) => params.action)).toEqual(['typing']);
});

it('and to nobody whose answer is there: the sign is called off', async () => {
  const { api, stop } = desk();
  await stop();
  const signs: Array<() => void> = [];
  let calledOff = 0;
  const patience = (sign: () => void) => {
    signs.push(sign);
    return () => {
      calledOff += 1;
    };
  };
  const other = await startTelegram(database, shop.slug, api, { patience });
  const ada = someone(database, other);
  await ada.opens(listing);
  await ada.presses('2');
  await other.stop();
  expect({ turns: signs.length, calledOff, signs: signsTo(ada.id) }).toEqual({ turns: 2, calledOff: 2, signs: [] });
});
