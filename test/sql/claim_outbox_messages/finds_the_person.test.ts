import type { Row } from 'postgres';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import {
  accept,
  aTurn,
  claimOutbox,
  clearQueues,
  commit,
  earlier,
  meet,
  openAccount,
  outboxOf,
  says,
  sent,
  settle,
  turn,
} from '../../support/queues.ts';
import { advance, asDeskRpc, openShop, pay, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});
beforeEach(() => clearQueues(database.sql, shop));

/** Somebody known in the web chat, idle, with nothing waiting. Gives the customer and the chat. */
async function known(chat: string, given = {}) {
  const { chatId } = await turn(database.sql, shop, chat, []);
  const customer = await meet(database.sql, shop, chat, given);
  return { customerId: String(customer.id), chatId };
}

const orderFor = async (customerId: string) =>
  (await quickOrder(database.sql, shop, { acting_customer_id: customerId, customer: undefined })).order;

const keys = (rows: Row[]) => rows.map(({ phrase_key }) => phrase_key);

describe('a notice', () => {
  it('goes to the preferred channel, in the language the person has then', async () => {
    const { customerId, chatId: web } = await known('prefers');
    const account = await openAccount(database.sql, shop);
    await turn(database.sql, shop, 'prefers', [], account);
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`insert into public.customer_identities (desk_id, customer_id, provider, account, external_id)
        values (${shop.deskId}, ${customerId}, 'telegram', ${account.account}, 'prefers')`,
    );
    await database.sql`update public.customers set preferred_channel = 'telegram', language = 'ru' where id = ${customerId}`;
    await orderFor(customerId);
    const [row] = await claimOutbox(database.sql);
    expect(row).toMatchObject({
      chat: { provider: 'telegram' },
      language: 'ru',
      recipient: 'customer',
      phrase_key: 'notice-order-created',
    });
    expect(row?.chat.id).not.toBe(web);
  });

  it('of one that cannot be reached goes another way, with all that waits behind it', async () => {
    const { customerId, chatId: web } = await known('blocked');
    const account = await openAccount(database.sql, shop);
    await turn(database.sql, shop, 'blocked', [], account);
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`insert into public.customer_identities (desk_id, customer_id, provider, account, external_id)
        values (${shop.deskId}, ${customerId}, 'telegram', ${account.account}, 'blocked')`,
    );
    await database.sql`update public.customers set preferred_channel = 'telegram' where id = ${customerId}`;
    const order = await orderFor(customerId);
    const [row] = await claimOutbox(database.sql);
    expect(row?.chat.provider).toBe('telegram');
    await advance(database.sql, shop.managerId, order.id, 'cancelled', { reason: 'why' });
    await settle(database.sql, 'd', { id: row?.id, outcome: 'unreachable', error: 'bot was blocked by the user' });
    const rows = await claimOutbox(database.sql);
    expect(rows.map(({ chat }) => chat.id)).toEqual([web]);
    expect(rows.flatMap((each) => [each.phrase_key, ...keys(each.merged)])).toEqual([
      'notice-order-created',
      'notice-order-awaiting-payment',
      'notice-order-cancelled',
    ]);
  });

  it('that nobody can be reached with has failed, and is a task', async () => {
    const { customerId, chatId } = await known('gone');
    await orderFor(customerId);
    const [row] = await claimOutbox(database.sql);
    await settle(database.sql, 'd', { id: row?.id, outcome: 'unreachable', error: 'user is deactivated' });
    expect((await outboxOf(database.sql, chatId))[0]).toMatchObject({ status: 'failed', last_error: 'user is deactivated' });
    expect(await database.sql`select kind from public.tasks where customer_id = ${customerId}`).toEqual([{ kind: 'task-unreachable' }]);
    await orderFor(customerId);
    expect(await claimOutbox(database.sql)).toEqual([]);
    const ended =
      await database.sql`select distinct status, last_error from public.outbox_messages where customer_id = ${customerId} and chat_id is null`;
    expect(ended).toEqual([{ status: 'cancelled', last_error: 'no_channel' }]);
  });

  it('to staff goes where they write, while they are active', async () => {
    await turn(database.sql, shop, 'manager', []);
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`insert into public.staff_identities (desk_id, staff_id, provider, account, external_id)
        values (${shop.deskId}, ${shop.managerId}, 'web', ${shop.slug}, 'manager')`,
    );
    const { customerId } = await known('assigned');
    const order = await orderFor(customerId);
    const assign = (staffId: string) => database.sql`select public.assign_order_safe(${shop.ownerId}, ${order.id}, ${staffId})`;
    await assign(shop.managerId);
    const rows = await claimOutbox(database.sql);
    expect(rows.find(({ recipient }) => recipient === 'staff')).toMatchObject({
      phrase_key: 'notice-staff-order-assigned',
      chat: { external_id: 'manager' },
    });
  });
});

describe('notices about one order that come together', () => {
  it('are told in one message, and settled with it', async () => {
    const { customerId, chatId } = await known('together');
    const order = await orderFor(customerId);
    await pay(database.sql, shop, order.id);
    const rows = await claimOutbox(database.sql);
    expect(rows).toHaveLength(1);
    expect(keys([rows[0] as never, ...(rows[0]?.merged ?? [])])).toEqual([
      'notice-order-created',
      'notice-order-awaiting-payment',
      'notice-payment-received',
      'notice-order-paid',
    ]);
    await sent(database.sql, rows);
    const told = await outboxOf(database.sql, chatId);
    expect(new Set(told.map(({ status, sent_at }) => `${status} ${sent_at.toISOString()}`)).size).toBe(1);
    expect(told.map(({ merged_into }) => merged_into)).toEqual([null, rows[0]?.id, rows[0]?.id, rows[0]?.id]);
  });

  it('wait together when the message did not go out', async () => {
    const { customerId, chatId } = await known('retried');
    await orderFor(customerId);
    const rows = await claimOutbox(database.sql);
    await settle(database.sql, 'd', { id: rows[0]?.id, outcome: 'retry', error: 'x' });
    expect((await outboxOf(database.sql, chatId)).map(({ status, merged_into }) => [status, merged_into])).toEqual([
      ['waiting', null],
      ['waiting', null],
    ]);
    await earlier(database.sql, shop, 'outbox_messages', 'due_at', '1 minute');
    expect((await claimOutbox(database.sql))[0]?.merged).toHaveLength(1);
  });

  it('of no order is no part of the message before it', async () => {
    const { customerId } = await known('of-no-order');
    await orderFor(customerId);
    await asDeskRpc(
      database.sql,
      shop,
      (transaction) => transaction`insert into public.outbox_messages (desk_id, customer_id, phrase_key, reply)
        values (${shop.deskId}, ${customerId}, 'relay-says', ${transaction.json(says('help')[0] as never)})`,
    );
    const rows = await claimOutbox(database.sql);
    expect(keys(rows[0]?.merged)).not.toContain('relay-says');
    await sent(database.sql, rows);
    expect(keys((await claimOutbox(database.sql)) as never)).toEqual(['relay-says']);
  });

  it('about two orders are two messages', async () => {
    const { customerId } = await known('two-orders');
    await orderFor(customerId);
    await orderFor(customerId);
    const rows = await claimOutbox(database.sql);
    expect(rows[0]?.merged).toHaveLength(1);
    await sent(database.sql, rows);
    expect(await claimOutbox(database.sql)).toHaveLength(1);
  });
});

describe('a turn that tells of an order itself', () => {
  it('has the notices of this turn cancelled, and those of before sent', async () => {
    const { customerId, chatId } = await known('tells');
    const before = await orderFor(customerId);
    const { claim } = await accept(database.sql, shop, 'tells', { claim_as: 'w' });
    const order = await orderFor(customerId);
    const replies = [{ kind: 'order-card', orderId: order.id }];
    await commit(database.sql, claim.message_id, { replies, tells_of: [order.id, before.id] });
    const cancelled = await database.sql`select entity_id, merged_into::int from public.outbox_messages where last_error = 'told'`;
    const [card] = (await outboxOf(database.sql, chatId)).filter(({ phrase_key }) => phrase_key === 'order-card');
    expect(cancelled).toEqual([
      { entity_id: order.id, merged_into: card?.id },
      { entity_id: order.id, merged_into: card?.id },
    ]);
    const rows = await claimOutbox(database.sql);
    expect(rows[0]).toMatchObject({ phrase_key: 'order-card', order: { id: order.id, status: 'awaiting_payment' } });
  });
});

describe('the living card', () => {
  async function withCard(chat: string) {
    const { customerId, chatId } = await known(chat);
    const order = await orderFor(customerId);
    await sent(database.sql, await claimOutbox(database.sql));
    const { claim } = await accept(database.sql, shop, chat, { claim_as: 'w' });
    const { outbox } = await commit(database.sql, claim.message_id, {
      replies: [{ kind: 'order-card', orderId: order.id }],
      claim_as: 'd',
    });
    await settle(database.sql, 'd', { id: outbox[0]?.id, outcome: 'sent', provider_message_id: 'm1', shown_hash: 'h1' });
    return { order, chatId, customerId };
  }

  it('is edited once when its order changes, however often, and remembers what it shows', async () => {
    const { order } = await withCard('card');
    await pay(database.sql, shop, order.id);
    const [first, ...others] = await claimOutbox(database.sql);
    expect([first?.phrase_key, others]).toEqual(['notice-payment-received', []]);
    await sent(database.sql, [first as never]);
    const [edit] = await claimOutbox(database.sql);
    expect(edit).toMatchObject({ edit: { provider_message_id: 'm1', shown_hash: 'h1' }, order: { id: order.id, status: 'paid' } });
    await settle(database.sql, 'd', { id: edit?.id, outcome: 'sent', provider_message_id: 'm1', shown_hash: 'h2' });
    expect(await claimOutbox(database.sql)).toEqual([]);
    expect(await database.sql`select shown_hash from public.message_cards where entity_id = ${order.id}`).toEqual([{ shown_hash: 'h2' }]);
  });

  it('is the newest message that shows the order', async () => {
    const { order } = await withCard('newest');
    const { claim } = await accept(database.sql, shop, 'newest', { claim_as: 'w' });
    const replies = [{ kind: 'order-card', orderId: order.id }];
    const { outbox } = await commit(database.sql, claim.message_id, { replies, claim_as: 'd', conversation: aTurn() });
    await settle(database.sql, 'd', { id: outbox[0]?.id, outcome: 'sent', provider_message_id: 'm2', shown_hash: 'h1' });
    const cards = await database.sql`select provider_message_id from public.message_cards where entity_id = ${order.id}`;
    expect(cards).toEqual([{ provider_message_id: 'm2' }]);
  });

  it('is edited too when the turn that changed the order says so in words alone', async () => {
    const { order, customerId } = await withCard('in-words');
    const { claim } = await accept(database.sql, shop, 'in-words', { claim_as: 'w' });
    await advance(database.sql, shop.systemId, order.id, 'cancelled', { acting_customer_id: customerId, reason: 'changed my mind' });
    await commit(database.sql, claim.message_id, { replies: says('cancelled-it'), tells_of: [order.id] });
    const [reply] = await claimOutbox(database.sql);
    await sent(database.sql, [reply as never]);
    expect(await claimOutbox(database.sql)).toMatchObject([{ edit: { provider_message_id: 'm1' }, order: { status: 'cancelled' } }]);
  });
});
