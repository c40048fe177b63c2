import { randomUUID } from 'node:crypto';
import type { Row, Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { type Arguments, asDeskRpc, call } from './shop.ts';

/** Somebody writes in a chat of the desk's own page, unless another account is named. */
export const accept = (sql: Sql, desk: TestDesk, chat: string, given: Arguments = {}) =>
  call(sql, 'accept_inbox_message', {
    ...{ provider: 'web', account: desk.slug, external_id: randomUUID(), chat, sender: chat, body: '{}' },
    event: JSON.stringify({ type: 'text', text: 'hello' }),
    ...given,
  });

export const claim = (sql: Sql, worker = 'w', leaseSeconds = 30) =>
  call(sql, 'claim_inbox_message', { worker, lease_seconds: leaseSeconds });

/** What a turn ends in. */
export const aTurn = (changes: Arguments = {}) => ({
  ...{ machine: 'shop', version: 1, state: { at: 'start' }, language: 'en', status: 'active', owner: 'bot', slots: {}, completeness: 0 },
  ...{ timeout: null, park: null },
  ...changes,
});

export const says = (...keys: string[]) => keys.map((key) => ({ kind: 'text', text: [{ key }] }));

export const commit = (sql: Sql, messageId: number, given: Arguments = {}) =>
  call(sql, 'commit_turn', { message_id: messageId, worker: 'w', conversation: aTurn(), ...given });

/** A whole turn: somebody writes and is answered; the replies wait. Gives the message and its chat. */
export async function turn(sql: Sql, desk: TestDesk, chat: string, replies: unknown[] = says('hello'), given: Arguments = {}) {
  const { claim: claimed } = await accept(sql, desk, chat, { claim_as: 'w', ...given });
  const committed = await commit(sql, claimed.message_id, { replies });
  return {
    messageId: claimed.message_id as number,
    chatId: claimed.chat.id as string,
    conversationId: committed.conversation_id as string,
  };
}

export const claimOutbox = async (sql: Sql, worker = 'd', given: Arguments = {}): Promise<Row[]> =>
  (await call(sql, 'claim_outbox_messages', { worker, ...given })) as unknown as Row[];

export const settle = (sql: Sql, worker: string, ...results: Arguments[]) => call(sql, 'settle_outbox_messages', { worker, results });

/** Says of claimed rows that they were sent. */
export const sent = (sql: Sql, rows: Row[], worker = 'd') =>
  settle(sql, worker, ...rows.map(({ id }) => ({ id, outcome: 'sent', provider_message_id: `p${id}` })));

export const sweep = (sql: Sql) => call(sql, 'sweep_chat_work', {});

/** Somebody of this chat becomes a customer. Gives the customer. */
export const meet = async (
  sql: Sql,
  desk: TestDesk,
  chat: string,
  given: Arguments = {},
  account = { provider: 'web', account: desk.slug },
) =>
  (
    await call(sql, 'meet_customer_safe', {
      actor_id: desk.systemId,
      customer: { full_name: 'Ada', language: 'en', identity: { ...account, external_id: chat }, ...given },
      consents: [{ kind: 'privacy', version: '1' }],
    })
  ).customer as Row;

/** A channel with limits of its own, as a later command will open one. */
export async function openAccount(sql: Sql, desk: TestDesk, limits: Arguments = {}, provider = 'telegram') {
  const account = `bot_${randomUUID().slice(0, 8)}`;
  await asDeskRpc(
    sql,
    desk,
    (transaction) =>
      transaction`insert into public.channel_accounts ${transaction({ desk_id: desk.deskId, provider, account, name: 'A bot', ...limits })}`,
  );
  return { provider, account };
}

/** Turns the clock: everything of these tables that has a time of this name had it so much earlier. */
export const earlier = (sql: Sql, desk: TestDesk, table: string, column: string, by: string) =>
  asDeskRpc(sql, desk, (transaction) =>
    transaction.unsafe(`update public.${table} set ${column} = ${column} - interval '${by}' where desk_id = $1`, [desk.deskId]),
  );

/** Whoever holds something has held it for too long. */
export async function letLeasesRunOut(sql: Sql, desk: TestDesk): Promise<void> {
  for (const table of ['inbox_messages', 'outbox_messages', 'chats']) await earlier(sql, desk, table, 'lease_until', '2 hours');
}

/** A day goes by without a word in this chat. */
export async function closeConversation(sql: Sql, desk: TestDesk, chatId: string): Promise<void> {
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`update public.conversations set created_at = created_at - interval '2 days', updated_at = updated_at - interval '2 days',
      timeout_name = null, timeout_at = null where chat_id = ${chatId} and status = 'active'`;
    await transaction`update public.chats set last_inbound_at = last_inbound_at - interval '2 days',
      last_outbound_at = last_outbound_at - interval '2 days' where id = ${chatId}`;
  });
  await sweep(sql);
}

/** Nothing waits anywhere any more: what one test leaves is not the next one's. */
export async function clearQueues(sql: Sql, desk: TestDesk): Promise<void> {
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`update public.inbox_messages set status = 'parked', park_reason = 'cleared', settled_at = now() where status in ('new', 'claimed')`;
    await transaction`update public.outbox_messages set status = 'cancelled' where status in ('waiting', 'claimed')`;
    await transaction`update public.chats set lease_until = null, lease_by = null`;
  });
}

/** The rows of the outbox that go to one chat, in their order. */
export const outboxOf = (sql: Sql, chatId: string) =>
  sql`select id::int, phrase_key, status, attempts, possible_duplicate, merged_into::int, last_error, sent_at, due_at
    from public.outbox_messages where chat_id = ${chatId} order by chat_seq`;

export const inboxOf = async (sql: Sql, id: number): Promise<Row> => {
  const [row] = await sql`select * from public.inbox_messages where id = ${id}`;
  if (!row) throw new Error(`there is no message ${id}`);
  return row;
};

/** Something in every table of the chats: somebody known, with a conversation and the card of an order in their chat. */
export async function chatWhole(sql: Sql, desk: TestDesk, chat = 'whole') {
  const { claim: claimed } = await accept(sql, desk, chat, { claim_as: 'w' });
  const customer = await meet(sql, desk, chat);
  const { order } = await call(sql, 'quick_order_safe', {
    ...{ actor_id: desk.systemId, acting_customer_id: customer.id, source: 'web', lines: [{ title: 'Bell' }] },
  });
  const replies = [{ kind: 'order-card', orderId: order.id }];
  const { outbox } = await commit(sql, claimed.message_id, { replies, tells_of: [order.id], claim_as: 'd' });
  const { id } = await call(sql, 'deliver_web_message', { outbox_id: outbox[0].id, content: { text: 'hello' } });
  await settle(sql, 'd', { id: outbox[0].id, outcome: 'sent', provider_message_id: id });
  return {
    messageId: claimed.message_id as number,
    outboxId: outbox[0].id as number,
    chatId: claimed.chat.id,
    customerId: customer.id as string,
    orderId: order.id as string,
  };
}

/** What a customer may add to the story of their order: a question that hangs on it, and a rating. */
export const storyOf = (sql: Sql, desk: TestDesk, { orderId, messageId }: { orderId: string; messageId: number }) =>
  asDeskRpc(sql, desk, async (transaction) => {
    await transaction`insert into public.order_messages ${transaction({ desk_id: desk.deskId, order_id: orderId, inbox_id: messageId })}`;
    await transaction`insert into public.order_ratings ${transaction({ desk_id: desk.deskId, order_id: orderId, stars: 5, created_by: desk.systemId })}`;
  });

export const aCategory = (sql: Sql, desk: TestDesk) =>
  sql`insert into public.listing_categories (desk_id, code, title) values (${desk.deskId}, 'bikes', '{"en": "Bikes"}')`;
