import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { type Args, rpc, type Shop } from './people.ts';
import { asDeskRpc, becomeDeskRpc } from './shop.ts';

/** A proposal for an order and a cart kept for its chat, as rows alone: nobody is told. */
export async function proposalWhole(sql: Sql, desk: TestDesk, { orderId, chatId }: { orderId: string; chatId: string }): Promise<void> {
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`insert into public.order_proposals (desk_id, order_id, no, made_by, lines, based_on, currency, total_after, expires_at, created_by)
      values (${desk.deskId}, ${orderId}, 1, 'staff', '[]', '{}', 'EUR', 1, now() + interval '1 day', ${desk.systemId})`;
    await transaction`insert into public.saved_carts (desk_id, chat_id, cart) values (${desk.deskId}, ${chatId}, '{"lines": []}')`;
  });
}

type Answered = { proposal: Proposed; order: { status: string; total_amount: number | null; balance_due: number }; duplicate: boolean };
type Proposed = {
  id: string;
  no: number;
  status: string;
  made_by: string;
  total_before: number | null;
  total_after: number | null;
  paid: number;
  due_after: number | null;
  refundable_after: number | null;
  lines: Array<{ position: number; title: string; quantity: number; unit_price: number | null; total_amount: number | null }>;
};

/** Staff, or the customer where one is named, propose other lines. */
export const propose = async (sql: Sql, actor: Args, orderId: string, lines: unknown, more: Args = {}): Promise<Proposed> =>
  (await rpc(sql, 'propose_edit_safe', { ...actor, order_id: orderId, lines, ...more })).proposal as Proposed;

export const answer = async (sql: Sql, actor: Args, proposalId: string, given: string, more: Args = {}): Promise<Answered> =>
  (await rpc(sql, 'answer_proposal_safe', { ...actor, proposal_id: proposalId, answer: given, ...more })) as unknown as Answered;

/** Who signs for a sale: its staff and its customer. */
export const sidesOf = (shop: Shop, { customerId }: { customerId: string }) => ({
  staff: { actor_id: shop.manager.id },
  customer: { actor_id: shop.systemId, acting_customer_id: customerId },
});

/** What no command does: the terms of the proposals at this desk become others. */
export const alterTerms = (sql: Sql, desk: TestDesk, change: string) =>
  sql.begin(async (transaction) => {
    await transaction`alter table public.order_proposals disable trigger guard_history_update`;
    await becomeDeskRpc(transaction, desk.systemId);
    await transaction.unsafe(`update public.order_proposals set ${change} where desk_id = $1`, [desk.deskId]);
    await transaction`reset role`;
    await transaction`alter table public.order_proposals enable trigger guard_history_update`;
  });

/** Time passes: what is proposed at this desk is a month older. */
export const letProposalsRunOut = (sql: Sql, desk: TestDesk) => alterTerms(sql, desk, `expires_at = expires_at - interval '30 days'`);

/** The order as it stands, with its live lines. */
export async function standing(sql: Sql, orderId: string) {
  const [order] = await sql`select status, total_amount::float8 as total from public.orders where id = ${orderId}`;
  const lines = await sql`
    select title, quantity::float8 as quantity, unit_price::float8 as price, total_amount::float8 as total
    from public.order_lines where order_id = ${orderId} and removed_at is null order by position`;
  return { ...order, lines: lines.map((row) => ({ ...row })) };
}
