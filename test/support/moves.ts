import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import type { Happening, Move } from './killed.ts';
import { closeConversation } from './queues.ts';

const says = (text: string): Move => ({ type: 'text', text });

/** Somebody new wishes for something by a link, looks at the list and takes it back. By what the buttons carry. */
export const wishAndTakeBack: readonly Move[] = [
  says('https://ads.example/1 size 56, by spring, up to 1500 €'),
  says('Ada'),
  /:wish-phone:\w+$/,
  /:wish-consent:\w+:yes/,
  /:wish-send:/,
  /:wishes$/,
  /:wish-withdraw:/,
  /:wish-withdraw-yes:/,
  /:wishes$/,
];

/**
 * Somebody new orders two things, wants one of them changed and thinks better of it, orders the same again under another
 * name, leaves that for a day and takes it up.
 */
export const cartAndBack = (sql: Sql, desk: TestDesk, listings: readonly [string, string]): ReadonlyArray<Move | Happening> => [
  { type: 'start', payload: listings[0] },
  /:quantity:\w+:2$/,
  /:address:\w+:pickup$/,
  says('Ada'),
  /:phone:\w+$/,
  /:consent:\w+:yes/,
  { type: 'start', payload: listings[1] },
  /:quantity:\w+:1$/,
  /:confirm:/,
  /:move:edit:/,
  /:edit:[^:]+:0$/,
  /:edit-to:[^:]+:0:1$/,
  /:edit-send:/,
  /:offer:withdraw:/,
  says('the same again'),
  /:details:/,
  /:rename:/,
  says('Ada Lovelace'),
  async (chat) => {
    const [row] = await sql`select id from public.chats where external_id = ${chat}`;
    await closeConversation(sql, desk, row?.id);
  },
  says('hello'),
  /:cart:take:/,
  says('cancel'),
];

/** Everything such a story leaves behind, and how often each thing was written down. */
export async function leftBy(sql: Sql, chat: string) {
  const [row] = await sql`
    select c.id, c.customer_id as customer, (select full_name from public.customers where id = c.customer_id) as name
    from public.chats as c where c.external_id = ${chat}`;
  const ofCustomer = row?.customer ?? null;
  const leads = await sql`select item_url, comment, budget_amount, status, status_reason from public.leads where customer_id = ${ofCustomer}
    order by status`;
  const orders =
    await sql`select o.status, o.total_amount, (select count(*)::int from public.order_lines as l where l.order_id = o.id) as lines
    from public.orders as o where o.customer_id = ${ofCustomer}`;
  const proposals = await sql`select p.no, p.made_by, p.status from public.order_proposals as p join public.orders as o on o.id = p.order_id
    where o.customer_id = ${ofCustomer} order by p.no`;
  const carts = await sql`select status from public.saved_carts where chat_id = ${row?.id} order by created_at`;
  const tasks = await sql`select kind, status from public.tasks where customer_id = ${ofCustomer}
    or order_id in (select id from public.orders where customer_id = ${ofCustomer}) order by kind, created_at`;
  const written = await sql`select a.action, count(*)::int as times from public.audit_log as a
    where a.correlation_id in (select 'inbox:' || m.id from public.inbox_messages as m where m.chat_id = ${row?.id}) group by a.action order by a.action`;
  const plain = (rows: readonly object[]) => rows.map((one) => ({ ...one }));
  return {
    name: row?.name,
    leads: plain(leads),
    orders: plain(orders),
    proposals: plain(proposals),
    carts: carts.map(({ status }) => status),
    tasks: plain(tasks),
    written: Object.fromEntries(written.map(({ action, times }) => [action, times])),
  };
}
