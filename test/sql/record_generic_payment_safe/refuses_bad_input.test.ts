import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { anAwaitingOrder, footprintOf, openTill, pay, paymentsOf, type Till } from '../../support/till.ts';

const database = useDatabase();
let till: Till;
let order: string;

beforeAll(async () => {
  till = await openTill(database.sql);
  order = await anAwaitingOrder(till);
});

const HOSTILE = ['', ' ', "'; drop table public.payments; --", '👩‍👩‍👧‍👦', '\u202edetelpmoc', 'x'.repeat(1_000_000), '<b>', '=1+1'];

/** What is nearly right, for every field that has a list of its own. */
const UNKNOWN: Record<string, string[]> = {
  currency: ['XXX', 'eur', 'EUR ', 'EURO', '€', 'GBP'],
  method: ['Cash', 'barter', 'card ', 'cаrd'],
  status: ['cancelled', 'Completed', 'paid', 'completed '],
  direction: ['in', 'Incoming', 'both'],
  role: ['client', 'Client_Payment', 'client_payment '],
};

describe.each(Object.entries(UNKNOWN))('an unknown %s', (field, values) => {
  it.each([...values, ...HOSTILE].map((value) => [value.slice(0, 40), value]))('is refused: %s', async (_shown, value) => {
    const before = await footprintOf(database.sql);
    const error = await expectRefusal(pay(till, order, { [field]: value }), 'BAD_INPUT');
    expect(JSON.parse(error.detail ?? '{}').field).toBe(field);
    expect(error.message.length).toBeLessThan(200);
    expect(await footprintOf(database.sql)).toEqual(before);
  });
});

describe('a reference', () => {
  it.each([
    ['an emoji family', 'stripe:👩‍👩‍👧‍👦'],
    ['a right-to-left override', 'stripe:\u202e123'],
    ['zero-width characters', 'stripe:\u200b\u200d\ufeff1'],
    ['SQL', "stripe:'); drop table public.payments; --"],
    ['markup', 'stripe:<b onclick="x">*_`[1](http://x)'],
    ['a formula', '=cmd|calc!A1'],
    ['look-alike digits', 'stripe:１２３'],
    ['combining marks', `stripe:${'e\u0301'.repeat(60)}`],
    ['quotes and backslashes', `stripe:"\\'$1 {0} %s`],
    ['a line break', 'stripe:a\r\nb'],
    ['200 characters', 'x'.repeat(200)],
    ['200 emoji', '🚲'.repeat(200)],
  ])('of %s is stored exactly, and known again', async (_what, external_reference) => {
    const mine = await anAwaitingOrder(till);
    await pay(till, mine, { external_reference });
    expect(await paymentsOf(till, mine)).toMatchObject([{ external_reference }]);
    expect((await pay(till, mine, { external_reference })).duplicate).toBe(true);
  });

  it('tells references apart that only look alike', async () => {
    const mine = await anAwaitingOrder(till);
    const alike = ['Stripe:é', 'Stripe:e\u0301', 'stripe:é', 'Stripe:é\u200b'];
    for (const external_reference of alike) await pay(till, mine, { external_reference });
    expect((await paymentsOf(till, mine)).map((payment) => payment.external_reference)).toEqual(alike);
  });

  it.each([
    ['201 characters', 'x'.repeat(201)],
    ['1,000,000 characters', 'x'.repeat(1_000_000)],
    ['201 emoji', '🚲'.repeat(201)],
  ])('of %s is refused', async (_what, external_reference) => {
    const before = await footprintOf(database.sql);
    await expectRefusal(pay(till, order, { external_reference }), 'BAD_INPUT');
    expect(await footprintOf(database.sql)).toEqual(before);
  });

  it('with U+0000 never reaches the table', async () => {
    const before = await footprintOf(database.sql);
    expect((await errorOf(pay(till, order, { external_reference: 'stripe:\u0000' }))).code).toBe('22021');
    expect(await footprintOf(database.sql)).toEqual(before);
  });
});

it.each([
  ['order_id', '42'],
  ['actor_id', 'me'],
  ['payment_id', "' or true --"],
  ['related_payment_id', ''],
])('a %s that is no id is no call: %j', async (field, value) => {
  const before = await footprintOf(database.sql);
  expect((await errorOf(pay(till, order, { [field]: value }))).code).toBe('22P02');
  expect(await footprintOf(database.sql)).toEqual(before);
});

it.each(['', 'x'.repeat(201)])('an idempotency key of the wrong length is refused', async (idempotency_key) => {
  const before = await footprintOf(database.sql);
  await expectRefusal(pay(till, order, { idempotency_key }), 'BAD_INPUT');
  expect(await footprintOf(database.sql)).toEqual(before);
});
