import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPayer, editMethod, reportPaid } from '../../support/payers.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { answer, propose, sidesOf } from '../../support/proposals.ts';
import { expectSoundBooks } from '../../support/till.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await editMethod(database.sql, shop, 'bank_transfer', 'offered = true');
});

const planned = (orderId: string) =>
  database.sql`select amount::float8, method from public.payments where order_id = ${orderId} and status = 'planned' order by created_at`;

it('asks for what is due now, in the way that was chosen', async () => {
  const payer = await aPayer(database.sql, shop);
  const { staff, customer } = sidesOf(shop, payer);
  await reportPaid(database.sql, shop, payer);
  const offer = await propose(database.sql, staff, payer.orderId, [{ position: 1, unit_price: 80 }]);
  await answer(database.sql, customer, offer.id, 'accept');
  expect(await planned(payer.orderId)).toEqual([{ amount: 80, method: 'bank_transfer' }]);
});

it('takes a yes though the way to pay chosen before is no longer offered, and plans no payment in it', async () => {
  const payer = await aPayer(database.sql, shop);
  const { staff, customer } = sidesOf(shop, payer);
  await reportPaid(database.sql, shop, payer);
  const offer = await propose(database.sql, staff, payer.orderId, [{ position: 1, unit_price: 80 }]);
  await editMethod(database.sql, shop, 'bank_transfer', 'offered = false');
  const accepted = await answer(database.sql, customer, offer.id, 'accept');
  await editMethod(database.sql, shop, 'bank_transfer', 'offered = true');
  expect(accepted).toMatchObject({ proposal: { status: 'accepted' }, order: { total_amount: 80, balance_due: 80 } });
  expect(await planned(payer.orderId)).toEqual([]);
  await expectSoundBooks(database.sql);
});

it('asks once for what is due, where one of several plans asks for just that', async () => {
  const payer = await aPayer(database.sql, shop);
  const { staff, customer } = sidesOf(shop, payer);
  for (const amount of [80, 20]) {
    await rpc(database.sql, 'record_generic_payment_safe', {
      ...{ actor_id: shop.manager.id, order_id: payer.orderId, amount, currency: 'EUR', direction: 'incoming' },
      ...{ role: 'client_payment', method: 'bank_transfer', status: 'planned' },
    });
  }
  const offer = await propose(database.sql, staff, payer.orderId, [{ position: 1, unit_price: 80 }]);
  await answer(database.sql, customer, offer.id, 'accept');
  expect(await planned(payer.orderId)).toEqual([{ amount: 80, method: 'bank_transfer' }]);
});
