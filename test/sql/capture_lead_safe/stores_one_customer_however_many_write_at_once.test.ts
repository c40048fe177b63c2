import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let crowd: Sql;

beforeAll(async () => {
  shop = await openShop(database.sql);
  crowd = postgres(database.url, { max: 16, onnotice: () => undefined });
});
afterAll(() => crowd?.end());

it.each([
  ['phone', { phone: '+491513000001' }],
  ['chat identity', { identity: { provider: 'telegram', account: 'bot', external_id: '77' } }],
  [
    'chat identity and a phone the channel vouches for',
    { phone: '+491513000002', phone_verified: true, identity: { provider: 'telegram', account: 'bot', external_id: '78' } },
  ],
])('A-01 sixteen leads at once of one new %s are sixteen leads of one customer', async (_what, customer) => {
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => captureLead(crowd, shop, { customer: { full_name: 'Ada', ...customer } })),
  );
  expect(new Set(answers.map(({ lead }) => lead.id)).size).toBe(16);
  expect(new Set(answers.map(({ lead }) => lead.customer_id)).size).toBe(1);
});
