import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { agree, choose, offerCode, redeem, settingsOf } from '../../support/private-things.ts';
import { meet, outboxOf, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { advance, aPhone, call, openShop, pay, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

async function somebody(given = {}) {
  count += 1;
  const { chatId } = await turn(database.sql, shop, `chat-${count}`, []);
  return { chat: `chat-${count}`, chatId, id: (await meet(database.sql, shop, `chat-${count}`, given)).id as string };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

/** The second joins the first. */
async function join(kept: Somebody, gone: { chatId: string }) {
  const { code } = await offerCode(database.sql, shop, kept.id, kept.chatId);
  return await redeem(database.sql, shop, gone.chatId, code);
}
const order = async ({ id }: Somebody) => (await quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined })).order;
const ordersOf = async (id: string) =>
  (
    (await call(database.sql, 'my_orders', { actor_id: shop.systemId, acting_customer_id: id })) as unknown as Array<{ order_code: string }>
  ).map(({ order_code }) => order_code);

describe('what both had', () => {
  it('is one customer’s: money, parcels and all, and the books are whole', async () => {
    const [kept, gone] = [await somebody(), await somebody()];
    const [mine, theirs] = [await order(kept), await order(gone)];
    await pay(database.sql, shop, theirs.id);
    await call(database.sql, 'create_shipment_safe', { actor_id: shop.managerId, order_id: theirs.id });
    await join(kept, gone);
    expect(new Set(await ordersOf(kept.id))).toEqual(new Set([mine.order_code, theirs.order_code]));
    const [row] = await database.sql`
      select o.customer_id, (select count(*)::int from public.payments as p where p.order_id = o.id and p.status = 'completed') as payments,
        (select count(*)::int from public.shipments as s where s.order_id = o.id) as parcels
      from public.orders as o where o.id = ${theirs.id}`;
    expect(row).toEqual({ customer_id: kept.id, payments: 1, parcels: 1 });
    await advance(database.sql, shop.managerId, theirs.id, 'in_delivery');
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  });

  it('may be looked at by nobody under the customer who is no more', async () => {
    const [kept, gone] = [await somebody(), await somebody()];
    await order(gone);
    await join(kept, gone);
    await expectRefusal(ordersOf(gone.id), 'NOT_FOUND');
  });
});

describe('what they had decided', () => {
  it('of consents, the newer word holds, in either chat', async () => {
    const [kept, gone] = [await somebody(), await somebody()];
    await agree(database.sql, shop, kept.id, 'marketing');
    await agree(database.sql, shop, gone.id, 'training');
    await agree(database.sql, shop, gone.id, 'marketing', false);
    await agree(database.sql, shop, kept.id, 'training', false);
    await join(kept, gone);
    const { consents } = await settingsOf(database.sql, shop, kept.id);
    const now = Object.fromEntries(consents.map(({ kind, granted }: { kind: string; granted: boolean }) => [kind, granted]));
    expect(now).toMatchObject({ marketing: false, training: false });
  });

  it('a STOP of either holds for both', async () => {
    const [kept, gone] = [await somebody(), await somebody()];
    await choose(database.sql, shop, gone.id, { stopped: true, quiet: { from: '20:00', until: '10:00' } });
    await join(kept, gone);
    expect(await settingsOf(database.sql, shop, kept.id)).toMatchObject({ stopped: true, quiet: { own: true, from: '20:00' } });
  });

  it('one’s own quiet hours are not replaced by the other’s', async () => {
    const [kept, gone] = [await somebody(), await somebody()];
    await choose(database.sql, shop, kept.id, { quiet: { from: '23:00', until: '06:00' } });
    await choose(database.sql, shop, gone.id, { quiet: { from: '20:00', until: '10:00' } });
    await join(kept, gone);
    expect((await settingsOf(database.sql, shop, kept.id)).quiet).toEqual({ own: true, from: '23:00', until: '06:00' });
  });
});

it('tells the chat that showed the code, and no other, that somebody joined', async () => {
  const [kept, gone] = [await somebody(), await somebody()];
  await join(kept, gone);
  await call(database.sql, 'claim_outbox_messages', { worker: 'd' });
  const keys = async (chatId: string) => (await outboxOf(database.sql, chatId)).map(({ phrase_key }) => phrase_key);
  expect([await keys(kept.chatId), await keys(gone.chatId)]).toEqual([['channel-joined'], []]);
});

it('joins a chat of somebody the desk does not know yet', async () => {
  const kept = await somebody();
  const { order_code } = await order(kept);
  const { chatId } = await turn(database.sql, shop, 'a-stranger', []);
  expect(await join(kept, { chatId })).toMatchObject({ outcome: 'linked', customer: { id: kept.id } });
  const [chat] = await database.sql`select customer_id from public.chats where id = ${chatId}`;
  expect(await ordersOf(chat?.customer_id)).toEqual([order_code]);
});

it('a chain of three ends at one customer', async () => {
  const [first, second, third] = [await somebody(), await somebody(), await somebody()];
  const codes = [await order(first), await order(second), await order(third)].map(({ order_code }) => order_code);
  await join(second, third);
  await join(first, second);
  expect(new Set(await ordersOf(first.id))).toEqual(new Set(codes));
  const merged = await database.sql`select merged_into from public.customers where id in ${database.sql([second.id, third.id])}`;
  expect(merged.map(({ merged_into }) => merged_into)).toEqual([first.id, first.id]);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('somebody else’s phone number, only typed, shows nothing of theirs', async () => {
  const phone = aPhone();
  const owner = await somebody({ phone, phone_verified: true });
  const { order_code } = await order(owner);
  const thief = await somebody({ phone, full_name: 'Eve' });
  expect(thief.id).not.toBe(owner.id);
  expect(await ordersOf(thief.id)).toEqual([]);
  const look = (code: string) =>
    call(database.sql, 'my_order', { actor_id: shop.systemId, acting_customer_id: thief.id, order_code: code });
  const [theirs, unknown] = [await expectRefusal(look(order_code), 'NOT_FOUND'), await expectRefusal(look('999999'), 'NOT_FOUND')];
  expect([theirs.message, theirs.detail]).toEqual([unknown.message, unknown.detail]);
});
