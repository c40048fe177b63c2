import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { finish, openShop, pay, rpc, type Shop, sell, sellWhole } from '../../support/people.ts';
import { accept, chatWhole, commit, says } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
type Whole = Awaited<ReturnType<typeof sellWhole>>;
let shop: Shop;
let superuser: Sql;
let open: Whole;
let closed: Whole;
let refunded: Whole & { refundId: string };
/** A turn that has ended and been sent, and a chat in which messages wait on both sides. */
let talked: { messageId: number; outboxId: number };
let waiting: { first: number; second: number; chatId: string };

beforeAll(async () => {
  shop = await openShop(database.sql);
  open = await sellWhole(database.sql, shop);
  closed = await sellWhole(database.sql, shop);
  await finish(database.sql, shop, closed.orderId);
  const sale = await sellWhole(database.sql, shop);
  const refund = {
    role: 'refund',
    direction: 'outgoing',
    amount: 40,
    refund_reason: 'price_adjustment',
    related_payment_id: sale.paymentId,
  };
  refunded = { ...sale, refundId: (await pay(database.sql, shop.admin.id, sale.orderId, refund)).payment.id };
  const cancelled = await sell(database.sql, shop);
  const reason = { new_status: 'cancelled', reason: 'changed her mind' };
  await rpc(database.sql, 'advance_order_status_safe', { actor_id: shop.manager.id, order_id: cancelled.orderId, ...reason });
  talked = await chatWhole(database.sql, shop);
  const { claim } = await accept(database.sql, shop, 'waiting', { claim_as: 'w' });
  await commit(database.sql, claim.message_id, { replies: says('hello', 'hello') });
  const first = await accept(database.sql, shop, 'waiting');
  const second = await accept(database.sql, shop, 'waiting');
  waiting = { first: first.message_id, second: second.message_id, chatId: claim.chat.id };
  await rpc(database.sql, 'seal_audit_safe', { actor_id: shop.systemId });
  superuser = postgres(database.superuserUrl, { max: 1 });
});
afterAll(() => superuser?.end());

/** What the books say of damage that only a superuser can do, past every guard; it is taken back. */
async function after(damage: string): Promise<string[]> {
  const undone = new Error('undone');
  let found: string[] = [];
  const work = superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const { count } = await sql.unsafe(damage);
    expect(count ?? 1).toBeGreaterThan(0);
    const rows = await sql`select distinct invariant, entity, desk_id from private.check_invariants() order by 1, 2`;
    expect(rows.filter(({ desk_id }) => desk_id !== shop.deskId)).toEqual([]);
    found = rows.map(({ invariant, entity }) => `${invariant} ${entity}`);
    throw undone;
  });
  await expect(work).rejects.toBe(undone);
  return found;
}

it('a healthy desk has nothing to say', async () => {
  expect(await rpc(database.sql, 'check_books')).toEqual([]);
  expect(await after(`update public.desks set name = 'Another'`)).toEqual([]);
});

it.each([
  ['money for a closed order', { amount: 5 }],
  ['a chargeback after the end', { role: 'refund', direction: 'outgoing', amount: 5, refund_reason: 'chargeback', method: 'card' }],
])('%s is recorded, and is no damage', async (_what, money) => {
  const late = await sellWhole(database.sql, shop);
  await finish(database.sql, shop, late.orderId);
  await pay(database.sql, shop.systemId, late.orderId, { external_reference: `stripe:${late.orderCode}`, ...money });
  expect(await rpc(database.sql, 'check_books')).toEqual([]);
});

/** [what was done, how, what the books must say of it]. */
const DAMAGE: Array<[what: string, how: () => string, says: string]> = [
  [
    'a total that is not that of its lines',
    () => `update public.orders set total_amount = 99 where id = '${open.orderId}'`,
    'INV-01 order',
  ],
  [
    'a line that changed its price',
    () => `update public.order_lines set total_amount = 1 where order_id = '${open.orderId}'`,
    'INV-01 order',
  ],
  ['a closed order whose money shrank', () => `update public.payments set amount = 90 where id = '${closed.paymentId}'`, 'INV-01 order'],
  ['a closed order whose money is gone', () => `delete from public.payments where id = '${closed.paymentId}'`, 'INV-01 order'],
  ['a refund above its payment', () => `update public.payments set amount = 101 where id = '${refunded.refundId}'`, 'INV-03 payment'],
  [
    'a refund of what never arrived',
    () => `update public.payments set status = 'failed', completed_at = null where id = '${refunded.paymentId}'`,
    'INV-03 payment',
  ],
  [
    'a refund before the money',
    () => `update public.payments set completed_at = completed_at - interval '1 day' where id = '${refunded.refundId}'`,
    'INV-03 order',
  ],
  [
    'a reference that stands twice',
    () => `alter table public.payments drop constraint payments_external_reference_is_unique_at_the_desk;
      update public.payments set external_reference = 'stripe:1' where desk_id = '${shop.deskId}'`,
    'INV-04 payment',
  ],
  ['an order moved without an event', () => `update public.orders set status = 'closed' where id = '${open.orderId}'`, 'INV-05 order'],
  ['a missing link', () => `delete from public.order_status_events where order_id = '${open.orderId}' and seq = 2`, 'INV-05 order'],
  ['a missing end', () => `delete from public.order_status_events where order_id = '${open.orderId}' and seq = 3`, 'INV-05 order'],
  ['a missing beginning', () => `delete from public.order_status_events where order_id = '${open.orderId}' and seq = 1`, 'INV-05 order'],
  ['no history at all', () => `delete from public.order_status_events where order_id = '${open.orderId}'`, 'INV-05 order'],
  [
    'a link that leads elsewhere',
    () => `update public.order_status_events set new_status = 'cancelled' where order_id = '${open.orderId}' and seq = 2`,
    'INV-05 order',
  ],
  [
    'a payment moved without an event',
    () => `update public.payments set status = 'pending', completed_at = null where id = '${open.supplierPaymentId}'`,
    'INV-05 payment',
  ],
  ['a lead moved without an event', () => `update public.leads set status = 'new' where id = '${open.leadId}'`, 'INV-05 lead'],
  [
    'a shipment moved without an event',
    () => `update public.shipments set status = 'delivered' where id = '${open.shipmentId}'`,
    'INV-05 shipment',
  ],
  ['a task moved without an event', () => `update public.tasks set status = 'done' where id = '${open.taskId}'`, 'INV-05 task'],
  ['a step of an order without audit', () => auditGone('order', open.orderId), 'INV-06 order'],
  ['a payment without audit', () => auditGone('payment', open.paymentId), 'INV-06 payment'],
  ['a lead without audit', () => auditGone('lead', open.leadId), 'INV-06 lead'],
  ['a shipment without audit', () => auditGone('shipment', open.shipmentId), 'INV-06 shipment'],
  ['a task without audit', () => auditGone('task', open.taskId), 'INV-06 task'],
  [
    'a step of an order without a notice',
    () => `delete from public.outbox_messages where entity = 'order' and entity_id = '${open.orderId}'`,
    'INV-06 order',
  ],
  [
    'a sealed audit row that changed',
    () => `update public.audit_log set action = 'x' where entity_id = '${open.orderId}'`,
    'INV-07 audit_seal',
  ],
  ['a sealed audit row that is gone', () => `delete from public.audit_log where entity_id = '${open.orderId}'`, 'INV-07 audit_seal'],
  ['a payment of a living order that is gone', () => `delete from public.payments where id = '${open.paymentId}'`, 'INV-07 payment'],
  [
    'a message that stayed new',
    () => `update public.inbox_messages set received_at = now() - interval '11 minutes' where id = ${waiting.first}`,
    'INV-08 inbox_message',
  ],
  [
    'a message whose worker never came back',
    () =>
      `update public.inbox_messages set status = 'claimed', lease_by = 'w', lease_until = now() - interval '1 day' where id = ${waiting.first}`,
    'INV-08 inbox_message',
  ],
  [
    'a message that was settled by no turn',
    () => `update public.inbox_messages set conversation_id = null where id = ${talked.messageId}`,
    'INV-08 inbox_message',
  ],
  [
    'a dead message without a reason',
    () => `update public.inbox_messages set status = 'dead', last_error = null where id = ${talked.messageId}`,
    'INV-08 inbox_message',
  ],
  [
    'a message that nobody would ever claim',
    () => `update public.inbox_messages set first_in_chat = false where id = ${waiting.first}`,
    'INV-08 chat',
  ],
  [
    'a message that would be claimed before its turn',
    () => `update public.inbox_messages set first_in_chat = not first_in_chat where id in (${waiting.first}, ${waiting.second})`,
    'INV-08 chat',
  ],
  [
    'a reply tried for ever',
    () => `update public.outbox_messages set attempts = 1501 where id = ${talked.outboxId}`,
    'INV-09 outbox_message',
  ],
  [
    'a reply that may have arrived eight times and is tried again',
    () => `update public.outbox_messages set attempts = 9, possible_duplicate = true where chat_id = '${waiting.chatId}'`,
    'INV-09 outbox_message',
  ],
  [
    'a reply that waits and waits',
    () => `update public.outbox_messages set due_at = now() - interval '61 minutes' where chat_id = '${waiting.chatId}'`,
    'INV-09 outbox_message',
  ],
  [
    'a notice without a chat that waits and waits',
    () => `update public.outbox_messages set due_at = now() - interval '61 minutes' where entity_id = '${open.orderId}'`,
    'INV-09 outbox_message',
  ],
  [
    'a reply whose dispatcher never came back',
    () => `update public.outbox_messages set status = 'claimed', lease_by = 'd', lease_until = now() - interval '1 day'
      where chat_id = '${waiting.chatId}' and first_in_chat`,
    'INV-09 outbox_message',
  ],
  [
    'a reply sent before one that came earlier',
    () =>
      `update public.outbox_messages set status = 'sent', sent_at = now() - chat_seq * interval '1 second' where chat_id = '${waiting.chatId}'`,
    'INV-09 outbox_message',
  ],
  [
    'a reply that nobody would ever claim',
    () => `update public.outbox_messages set first_in_chat = false where chat_id = '${waiting.chatId}'`,
    'INV-09 chat',
  ],
  ['a supplier’s payment that is gone', () => `delete from public.payments where id = '${open.supplierPaymentId}'`, 'INV-07 payment'],
];

const auditGone = (entity: string, id: string) => `delete from public.audit_log where entity = '${entity}' and entity_id = '${id}'`;

describe('notices', () => {
  it.each(DAMAGE)('%s', async (_what, how, says) => {
    expect(await after(how())).toContain(says);
  });
});

describe('is asked', () => {
  it('by an admin for their own desk alone, by the nightly check for all', async () => {
    const other = await openShop(database.sql);
    const undone = new Error('undone');
    const work = superuser.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update public.orders set total_amount = 1 where id = ${open.orderId}`;
      const desks = async (actor: string | null) => {
        const [row] = await sql`select public.check_books(${actor}) as found`;
        return row?.found.map(({ desk_id }: { desk_id: string }) => desk_id);
      };
      expect(await desks(shop.admin.id)).toEqual([shop.deskId]);
      expect(await desks(other.admin.id)).toEqual([]);
      expect(await desks(null)).toEqual([shop.deskId]);
      throw undone;
    });
    await expect(work).rejects.toBe(undone);
  });

  it('by nobody below', async () => {
    for (const who of [shop.agent, shop.manager]) {
      await expectRefusal(rpc(database.sql, 'check_books', { actor_id: who.id }), 'FORBIDDEN_ROLE');
    }
    await expectRefusal(rpc(database.sql, 'check_books', { actor_id: shop.leaver.id }), 'ACTOR_INACTIVE');
  });
});
