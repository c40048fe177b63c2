import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Args, anOrder, footprintOf, line, openTill, reprice, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;

beforeAll(async () => {
  till = await openTill(database.sql);
});

const priced = async (lines: unknown) => {
  const order = await anOrder(till, null);
  const { order: after } = await reprice(till, order, lines);
  const rows = await database.sql`
    select total_amount::float8 as total, tax_amount::float8 as tax from public.order_lines where order_id = ${order} and removed_at is null order by position`;
  return { total: after.total_amount, lines: rows.map((row) => ({ ...row })) };
};

describe('a line', () => {
  it.each<[string, Args, number, number]>([
    ['rounds half away from zero', { unit_price: 0.25, quantity: 0.5 }, 0.13, 0],
    ['rounds once, after the quantity', { unit_price: 0.33, quantity: 3.333 }, 1.1, 0],
    ['takes its discount off what is rounded', { unit_price: 0.25, quantity: 0.5, discount_amount: 0.03 }, 0.1, 0],
    ['may cost nothing', { unit_price: 10, discount_amount: 10 }, 0, 0],
    ['extracts a tax that is included', { unit_price: 119, tax_rate: 0.19 }, 119, 19],
    ['adds a tax that is not', { unit_price: 100, tax_rate: 0.19, tax_included: false }, 119, 19],
    ['rounds the tax half away from zero', { unit_price: 0.5, tax_rate: 0.09, tax_included: false }, 0.55, 0.05],
    ['taxes what is left after the discount', { unit_price: 100, discount_amount: 50, tax_rate: 0.2, tax_included: false }, 60, 10],
    [
      'takes numbers as text',
      { unit_price: '12.30', quantity: '2', discount_amount: '0.60', tax_rate: '0.1', tax_included: false },
      26.4,
      2.4,
    ],
  ])('%s', async (_what, given, total, tax) => {
    expect(await priced([line(null, given)])).toEqual({ total, lines: [{ total, tax }] });
  });
});

it('an order is the sum of its rounded lines', async () => {
  const lines = Array.from({ length: 3 }, () => line(0.05, { quantity: 0.1 }));
  expect((await priced(lines)).total).toBe(0.03);
  expect((await priced([line('9999999999999.98'), line(0.01)])).total).toBe(9999999999999.99);
});

it.each(['10.005', 10.005, 'NaN', 'Infinity', '-Infinity', '1e13', 1e13, 1e18, -1, '-0.01', '', '1,5', 'ten', true, [], {}])(
  'A-98 refuses a price of %j, as text or number',
  async (unit_price) => {
    const order = await anOrder(till, null);
    const before = await footprintOf(database.sql);
    await expectRefusal(reprice(till, order, [line(unit_price)]), 'AMOUNT_INVALID');
    await expectRefusal(reprice(till, order, [line(1, { discount_amount: unit_price })]), 'AMOUNT_INVALID');
    expect(await footprintOf(database.sql)).toEqual(before);
  },
);

it.each([
  ['a discount above the price', [line(1, { discount_amount: 1.01 })]],
  ['a line beyond what can be stored', [line('9999999999999.99', { quantity: 2 })]],
  ['a sum beyond what can be stored', [line('9999999999999.99'), line('0.01')]],
  ['a tax that takes it beyond', [line('9999999999999.99', { tax_rate: 0.5, tax_included: false })]],
])('A-98 refuses %s', async (_what, lines) => {
  const order = await anOrder(till, null);
  const before = await footprintOf(database.sql);
  await expectRefusal(reprice(till, order, lines), 'AMOUNT_INVALID');
  expect(await footprintOf(database.sql)).toEqual(before);
});

it.each<[string, unknown]>([
  ['no lines', []],
  ['101 lines', Array.from({ length: 101 }, () => line(1))],
  ['lines that are no list', { unit_price: 1 }],
  ['a line that is no object', [1]],
  ['a quantity of 0', [line(1, { quantity: 0 })]],
  ['a negative quantity', [line(1, { quantity: -1 })]],
  ['a quantity with four decimals', [line(1, { quantity: 0.0001 })]],
  ['a tax of the whole price', [line(1, { tax_rate: 1 })]],
  ['a negative tax', [line(1, { tax_rate: -0.1 })]],
  ['a tax inclusion that is neither true nor false', [line(1, { tax_rate: 0.1, tax_included: 'false' })]],
  ['a line nobody can name', [{ unit_price: 1 }]],
])('refuses %s', async (_what, lines) => {
  const order = await anOrder(till, null);
  const before = await footprintOf(database.sql);
  await expectRefusal(reprice(till, order, lines), 'BAD_INPUT');
  expect(await footprintOf(database.sql)).toEqual(before);
});
