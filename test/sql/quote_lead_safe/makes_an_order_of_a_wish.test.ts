import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPerson, openShop, rpc, type Shop } from '../../support/people.ts';
import { standing } from '../../support/proposals.ts';
import { meet, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const quote = (actor_id: string, lead_id: string, more: Record<string, unknown> = { unit_price: 450 }) =>
  rpc(database.sql, 'quote_lead_safe', { actor_id, lead_id, ...more });

const aLead = async (given: Record<string, unknown> = {}) =>
  (
    await rpc(database.sql, 'capture_lead_safe', {
      ...{ actor_id: shop.systemId, source: 'web', customer: aPerson(), comment: 'A red bike', item_url: 'https://shop.example/1' },
      ...given,
    })
  ).lead.id;

const aWish = async (visitor: string) => {
  await turn(database.sql, shop, visitor);
  const { id } = await meet(database.sql, shop, visitor);
  return await aLead({ customer: {}, acting_customer_id: id });
};

const ordersOf = (leadId: string) =>
  database.sql`select id, status, source, total_amount::int as total from public.orders where lead_id = ${leadId}`;

it('at this price, where its customer cannot be asked', async () => {
  const lead = await aLead();
  expect(await quote(shop.manager.id, lead)).toMatchObject({ duplicate: false, proposal: null });
  const [order] = await ordersOf(lead);
  expect(await standing(database.sql, order?.id)).toMatchObject({
    status: 'created',
    total: 450,
    lines: [{ title: 'A red bike', price: 450 }],
  });
  expect(order?.source).toBe('web');
});

it('and offers it to the customer who wished for it in a chat', async () => {
  const lead = await aWish('wisher');
  expect(await quote(shop.manager.id, lead)).toMatchObject({ proposal: { status: 'open', total_before: null, total_after: 450 } });
  const [order] = await ordersOf(lead);
  expect(order).toMatchObject({ status: 'created', total: null });
  const told = await database.sql`select phrase_key from public.outbox_messages where entity_id = ${order?.id} and customer_id is not null`;
  expect(told.map(({ phrase_key }) => phrase_key)).toContain('notice-proposal-price');
});

it('once: the same key, and another one, give the order that is there', async () => {
  const lead = await aWish('twice');
  const [first, ...others] = await Promise.all(
    [1, 2, 3].map((n) => quote(shop.manager.id, lead, { unit_price: 450, idempotency_key: `k${n}` })),
  );
  const again = await quote(shop.manager.id, lead, { unit_price: 450, idempotency_key: 'k1' });
  for (const answer of [...others, again]) expect(answer.order.id).toBe(first?.order.id);
  expect(again).toMatchObject({ duplicate: true, proposal: { status: 'open' } });
  expect(await ordersOf(lead)).toHaveLength(1);
  const proposals = await database.sql`select from public.order_proposals where order_id = ${first?.order.id as string}`;
  expect(proposals).toHaveLength(1);
  await expectRefusal(quote(shop.manager.id, lead, { unit_price: 451, idempotency_key: 'k1' }), 'IDEMPOTENCY_CONFLICT');
});

it('is for whoever sees the lead, with a price', async () => {
  const lead = await aLead();
  await rpc(database.sql, 'assign_lead_safe', { actor_id: shop.manager.id, lead_id: lead, staff_id: shop.colleague.id });
  const stranger = await openShop(database.sql);
  await expectRefusal(quote(shop.agent.id, lead), 'NOT_FOUND');
  await expectRefusal(quote(stranger.manager.id, lead), 'NOT_FOUND');
  await expectRefusal(quote(shop.leaver.id, lead), 'ACTOR_INACTIVE');
  await expectRefusal(quote(shop.systemId, lead), 'FORBIDDEN_ROLE');
  await expectRefusal(quote(shop.manager.id, lead, { unit_price: '1.005' }), 'AMOUNT_INVALID');
  await expectRefusal(quote(shop.manager.id, lead, {}), 'AMOUNT_INVALID');
  await expectRefusal(quote(shop.manager.id, lead, { lines: { title: 'Bell' } }), 'BAD_INPUT');
  await expectRefusal(quote(shop.manager.id, lead, { lines: [] }), 'BAD_INPUT');
  await expectRefusal(quote(shop.manager.id, lead, { lines: [7] }), 'BAD_INPUT');
  expect(await ordersOf(lead)).toEqual([]);
  await rpc(database.sql, 'advance_lead_status_safe', { actor_id: shop.manager.id, lead_id: lead, new_status: 'rejected', reason: 'spam' });
  await expectRefusal(quote(shop.colleague.id, lead), 'INVALID_TRANSITION');
});
