import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, countsOf, openShop, pay, rpc, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let paid: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  paid = (await sell(database.sql, shop)).orderId;
  await pay(database.sql, shop.manager.id, paid);
});

const ship = (args: Args = {}) => rpc(database.sql, 'create_shipment_safe', { actor_id: shop.manager.id, order_id: paid, ...args });

describe('A-72: a parcel without a provider', () => {
  it("goes with the desk's default one, with no milestone reached", async () => {
    const { shipment } = await ship();
    const milestones = { warehouse_received: false, warehouse_photos_received: false, client_received: false };
    expect(shipment).toMatchObject({ provider: 'rusbid', status: 'pending', created_by: shop.manager.id, ...milestones });
    const [row] = await database.sql`
      select provider, warehouse_received, warehouse_photos_received, client_received from public.shipments where id = ${shipment.id}`;
    expect(row).toEqual({ provider: 'rusbid', ...milestones });
  });

  it('goes with another one once the desk has decided so', async () => {
    const desk = await openShop(database.sql);
    await rpc(database.sql, 'update_desk_settings_safe', { actor_id: desk.admin.id, changes: { default_provider: 'pickup' } });
    const { orderId } = await sell(database.sql, desk);
    await pay(database.sql, desk.manager.id, orderId);
    expect((await ship({ actor_id: desk.manager.id, order_id: orderId })).shipment.provider).toBe('pickup');
  });
});

it.each([
  ['a provider the desk does not have', { provider: 'owl' }],
  ['a tracking number of 101 characters', { tracking_number: 'x'.repeat(101) }],
])('refuses %s and leaves nothing', async (_what, args) => {
  const before = await countsOf(database.sql);
  await expectRefusal(ship(args), 'BAD_INPUT');
  expect(await countsOf(database.sql)).toEqual(before);
});

it('moves through its milestones, each with its time and one event', async () => {
  const { shipment } = await ship();
  const seen: unknown[] = [];
  for (const status of ['warehouse_received', 'photos_received', 'in_transit', 'delivered']) {
    const moved = await rpc(database.sql, 'advance_shipment_safe', {
      actor_id: shop.systemId,
      shipment_id: shipment.id,
      new_status: status,
    });
    const { warehouse_received, warehouse_photos_received, client_received } = moved.shipment;
    seen.push([moved.shipment.status, warehouse_received, warehouse_photos_received, client_received]);
  }
  // The carrier's word alone does not make it received.
  expect(seen).toEqual([
    ['warehouse_received', true, false, false],
    ['photos_received', true, true, false],
    ['in_transit', true, true, false],
    ['delivered', true, true, false],
  ]);
  const events =
    await database.sql`select seq, old_status, new_status from public.entity_status_events where entity_id = ${shipment.id} order by seq`;
  expect(events.map(({ seq, old_status, new_status }) => `${seq} ${old_status} ${new_status}`)).toEqual([
    '1 null pending',
    '2 pending warehouse_received',
    '3 warehouse_received photos_received',
    '4 photos_received in_transit',
    '5 in_transit delivered',
  ]);
});
