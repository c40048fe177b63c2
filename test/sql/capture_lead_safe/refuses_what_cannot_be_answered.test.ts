import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { aPhone, captureLead, openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it.each([null, '', '   '])('A-03 refuses a lead with the source %j and stores nothing', async (source) => {
  const before = await rowCounts(database.sql);
  await expectRefusal(captureLead(database.sql, shop, { source, idempotency_key: 'k' }), 'BAD_INPUT');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it.each([
  null,
  {},
  'Ada',
  [],
  { full_name: 'Ada' },
  { full_name: 'Ada', phone: '' },
  { phone: ' ', email: ' ', identity: null },
  { identity: { provider: 'telegram' } },
  { identity: { provider: 'pigeon', external_id: '1' } },
  { phone: '12345' },
  { email: 'not an address' },
])('A-04 refuses a lead of %j, whom nobody could answer, and stores nothing', async (customer) => {
  const before = await rowCounts(database.sql);
  await expectRefusal(captureLead(database.sql, shop, { customer }), 'BAD_INPUT');
  expect(await rowCounts(database.sql)).toEqual(before);
});

it('A-05 a lead with only what is mandatory is stored, and leaves the rest empty', async () => {
  const { lead } = await captureLead(database.sql, shop, { customer: { phone: aPhone() } });
  const [row] =
    await database.sql`select item_url, item_snapshot, comment, budget_amount, budget_currency, assigned_to, notes, status_reason,
    contact_email, initiated_by_customer from public.leads where id = ${lead.id}`;
  expect(new Set(Object.values(row ?? { none: true }))).toEqual(new Set([null]));
});
