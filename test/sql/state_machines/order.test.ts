import type { Row } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callWithin, deliver, openShop, order, paidOrder, refund, type Shop, ship } from '../../support/shop.ts';
import { actorOf, type Machine, readGrid, statusesOf, walk } from './machine.ts';

const database = useDatabase();
let shop: Shop;
let things: Record<'unpaid' | 'paid' | 'refunded' | 'onDelivery', Row>;

beforeAll(async () => {
  shop = await openShop(database.sql);
  const parcelled = async (made: Row) => {
    await deliver(database.sql, shop, (await ship(database.sql, shop, made.id)).id);
    return made;
  };
  things = {
    unpaid: await order(database.sql, shop),
    paid: await parcelled(await paidOrder(database.sql, shop)),
    refunded: await parcelled(await paidOrder(database.sql, shop)),
    onDelivery: await parcelled(await order(database.sql, shop, { payment_terms: 'on_delivery' })),
  };
  await refund(database.sql, shop, things.refunded.id);
});

const machineOf = (facts: (from: string) => keyof typeof things): Machine => ({
  entity: 'order',
  thing: (from) => ({ id: things[facts(from)].id, customerId: things[facts(from)].customer_id }),
  ask: (sql, role, order_id, new_status, customer) =>
    callWithin(sql, 'advance_order_status_safe', {
      actor_id: actorOf(shop, role),
      order_id,
      new_status,
      reason: 'for the test',
      acting_customer_id: role === 'customer' ? customer : undefined,
    }),
});

// Six letters a cell: customer, agent, manager, admin, owner, system. + succeeds, . INVALID_TRANSITION,
// - FORBIDDEN_ROLE, $ PAID_ONLY_BY_PAYMENT, n NOT_PAID, r REFUND_REQUIRED.

/** Prepaid: without money before "paid", with all of it and the client's receipt from then on, given back at "returned". */
const PREPAID = readGrid(`
                   created awaiting_payment paid   processing in_delivery delivered closed cancelled returned
  created          ......  ++++++           $$$$$$ ......     ......      ......    ...... ++++++    ......
  awaiting_payment -++++-  ......           $$$$$$ -nnnn-     -nnnn-      ......    ...... ++++++    ......
  paid             ......  ......           ...... -++++-     -++++-      ......    ...... ---rr-    ......
  processing       ......  ......           ...... ......     -++++-      ......    ...... ---rr-    ......
  in_delivery      ......  ......           ...... -++++-     ......      -++++-    ...... ......    ---++-
  delivered        ......  ......           ...... ......     ......      ......    ---++- ......    ---++-
  closed           ......  ......           ...... ......     ......      ......    ...... ......    ......
  cancelled        ......  ......           ...... ......     ......      ......    ...... ......    ......
  returned         ......  ......           ...... ......     ......      ......    ---++- ......    ......
`);

describe('a prepaid order', () => {
  const machine = machineOf((from) =>
    ['created', 'awaiting_payment', 'cancelled'].includes(from) ? 'unpaid' : from === 'returned' ? 'refunded' : 'paid',
  );

  it.each(Object.entries(PREPAID))('that is %s goes where the table says, for whom it says', async (from, cells) => {
    expect(await walk(database.sql, shop, machine, from, Object.keys(cells))).toEqual(cells);
  });

  it('has every status of the type in the table', async () => {
    const statuses = await statusesOf(database.sql, 'order_status');
    expect(Object.keys(PREPAID)).toEqual(statuses);
    for (const cells of Object.values(PREPAID)) expect(Object.keys(cells)).toEqual(statuses);
  });
});

/** Prepaid, and all of the money was given back. */
const REFUNDED = readGrid(`
                   created awaiting_payment paid   processing in_delivery delivered closed cancelled returned
  paid             ......  ......           ...... -++++-     -nnnn-      ......    ...... ---++-    ......
  processing       ......  ......           ...... ......     -nnnn-      ......    ...... ---++-    ......
  in_delivery      ......  ......           ...... -++++-     ......      -++++-    ...... ......    ---++-
  delivered        ......  ......           ...... ......     ......      ......    ---++- ......    ---++-
`);

it.each(Object.entries(REFUNDED))('a refunded order that is %s goes where the table says', async (from, cells) => {
  expect(
    await walk(
      database.sql,
      shop,
      machineOf(() => 'refunded'),
      from,
      Object.keys(cells),
    ),
  ).toEqual(cells);
});

/** To be paid on delivery, and not paid yet. */
const ON_DELIVERY = readGrid(`
                   created awaiting_payment paid   processing in_delivery delivered closed cancelled returned
  created          ......  ++++++           $$$$$$ ......     ......      ......    ...... ++++++    ......
  awaiting_payment -++++-  ......           $$$$$$ -++++-     -++++-      ......    ...... ++++++    ......
  processing       ......  ......           ...... ......     -++++-      ......    ...... ---++-    ......
  in_delivery      ......  ......           ...... -++++-     ......      -++++-    ...... ......    ---++-
  delivered        ......  ......           ...... ......     ......      ......    ---nn- ......    ---++-
  returned         ......  ......           ...... ......     ......      ......    ---++- ......    ......
`);

it.each(Object.entries(ON_DELIVERY))('an unpaid on-delivery order that is %s goes where the table says', async (from, cells) => {
  expect(
    await walk(
      database.sql,
      shop,
      machineOf(() => 'onDelivery'),
      from,
      Object.keys(cells),
    ),
  ).toEqual(cells);
});
