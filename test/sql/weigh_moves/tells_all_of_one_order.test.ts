import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const weigh = (customerId: string, code: string) =>
  rpc(database.sql, 'weigh_moves', { actor_id: shop.systemId, acting_customer_id: customerId, order_code: code });

it('says of every move what weigh_move says of it alone', async () => {
  const sale = await sellWhole(database.sql, shop);
  const { moves, order } = (await weigh(sale.customerId, sale.trackingNumber.toLowerCase())) as unknown as {
    moves: Array<{ move: string; allowed: boolean }>;
    order: { moves: string[] };
  };
  for (const each of moves) {
    const asked = { actor_id: shop.systemId, acting_customer_id: sale.customerId, order_code: sale.orderCode, move: each.move };
    const { order: _, ...alone } = await rpc(database.sql, 'weigh_move', asked);
    expect(each).toEqual(alone);
  }
  expect(moves.filter(({ allowed }) => allowed).map(({ move }) => move)).toEqual(order.moves);
  expect(moves).toHaveLength(11);
});

it("knows somebody else's order no more than one that never was", async () => {
  const [mine, theirs] = [await sell(database.sql, shop), await sellWhole(database.sql, shop)];
  const told = [];
  for (const code of [theirs.orderCode, theirs.trackingNumber, 'NO-SUCH-1']) {
    const { message, detail, hint } = await expectRefusal(weigh(mine.customerId, code), 'NOT_FOUND');
    told.push(JSON.stringify([message, detail, hint]));
  }
  expect(new Set(told).size).toBe(1);
  await expectRefusal(
    rpc(database.sql, 'weigh_moves', { actor_id: shop.manager.id, order_code: mine.orderCode, acting_customer_id: mine.customerId }),
    'FORBIDDEN_ROLE',
  );
});
