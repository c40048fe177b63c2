import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { answer, letProposalsRunOut, propose, sidesOf } from '../../support/proposals.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const look = (actor: Record<string, unknown>, orderCode: string) => rpc(database.sql, 'my_proposal', { ...actor, order_code: orderCode });
const weigh = async (actor: Record<string, unknown>, order_code: string, move: string) =>
  (await rpc(database.sql, 'weigh_move', { ...actor, order_code, move })).reasons as Array<{ code: string }>;

it('shows the last proposal, and the moves it leaves', async () => {
  const sale = await sell(database.sql, shop);
  const { staff, customer } = sidesOf(shop, sale);
  expect(await look(customer, sale.orderCode)).toMatchObject({ proposal: null, order: { order_code: sale.orderCode } });
  expect(await weigh(customer, sale.orderCode, 'quote')).toMatchObject([{ code: 'NO_PROPOSAL' }]);
  expect(await weigh(customer, sale.orderCode, 'edit')).toEqual([]);

  const own = await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
  expect(await look(customer, ` ${sale.orderCode} `)).toMatchObject({ proposal: { id: own.id, made_by: 'customer', total_after: 200 } });
  expect(await weigh(customer, sale.orderCode, 'quote')).toMatchObject([{ code: 'NO_PROPOSAL' }]);
  expect(await weigh(customer, sale.orderCode, 'edit')).toMatchObject([{ code: 'PROPOSAL_OPEN', made_by: 'customer' }]);

  const offer = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 90 }]);
  expect(await look(customer, sale.orderCode)).toMatchObject({ proposal: { id: offer.id, made_by: 'staff' } });
  expect(await weigh(customer, sale.orderCode, 'quote')).toEqual([]);
  await letProposalsRunOut(database.sql, shop);
  expect(await look(customer, sale.orderCode)).toMatchObject({ proposal: { status: 'expired' } });
  expect(await weigh(customer, sale.orderCode, 'quote')).toMatchObject([{ code: 'NO_PROPOSAL' }]);
  expect(await weigh(customer, sale.orderCode, 'edit')).toEqual([]);
});

it("shows nothing of somebody else's", async () => {
  const sale = await sell(database.sql, shop);
  const { customer } = sidesOf(shop, await sell(database.sql, shop));
  const theirs = await expectRefusal(look(customer, sale.orderCode), 'NOT_FOUND');
  expect((await expectRefusal(look(customer, '99999'), 'NOT_FOUND')).message).toBe(theirs.message);
});

it('forgets the words and things with the person, and keeps the totals', async () => {
  const sale = await sell(database.sql, shop);
  const { staff, customer } = sidesOf(shop, sale);
  const { id } = await propose(database.sql, staff, sale.orderId, [{ title: 'A bike for Anna', unit_price: 5 }], { note: 'for Anna' });
  await answer(database.sql, customer, id, 'decline', { note: 'I am Anna' });
  const cancel = { actor_id: shop.manager.id, order_id: sale.orderId, new_status: 'cancelled', reason: 'no' };
  await rpc(database.sql, 'advance_order_status_safe', cancel);
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: sale.customerId });
  const [row] = await database.sql`select lines, note, answer_note, total_after::float8 from public.order_proposals where id = ${id}`;
  expect(row).toEqual({ lines: [], note: null, answer_note: null, total_after: 5 });
});
