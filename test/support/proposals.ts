import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { asDeskRpc } from './shop.ts';

/** A proposal for an order and a cart kept for its chat, as rows alone: nobody is told. */
export async function proposalWhole(sql: Sql, desk: TestDesk, { orderId, chatId }: { orderId: string; chatId: string }): Promise<void> {
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`insert into public.order_proposals (desk_id, order_id, no, made_by, lines, based_on, currency, total_after, expires_at, created_by)
      values (${desk.deskId}, ${orderId}, 1, 'staff', '[]', '{}', 'EUR', 1, now() + interval '1 day', ${desk.systemId})`;
    await transaction`insert into public.saved_carts (desk_id, chat_id, cart) values (${desk.deskId}, ${chatId}, '{"lines": []}')`;
  });
}
