import { beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { offerCode, redeem } from '../../support/private-things.ts';
import { earlier, meet, turn } from '../../support/queues.ts';
import { asDeskRpc, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

let count = 0;
/** Somebody with a chat and an order. */
async function aBuyer(name = 'Ada', desk: TestDesk | Shop = shop) {
  count += 1;
  const { chatId } = await turn(database.sql, desk, `chat-${count}`, []);
  const { id } = await meet(database.sql, desk, `chat-${count}`, { full_name: name });
  return { chatId, id: id as string };
}
const order = (id: string) => quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined });
const ordersOf = async (id: string) =>
  (await call(database.sql, 'my_orders', { actor_id: shop.systemId, acting_customer_id: id })) as unknown as Array<{ order_code: string }>;

describe('a code typed in the other chat', () => {
  it('joins two customers who both have orders, whole', async () => {
    const kept = await aBuyer('Ada');
    const gone = await aBuyer('Ada on the phone');
    const first = await order(kept.id);
    const second = await order(gone.id);
    const { code } = await offerCode(database.sql, shop, kept.id, kept.chatId);
    const joined = await redeem(database.sql, shop, gone.chatId, code.toLowerCase().replace('-', ' '), { idempotency_key: 'k1' });
    expect(joined).toMatchObject({ outcome: 'linked', customer: { id: kept.id }, duplicate: false });
    const codes = (await ordersOf(kept.id)).map(({ order_code }) => order_code);
    expect(new Set(codes)).toEqual(new Set([first.order.order_code, second.order.order_code]));
    expect(codes).toHaveLength(2);
    const [old] =
      await database.sql`select full_name, phone, merged_into, erased_at is not null as gone from public.customers where id = ${gone.id}`;
    expect(old).toEqual({ full_name: 'Merged', phone: null, merged_into: kept.id, gone: true });
    const chats = await database.sql`select customer_id from public.chats where id in ${database.sql([kept.chatId, gone.chatId])}`;
    expect(chats.map(({ customer_id }) => customer_id)).toEqual([kept.id, kept.id]);
    const again = await redeem(database.sql, shop, gone.chatId, code, { idempotency_key: 'k1' });
    expect(again).toMatchObject({ outcome: 'linked', customer: { id: kept.id }, duplicate: true });
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  });

  it('works once, and one of two who type it at once gets it', async () => {
    const kept = await aBuyer();
    const [one, other] = [await aBuyer(), await aBuyer()];
    const { code } = await offerCode(database.sql, shop, kept.id, kept.chatId);
    const outcomes = await Promise.all([one, other].map(({ chatId }) => redeem(database.sql, shop, chatId, code)));
    expect(new Set(outcomes.map(({ outcome }) => String(outcome)))).toEqual(new Set(['linked', 'unknown']));
  });

  it('stays whole when the one who showed it is forgotten in that moment', async () => {
    const kept = await aBuyer();
    const gone = await aBuyer();
    const { code } = await offerCode(database.sql, shop, kept.id, kept.chatId);
    await Promise.allSettled([
      redeem(database.sql, shop, gone.chatId, code),
      call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: kept.id }),
    ]);
    const [stray] = await database.sql`
      select count(*)::int as chats from public.chats as c join public.customers as u on u.id = c.customer_id where u.erased_at is not null`;
    expect(stray?.chats).toBe(0);
  });
});

describe('somebody who guesses', () => {
  it('hears the same of a wrong, a used, an expired and another desk’s code', async () => {
    const kept = await aBuyer();
    const elsewhere = await openDesk(database.sql);
    const theirs = await aBuyer('Bob', elsewhere);
    const { code: foreign } = await offerCode(database.sql, elsewhere, theirs.id);
    const { code: old } = await offerCode(database.sql, shop, kept.id);
    const { code: replaced } = { code: old };
    const { code: expired } = await offerCode(database.sql, shop, kept.id);
    await earlier(database.sql, shop, 'link_codes', 'expires_at', '1 hour');
    const guesser = await aBuyer();
    const answers = [];
    for (const code of ['WRNG-2345', replaced, expired, foreign]) answers.push(await redeem(database.sql, shop, guesser.chatId, code));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'unknown', customer: null });
  });

  it('has five tries an hour, after which even the right code does nothing', async () => {
    const kept = await aBuyer();
    const guesser = await aBuyer();
    for (let tries = 0; tries < 5; tries++) await redeem(database.sql, shop, guesser.chatId, `WRNG-234${tries}`);
    const { code } = await offerCode(database.sql, shop, kept.id);
    expect(await redeem(database.sql, shop, guesser.chatId, code)).toMatchObject({ outcome: 'too_many', customer: null });
    await earlier(database.sql, shop, 'link_attempts', 'tried_at', '2 hours');
    expect(await redeem(database.sql, shop, guesser.chatId, code)).toMatchObject({ outcome: 'linked' });
  });

  it('does nothing with a code of their own, which still works elsewhere', async () => {
    const kept = await aBuyer();
    const { code } = await offerCode(database.sql, shop, kept.id);
    expect(await redeem(database.sql, shop, kept.chatId, code)).toMatchObject({ outcome: 'own', customer: null });
    const other = await aBuyer();
    expect(await redeem(database.sql, shop, other.chatId, code)).toMatchObject({ outcome: 'linked' });
  });
});

it('keeps no code, only its digest', async () => {
  const kept = await aBuyer();
  const { code } = await offerCode(database.sql, shop, kept.id);
  const [row] = await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`select to_jsonb(l)::text as text from public.link_codes as l where l.customer_id = ${kept.id}`,
  );
  expect(row?.text).not.toContain(code.replace('-', ''));
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
});
