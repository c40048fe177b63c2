import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, aPerson, openShop, pay, rpc, type Sale, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { rowCounts } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let mine: Sale;
let theirs: Sale;
let elsewhere: Sale;

beforeAll(async () => {
  shop = await openShop(database.sql);
  mine = await sell(database.sql, shop);
  theirs = await sell(database.sql, shop);
  // Codes begin anew at every desk: this one is none of ours.
  const other = await openShop(database.sql);
  for (let sold = 0; sold < 9; sold += 1) elsewhere = await sell(database.sql, other);
});

const weigh = (changes: Args = {}) =>
  rpc(database.sql, 'weigh_move', {
    ...{ actor_id: shop.systemId, acting_customer_id: mine.customerId, order_code: mine.orderCode, move: 'cancel' },
    ...changes,
  });

it('says that a move is possible, with the order as it stands', async () => {
  const answer = await weigh({ order_code: ` ${mine.orderCode} ` });
  expect(answer).toMatchObject({ move: 'cancel', allowed: true, reasons: [], order: { order_code: mine.orderCode } });
  expect(answer.order.moves).toEqual(['pay', 'proof', 'edit', 'address', 'cancel', 'repeat', 'ask']);
});

it('gives the reason that the command behind the move gives too', async () => {
  const sale = await sell(database.sql, shop);
  await pay(database.sql, shop.manager.id, sale.orderId, { amount: 40 });
  const asked = { acting_customer_id: sale.customerId, order_code: sale.orderCode };
  expect(await weigh(asked)).toMatchObject({ allowed: false, reasons: [{ code: 'REFUND_REQUIRED' }] });
  const cancel = { actor_id: shop.systemId, acting_customer_id: sale.customerId, order_id: sale.orderId };
  await expectRefusal(
    rpc(database.sql, 'advance_order_status_safe', { ...cancel, new_status: 'cancelled', reason: 'no need' }),
    'REFUND_REQUIRED',
  );
});

it('changes nothing', async () => {
  const before = await rowCounts(database.sql);
  await weigh();
  expect(await rowCounts(database.sql)).toEqual(before);
});

describe('A-102', () => {
  it("somebody else's order, another desk's and one that never was are the same to whoever asks", async () => {
    const told = [];
    for (const order_code of [theirs.orderCode, elsewhere.orderCode, 'NO-SUCH-1', '', null]) {
      const { message, detail, hint } = await expectRefusal(weigh({ order_code }), 'NOT_FOUND');
      told.push({ message, detail, hint });
    }
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('whether a move is known is not told before the order is', async () => {
    await expectRefusal(weigh({ order_code: theirs.orderCode, move: 'fly' }), 'NOT_FOUND');
    await expectRefusal(weigh({ move: 'fly' }), 'BAD_INPUT');
    await expectRefusal(weigh({ move: null }), 'BAD_INPUT');
  });

  it('is asked by the system for a customer, and by nobody else', async () => {
    for (const actor_id of [shop.agent.id, shop.manager.id, shop.ownerId]) await expectRefusal(weigh({ actor_id }), 'FORBIDDEN_ROLE');
    await expectRefusal(weigh({ acting_customer_id: elsewhere.customerId }), 'NOT_FOUND');
    await expectRefusal(weigh({ actor_id: null }), 'ACTOR_REQUIRED');
  });
});

it('an order that its customer cannot order again says so', async () => {
  const person = await rpc(database.sql, 'capture_lead_safe', { actor_id: shop.systemId, source: 'web', customer: aPerson() });
  const lines = [{ title: 'Something made to measure' }];
  const { order } = await rpc(database.sql, 'create_order_safe', { actor_id: shop.manager.id, customer_id: person.customer.id, lines });
  const asked = { acting_customer_id: person.customer.id, order_code: order.order_code };
  expect(await weigh({ ...asked, move: 'repeat' })).toMatchObject({ allowed: false, reasons: [{ code: 'NOT_ON_SALE' }] });
  expect(await weigh({ ...asked, move: 'pay' })).toMatchObject({ allowed: false, reasons: [{ code: 'NOT_PRICED' }] });
});
