import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { call, callWithin, openShop, paidOrder, type Shop, ship } from '../../support/shop.ts';
import { actorOf, type Machine, readGrid, statusesOf, walk } from './machine.ts';

const database = useDatabase();
let shop: Shop;
let thing: { id: string; customerId: string };

beforeAll(async () => {
  shop = await openShop(database.sql);
  const { id, customer_id } = await paidOrder(database.sql, shop);
  thing = { id: (await ship(database.sql, shop, id, { tracking_number: 'RB1' })).id, customerId: customer_id };
});

const machine: Machine = {
  entity: 'shipment',
  thing: () => thing,
  ask: (sql, role, shipment_id, new_status, customer) =>
    callWithin(sql, 'advance_shipment_safe', {
      actor_id: actorOf(shop, role),
      shipment_id,
      new_status,
      reason: 'for the test',
      acting_customer_id: role === 'customer' ? customer : undefined,
    }),
};

// Six letters a cell: customer, agent, manager, admin, owner, system. + succeeds, . INVALID_TRANSITION,
// - FORBIDDEN_ROLE, x no door: a customer has the receipt alone.
const SHIPMENT = readGrid(`
                      pending warehouse_received photos_received in_transit delivered exception returned cancelled
  pending             x.....  x+++++             x.....          x+++++     x.....    x.....    x.....   x++++-
  warehouse_received  x.....  x.....             x+++++          x+++++     x.....    x.....    x.....   x++++-
  photos_received     x.....  x.....             x.....          x+++++     x.....    x.....    x.....   x++++-
  in_transit          x.....  x.....             x.....          x.....     x+++++    x+++++    x++++-   x.....
  delivered           x.....  x.....             x.....          x.....     x.....    x.....    x.....   x.....
  exception           x.....  x.....             x.....          x+++++     x+++++    x.....    x++++-   x.....
  returned            x.....  x.....             x.....          x.....     x.....    x.....    x.....   x.....
  cancelled           x.....  x.....             x.....          x.....     x.....    x.....    x.....   x.....
`);

it.each(Object.entries(SHIPMENT))('a shipment that is %s goes where the table says, for whom it says', async (from, cells) => {
  expect(await walk(database.sql, shop, machine, from, Object.keys(cells))).toEqual(cells);
});

it('has every status of the type in the table', async () => {
  const statuses = await statusesOf(database.sql, 'shipment_status');
  expect(Object.keys(SHIPMENT)).toEqual(statuses);
  for (const cells of Object.values(SHIPMENT)) expect(Object.keys(cells)).toEqual(statuses);
});

describe('the receipt', () => {
  // A receipt is the customer's word, or a person's for them; what the carrier had delivered before stays delivered.
  const RECEIPT = readGrid(`
                        delivered
    pending             .....-
    warehouse_received  .....-
    photos_received     .....-
    in_transit          +++++-
    delivered           +++++-
    exception           +++++-
    returned            .....-
    cancelled           .....-
  `);
  const receipt: Machine = {
    ...machine,
    ask: (sql, role, shipment_id, _to, customer) =>
      callWithin(sql, 'confirm_receipt_safe', {
        actor_id: actorOf(shop, role),
        shipment_id,
        acting_customer_id: role === 'customer' ? customer : undefined,
      }),
  };

  it.each(Object.entries(RECEIPT))('of a shipment that is %s is confirmed by whom the table says', async (from, cells) => {
    expect(await walk(database.sql, shop, receipt, from, Object.keys(cells))).toEqual(cells);
  });
});

it.each([
  ['agentId', true],
  ['managerId', true],
  ['adminId', true],
  ['systemId', false],
] as const)('delivered by %s means received by the client: %s', async (who, received) => {
  const parcel = await ship(database.sql, shop, (await paidOrder(database.sql, shop)).id);
  for (const new_status of ['in_transit', 'delivered']) {
    await call(database.sql, 'advance_shipment_safe', { actor_id: shop[who], shipment_id: parcel.id, new_status });
  }
  const [row] =
    await database.sql`select client_received, client_received_at is not null as at from public.shipments where id = ${parcel.id}`;
  expect(row).toEqual({ client_received: received, at: received });
});
