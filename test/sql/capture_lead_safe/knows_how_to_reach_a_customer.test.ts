import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';
import { aPhone, asDeskRpc, captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const insertCustomer = (columns: Record<string, unknown>) =>
  asDeskRpc(database.sql, shop, (sql) => {
    const row = { id: randomUUID(), desk_id: shop.deskId, created_by: shop.systemId, ...columns };
    return sql`insert into public.customers ${sql(row)} returning preferred_channel`;
  });

it('A-07 a customer who named no channel is reached on Telegram', async () => {
  const { customer } = await captureLead(database.sql, shop, { source: 'form', customer: { phone: aPhone() } });
  expect(customer.preferred_channel).toBe('telegram');
  expect(await insertCustomer({ full_name: 'Ada' })).toEqual([{ preferred_channel: 'telegram' }]);
});

it.each([
  ['telegram', 'telegram'],
  ['whatsapp', 'whatsapp'],
  ['whatsapp_web', 'whatsapp'],
  ['web', 'web'],
])('A-07 who first writes through %s is reached on %s', async (provider, channel) => {
  const { customer } = await captureLead(database.sql, shop, { customer: { identity: { provider, external_id: `first-${provider}` } } });
  expect(customer.preferred_channel).toBe(channel);
});

it('A-08 the database refuses a customer without a name', async () => {
  expect(await errorOf(insertCustomer({}))).toMatchObject({ code: '23502', column_name: 'full_name' });
  expect(await errorOf(insertCustomer({ full_name: ' ' }))).toMatchObject({
    code: '23514',
    constraint_name: 'customers_full_name_is_not_blank',
  });
});
