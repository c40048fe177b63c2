import { beforeAll, expect, it } from 'vitest';
import { startBotApi } from '../../support/bot-api.ts';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, stored, useTelegram } from '../../support/telegram.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);
const inboxOf = async (person: number) =>
  (
    await database.sql`select m.external_id from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
      where c.external_id = ${String(person)} order by m.id`
  ).map(({ external_id }): string => external_id);

it('however often it is delivered, and in whatever order', async () => {
  const ada = someone(database, desk());
  const from = { id: ada.id, is_bot: false, first_name: 'Ada' };
  const chat = { id: ada.id, type: 'private' as const, first_name: 'Ada' };
  const updates = ['/start', '/help', '/orders'].map((text, index) => ({
    update_id: 900 + index,
    message: { message_id: index + 1, date: 0, chat, from, text },
  }));
  for (const update of updates) desk().api.again(update);
  for (const update of updates) await stored(database, desk().api, update.update_id);
  await quiet(database, String(ada.id));
  const answers = ada.all().map(({ text }) => text);
  for (let round = 0; round < 10; round++) for (const update of updates.toReversed()) desk().api.again(update);
  // Something that comes after them: when it is answered, they have been looked at.
  await ada.says('/language');
  expect(await inboxOf(ada.id)).toHaveLength(4);
  expect(
    ada
      .all()
      .slice(0, answers.length)
      .map(({ text }) => text),
  ).toEqual(answers);
});

it('and confirms only what it has stored', async () => {
  const ada = someone(database, desk());
  await database.sql`alter table public.inbox_messages rename to inbox_messages_away`;
  const update = ada.write({ text: '/start' });
  const asked = desk().api.polls();
  await until(async () => desk().api.polls() > asked + 1);
  expect(desk().api.confirmed.has(update)).toBe(false);
  await database.sql`alter table public.inbox_messages_away rename to inbox_messages`;
  await until(async () => desk().api.confirmed.has(update));
  expect(await inboxOf(ada.id)).toEqual([String(update)]);
  await quiet(database, String(ada.id));
  expect(ada.all().length).toBeGreaterThan(0);
});

it('and has confirmed all of it when it stops, so that the next start begins with what is new', async () => {
  const { api } = desk();
  const ada = someone(database, desk());
  const update = ada.write({ text: '/start' });
  await stored(database, api, update);
  await desk().stop();
  expect(api.confirmed.has(update)).toBe(true);
  const later = ada.write({ text: '/help' });
  const again = await startTelegram(database, shop.slug, api);
  await stored(database, api, later);
  await again.stop();
  expect(await inboxOf(ada.id)).toEqual([String(update), String(later)]);
});

it('waits for a Bot API that is not there yet, and answers when it is', async () => {
  const api = await startBotApi('7999999999:AAFakeFakeFakeFakeFakeFakeFakeFakeFak');
  api.fail('getMe', { kind: 'lost' }, { kind: 'html', code: 502 });
  const late = await startTelegram(database, shop.slug, api);
  const ada = someone(database, late);
  expect((await ada.opens()).length).toBeGreaterThan(0);
  await late.stop();
  await api.stop();
});

it('goes on when somebody else has changed how updates come, and says how the bot is', async () => {
  const { api, bots } = desk();
  const ada = someone(database, desk());
  await fetch(`${api.root}/bot${api.token}/setWebhook?url=https://elsewhere.example`);
  expect(api.webhook()).toBe('https://elsewhere.example');
  await until(async () => api.webhook() === '');
  expect((await ada.opens()).length).toBeGreaterThan(0);
  expect(bots.states()).toMatchObject([
    { name: '@desk_test_bot', isReady: true, waiting: 0, lastUpdateAt: expect.any(Number), changes: 1, isSilent: false },
  ]);
  const told = await database.sql`select distinct staff_id from public.outbox_messages
    where desk_id = ${shop.deskId} and phrase_key = 'notice-staff-channel-changed'`;
  expect(told.map(({ staff_id }) => staff_id)).toContain(shop.ownerId);
});
