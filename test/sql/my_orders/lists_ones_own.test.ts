import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const list = async (customerId: string | null, more = {}) =>
  (await rpc(database.sql, 'my_orders', { actor_id: shop.systemId, acting_customer_id: customerId, ...more })) as unknown as Array<{
    order_code: string;
    created_at: string;
  }>;

it('A-102: lists the own orders, newest first, twenty at a time', async () => {
  const { customerId } = await sell(database.sql, shop);
  await sell(database.sql, shop);
  const codes: string[] = [];
  for (let made = 0; made < 21; made++) {
    const { order } = await rpc(database.sql, 'create_order_safe', {
      actor_id: shop.systemId,
      acting_customer_id: customerId,
      lines: [{ title: 'Bell' }],
    });
    codes.unshift(String(order.order_code));
  }
  const first = await list(customerId);
  expect(first.map(({ order_code }) => order_code)).toEqual(codes.slice(0, 20));
  const rest = await list(customerId, { before: first.at(-1)?.created_at });
  expect(rest).toHaveLength(2);
  expect(rest[0]?.order_code).toBe(codes[20]);
});

it('lists nothing for nobody, and does not know the customers of another desk', async () => {
  const other = await openShop(database.sql);
  const theirs = await sell(database.sql, other);
  expect(await list(null)).toEqual([]);
  await expectRefusal(list(theirs.customerId), 'NOT_FOUND');
});
