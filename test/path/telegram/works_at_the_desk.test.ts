import { beforeAll, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { meet } from '../../support/queues.ts';
import { call, openShop, order, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, textsOf, useTelegram } from '../../support/telegram.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug);

it.each(languages)('from the invitation to a closed order in %s', async (language) => {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const command = (name: string) => `/${say(`command-${name}`).split('|')[0]}`;
  const option = (name: string) => say(`option-${name}`).split('|')[0];
  const eve = someone(database, desk(), language, 'Eve');
  const { code: invitation } = await call(database.sql, 'invite_staff_safe', {
    actor_id: shop.ownerId,
    display_name: 'Eve',
    role: 'admin',
  });
  // The link of an invitation opens the chat with its code.
  await eve.opens(String(invitation));
  expect(textsOf(await eve.says(command('desk')))).toContain('Eve');

  const ada = someone(database, desk(), language, 'Ada');
  await ada.opens();
  const { botId } = desk().api;
  const customer = await meet(
    database.sql,
    shop,
    String(ada.id),
    { full_name: `Ada ${language}`, language },
    { provider: 'telegram', account: String(botId) },
  );
  const own = { actor_id: shop.systemId, acting_customer_id: customer.id };
  const { lead } = await call(database.sql, 'capture_lead_safe', { ...own, source: 'telegram', customer: {}, comment: 'A red bike' });
  await eve.says(`${command('take')} ${lead.id}`);
  await eve.says(`${command('qualify')} ${lead.id}`);
  await eve.says(`${command('quote')} ${lead.id} 450`);
  await quiet(database, String(ada.id));
  await ada.presses(say('button-accept'));
  const [order] = await database.sql`select id, order_code as code from public.orders where lead_id = ${lead.id}`;
  await ada.says('/orders');
  const card = (await ada.presses(new RegExp(String(order?.code)))).find(({ text }) => /[✓●○]/.test(text));
  await eve.says(`${command('pay')} ${order?.code} ${option('rest')} ${option('cash')}`);
  await eve.says(`${command('ship')} ${order?.code} rusbid RB${order?.code}`);
  await eve.says(`${command('received')} ${order?.code}`);
  await eve.says(`${command('close')} ${order?.code}`);
  await quiet(database, String(ada.id));
  const [now] = await database.sql`select status from public.orders where id = ${order?.id}`;
  expect(now?.status).toBe('closed');
  expect(textsOf(ada.hears())).toContain(say('notice-order-closed', { code: order?.code }));
  // The card of the order lives: changed where it stands.
  expect(ada.all().find(({ id }) => id === card?.id)).toMatchObject({ edits: expect.toSatisfy((edits: number) => edits > 0) });
  expect(desk().api.calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(2);
});

it('chats with a customer under one’s own name, both ways', async () => {
  const eve = someone(database, desk(), 'en', 'Eve');
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Eve Chats', role: 'manager' });
  await eve.says(String(code));
  const bob = someone(database, desk(), 'en', 'Bob');
  await bob.says('/person');
  await eve.says('/chats');
  await eve.presses(/Bob/);
  await eve.says('What may I do for you?');
  await quiet(database, String(bob.id));
  expect(textsOf(bob.hears())).toContain('What may I do for you?');
  await bob.says('Is it blue?');
  await quiet(database, String(eve.id));
  expect(textsOf(eve.hears())).toContain('Is it blue?');
});

it('takes words that answer a card as a note of its order', async () => {
  const { order_code: code, id } = await order(database.sql, shop);
  const eve = someone(database, desk(), 'en', 'Eve');
  const { code: invitation } = await call(database.sql, 'invite_staff_safe', {
    actor_id: shop.ownerId,
    display_name: 'Eve Notes',
    role: 'manager',
  });
  await eve.says(String(invitation));
  const card = (await eve.says(`/order ${code}`)).find(({ text }) => text.includes(code));
  const bot = { id: desk().api.botId, is_bot: true, first_name: 'Desk' };
  await eve.answered(eve.write({ text: 'wants it wrapped', reply_to_message: { message_id: card?.id, from: bot, chat: {}, date: 0 } }));
  const [noted] = await database.sql`select notes from public.orders where id = ${id}`;
  expect(noted?.notes).toContain('wants it wrapped');
});

it('has the menu of one’s role in one’s language, until one works here no more', async () => {
  const { api } = desk();
  const eve = someone(database, desk(), 'tr', 'Eve');
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Eve Menu', role: 'agent' });
  await eve.says(String(code));
  const menus = (method: string) =>
    api.calls.filter((one) => one.method === method && (one.params.scope as { chat_id?: number } | undefined)?.chat_id === eve.id);
  await until(async () => menus('setMyCommands').length > 0);
  const commands = menus('setMyCommands')[0]?.params.commands as Array<{ command: string; description: string }>;
  expect(commands).toContainEqual({ command: 'desk', description: phrases('tr', 'help-desk') });
  expect(commands.map(({ command }) => command)).not.toContain('invite');
  expect(commands.every(({ command, description }) => /^[a-z0-9_]{1,32}$/.test(command) && description.length <= 256)).toBe(true);
  const [row] = await database.sql`select staff_id from public.chats where external_id = ${String(eve.id)}`;
  await call(database.sql, 'change_staff_role_safe', {
    actor_id: shop.ownerId,
    staff_id: row?.staff_id,
    role: 'admin',
  });
  await until(async () => menus('setMyCommands').length > 1);
  expect(JSON.stringify(menus('setMyCommands').at(-1)?.params.commands)).toContain('"invite"');
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: row?.staff_id, reason: 'left' });
  await until(async () => menus('deleteMyCommands').length > 0);
  // Another process knows of no menu that this one has given, and takes it all the same.
  await desk().stop();
  const before = menus('deleteMyCommands').length;
  const again = await startTelegram(database, shop.slug, api);
  await until(async () => menus('deleteMyCommands').length > before);
  await again.stop();
});
