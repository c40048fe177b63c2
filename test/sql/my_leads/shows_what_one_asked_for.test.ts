import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPerson, openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

type Wish = Record<string, unknown> & { id: string };
const mine = async (customerId: string) =>
  (await rpc(database.sql, 'my_leads', { actor_id: shop.systemId, acting_customer_id: customerId })) as unknown as Wish[];

/** Somebody the desk knows, and what they ask for in their chat. */
async function somebody() {
  const { customer } = await rpc(database.sql, 'meet_customer_safe', { actor_id: shop.systemId, customer: aPerson() });
  const wish = (more: Record<string, unknown> = {}) =>
    rpc(database.sql, 'capture_lead_safe', {
      actor_id: shop.systemId,
      acting_customer_id: customer.id,
      source: 'web',
      customer: {},
      comment: 'A tandem',
      ...more,
    });
  return { customerId: customer.id, wish };
}

it('shows the customer their own wishes, newest first, without what staff note', async () => {
  const { customerId, wish } = await somebody();
  const stranger = await somebody();
  await stranger.wish();
  const { lead } = await wish({ item_url: 'https://ads.example/1', budget_amount: 1500, budget_currency: 'EUR' });
  await rpc(database.sql, 'advance_lead_status_safe', {
    actor_id: shop.manager.id,
    lead_id: lead.id,
    new_status: 'in_progress',
    notes: 'rich',
  });
  await wish({ item_snapshot: { title: 'Trek', site: 'ads.example', price: '9.00' } });
  const wishes = await mine(customerId);
  expect(wishes).toMatchObject([
    { title: 'Trek', site: 'ads.example', price: '9.00', status: 'new', may_withdraw: true, photos: 0, order_code: null },
    { id: lead.id, status: 'in_progress', item_url: 'https://ads.example/1', budget_amount: 1500, budget_currency: 'EUR' },
  ]);
  expect(JSON.stringify(wishes)).not.toMatch(/rich|assigned|notes/);
});

it('shows no lead that an order out of the catalogue brought, and names the order of a wish', async () => {
  const sale = await sell(database.sql, shop);
  expect(await mine(sale.customerId)).toEqual([]);
  const { customerId, wish } = await somebody();
  const { lead } = await wish();
  const { order } = await rpc(database.sql, 'create_order_safe', {
    actor_id: shop.manager.id,
    lead_id: lead.id,
    lines: [{ title: 'Tandem' }],
  });
  expect(await mine(customerId)).toMatchObject([{ status: 'converted', order_code: order.order_code, may_withdraw: false }]);
});

it('lets customers take back their own wishes and nobody else\u2019s', async () => {
  const [one, other] = [await somebody(), await somebody()];
  const { lead } = await one.wish();
  const withdraw = (customerId: string) => ({
    ...{ actor_id: shop.systemId, acting_customer_id: customerId, lead_id: lead.id },
    ...{ new_status: 'rejected', reason: 'customer_withdrew' },
  });
  await expectRefusal(rpc(database.sql, 'advance_lead_status_safe', withdraw(other.customerId)), 'NOT_FOUND');
  await rpc(database.sql, 'advance_lead_status_safe', withdraw(one.customerId));
  expect(await mine(one.customerId)).toMatchObject([{ status: 'rejected', reason: 'customer_withdrew', may_withdraw: false }]);
});

it('is for customers who are there', async () => {
  const { customerId } = await somebody();
  await expectRefusal(rpc(database.sql, 'my_leads', { actor_id: shop.manager.id, acting_customer_id: customerId }), 'FORBIDDEN_ROLE');
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customerId });
  await expectRefusal(mine(customerId), 'NOT_FOUND');
});
