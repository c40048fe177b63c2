import { beforeAll, describe, expect, it } from 'vitest';
import { asService, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { aClientPayment, anAwaitingOrder, aReference, footprintOf, openTill, pay, paymentsOf, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;
let order: string;

beforeAll(async () => {
  till = await openTill(database.sql);
  order = await anAwaitingOrder(till);
});

const INVALID = [
  '0',
  '-1',
  '-0',
  '0.001',
  '0.00',
  '10.005',
  '99.999',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e13',
  '1e18',
  '1e-9',
  '10000000000000.00',
  null,
];

it.each(INVALID)('A-98 refuses %s and leaves no row', async (amount) => {
  const before = await footprintOf(database.sql);
  const error = await expectRefusal(pay(till, order, { amount }), 'AMOUNT_INVALID');
  expect(JSON.parse(error.detail ?? '{}').field).toBe('amount');
  expect(await footprintOf(database.sql)).toEqual(before);
});

it('A-98 looks at the amount before everything else that could be wrong with it', async () => {
  const { external_reference } = (await pay(till, await anAwaitingOrder(till))).payment;
  await expectRefusal(pay(till, order, { external_reference, amount: 'NaN' }), 'AMOUNT_INVALID');
});

describe('A-98 as JSON, the way the API hands it over', () => {
  const asJson = (json: string) =>
    asService(database.sql, async (service) => {
      const body = JSON.stringify({ ...aClientPayment(till, order), amount: 0 }).replace('"amount":0', `"amount":${json}`);
      const [row] = await service.unsafe(
        `select public.record_generic_payment_safe(actor_id => b.actor_id, order_id => b.order_id, amount => b.amount, currency => b.currency,
           direction => b.direction, role => b.role, method => b.method, status => b.status, external_reference => b.external_reference) as answer
         from json_to_record($1::text::json) as b (actor_id uuid, order_id uuid, amount numeric, currency text, direction text, role text,
           method text, status text, external_reference text)`,
        [body],
      );
      return row?.answer;
    });

  it.each(['10.005', '"10.005"', '"NaN"', '"Infinity"', '"-Infinity"', '1e13', '"1e13"', '1e18', '-1', '"0"', 'null'])(
    'refuses %s',
    async (json) => {
      await expectRefusal(asJson(json), 'AMOUNT_INVALID');
    },
  );

  it.each(['"1,5"', '"ten"', '""', 'true', '[1]', '{"amount":1}'])('takes %s for no number at all', async (json) => {
    expect((await errorOf(asJson(json))).code).toMatch(/^22/);
  });

  it.each([
    ['10.50', 10.5],
    ['"10.50"', 10.5],
    ['1e2', 100],
    ['"9999999999999.99"', 9999999999999.99],
    ['0.01', 0.01],
  ])('takes %s', async (json, amount) => {
    expect((await asJson(json)).payment.amount).toBe(amount);
  });
});

it('A-98 keeps the largest amount to the cent, alone and in sums', async () => {
  const large = await anAwaitingOrder(till, 100);
  for (const amount of ['9999999999999.99', '9999999999999.98', '0.01'])
    await pay(till, large, { amount, external_reference: aReference() });
  expect((await paymentsOf(till, large)).map((payment) => String(payment.amount))).toEqual([
    '9999999999999.99',
    '9999999999999.98',
    '0.01',
  ]);
  const [sum] =
    await database.sql`select received_amount::text as received, balance_due::text as balance from public.order_balances where order_id = ${large}`;
  expect(sum).toEqual({ received: '19999999999999.98', balance: '-19999999999899.98' });
});
