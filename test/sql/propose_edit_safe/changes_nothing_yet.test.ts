import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Sale, type Shop, sell } from '../../support/people.ts';
import { propose, sidesOf, standing } from '../../support/proposals.ts';
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
const notices = (sale: Sale) =>
  database.sql`select phrase_key, customer_id is not null as customer from public.outbox_messages where entity_id = ${sale.orderId} and phrase_key like '%proposal%'`;
const tasks = (sale: Sale) => database.sql`select kind, description, status from public.tasks where order_id = ${sale.orderId}`;

describe('staff', () => {
  it('offer a price with every line and the money before and after, and the order stays as it is', async () => {
    const { sale, staff } = await aSale();
    await pay(database.sql, shop.manager.id, sale.orderId, { amount: 30 });
    const before = await standing(database.sql, sale.orderId);
    const lines = [
      { position: 1, quantity: 3, unit_price: '33.33', discount_amount: '0.01' },
      { title: 'Bell', unit_price: 0.5 },
    ];
    const proposal = await propose(database.sql, staff, sale.orderId, lines);
    expect(proposal).toMatchObject({ no: 1, made_by: 'staff', status: 'open', total_before: 100, total_after: 100.48 });
    expect(proposal).toMatchObject({ paid: 30, due_after: 70.48, refundable_after: 0 });
    expect(proposal.lines).toMatchObject([
      { position: 1, title: 'Road bike', quantity: 3, unit_price: 33.33, total_amount: 99.98 },
      { position: 2, title: 'Bell', quantity: 1, unit_price: 0.5, total_amount: 0.5 },
    ]);
    expect(await standing(database.sql, sale.orderId)).toEqual(before);
    expect(await notices(sale)).toEqual([{ phrase_key: 'notice-proposal-change', customer: true }]);
    await expectSoundBooks(database.sql);
  });

  it('show what would be paid back', async () => {
    const { sale, staff } = await aSale();
    await pay(database.sql, shop.manager.id, sale.orderId, { amount: 60.5 });
    const proposal = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 50.25 }]);
    expect(proposal).toMatchObject({ paid: 60.5, due_after: 0, refundable_after: 10.25 });
  });

  it('replace what was proposed before by either side', async () => {
    const { sale, staff, customer } = await aSale();
    await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
    await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 90 }]);
    const latest = await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 80 }]);
    expect(latest.no).toBe(3);
    const rows = await database.sql`select no, status from public.order_proposals where order_id = ${sale.orderId} order by no`;
    expect(rows.map(({ status }) => status)).toEqual(['superseded', 'superseded', 'open']);
    expect(await tasks(sale)).toMatchObject([{ kind: 'task-change-proposed', status: 'done' }]);
  });

  it('cannot offer a line without a price', async () => {
    const { sale, staff } = await aSale();
    await expectRefusal(propose(database.sql, staff, sale.orderId, [{ position: 1 }, { title: 'Bell' }]), 'NOT_PRICED');
  });

  it('of the role agent propose for their own orders alone', async () => {
    const sale = await sell(database.sql, shop, shop.colleague.id);
    await expectRefusal(propose(database.sql, { actor_id: shop.agent.id }, sale.orderId, [{ position: 1 }]), 'NOT_FOUND');
    const own = await sell(database.sql, shop, shop.agent.id);
    expect((await propose(database.sql, { actor_id: shop.agent.id }, own.orderId, [{ position: 1, unit_price: 1 }])).status).toBe('open');
  });

  it('that are the system itself, or have left, propose nothing', async () => {
    const { sale } = await aSale();
    const lines = [{ position: 1, quantity: 2 }];
    await expectRefusal(propose(database.sql, { actor_id: shop.systemId }, sale.orderId, lines), 'FORBIDDEN_ROLE');
    await expectRefusal(propose(database.sql, { actor_id: shop.leaver.id }, sale.orderId, lines), 'ACTOR_INACTIVE');
  });
});

describe('a customer', () => {
  it('changes how many, removes and adds at the prices of order and catalogue, and staff get a task', async () => {
    const { sale, customer } = await aSale();
    const lines = [
      { position: 1, quantity: 2, unit_price: 1, discount_amount: 99, title: 'For nothing' },
      { listing_id: shop.listingId, quantity: 1, unit_price: 1 },
    ];
    const proposal = await propose(database.sql, customer, sale.orderId, lines, { note: 'a second one' });
    expect(proposal).toMatchObject({ made_by: 'customer', total_before: 100, total_after: 300 });
    expect(proposal.lines.map(({ title }) => title)).toEqual(['Road bike', 'Road bike']);
    expect(await standing(database.sql, sale.orderId)).toMatchObject({ total: 100 });
    expect(await tasks(sale)).toMatchObject([{ kind: 'task-change-proposed', description: 'a second one', status: 'open' }]);
    expect(await notices(sale)).toEqual([{ phrase_key: 'notice-staff-proposal-made', customer: false }]);
  });

  it('takes a part of a discount along with a part of the pieces', async () => {
    const { sale, customer } = await aSale();
    await rpc(database.sql, 'price_order_safe', {
      ...{ actor_id: shop.manager.id, order_id: sale.orderId },
      lines: [{ listing_id: shop.listingId, quantity: 3, discount_amount: 10 }],
    });
    const proposal = await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
    expect(proposal).toMatchObject({ total_before: 290, total_after: 193.33 });
  });

  it.each<[string, unknown, string]>([
    ['names a thing of their own', [{ title: 'Gold', unit_price: 0 }], 'NOT_FOUND'],
    ['names a line that is not there', [{ position: 2 }], 'NOT_FOUND'],
    ['names a line twice', [{ position: 1 }, { position: '1' }], 'BAD_INPUT'],
    ['leaves nothing', [], 'BAD_INPUT'],
    ['changes nothing', [{ position: 1, quantity: 1 }], 'BAD_INPUT'],
    ['wants none of a thing', [{ position: 1, quantity: 0 }], 'BAD_INPUT'],
  ])('who %s is refused', async (_what, lines, code) => {
    const { sale, customer } = await aSale();
    await expectRefusal(propose(database.sql, customer, sale.orderId, lines), code);
  });

  it('adds nothing that is not on sale', async () => {
    const { sale, customer } = await aSale();
    const { listing } = await rpc(database.sql, 'create_listing_safe', {
      ...{ actor_id: shop.manager.id, title: { en: 'Later' }, price: 1, currency: 'EUR', status: 'inactive' },
    });
    await expectRefusal(propose(database.sql, customer, sale.orderId, [{ listing_id: listing.id }]), 'NOT_FOUND');
  });

  it('waits for one answer before asking for something else', async () => {
    const { sale, customer, staff } = await aSale();
    await propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]);
    await expectRefusal(propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 3 }]), 'PROPOSAL_OPEN');
    await propose(database.sql, staff, sale.orderId, [{ position: 1, unit_price: 90 }]);
    await expectRefusal(propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 3 }]), 'PROPOSAL_OPEN');
  });

  it("finds no order that is somebody else's, and no word of it", async () => {
    const { sale } = await aSale();
    const { customer } = await aSale();
    const theirs = await expectRefusal(propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }]), 'NOT_FOUND');
    const unknown = propose(database.sql, customer, '00000000-0000-4000-8000-000000000000', [{ position: 1, quantity: 2 }]);
    expect((await expectRefusal(unknown, 'NOT_FOUND')).message).toBe(theirs.message);
  });
});

it.each(['paid', 'cancelled'] as const)('nobody proposes for an order that is %s', async (status) => {
  const { sale, customer, staff } = await aSale();
  if (status === 'paid') await pay(database.sql, shop.manager.id, sale.orderId);
  else {
    const cancel = { actor_id: shop.manager.id, order_id: sale.orderId, new_status: 'cancelled', reason: 'no' };
    await rpc(database.sql, 'advance_order_status_safe', cancel);
  }
  for (const side of [customer, staff])
    await expectRefusal(propose(database.sql, side, sale.orderId, [{ position: 1, quantity: 2 }]), 'INVALID_TRANSITION');
});

it('says the same again for the same key, and refuses the key with other content', async () => {
  const { sale, customer } = await aSale();
  const twice = () =>
    propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 2 }], { idempotency_key: `inbox:${sale.orderId}` });
  const first = await twice();
  expect(await twice()).toEqual(first);
  const other = propose(database.sql, customer, sale.orderId, [{ position: 1, quantity: 3 }], { idempotency_key: `inbox:${sale.orderId}` });
  await expectRefusal(other, 'IDEMPOTENCY_CONFLICT');
});
