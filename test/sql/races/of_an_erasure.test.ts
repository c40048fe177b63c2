import { beforeAll, expect, it } from 'vitest';
import { asService, useDatabase } from '../../support/database.ts';
import { type Arguments, aPhone, call, callWithin, captureLead, openShop, type Shop } from '../../support/shop.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const line = () => [{ listing_id: shop.listingId }];

it.each<[string, (id: string) => Arguments]>([
  ['create_order_safe', (customer_id) => ({ customer_id, lines: line(), delivery_address: 'Here 1' })],
  ['create_order_from_cart_safe', (customer_id) => ({ customer_id, lines: line() })],
  ['quick_order_safe', (acting_customer_id) => ({ source: 'web', acting_customer_id, lines: line() })],
  ['capture_lead_safe', (acting_customer_id) => ({ source: 'web', acting_customer_id, customer: { phone: aPhone() } })],
])('%s writes down nothing for a customer who is erased in the same moment', async (rpc, given) => {
  const { customer, lead } = await captureLead(database.sql, shop);
  let answer: Promise<Array<PromiseSettledResult<unknown>>> | undefined;
  await asService(database.sql, async (gate) => {
    await callWithin(gate, 'erase_customer_safe', { actor_id: shop.adminId, customer_id: customer.id });
    answer = Promise.allSettled([call(database.sql, rpc, { actor_id: shop.systemId, ...given(customer.id) })]);
    await untilWaiting(database.sql);
  });
  const [result] = (await answer) ?? [];
  expect(result?.status === 'rejected' && JSON.parse(result.reason.detail).code).toBe('NOT_FOUND');
  expect(await database.sql`select from public.orders where customer_id = ${customer.id}`).toHaveLength(0);
  expect(await database.sql`select id from public.leads where customer_id = ${customer.id}`).toEqual([{ id: lead.id }]);
});
