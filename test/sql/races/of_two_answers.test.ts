import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { openShop, pay, rpc, type Shop, sell } from '../../support/people.ts';
import { answer, propose, sidesOf, standing } from '../../support/proposals.ts';
import { expectSoundBooks } from '../../support/till.ts';

const database = useDatabase();
const many = openConnections(database, 16);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('one of many answers counts', async () => {
  const sale = await sell(database.sql, shop);
  const { staff, customer } = sidesOf(shop, sale);
  const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
  const outcomes = await many.settled(16, (sql, index) => answer(sql, customer, id, index % 2 === 0 ? 'accept' : 'decline'));
  expect(outcomes.toSorted()).toEqual([...Array(15).fill('PROPOSAL_OVER'), 'done']);
  await expectSoundBooks(database.sql);
});

it('of an answer and a withdrawal one wins, and the order shows which', async () => {
  for (let round = 0; round < 10; round++) {
    const sale = await sell(database.sql, shop);
    const { staff, customer } = sidesOf(shop, sale);
    const { id } = await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
    const [accepted, withdrawn] = await many.settled(2, (sql, index) =>
      index === 0 ? answer(sql, staff, id, 'accept') : answer(sql, customer, id, 'withdraw'),
    );
    expect(new Set([accepted, withdrawn])).toEqual(new Set(['PROPOSAL_OVER', 'done']));
    expect(await standing(database.sql, sale.orderId)).toMatchObject({ total: accepted === 'done' ? 200 : 100 });
  }
});

it('of two proposals at once one is open', async () => {
  const sale = await sell(database.sql, shop);
  const { customer } = sidesOf(shop, sale);
  const outcomes = await many.settled(8, (sql, index) => propose(sql, customer, sale.orderId, [{ position: 1, quantity: 2 + index }]));
  expect(outcomes.toSorted()).toEqual([...Array(7).fill('PROPOSAL_OPEN'), 'done']);
});

it('paying and accepting at once end settled, whichever comes first', async () => {
  for (let round = 0; round < 10; round++) {
    const sale = await sell(database.sql, shop);
    const { staff, customer } = sidesOf(shop, sale);
    const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 90 }]);
    const [answered, paid] = await many.settled(2, (sql, index) =>
      index === 0 ? answer(sql, customer, id, 'accept') : pay(sql, shop.manager.id, sale.orderId),
    );
    expect(paid).toBe('done');
    expect(['done', 'PROPOSAL_OVER']).toContain(answered);
    expect(await standing(database.sql, sale.orderId)).toMatchObject({ status: 'paid', total: answered === 'done' ? 90 : 100 });
  }
  await expectSoundBooks(database.sql);
});

it('a sweep and an answer do not wait for each other', async () => {
  const sale = await sell(database.sql, shop);
  const { staff, customer } = sidesOf(shop, sale);
  const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 90 }]);
  const outcomes = await many.settled(8, (sql, index) =>
    index === 0 ? answer(sql, customer, id, 'accept') : rpc(sql, 'expire_proposals'),
  );
  expect(outcomes).toEqual(Array(8).fill('done'));
});
