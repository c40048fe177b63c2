import type { Row } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callWithin, openShop, order, paidOrder, pay, refund, type Shop } from '../../support/shop.ts';
import { actorOf, type Machine, readGrid, statusesOf, walk } from './machine.ts';

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

const machineOf = (kind: keyof typeof payments): Machine => ({
  entity: 'payment',
  thing: () => ({ id: payments[kind].id, customerId }),
  ask: (sql, role, payment_id, new_status, customer) =>
    callWithin(sql, 'advance_payment_safe', {
      actor_id: actorOf(shop, role),
      payment_id,
      new_status,
      acting_customer_id: role === 'customer' ? customer : undefined,
    }),
});

// Six letters a cell: customer, agent, manager, admin, owner, system. + succeeds, . INVALID_TRANSITION,
// - FORBIDDEN_ROLE, x no door: no command moves a payment for a customer.

describe("the client's money", () => {
  const CLIENT = readGrid(`
               planned pending completed failed cancelled
    planned    x.....  x+++++  x+++++    x+++++ x+++++
    pending    x.....  x.....  x+++++    x+++++ x+++++
    completed  x.....  x.....  x.....    x..... x.....
    failed     x.....  x.....  x----+    x..... x.....
    cancelled  x.....  x.....  x.....    x..... x.....
  `);

  it.each(Object.entries(CLIENT))('that is %s goes where the table says, for whom it says', async (from, cells) => {
    expect(await walk(database.sql, shop, machineOf('client'), from, Object.keys(cells))).toEqual(cells);
  });

  it('has every status of the type in the table', async () => {
    const statuses = await statusesOf(database.sql, 'payment_status');
    expect(Object.keys(CLIENT)).toEqual(statuses);
    for (const cells of Object.values(CLIENT)) expect(Object.keys(cells)).toEqual(statuses);
  });

  // Through the other door, by naming the row: a customer may plan and no more. b is BAD_INPUT.
  const NAMED = readGrid(`
               planned pending completed failed cancelled
    planned    .       -       -         -      b
    pending    .       -       -         -      b
    completed  .       -       -         -      b
    failed     .       -       -         -      b
    cancelled  .       -       -         -      b
  `);

  it.each(Object.entries(NAMED))('that is %s is not moved by a customer who names it', async (from, cells) => {
    const machine: Machine = {
      ...machineOf('client'),
      ask: (sql, _role, payment_id, status, customer) =>
        callWithin(sql, 'record_generic_payment_safe', {
          actor_id: shop.systemId,
          acting_customer_id: customer,
          order_id: payments.client.order_id,
          payment_id,
          status,
          amount: 100,
          currency: 'EUR',
          direction: 'incoming',
          role: 'client_payment',
          method: 'cash',
        }),
    };
    const walked = await walk(database.sql, shop, machine, from, Object.keys(cells));
    expect(Object.fromEntries(Object.entries(walked).map(([to, letters]) => [to, letters.slice(0, 1)]))).toEqual(cells);
  });
});

it.each(
  Object.entries(
    readGrid(`
               planned pending completed failed cancelled
    planned    x.....  x-++++  x-++++    x-++++ x-++++
    pending    x.....  x.....  x-++++    x-++++ x-++++
    completed  x.....  x.....  x.....    x..... x.....
    failed     x.....  x.....  x----+    x..... x.....
    cancelled  x.....  x.....  x.....    x..... x.....
    `),
  ),
)('money to a supplier that is %s goes where the table says, and agents have no part in it', async (from, cells) => {
  expect(await walk(database.sql, shop, machineOf('supplier'), from, Object.keys(cells))).toEqual(cells);
});

it.each(
  Object.entries(
    readGrid(`
               planned pending completed failed cancelled
    planned    x.....  x--++-  x--+++    x--+++ x--++-
    pending    x.....  x.....  x--+++    x--+++ x--++-
    completed  x.....  x.....  x.....    x..... x.....
    failed     x.....  x.....  x----+    x..... x.....
    cancelled  x.....  x.....  x.....    x..... x.....
    `),
  ),
)('a refund that is %s is decided by admins; the system knows how they ended', async (from, cells) => {
  expect(await walk(database.sql, shop, machineOf('refund'), from, Object.keys(cells))).toEqual(cells);
});
