import type { Row } from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { aReference, call, callWithin, openShop, order, paidOrder, pay, refund, type Shop } from '../../support/shop.ts';
import { actorOf, type Grid, type Machine, readGrid, walk } from './machine.ts';

const database = useDatabase();
let shop: Shop;
let payments: Record<'client' | 'supplier' | 'refund', Row>;
let customerId: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const unpaid = await order(database.sql, shop);
  customerId = unpaid.customer_id;
  const paid = await paidOrder(database.sql, shop);
  const supplier = { actor_id: shop.managerId, direction: 'outgoing', role: 'supplier_payment' };
  payments = {
    client: (await pay(database.sql, shop, unpaid.id, { status: 'planned' })).payment,
    supplier: (await pay(database.sql, shop, paid.id, { ...supplier, status: 'planned' })).payment,
    refund: (await refund(database.sql, shop, paid.id, { status: 'planned' })).payment,
  };
});

/** A payment is moved by recording it once more, which says by the row or by the reference that it is the same one. */
const machineOf = (kind: keyof typeof payments, by: 'row' | 'reference'): Machine => ({
  entity: 'payment',
  thing: () => ({ id: payments[kind].id, customerId }),
  ask: async (sql, role, payment_id, status, customer) => {
    const known = payments[kind];
    // Recorded for a customer, it must be the customer's own order.
    const [owner] = await sql`select customer_id from public.orders where id = ${known.order_id}`;
    return await callWithin(sql, 'record_generic_payment_safe', {
      actor_id: actorOf(shop, role),
      acting_customer_id: role === 'customer' ? (owner?.customer_id ?? customer) : undefined,
      order_id: known.order_id,
      amount: known.amount,
      currency: known.currency,
      direction: known.direction,
      role: known.role,
      refund_reason: known.refund_reason ?? undefined,
      method: by === 'row' ? 'cash' : 'card',
      payment_id: by === 'row' ? payment_id : undefined,
      external_reference: by === 'reference' ? known.external_reference : undefined,
      status,
    });
  },
});

// Six letters a cell: customer, agent, manager, admin, owner, system. + succeeds, - FORBIDDEN_ROLE.
const NAMED: Record<keyof typeof payments, Grid> = {
  client: readGrid(`
             pending completed failed
    planned  -+++++  -+++++    -+++++
  `),
  supplier: readGrid(`
             pending completed failed
    planned  --++++  --++++    --++++
  `),
  refund: readGrid(`
             pending completed failed
    planned  ---++-  ---++-    ---++-
  `),
};

it.each(['client', 'supplier', 'refund'] as const)('a planned payment (%s) moves when it is recorded again by its row', async (kind) => {
  for (const [from, cells] of Object.entries(NAMED[kind])) {
    expect(await walk(database.sql, shop, machineOf(kind, 'row'), from, Object.keys(cells)), from).toEqual(cells);
  }
});

const REPORTED: Record<keyof typeof payments, [from: string, to: string, cell: string][]> = {
  client: [
    ['planned', 'pending', '-+++++'],
    ['planned', 'completed', '-+++++'],
    ['planned', 'failed', '-+++++'],
    ['pending', 'completed', '-+++++'],
    ['pending', 'failed', '-+++++'],
    ['failed', 'completed', '-----+'],
  ],
  supplier: [
    ['planned', 'pending', '--++++'],
    ['planned', 'completed', '--++++'],
    ['planned', 'failed', '--++++'],
    ['pending', 'completed', '--++++'],
    ['pending', 'failed', '--++++'],
    ['failed', 'completed', '-----+'],
  ],
  refund: [
    ['planned', 'pending', '---++-'],
    ['planned', 'completed', '---+++'],
    ['planned', 'failed', '---+++'],
    ['pending', 'completed', '---+++'],
    ['pending', 'failed', '---+++'],
    ['failed', 'completed', '-----+'],
  ],
};

it.each(['client', 'supplier', 'refund'] as const)(
  'a payment (%s) moves when it is recorded again under its reference, for whom it may',
  async (kind) => {
    const machine = machineOf(kind, 'reference');
    const walked = [];
    for (const [from, to] of REPORTED[kind]) walked.push([from, to, (await walk(database.sql, shop, machine, from, [to]))[to]]);
    expect(walked).toEqual(REPORTED[kind]);
  },
);

it('a refund that failed does not succeed later beyond what was received', async () => {
  const { id } = await paidOrder(database.sql, shop);
  const failed = await refund(database.sql, shop, id, { status: 'failed' });
  await refund(database.sql, shop, id);
  const retried = {
    actor_id: shop.systemId,
    external_reference: failed.payment.external_reference,
    related_payment_id: failed.payment.related_payment_id,
  };
  await expectRefusal(refund(database.sql, shop, id, retried), 'REFUND_EXCEEDS_RECEIVED');
  const named = { ...retried, external_reference: aReference(), payment_id: failed.payment.id };
  await expectRefusal(refund(database.sql, shop, id, named), 'REFERENCE_CONFLICT');
  const later = { actor_id: shop.systemId, payment_id: failed.payment.id, new_status: 'completed' };
  await expectRefusal(call(database.sql, 'advance_payment_safe', later), 'REFUND_EXCEEDS_RECEIVED');
});
