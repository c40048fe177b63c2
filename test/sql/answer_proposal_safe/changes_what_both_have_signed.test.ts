import { beforeAll, describe, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Sale, type Shop, sell } from '../../support/people.ts';
import { alterTerms, answer, letProposalsRunOut, propose, sidesOf, standing } from '../../support/proposals.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { expectSoundBooks } from '../../support/till.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const aSale = async () => {
  const sale = await sell(database.sql, shop);
  return { sale, ...sidesOf(shop, sale) };
};
/** An order nobody has priced yet. */
const unpriced = async () => {
  const { sale } = await aSale();
  const { order } = await rpc(database.sql, 'quick_order_safe', {
    ...{ actor_id: shop.systemId, acting_customer_id: sale.customerId, source: 'web', lines: [{ title: 'A frame, made to measure' }] },
  });
  return { orderId: order.id, ...sidesOf(shop, sale) };
};
const tasks = async ({ orderId }: Pick<Sale, 'orderId'>) =>
  (await database.sql`select kind from public.tasks where order_id = ${orderId} and status = 'open' order by created_at`).map(
    ({ kind }) => kind,
  );

describe('accepting', () => {
  it('gives an order its price, and it awaits payment', async () => {
    const { orderId, staff, customer } = await unpriced();
    const offer = await propose(database.sql, staff, orderId, [{ position: 1, unit_price: '199.99' }]);
    expect(offer).toMatchObject({ total_before: null, total_after: 199.99, due_after: 199.99 });
    const accepted = await answer(database.sql, customer, offer.id, 'accept');
    expect(accepted.proposal).toMatchObject({ status: 'accepted' });
    expect(accepted.order).toMatchObject({ status: 'awaiting_payment', total_amount: 199.99, balance_due: 199.99 });
    expect(await standing(database.sql, orderId)).toEqual({
      ...{ status: 'awaiting_payment', total: 199.99 },
      lines: [{ title: 'A frame, made to measure', quantity: 1, price: 199.99, total: 199.99 }],
    });
    await expectSoundBooks(database.sql);
  });

  it('comes to the cent to what was shown, though the catalogue has changed since', async () => {
    const { sale, staff, customer } = await aSale();
    const proposal = await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 3 }, { listing_id: shop.listingId }]);
    await database.sql`update public.listings set price = 5 where id = ${shop.listingId}`;
    const accepted = await answer(database.sql, staff, proposal.id, 'accept');
    await database.sql`update public.listings set price = 100 where id = ${shop.listingId}`;
    expect(accepted.order.total_amount).toBe(proposal.total_after);
    expect(await standing(database.sql, sale.orderId)).toMatchObject({ total: 400, lines: [{ total: 300 }, { total: 100 }] });
  });

  it('of a price that is paid already settles the order, and what is too much becomes a task', async () => {
    const { sale, staff, customer } = await aSale();
    await pay(database.sql, shop.manager.id, sale.orderId, { amount: 60 });
    const exact = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 60.01 }]);
    expect((await answer(database.sql, customer, exact.id, 'accept')).order).toMatchObject({
      status: 'awaiting_payment',
      balance_due: 0.01,
    });
    const less = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 40 }]);
    expect(less).toMatchObject({ due_after: 0, refundable_after: 20 });
    expect((await answer(database.sql, customer, less.id, 'accept')).order).toMatchObject({ status: 'paid', balance_due: -20 });
    expect(await tasks(sale)).toEqual(['task-overpaid']);
    await expectSoundBooks(database.sql);
  });

  it('asks for the new amount in the way that was chosen', async () => {
    const { sale } = await aSale();
    const { order } = await rpc(database.sql, 'quick_order_safe', {
      ...{ actor_id: shop.systemId, acting_customer_id: sale.customerId, source: 'web', payment: { method: 'card' } },
      lines: [{ listing_id: shop.listingId }],
    });
    const { staff, customer } = sidesOf(shop, sale);
    const offer = await propose(database.sql, staff, order.id, [{ position: 1, unit_price: 70 }]);
    await answer(database.sql, customer, offer.id, 'accept');
    const rows =
      await database.sql`select amount::float8, method, status from public.payments where order_id = ${order.id} order by created_at, amount desc`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { amount: 100, method: 'card', status: 'cancelled' },
      { amount: 70, method: 'card', status: 'planned' },
    ]);
    await expectSoundBooks(database.sql);
  });
});

describe('declining', () => {
  it('leaves the order, and the wish of the customer becomes a task', async () => {
    const { orderId, staff, customer } = await unpriced();
    const offer = await propose(database.sql, staff, orderId, [{ position: 1, unit_price: 10 }]);
    const { proposal } = await answer(database.sql, customer, offer.id, 'decline', { note: 'in blue, please' });
    expect(proposal.status).toBe('declined');
    expect(await standing(database.sql, orderId)).toMatchObject({ status: 'created', total: null });
    const [task] = await database.sql`select kind, description from public.tasks where order_id = ${orderId}`;
    expect(task).toEqual({ kind: 'task-offer-declined', description: 'in blue, please' });
  });

  it('by staff tells the customer and ends the task', async () => {
    const { sale, staff, customer } = await aSale();
    const { id } = await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
    await answer(database.sql, staff, id, 'decline', { note: 'the last one' });
    expect(await tasks(sale)).toEqual([]);
    const [notice] = await database.sql`
      select params ->> 'note' as note, customer_id from public.outbox_messages where phrase_key = 'notice-proposal-declined' and entity_id = ${sale.orderId}`;
    expect(notice).toEqual({ note: 'the last one', customer_id: sale.customerId });
  });
});

describe('an answer', () => {
  it('comes from the other side, never from the own one; only the own side takes back', async () => {
    for (const mine of ['staff', 'customer'] as const) {
      const { sale, ...sides } = await aSale();
      const other = mine === 'staff' ? 'customer' : 'staff';
      const { id } = await propose(database.sql, sides[mine], sale.orderId, [{ position: 1, quantity: 2 }]);
      for (const given of ['accept', 'decline']) await expectRefusal(answer(database.sql, sides[mine], id, given), 'OTHER_SIDE_ANSWERS');
      await expectRefusal(answer(database.sql, sides[other], id, 'withdraw'), 'OTHER_SIDE_ANSWERS');
      expect((await answer(database.sql, sides[mine], id, 'withdraw')).proposal.status).toBe('withdrawn');
      await expectRefusal(answer(database.sql, sides[other], id, 'accept'), 'PROPOSAL_OVER');
      expect(await standing(database.sql, sale.orderId)).toMatchObject({ total: 100 });
    }
  });

  it("to somebody else's proposal finds none, of a customer, of an agent and of another desk", async () => {
    const { sale, staff } = await aSale();
    const { customer: stranger } = await aSale();
    const other = await openShop(database.sql);
    const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
    const theirs = await expectRefusal(answer(database.sql, stranger, id, 'accept'), 'NOT_FOUND');
    const unknown = await expectRefusal(answer(database.sql, stranger, '00000000-0000-4000-8000-000000000000', 'accept'), 'NOT_FOUND');
    expect(theirs.message).toBe(unknown.message);
    for (const actor_id of [shop.agent.id, other.manager.id])
      await expectRefusal(answer(database.sql, { actor_id }, id, 'decline'), 'NOT_FOUND');
  });

  it('is given once; with the same key it is the same answer', async () => {
    const { sale, staff, customer } = await aSale();
    const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
    const first = await answer(database.sql, customer, id, 'accept', { idempotency_key: 'inbox:1' });
    const again = await answer(database.sql, customer, id, 'accept', { idempotency_key: 'inbox:1' });
    expect(again).toEqual({ ...first, duplicate: true });
    const refusal = await expectRefusal(answer(database.sql, customer, id, 'accept'), 'PROPOSAL_OVER');
    expect(JSON.parse(refusal.detail ?? '')).toMatchObject({ status: 'accepted' });
    await expectRefusal(answer(database.sql, customer, id, 'decline'), 'PROPOSAL_OVER');
  });

  it.each(['maybe', '', 'withdrawn'])('is not %j', async (given) => {
    const { sale, staff, customer } = await aSale();
    const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
    await expectRefusal(answer(database.sql, customer, id, given), 'BAD_INPUT');
  });

  it('comes too late when its time is over, whether a sweep has come by or not', async () => {
    const { sale, staff, customer } = await aSale();
    const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
    await letProposalsRunOut(database.sql, shop);
    for (const sweep of [false, true]) {
      if (sweep) await rpc(database.sql, 'expire_proposals');
      const refusal = await expectRefusal(answer(database.sql, customer, id, 'accept'), 'PROPOSAL_OVER');
      expect(JSON.parse(refusal.detail ?? '')).toMatchObject({ status: 'expired' });
    }
    expect(await standing(database.sql, sale.orderId)).toMatchObject({ total: 100 });
  });

  it('to what the order is not any more changes nothing', async () => {
    const { sale, staff, customer } = await aSale();
    const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
    await alterTerms(database.sql, shop, 'based_on = array[gen_random_uuid()]');
    await expectRefusal(answer(database.sql, customer, id, 'accept'), 'PROPOSAL_STALE');
    const [row] = await database.sql`select status from public.order_proposals where id = ${id}`;
    expect(row?.status).toBe('open');
  });
});

it('ends with the order: cancelled, paid or priced by staff in person', async () => {
  const ends: Array<(sale: Sale) => Promise<unknown>> = [
    ({ orderId }) =>
      rpc(database.sql, 'advance_order_status_safe', {
        actor_id: shop.manager.id,
        order_id: orderId,
        new_status: 'cancelled',
        reason: 'no',
      }),
    ({ orderId }) => pay(database.sql, shop.manager.id, orderId),
    ({ orderId }) =>
      rpc(database.sql, 'price_order_safe', { actor_id: shop.manager.id, order_id: orderId, lines: [{ title: 'Bike', unit_price: 7 }] }),
  ];
  for (const end of ends) {
    const { sale, customer, staff } = await aSale();
    const { id } = await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
    await end(sale);
    await expectRefusal(answer(database.sql, staff, id, 'accept'), 'PROPOSAL_OVER');
    expect(await tasks(sale)).toEqual([]);
  }
});

it('keeps who proposed and who answered, for those who see the order', async () => {
  const sale = await sell(database.sql, shop, shop.colleague.id);
  const { staff, customer } = sidesOf(shop, sale);
  const { id } = await propose(database.sql, staff, sale.orderId, [{ position: 1, quantity: 2 }]);
  await answer(database.sql, customer, id, 'accept');
  const rows =
    await database.sql`select action, actor_id, acting_customer_id from public.audit_log where entity = 'proposal' and entity_id = ${id} order by id`;
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { action: 'proposal.created', actor_id: shop.manager.id, acting_customer_id: null },
    { action: 'proposal.status_changed', actor_id: shop.systemId, acting_customer_id: sale.customerId },
  ]);
  const seen = (subject: string) => asSignedIn(database.sql, subject, (sql) => sql`select from public.order_proposals where id = ${id}`);
  expect(await seen(shop.colleague.subject)).toHaveLength(1);
  expect(await seen(shop.agent.subject)).toHaveLength(0);
  expect(await seen(sale.subject)).toHaveLength(0);
});
