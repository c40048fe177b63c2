import type { Row, Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { accept } from './queues.ts';
import { asDeskRpc, call, rowCounts } from './shop.ts';

/** How new work finds people at this desk. */
export const assigns = (sql: Sql, desk: TestDesk, how: 'offer' | 'least_work' | 'by_hand') =>
  sql`update public.desk_settings set assignment = ${how} where desk_id = ${desk.deskId}`;

/** Something in the tables of offers: one that is over, and the round. */
export async function offeredWork(sql: Sql, desk: TestDesk): Promise<void> {
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`insert into public.work_offers (desk_id, lead_id, look_at, ended_at)
      select desk_id, id, null, now() from public.leads where desk_id = ${desk.deskId} limit 1 on conflict do nothing`;
    await transaction`insert into public.staff_rounds (desk_id) values (${desk.deskId}) on conflict do nothing`;
  });
}

/** Gives a member of the staff a chat of their own. */
export async function inChat(sql: Sql, desk: TestDesk, staffId: string): Promise<string> {
  const { claim } = await accept(sql, desk, `chat-of-${staffId}`, { claim_as: 'w' });
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`update public.chats set staff_id = ${staffId} where id = ${claim.chat.id}`;
    await transaction`update public.inbox_messages set status = 'parked', park_reason = 'cleared', settled_at = now() where id = ${claim.message_id}`;
  });
  return claim.chat.id;
}

export const sweepStaff = async (sql: Sql): Promise<number> => (await call(sql, 'sweep_staff_work', {})).told;

/** Who has been told of something, by the phrase: the messages that are theirs, oldest first. */
export const toldTo = (sql: Sql, staffId: string): Promise<Row[]> =>
  sql`select phrase_key, params, entity_id, status from public.outbox_messages where staff_id = ${staffId} and edits_card_id is null order by id`;

export const offerOf = async (sql: Sql, workId: string): Promise<Row> => {
  const [row] = await sql`select * from public.work_offers where lead_id = ${workId} or order_id = ${workId}`;
  if (!row) throw new Error(`nobody was to be offered ${workId}: ${JSON.stringify(await rowCounts(sql))}`);
  return row;
};
