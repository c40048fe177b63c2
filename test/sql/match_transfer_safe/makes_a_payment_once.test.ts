import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { aPerson, finish, openShop, rpc, type Sale, type Shop, sell, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
const many = openConnections(database, 6);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

type Transfer = { id: string; status: string; payment_id: string | null };
const money = async (given: Record<string, unknown> = {}) =>
  (await rpc(database.sql, 'record_transfer_safe', { actor_id: shop.systemId, amount: 100, currency: 'EUR', ...given }))
    .transfer as Transfer;
const match = (actor_id: string, transfer_id: string, { orderCode }: Sale, more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'match_transfer_safe', { actor_id, transfer_id, order_code: orderCode, ...more });
const paidFor = ({ orderId }: Sale) =>
  database.sql`select external_reference as reference from public.payments where order_id = ${orderId} and status = 'completed'`;
const transferOf = async (id: string) =>
  (await database.sql`select status, payer, payment_id from public.incoming_transfers where id = ${id}`)[0];
const suggested = async (id: string) => {
  const { entries } = await rpc(database.sql, 'payment_inbox', { actor_id: shop.manager.id, entry_id: id });
  const [entry] = entries as Array<{ suggestions: Array<{ order_code: string; because: string[] }>; recorded: string | null }>;
  return entry;
};

it('counts for nothing before, and settles the order with it', async () => {
  const sale = await sell(database.sql, shop);
  const { id } = await money({ reference: 'RF18' });
  expect(await paidFor(sale)).toEqual([]);
  expect(await match(shop.manager.id, id, sale)).toMatchObject({
    order: { status: 'paid' },
    transfer: { status: 'matched' },
    duplicate: false,
  });
  expect(await match(shop.manager.id, id, sale)).toMatchObject({ duplicate: true });
  expect(await paidFor(sale)).toEqual([{ reference: 'RF18' }]);
  await expectRefusal(match(shop.manager.id, id, await sell(database.sql, shop)), 'TAKEN');
});

it('once, however many match it at once, with one order or with several', async () => {
  const sales = await Promise.all([1, 2, 3, 4, 5, 6].map(() => sell(database.sql, shop)));
  const { id } = await money();
  const outcomes = await many.settled(6, (sql, index) =>
    rpc(sql, 'match_transfer_safe', { actor_id: shop.manager.id, transfer_id: id, order_code: sales[index]?.orderCode }),
  );
  expect(outcomes.toSorted()).toEqual(['TAKEN', 'TAKEN', 'TAKEN', 'TAKEN', 'TAKEN', 'done']);
  expect((await Promise.all(sales.map(paidFor))).flat()).toHaveLength(1);
});

it('is written down once for a reference', async () => {
  const { id } = await money({ reference: 'RF19', payer: 'Ada' });
  expect(await money({ reference: 'RF19' })).toMatchObject({ id });
  await expectRefusal(money({ reference: 'RF19', amount: 101 }), 'REFERENCE_CONFLICT');
  await expectRefusal(money({ amount: '1.005' }), 'AMOUNT_INVALID');
  await expectRefusal(money({ currency: 'XXX' }), 'BAD_INPUT');
  await expectRefusal(money({ method: 'pigeon' }), 'BAD_INPUT');
  await expectRefusal(money({ actor_id: shop.agent.id }), 'FORBIDDEN_ROLE');
});

it('suggests the orders it may be for, the likeliest first', async () => {
  const person = { ...aPerson('Zoe Zimmer') };
  const named = await sell(database.sql, shop, shop.manager.id, person);
  const coded = await sell(database.sql, shop);
  const { id } = await money({ payer: 'ZIMMER, ZOE', note: `for ${coded.orderCode}` });
  const entry = await suggested(id);
  expect(entry?.suggestions[0]).toMatchObject({ order_code: coded.orderCode, because: ['code', 'amount'] });
  expect(entry?.suggestions[1]).toMatchObject({ order_code: named.orderCode, because: ['amount', 'name'] });
  const other = await money({ amount: '98765.43', payer: 'Nobody Known' });
  expect((await suggested(other.id))?.suggestions).toEqual([]);
});

it('flags a reference that is recorded already', async () => {
  const sale = await sell(database.sql, shop);
  const paid = {
    order_id: sale.orderId,
    amount: 100,
    currency: 'EUR',
    direction: 'incoming',
    role: 'client_payment',
    method: 'card',
    status: 'completed',
  };
  await rpc(database.sql, 'record_generic_payment_safe', { actor_id: shop.manager.id, ...paid, external_reference: 'RF20' });
  const { id } = await money({ reference: 'RF20' });
  expect((await suggested(id))?.recorded).toBe(sale.orderCode);
  expect(await match(shop.manager.id, id, sale)).toMatchObject({ transfer: { status: 'matched' } });
  expect(await paidFor(sale)).toHaveLength(1);
});

it('is for managers of the desk, and for orders in its currency', async () => {
  const sale = await sell(database.sql, shop);
  const stranger = await openShop(database.sql);
  const { id } = await money();
  await expectRefusal(match(shop.agent.id, id, sale), 'FORBIDDEN_ROLE');
  await expectRefusal(match(stranger.manager.id, id, sale), 'NOT_FOUND');
  await expectRefusal(match(stranger.manager.id, id, await sell(database.sql, stranger)), 'NOT_FOUND');
  await expectRefusal(match(shop.leaver.id, id, sale), 'ACTOR_INACTIVE');
  const dollars = await money({ currency: 'USD' });
  await expectRefusal(match(shop.manager.id, dollars.id, sale), 'CURRENCY_MISMATCH');
  const dismiss = (actor_id: string, reason: string | null = 'A gift') =>
    rpc(database.sql, 'dismiss_transfer_safe', { actor_id, transfer_id: id, reason });
  await expectRefusal(dismiss(shop.agent.id), 'FORBIDDEN_ROLE');
  await expectRefusal(dismiss(stranger.manager.id), 'NOT_FOUND');
  await expectRefusal(dismiss(shop.manager.id, ' '), 'REASON_REQUIRED');
  await dismiss(shop.manager.id);
  await expectRefusal(dismiss(shop.manager.id), 'TAKEN');
  await expectRefusal(match(shop.manager.id, id, sale), 'TAKEN');
  expect(await paidFor(sale)).toEqual([]);
});

it('forgets who sent it together with its customer', async () => {
  const sale = await sellWhole(database.sql, shop, shop.manager.id, aPerson('Yara Young'));
  await finish(database.sql, shop, sale.orderId);
  const { id } = await money({ payer: 'Yara Young', note: 'from Yara' });
  await match(shop.manager.id, id, sale);
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: sale.customerId });
  expect(await transferOf(id)).toMatchObject({ status: 'matched', payer: null, payment_id: expect.any(String) });
});

it('counts money that came in after the payment with its reference was called off', async () => {
  const sale = await sell(database.sql, shop);
  const pending = { ...{ amount: 100, currency: 'EUR', direction: 'incoming', role: 'client_payment' }, method: 'bank_transfer' };
  const { payment } = await rpc(database.sql, 'record_generic_payment_safe', {
    ...{ actor_id: shop.manager.id, order_id: sale.orderId, ...pending, status: 'pending', external_reference: 'RF-late' },
  });
  await rpc(database.sql, 'advance_payment_safe', { actor_id: shop.manager.id, payment_id: payment.id, new_status: 'cancelled' });
  const { id } = await money({ reference: 'RF-late' });
  expect(await match(shop.manager.id, id, sale)).toMatchObject({ order: { status: 'paid' }, payment: { status: 'completed' } });
  expect(await paidFor(sale)).toEqual([{ reference: `transfer:${id}` }]);
});

it.each([
  ['said the other way round', { payer: 'FORGOTTEN, ZELDA' }],
  ['with more around it', { payer: 'Ms Zelda Forgotten' }],
  ['only in the note', { payer: null, note: 'for Zelda Forgotten’s order' }],
  ['only in why it was dismissed', { payer: null }, 'private money of Zelda Forgotten'],
])('forgets who sent what was dismissed, their name %s', async (_, given, reason = 'A gift') => {
  const sale = await sellWhole(database.sql, shop, shop.manager.id, aPerson('Zelda Forgotten'));
  await finish(database.sql, shop, sale.orderId);
  const { id } = await money({ ...given });
  const other = await money({ payer: 'Zelda Remembered', note: 'from Zelda' });
  for (const transfer_id of [id, other.id])
    await rpc(database.sql, 'dismiss_transfer_safe', {
      actor_id: shop.manager.id,
      transfer_id,
      reason: transfer_id === id ? reason : 'A gift',
    });
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: sale.customerId });
  const texts = (transfer: string) => database.sql`select payer, note, reason from public.incoming_transfers where id = ${transfer}`;
  expect(await texts(id)).toEqual([{ payer: null, note: null, reason: null }]);
  expect(await texts(other.id)).toEqual([{ payer: 'Zelda Remembered', note: 'from Zelda', reason: 'A gift' }]);
});
