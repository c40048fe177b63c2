import { beforeAll, describe, expect, it } from 'vitest';
import { asAnon, asSignedIn, useDatabase } from '../../support/database.ts';
import { accept, claimOutbox, commit, meet, says, sent, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, order, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const read = (subject: string) =>
  asSignedIn(
    database.sql,
    subject,
    (sql) => sql`select direction, provider, type, content, state, chat_id from public.message_log order by at, id`,
  );

describe('the message log', () => {
  it('tells a manager what came in and what went out, in their order', async () => {
    const { chatId } = await turn(database.sql, shop, 'ann', says('hello'));
    await sent(database.sql, await claimOutbox(database.sql));
    expect(await read(shop.subjects.manager)).toEqual([
      { direction: 'in', provider: 'web', type: 'text', content: { type: 'text', text: 'hello' }, state: 'settled', chat_id: chatId },
      {
        ...{ direction: 'out', provider: 'web', type: 'text', state: 'sent', chat_id: chatId },
        content: { phrase_key: 'hello', params: {}, reply: { kind: 'text', text: [{ key: 'hello' }] } },
      },
    ]);
  });

  it('shows an agent the chats of nobody yet and of their own customers, not those of a colleague’s', async () => {
    const [free, mine, theirs] = [
      await turn(database.sql, shop, 'free', []),
      await turn(database.sql, shop, 'mine', []),
      await turn(database.sql, shop, 'theirs', []),
    ];
    for (const [chat, staff] of [
      ['mine', shop.agentId],
      ['theirs', shop.managerId],
    ] as const) {
      const customer = await meet(database.sql, shop, chat);
      const { order: placed, lead } = await quickOrder(database.sql, shop, { acting_customer_id: customer.id, customer: undefined });
      await call(database.sql, 'assign_order_safe', { actor_id: shop.ownerId, order_id: placed.id, staff_id: staff });
      await call(database.sql, 'assign_lead_safe', { actor_id: shop.ownerId, lead_id: lead.id, staff_id: staff });
    }
    const seen = new Set((await read(shop.subjects.agent)).map((row) => row.chat_id));
    expect([seen.has(free.chatId), seen.has(mine.chatId), seen.has(theirs.chatId)]).toEqual([true, true, false]);
  });

  it('shows another desk and a visitor nothing', async () => {
    const other = await openShop(database.sql);
    expect(await read(other.subjects.admin)).toEqual([]);
    expect(await asAnon(database.sql, (sql) => sql`select from public.message_log`)).toEqual([]);
  });
});

describe('explain_turn', () => {
  it('says everything one message has set off, and nothing else', async () => {
    const { claim } = await accept(database.sql, shop, 'why', { claim_as: 'w' });
    const key = `inbox:${claim.message_id}`;
    const customer = await meet(database.sql, shop, 'why');
    const given = { acting_customer_id: customer.id, customer: undefined, idempotency_key: key };
    const { order: placed } = await quickOrder(database.sql, shop, given);
    await order(database.sql, shop);
    const { conversation_id } = await commit(database.sql, claim.message_id, { replies: says('placed-it') });
    const turnOf = await call(database.sql, 'explain_turn', { message_id: claim.message_id });
    expect(turnOf.message).toMatchObject({ status: 'settled', attempts: 1, event: { type: 'text' } });
    expect(turnOf.conversation).toMatchObject({ id: conversation_id, turn: 1 });
    expect(turnOf.outbox.map((row: { phrase_key: string }) => row.phrase_key)).toEqual(
      expect.arrayContaining(['placed-it', 'notice-order-created', 'notice-order-awaiting-payment']),
    );
    expect(turnOf.outbox).toHaveLength(3);
    const orders = turnOf.audit.filter(({ entity }: { entity: string }) => entity === 'order');
    expect(new Set(orders.map((row: { entity_id: string }) => row.entity_id))).toEqual(new Set([placed.id]));
    const events = await database.sql`select distinct correlation_id from public.order_status_events where order_id = ${placed.id}`;
    expect(events).toEqual([{ correlation_id: key }]);
  });

  it('does not carry the thread of one call into the next of the same session', async () => {
    const [row] = await database.sql.begin(async (sql) => {
      await sql`select set_config('desk.correlation_id', 'inbox:1', true)`;
      await sql`select public.create_listing_safe(actor_id => ${shop.ownerId}, title => '{"en": "Bell"}')`;
      return await sql`select correlation_id from public.audit_log order by id desc limit 1`;
    });
    expect(row?.correlation_id).toBeNull();
  });

  it('knows no message that is not there', async () => {
    await expectRefusal(call(database.sql, 'explain_turn', { message_id: 999_999_999 }), 'NOT_FOUND');
  });
});
