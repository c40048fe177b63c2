import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { accept, aTurn, claim, claimOutbox, commit, meet, sent, turn } from '../../support/queues.ts';
import { advance, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const SECRET = 'Ada Lovelace, Ockham Park';
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
  const said = { event: JSON.stringify({ type: 'text', text: SECRET }), body: SECRET, sender_name: SECRET };
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

describe('a turn in which somebody is forgotten', () => {
  /** What goes out of a turn that began before its person was forgotten. */
  async function told(chat: string, replies: unknown[]): Promise<unknown[]> {
    await turn(database.sql, shop, chat, []);
    const customer = await meet(database.sql, shop, chat);
    const { claim: asked } = await accept(database.sql, shop, chat, { claim_as: 'w' });
    const own = { actor_id: shop.systemId, customer_id: customer.id, acting_customer_id: customer.id };
    await call(database.sql, 'erase_customer_safe', own);
    const { settled, outbox } = await commit(database.sql, asked.message_id, { replies, claim_as: 'd' });
    expect(settled).toBe(true);
    return outbox.map(({ phrase_key }: { phrase_key: string }) => phrase_key);
  }

  it('ends with its farewell, into which nothing is filled', async () => {
    const choices = [{ label: { key: 'button-menu' }, action: '1:menu' }];
    expect(await told('bob', [{ kind: 'text', text: [{ key: 'forgotten', params: {} }], choices }])).toEqual(['forgotten']);
  });

  it('says once, instead of anything that may name them, that they have been forgotten', async () => {
    expect(await told('eve', [...replies, ...replies])).toEqual(['forgotten-meanwhile']);
    expect(await told('kim', [{ kind: 'card', title: { key: 'summary' }, rows: [] }])).toEqual(['forgotten-meanwhile']);
    expect(
      await told('may', [{ kind: 'text', text: [{ key: 'hello' }], choices: [{ label: replies[0]?.text[0], action: 'yes' }] }]),
    ).toEqual(['forgotten-meanwhile']);
    expect(await whereItStands()).toEqual([]);
  });
});
