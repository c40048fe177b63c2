import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { standing } from '../../support/proposals.ts';
import { chatWhole } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let orderId: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  ({ orderId } = await chatWhole(database.sql, shop));
});

const price = (lines: unknown, more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'price_order_safe', { actor_id: shop.manager.id, order_id: orderId, lines, ...more });

it('to a customer who ordered in a chat, once for each key; the order waits', async () => {
  const once = () => price([{ position: 1, unit_price: 12.5 }], { commission_amount: 1, idempotency_key: 'k' });
  const { proposal, order } = await once();
  expect(proposal).toMatchObject({ status: 'open', made_by: 'staff', total_before: null, total_after: 12.5 });
  expect(order).toMatchObject({ status: 'created', total_amount: null, commission_amount: 1 });
  expect((await once()).proposal).toEqual(proposal);
  expect(await standing(database.sql, orderId)).toMatchObject({ status: 'created', lines: [{ title: 'Bell', price: null }] });
  const [told] = await database.sql`select params from public.outbox_messages where phrase_key = 'notice-proposal-price'`;
  expect(told?.params).toMatchObject({ no: 1, before: null, total: 12.5, currency: 'EUR' });
});

it('only whole: a line without a price is no offer', async () => {
  await expectRefusal(price([{ position: 1 }]), 'NOT_PRICED');
});

it('and is in force at once where the order was placed by staff', async () => {
  const [customer] = await database.sql`select customer_id as id from public.orders where id = ${orderId}`;
  const created = await rpc(database.sql, 'create_order_safe', {
    actor_id: shop.manager.id,
    customer_id: customer?.id,
    lines: [{ title: 'Saddle' }],
  });
  const priced = await rpc(database.sql, 'price_order_safe', {
    ...{ actor_id: shop.manager.id, order_id: created.order.id, lines: [{ title: 'Saddle', unit_price: 5 }] },
  });
  expect(priced).toMatchObject({ proposal: null, order: { total_amount: 5 } });
});
