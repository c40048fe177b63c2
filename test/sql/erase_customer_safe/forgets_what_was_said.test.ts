import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import {
  accept,
  aTurn,
  claim,
  claimOutbox,
  clearQueues,
  commit,
  earlier,
  letLeasesRunOut,
  meet,
  says,
  sent,
  turn,
} from '../../support/queues.ts';
import { advance, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const SECRET = 'Ada Lovelace, Ockham Park';
const said = { event: JSON.stringify({ type: 'text', text: SECRET }), body: SECRET, sender_name: SECRET };
const replies = [{ kind: 'text', text: [{ key: 'verbatim', params: { text: SECRET } }] }];

/** The tables in which the secret stands. */
async function whereItStands(): Promise<string[]> {
  const tables = await database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  const found = await Promise.all(
    tables.map(async ({ relname }) => {
      const rows = await database.sql.unsafe(`select from public.${relname} as t where to_jsonb(t)::text like '%Lovelace%' limit 1`);
      return rows.length > 0 ? [String(relname)] : [];
    }),
  );
  return found.flat().sort();
}

it('takes what a forgotten customer said and was told out of every table, and keeps the rows', async () => {
  const { claim: first } = await accept(database.sql, shop, 'ada', { ...said, claim_as: 'w' });
  const customer = await meet(database.sql, shop, 'ada', { full_name: SECRET });
  const { order } = await quickOrder(database.sql, shop, { acting_customer_id: customer.id, customer: undefined, comment: SECRET });
  const conversation = aTurn({ state: { name: SECRET }, slots: { name: SECRET }, timeout: { name: 'nudge', after_minutes: 5 } });
  await commit(database.sql, first.message_id, { conversation, replies, tells_of: [order.id] });
  const rows = await claimOutbox(database.sql);
  for (const { id } of rows) await call(database.sql, 'deliver_web_message', { outbox_id: id, content: { text: SECRET } });
  await sent(database.sql, rows);
  const waiting = await accept(database.sql, shop, 'ada', said);
  await turn(database.sql, shop, 'somebody-else');
  expect(await whereItStands()).toEqual(
    expect.arrayContaining(['chats', 'conversations', 'customers', 'inbox_messages', 'outbox_messages', 'web_messages']),
  );

  await advance(database.sql, shop.ownerId, order.id, 'cancelled', { reason: 'no interest' });
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customer.id });
  expect(await whereItStands()).toEqual([]);
  const [kept] = await database.sql`
    select (select count(*)::int from public.inbox_messages where chat_id = ${first.chat.id}) as came,
      (select count(*)::int from public.web_messages where chat_id = ${first.chat.id}) as shown,
      (select status from public.inbox_messages where id = ${waiting.message_id}) as behind,
      (select status from public.conversations where chat_id = ${first.chat.id}) as conversation`;
  expect(kept).toEqual({ came: 2, shown: 1, behind: 'parked', conversation: 'closed' });
  expect(await claim(database.sql)).toBeNull();
  expect(await call(database.sql, 'check_books', {})).toEqual([]);

  const { claim: anew } = await accept(database.sql, shop, 'ada', { claim_as: 'w' });
  expect(anew).toMatchObject({ customer: null, conversation: null });
});

describe('a turn that was under way when its person was forgotten', () => {
  beforeEach(() => clearQueues(database.sql, shop));

  it('ends, says that they are forgotten, and leaves nothing of what it knew', async () => {
    await turn(database.sql, shop, 'bob', []);
    const customer = await meet(database.sql, shop, 'bob', { full_name: SECRET });
    const { claim: asked } = await accept(database.sql, shop, 'bob', { claim_as: 'w', ...said });
    const own = { actor_id: shop.systemId, customer_id: customer.id, acting_customer_id: customer.id };
    await call(database.sql, 'erase_customer_safe', own);
    const given = {
      conversation: aTurn({ state: { name: SECRET }, slots: { name: SECRET }, timeout: { name: 'nudge', after_minutes: 5 } }),
      replies: [...replies, ...replies],
      claim_as: 'd',
    };
    const { settled, outbox } = await commit(database.sql, asked.message_id, given);
    expect(settled).toBe(true);
    expect(outbox.map(({ phrase_key, reply }: { phrase_key: string; reply: unknown }) => [phrase_key, reply])).toEqual([
      ['forgotten-meanwhile', { kind: 'text', text: [{ key: 'forgotten-meanwhile' }] }],
    ]);
    expect(await whereItStands()).toEqual([]);
    await sent(database.sql, outbox);
    await turn(database.sql, shop, 'bob', says('hello'));
    expect((await claimOutbox(database.sql)).map(({ phrase_key }) => phrase_key)).toEqual(['hello']);
    const [open] = await database.sql`
      select state from public.conversations where chat_id = ${asked.chat.id} and status = 'active'`;
    expect(open?.state).toEqual({ at: 'start' });
  });

  it('ends the same when its worker crashed and another one takes it', async () => {
    await turn(database.sql, shop, 'eve', []);
    const customer = await meet(database.sql, shop, 'eve', { full_name: SECRET });
    const { claim: asked } = await accept(database.sql, shop, 'eve', { claim_as: 'w', ...said });
    await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customer.id });
    await letLeasesRunOut(database.sql, shop);
    await call(database.sql, 'sweep_chat_work', {});
    await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
    const again = await claim(database.sql, 'other');
    expect(again).toMatchObject({ message_id: asked.message_id, customer: null });
    const { outbox } = await commit(database.sql, asked.message_id, { worker: 'other', replies, claim_as: 'd' });
    expect(outbox.map(({ phrase_key }: { phrase_key: string }) => phrase_key)).toEqual(['forgotten-meanwhile']);
    expect(await whereItStands()).toEqual([]);
  });
});
