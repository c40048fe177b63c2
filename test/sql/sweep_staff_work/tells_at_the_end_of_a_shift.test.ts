import type { Row } from 'postgres';
import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { handoverOf } from '../../support/handed-over.ts';
import { assigns, inChat, sweepStaff, toldTo } from '../../support/offers.ts';
import { claimOutbox, earlier, sent, turn } from '../../support/queues.ts';
import { asDeskRpc, call, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
  await assigns(database.sql, shop, 'by_hand');
  for (const id of [shop.managerId, shop.secondManagerId]) await inChat(database.sql, shop, id);
  await sweepStaff(database.sql);
});

/** Their shift began hours ago and ended two minutes ago, by a clock on which it is afternoon now. */
async function shiftEnds(staffId: string | null, andThen?: { from: number; until: number }): Promise<void> {
  const [zone] = await database.sql`
    select 'Etc/GMT' || case when n >= 0 then '+' else '' end || n as name from generate_series(-12, 12) as n
    where extract(hour from now() at time zone ('Etc/GMT' || case when n >= 0 then '+' else '' end || n)) = 15 limit 1`;
  await database.sql`update public.desk_settings set time_zone = ${zone?.name} where desk_id = ${shop.deskId}`;
  const [now] =
    await database.sql`select (now() at time zone ${zone?.name})::time as at, extract(isodow from now() at time zone ${zone?.name})::int as day`;
  await database.sql`insert into public.working_hours (desk_id, staff_id, weekday, opens, closes)
    values (${shop.deskId}, ${staffId}, ${now?.day}, '08:00', ${now?.at}::time - interval '2 minutes')`;
  if (andThen) {
    await database.sql`insert into public.working_hours (desk_id, staff_id, weekday, opens, closes)
      values (${shop.deskId}, ${staffId}, ${now?.day}, ${now?.at}::time + make_interval(hours => ${andThen.from}), ${now?.at}::time + make_interval(hours => ${andThen.until}))`;
  }
  await asDeskRpc(
    database.sql,
    shop,
    (transaction) =>
      transaction`insert into public.staff_rounds (desk_id, shifts_seen_at) values (${shop.deskId}, now() - interval '10 minutes')
      on conflict (desk_id) do update set shifts_seen_at = excluded.shifts_seen_at`,
  );
}
const own = async (orderId: string, staffId = shop.managerId) =>
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: orderId, staff_id: staffId });
const shifts = async (staffId = shop.managerId) =>
  (await toldTo(database.sql, staffId)).filter(({ phrase_key }) => phrase_key === 'staff-shift-leaves');
const message = async (): Promise<Row | undefined> =>
  (await claimOutbox(database.sql)).find(({ chat, phrase_key }) => chat.account === shop.slug && phrase_key === 'staff-shift-leaves');

it('tells of everything open, with a button for each to who is there next', async () => {
  const unpaid = await order(database.sql, shop);
  await own(unpaid.id);
  await call(database.sql, 'create_task_safe', {
    actor_id: shop.managerId,
    title: 'Call the bank',
    due_at: new Date(Date.now() - 60_000).toISOString(),
  });
  const { chatId } = await turn(database.sql, shop, 'customer');
  await call(database.sql, 'take_conversation_safe', { actor_id: shop.managerId, chat_id: chatId });
  await asDeskRpc(
    database.sql,
    shop,
    (transaction) => transaction`update public.handovers set waiting_since = now() where chat_id = ${chatId}`,
  );
  const due = new Date(Date.now() + 86_400_000).toISOString();
  const { task } = await call(database.sql, 'keep_promise_safe', {
    actor_id: shop.managerId,
    chat_id: chatId,
    promised: 'I will ship tomorrow',
    due_at: due,
  });
  await shiftEnds(shop.managerId);
  await Promise.all([1, 2, 3, 4].map(() => sweepStaff(database.sql)));
  expect(await shifts()).toHaveLength(1);
  const { reply, id } = (await message()) ?? {};
  expect(reply.text.map(({ key }: { key: string }) => key)).toEqual([
    ...['staff-shift-leaves', 'staff-shift-promises', 'staff-shift-chats', 'staff-shift-overdue', 'staff-shift-unpaid'],
  ]);
  const actions = reply.choices.map(({ action }: { action: string }) => action);
  const to = shop.secondManagerId.slice(0, 8);
  expect(actions).toHaveLength(4);
  expect(actions).toEqual(expect.arrayContaining([`s1:pass:${unpaid.order_code}:${to}`, `s1:pass:t${task.id.replaceAll('-', '')}:${to}`]));
  expect(actions).toContain(`s1:pass:c${chatId.replaceAll('-', '')}:${to}`);
  expect(actions.every((action: string) => action.length <= 64)).toBe(true);
  await sent(database.sql, [{ id }]);
  const [kept] = await database.sql`select reply, params from public.outbox_messages where id = ${id}`;
  expect(kept).toEqual({ reply: null, params: {} });
  await earlier(database.sql, shop, 'staff_rounds', 'shifts_seen_at', '10 minutes');
  await sweepStaff(database.sql);
  expect(await shifts()).toHaveLength(1);
});

it('says nothing to those who leave nothing open, nor to others', async () => {
  await shiftEnds(shop.managerId);
  const { id } = await order(database.sql, shop);
  await own(id, shop.secondManagerId);
  await sweepStaff(database.sql);
  expect([await shifts(), await shifts(shop.secondManagerId)]).toEqual([[], []]);
});

it('goes by the hours of the desk where somebody has none of their own', async () => {
  await own((await order(database.sql, shop)).id);
  await shiftEnds(null);
  await sweepStaff(database.sql);
  expect(await shifts()).toHaveLength(1);
});

it('takes no break for an end', async () => {
  await own((await order(database.sql, shop)).id);
  await shiftEnds(shop.managerId, { from: 1, until: 4 });
  await sweepStaff(database.sql);
  expect(await shifts()).toEqual([]);
});

it('does not tell in the evening what was to be told at noon', async () => {
  await own((await order(database.sql, shop)).id);
  await shiftEnds(shop.managerId);
  await database.sql`update public.working_hours set closes = closes - interval '3 hours' where staff_id = ${shop.managerId}`;
  await earlier(database.sql, shop, 'staff_rounds', 'shifts_seen_at', '5 hours');
  await sweepStaff(database.sql);
  expect(await shifts()).toEqual([]);
});

it('gives a waiting chat to the colleague whole', async () => {
  const { chatId } = await turn(database.sql, shop, 'customer');
  await call(database.sql, 'take_conversation_safe', { actor_id: shop.managerId, chat_id: chatId });
  await call(database.sql, 'pass_on_safe', { actor_id: shop.managerId, chat_id: chatId, colleague: shop.secondManagerId.slice(0, 8) });
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ taken_by: shop.secondManagerId, ended_at: null });
  expect((await toldTo(database.sql, shop.secondManagerId)).map(({ phrase_key }) => phrase_key)).toContain('notice-staff-chat-passed');
});
