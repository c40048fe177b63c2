import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell, sellWhole } from '../../support/people.ts';
import { standing } from '../../support/proposals.ts';
import { chatWhole } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const quote = (actor_id: string, order_id: string, lines: unknown, more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'quote_order_safe', { actor_id, order_id, lines, ...more });
const preview = (actor_id: string, order_id: string, lines: unknown) => rpc(database.sql, 'preview_quote', { actor_id, order_id, lines });

it('keeps what a line was, and prices at once where nobody can be asked', async () => {
  const { orderId } = await sell(database.sql, shop);
  const before = await preview(shop.manager.id, orderId, [
    { position: 1, unit_price: '90.00' },
    { title: 'Bell', unit_price: 5 },
  ]);
  expect(before).toMatchObject({ total_before: 100, total_after: 95, signs: false, lines: [{ position: 1 }, { position: 2 }] });
  expect(await standing(database.sql, orderId)).toMatchObject({ total: 100 });
  await quote(shop.manager.id, orderId, [
    { position: 1, unit_price: '90.00' },
    { title: 'Bell', unit_price: 5 },
  ]);
  expect(await standing(database.sql, orderId)).toMatchObject({ status: 'awaiting_payment', total: 95 });
  const [line] =
    await database.sql`select listing_id from public.order_lines where order_id = ${orderId} and removed_at is null order by position`;
  expect(line?.listing_id).toBe(shop.listingId);
});

it('offers the price to whom can be asked, once for each key', async () => {
  const { orderId } = await chatWhole(database.sql, shop);
  const once = () => quote(shop.manager.id, orderId, [{ position: 1, unit_price: 12.5 }], { idempotency_key: 'k' });
  const { proposal, duplicate } = await once();
  expect({ duplicate, proposal }).toMatchObject({ duplicate: false, proposal: { status: 'open', total_after: 12.5 } });
  expect(await once()).toMatchObject({ duplicate: true, proposal: { id: (proposal as { id: string }).id } });
  await expectRefusal(quote(shop.manager.id, orderId, [{ position: 1, unit_price: 13 }], { idempotency_key: 'k' }), 'IDEMPOTENCY_CONFLICT');
  const told = await database.sql`select from public.outbox_messages where entity_id = ${orderId} and phrase_key = 'notice-proposal-price'`;
  expect(told).toHaveLength(1);
});

it('is for whoever sees the order, while it is not paid', async () => {
  const { orderId } = await sell(database.sql, shop, shop.colleague.id);
  const stranger = await openShop(database.sql);
  const lines = [{ position: 1, unit_price: 50 }];
  for (const verb of [quote, preview]) {
    await expectRefusal(verb(shop.agent.id, orderId, lines), 'NOT_FOUND');
    await expectRefusal(verb(stranger.manager.id, orderId, lines), 'NOT_FOUND');
    await expectRefusal(verb(shop.leaver.id, orderId, lines), 'ACTOR_INACTIVE');
    await expectRefusal(verb(shop.systemId, orderId, lines), 'FORBIDDEN_ROLE');
    await expectRefusal(verb(shop.manager.id, orderId, [{ position: 9, unit_price: 1 }]), 'NOT_FOUND');
    await expectRefusal(verb(shop.manager.id, orderId, [{ position: 1, unit_price: 'much' }]), 'AMOUNT_INVALID');
    await expectRefusal(verb(shop.manager.id, orderId, []), 'BAD_INPUT');
    await expectRefusal(verb(shop.manager.id, (await sellWhole(database.sql, shop)).orderId, lines), 'INVALID_TRANSITION');
  }
  expect((await quote(shop.colleague.id, orderId, lines)).order).toMatchObject({ total_amount: 50 });
});
