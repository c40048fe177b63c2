import { beforeAll, expect, it } from 'vitest';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { meet } from '../../support/queues.ts';
import { call, createOrder, openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, stored, textsOf, useTelegram } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4, 5, 6, 7, 8);
type Person = ReturnType<typeof someone>;

/** Pictures sent as one, the first with words. */
function album(person: Person, count: number, caption?: string, group = `album-${person.id}`): number[] {
  return Array.from({ length: count }, (_, index) => {
    const file_id = `${group}-${index}`;
    desk().api.files.set(file_id, Uint8Array.of(...PNG, index));
    const photo = [{ file_id, file_unique_id: file_id, file_size: PNG.length + 1, width: 1, height: 1 }];
    return person.write({ photo, media_group_id: group, ...(index === 0 && caption !== undefined && { caption }) });
  });
}

const rowsOf = (person: Person) => database.sql`
  select m.status, m.attempts, m.event from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
  where c.external_id = ${String(person.id)} and m.event like '%"album"%' order by m.id`;

async function allStored(person: Person, updates: readonly number[]) {
  for (const update of updates) await stored(database, desk().api, update);
  await quiet(database, String(person.id));
}

it('in one turn with one answer, with all its pictures and its words', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  const updates = album(ada, 3, 'a lamp like this');
  await allStored(ada, updates);
  const heard = ada.hears();
  expect(textsOf(heard)).toContain(phrases('en', 'wish-budget-ask', { currency: 'EUR' }));
  expect(heard).toHaveLength(1);
  const rows = await rowsOf(ada);
  expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['settled', 1],
    ['settled', 0],
    ['settled', 0],
  ]);
  expect(await database.sql`select what from private.check_queues() where desk_id = ${shop.deskId}`).toEqual([]);
  const event = JSON.parse(String(rows[0]?.event));
  expect(event).toMatchObject({ caption: 'a lamp like this', path: expect.any(String) });
  const paths = [event.path, ...event.more.map(({ path }: { path: string }) => path)];
  expect(new Set(paths).size).toBe(3);
  expect(paths.every((path) => desk().files.stored.has(path))).toBe(true);
  const [talk] = await database.sql`select v.state -> 'memory' -> 'lead' -> 'wish' -> 'photos' as photos from public.conversations as v
    join public.chats as c on c.id = v.chat_id where c.external_id = ${String(ada.id)} and v.status = 'active'`;
  expect(talk?.photos).toEqual(paths);
});

it('onto the card of an order: all of it is about that order', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  const own = await meet(database.sql, shop, String(ada.id), {}, { provider: 'telegram', account: String(desk().api.botId) });
  const { id, order_code: code } = await createOrder(database.sql, shop, { customer_id: own.id });
  await call(database.sql, 'advance_order_status_safe', {
    actor_id: shop.managerId,
    order_id: id,
    new_status: 'cancelled',
    reason: 'gone',
  });
  await quiet(database, String(ada.id));
  const card = (await ada.opens(`order_${code}`)).find(({ text }) => /[✓●○]/.test(text));
  const from = { id: desk().api.botId, is_bot: true, first_name: 'Desk' };
  desk().api.files.set('photo', PNG);
  const reply_to_message = { message_id: card?.id, from, chat: {}, date: 0 };
  const photo = [{ file_id: 'photo', file_unique_id: 'photo', file_size: PNG.length, width: 1, height: 1 }];
  // Forwarded from somebody else, and answering the card: it hangs on that very order.
  const forward_origin = { type: 'hidden_user', sender_user_name: 'Mallory', date: 0 };
  await ada.answered(ada.write({ photo, reply_to_message, forward_origin }));
  const linked =
    await database.sql`select m.event from public.order_messages as x join public.inbox_messages as m on m.id = x.inbox_id where x.order_id = ${id}`;
  expect(linked.map(({ event }) => JSON.parse(String(event)))).toMatchObject([{ type: 'file', path: expect.any(String) }]);
});

it('delivered twice and in another order, once', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  const before = desk().api;
  const updates = album(ada, 2, 'a chair');
  await allStored(ada, updates);
  ada.hears();
  before.again(before.lastUpdate());
  await ada.says('/help');
  expect(await rowsOf(ada)).toHaveLength(2);
  expect((await rowsOf(ada)).reduce((sum, { attempts }) => sum + Number(attempts), 0)).toBe(1);
});

it('also when the desk stopped between its parts; what comes much later is a message of its own', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  const [first = 0] = album(ada, 1, 'a table');
  await stored(database, desk().api, first);
  await desk().stop();
  const rest = [1, 2].map((index) => {
    desk().api.files.set(`later-${index}`, Uint8Array.of(...PNG, 9, index));
    return ada.write({
      photo: [{ file_id: `later-${index}`, file_unique_id: `l${index}`, file_size: PNG.length + 2, width: 1, height: 1 }],
      media_group_id: `album-${ada.id}`,
    });
  });
  const again = await startTelegram(database, shop.slug, desk().api);
  for (const update of rest) await stored(database, desk().api, update);
  await quiet(database, String(ada.id));
  const [talk] = await database.sql`select v.state -> 'memory' -> 'lead' -> 'wish' -> 'photos' as photos from public.conversations as v
    join public.chats as c on c.id = v.chat_id where c.external_id = ${String(ada.id)} and v.status = 'active'`;
  expect(talk?.photos).toHaveLength(3);
  expect((await rowsOf(ada)).every(({ status }) => status === 'settled')).toBe(true);
  await again.stop();
});
