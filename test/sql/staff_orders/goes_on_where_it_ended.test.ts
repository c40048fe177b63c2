import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';
import { asDeskRpc, call, captureLead, createOrder, openShop, order, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
});

type Page = { orders: Array<{ order_code: string }>; leads: Array<{ id: string }>; more: boolean };
const page = async (rpc: 'staff_orders' | 'staff_leads', given = {}, actor_id = shop.managerId) =>
  (await call(database.sql, rpc, { actor_id, most: 2, ...given })) as unknown as Page;

it('shows every lead once, also those that came at the same moment', async () => {
  await asDeskRpc(
    database.sql,
    shop,
    (transaction) => transaction`insert into public.leads (desk_id, source, contact_phone, created_by)
      select ${shop.deskId}, 'web', '+4915112345678', ${shop.systemId} from generate_series(1, 5)`,
  );
  const seen: string[] = [];
  for (let more = true; more; ) {
    const next = await page('staff_leads', { after_id: seen.at(-1) });
    seen.push(...next.leads.map(({ id }) => id));
    more = next.more;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

it('goes on after nothing of another desk', async () => {
  const other = await openShop(database.sql);
  await database.sql`update public.number_ranges set prefix = 'Z-' where desk_id = ${other.deskId}`;
  const theirs = await order(database.sql, other);
  for (const given of [{ after_code: theirs.order_code }, { after_code: '<script>' }]) {
    expect(JSON.parse((await errorOf(page('staff_orders', given))).detail ?? '{}')).toMatchObject({ code: 'NOT_FOUND' });
  }
});

it('finds by a phone what its owner has, for those who may see it', async () => {
  const { order: taken, customer } = await quickOrder(database.sql, shop);
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: taken.id, staff_id: shop.secondManagerId });
  const free = await createOrder(database.sql, shop, { customer_id: customer.id });
  await order(database.sql, shop);
  const found = async (phone: string, actorId?: string) =>
    (await page('staff_orders', { filter: 'all', phone }, actorId)).orders.map(({ order_code }) => order_code);
  expect(await found(customer.phone)).toEqual([free.order_code, taken.order_code]);
  expect(await found(customer.phone.replace('+49', '00 49 - '))).toEqual([free.order_code, taken.order_code]);
  expect(await found(customer.phone, shop.agentId)).toEqual([free.order_code]);
  for (const phone of ['', '+', '49', 'no number']) expect(await found(phone)).toEqual([]);
});

it('tells nobody of another desk of a customer', async () => {
  const other = await openShop(database.sql);
  const { customer } = await captureLead(database.sql, other);
  for (const rpc of ['staff_orders', 'staff_leads'] as const) {
    expect(JSON.parse((await errorOf(page(rpc, { filter: 'all', customer_id: customer.id }))).detail ?? '{}')).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await page(rpc, { filter: 'all', phone: customer.phone })).toMatchObject({ more: false });
  }
});
