import { beforeAll, expect, it } from 'vitest';
import { startBotApi } from '../../support/bot-api.ts';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, stored } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('of every chat and of the whole bot, and in order', async () => {
  const api = await startBotApi('7777777777:AAFakeFakeFakeFakeFakeFakeFakeFakeFak');
  const desk = await startTelegram(database, shop.slug, api, { limited: true });
  api.enforceLimits();
  const many = Array.from({ length: 60 }, () => someone(database, desk));
  const talker = someone(database, desk);
  const updates = [
    ...many.map((one) => one.write({ text: '/start' })),
    ...Array.from({ length: 8 }, () => talker.write({ text: '/help' })),
  ];
  for (const update of updates) await stored(database, api, update);
  await quiet(database);
  expect(api.floods()).toBe(0);
  for (const one of many) expect(one.all().length).toBeGreaterThan(0);
  const order =
    await database.sql`select o.provider_message_id::int as id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
    where c.external_id = ${String(talker.id)} order by o.chat_seq`;
  expect(order.map(({ id }): number => id)).toEqual(talker.all().map(({ id }) => id));
  await desk.stop();
  await api.stop();
});
