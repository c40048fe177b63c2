import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { accept, aTurn, closeConversation, commit, meet } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
const many = openConnections(database, 8);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const cart = (quantity = 2) => ({
  lines: [
    { listing_id: shop.listingId, title: { en: 'Road bike' }, quantity, options: {}, price: '90.00', currency: 'EUR' },
    { listing_id: '00000000-0000-4000-8000-000000000000', title: { en: 'Gone' }, quantity: 1, options: {}, price: '5.00', currency: 'EUR' },
  ],
  address: { text: 'Here 1' },
  comment: null,
});

/** Somebody chooses something, and says nothing for a day. */
async function leave(chat: string, slots: Record<string, unknown> = { cart: cart() }, status = 'active') {
  const { claim } = await accept(database.sql, shop, chat, { claim_as: 'w' });
  await commit(database.sql, claim.message_id, { conversation: aTurn({ slots, status }) });
  await closeConversation(database.sql, shop, claim.chat.id);
  return claim.chat.id as string;
}
const offered = async (chat: string) => {
  const { claim } = await accept(database.sql, shop, chat, { claim_as: 'w' });
  await commit(database.sql, claim.message_id, { conversation: aTurn({ status: 'closed' }) });
  return claim.saved_cart as { id: string; lines: unknown[] } | null;
};
const take = (chat_id: string, cart_id: string, answer = 'take', more = {}) =>
  rpc(database.sql, 'take_cart_safe', { actor_id: shop.systemId, chat_id, cart_id, answer, ...more });

it('offers a cart where a conversation begins, and gives it once with what is on sale now', async () => {
  const chat = await leave('ann');
  const kept = await offered('ann');
  expect(kept?.lines).toEqual([
    { title: { en: 'Road bike' }, quantity: 2 },
    { title: { en: 'Gone' }, quantity: 1 },
  ]);
  const taken = await take(chat, kept?.id ?? '', 'take', { idempotency_key: 'inbox:1' });
  expect(taken).toMatchObject({
    ...{ address: { text: 'Here 1' }, comment: null, duplicate: false },
    lines: [
      { price: '90.00', quantity: 2, listing: { id: shop.listingId, price: '100.00' } },
      { title: { en: 'Gone' }, listing: null },
    ],
  });
  expect(await take(chat, kept?.id ?? '', 'take', { idempotency_key: 'inbox:1' })).toEqual({ ...taken, duplicate: true });
  await expectRefusal(take(chat, kept?.id ?? ''), 'NOT_FOUND');
  expect(await offered('ann')).toBeNull();
});

it('offers nothing in the middle of a conversation', async () => {
  await leave('mid');
  const first = await accept(database.sql, shop, 'mid', { claim_as: 'w' });
  expect(first.claim.saved_cart).not.toBeNull();
  await commit(database.sql, first.claim.message_id);
  expect((await accept(database.sql, shop, 'mid', { claim_as: 'w' })).claim.saved_cart).toBeNull();
});

it('keeps the last of several, and none of a conversation that led to an order or had nothing chosen', async () => {
  await leave('bob');
  await leave('bob', { cart: cart(7) });
  expect((await offered('bob'))?.lines).toMatchObject([{ quantity: 7 }, {}]);
  await leave('cat', {});
  await leave('dan', { cart: cart() }, 'extracted');
  for (const chat of ['cat', 'dan']) expect(await offered(chat)).toBeNull();
});

it('comes back in another chat of the same customer, and is nobody else’s', async () => {
  await meet(database.sql, shop, 'eve', { phone: '+4915100000001', phone_verified: true });
  const { claim } = await accept(database.sql, shop, 'eve', { claim_as: 'w' });
  const customer = await meet(database.sql, shop, 'eve');
  await commit(database.sql, claim.message_id, { conversation: aTurn({ slots: { cart: cart(3) } }) });
  await closeConversation(database.sql, shop, claim.chat.id);
  const other = await accept(database.sql, shop, 'eve-2', { claim_as: 'w' });
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.chats set customer_id = ${customer.id} where id = ${other.claim.chat.id}`);
  await commit(database.sql, other.claim.message_id, { conversation: aTurn({ status: 'closed' }) });
  const kept = await offered('eve-2');
  expect(kept?.lines).toMatchObject([{ quantity: 3 }, {}]);
  const stranger = await accept(database.sql, shop, 'mallory', { claim_as: 'w' });
  await expectRefusal(take(stranger.claim.chat.id, kept?.id ?? ''), 'NOT_FOUND');
  await expectRefusal(take(stranger.claim.chat.id, '00000000-0000-4000-8000-000000000000'), 'NOT_FOUND');
  expect((await take(other.claim.chat.id, kept?.id ?? '', 'empty')).duplicate).toBe(false);
  expect(await offered('eve')).toBeNull();
});

it('is taken by one of many at once', async () => {
  const chat = await leave('finn');
  const kept = await offered('finn');
  const outcomes = await many.settled(8, (sql) =>
    rpc(sql, 'take_cart_safe', { actor_id: shop.systemId, chat_id: chat, cart_id: kept?.id, answer: 'take' }),
  );
  expect(outcomes.toSorted()).toEqual([...Array(7).fill('NOT_FOUND'), 'done']);
});

it('is forgotten with its person', async () => {
  const { claim } = await accept(database.sql, shop, 'gil', { claim_as: 'w' });
  const customer = await meet(database.sql, shop, 'gil');
  await commit(database.sql, claim.message_id, { conversation: aTurn({ slots: { cart: cart() } }) });
  await closeConversation(database.sql, shop, claim.chat.id);
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: customer.id });
  const [row] = await database.sql`select cart, status, customer_id from public.saved_carts where chat_id = ${claim.chat.id}`;
  expect(row).toEqual({ cart: {}, status: 'forgotten', customer_id: null });
  expect(await offered('gil')).toBeNull();
});
