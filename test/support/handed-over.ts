import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { accept, commit } from './queues.ts';
import { type Arguments, asDeskRpc, call } from './shop.ts';

/** A span of working hours, as somebody types it into Studio. */
export const hours = (sql: Sql, desk: TestDesk, weekday: number, opens: string, closes: string, staffId: string | null = null) =>
  sql`insert into public.working_hours (desk_id, staff_id, weekday, opens, closes) values (${desk.deskId}, ${staffId}, ${weekday}, ${opens}, ${closes})`;

/** Something in every table of hours and hand-overs: one that has ended, in a chat there is. */
export async function hoursAndAHandover(sql: Sql, desk: TestDesk): Promise<void> {
  await hours(sql, desk, 1, '09:00', '18:00');
  await sql`insert into public.days_off (desk_id, day, name) values (${desk.deskId}, '2026-12-25', 'Christmas')`;
  await asDeskRpc(
    sql,
    desk,
    (transaction) => transaction`
    insert into public.handovers (desk_id, chat_id, ended_at, ended_by)
    select desk_id, id, now(), 'staff' from public.chats where desk_id = ${desk.deskId} order by created_at limit 1`,
  );
}

/** A staff group of the desk, and the topic in it of one of its chats. */
export async function groupAndTopic(sql: Sql, desk: TestDesk, accountId: string, chatId: string | null, thread: string) {
  return await asDeskRpc(sql, desk, async (transaction) => {
    const [group] = await transaction`
      insert into public.staff_groups (desk_id, account_id, external_id, title, language, set_by)
      values (${desk.deskId}, ${accountId}, '-1001', 'Crew', 'en', ${desk.ownerId}) returning id`;
    const [topic] = await transaction`
      insert into public.topics (desk_id, group_id, chat_id, thread) values (${desk.deskId}, ${group?.id}, ${chatId}, ${thread}) returning id`;
    return { groupId: group?.id as string, topicId: topic?.id as string };
  });
}

const conversation = (owner: 'bot' | 'human', given: Arguments) => ({
  ...{ machine: 'shop', version: 1, state: { at: 'start' }, language: 'en', status: 'active', owner, slots: {}, completeness: 0 },
  ...{ timeout: null, park: null },
  ...given,
});

/** Somebody writes, and the turn leaves the chat with the bot or with a person. Gives the claim. */
export async function turnOf(sql: Sql, desk: TestDesk, chat: string, owner: 'bot' | 'human', given: Arguments = {}) {
  const { claim } = await accept(sql, desk, chat, { claim_as: 'w' });
  await commit(sql, claim.message_id, { conversation: conversation(owner, given) });
  return claim;
}

/** Somebody calls a person. Gives the chat. */
export async function callPerson(sql: Sql, desk: TestDesk, chat: string): Promise<string> {
  const { claim } = await accept(sql, desk, chat, { claim_as: 'w' });
  await call(sql, 'call_person_safe', { actor_id: desk.systemId, chat_id: claim.chat.id, idempotency_key: `inbox:${claim.message_id}` });
  await commit(sql, claim.message_id, { conversation: conversation('human', {}) });
  return claim.chat.id;
}

/** The customer writes to the person. */
export const writesToPerson = (sql: Sql, desk: TestDesk, chat: string) => turnOf(sql, desk, chat, 'human', { park: 'with-a-person' });

/** The hand-over of a chat that is under way, or was the last. */
export async function handoverOf(sql: Sql, chatId: string) {
  const [row] = await sql`select * from public.handovers where chat_id = ${chatId} order by began_at desc limit 1`;
  return row;
}
