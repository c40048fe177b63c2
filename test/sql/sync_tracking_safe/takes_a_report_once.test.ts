import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, countsOf, openShop, rpc, type Shop, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let shipmentId: string;

beforeEach(async () => {
  shop = await openShop(database.sql);
  ({ shipmentId } = await sellWhole(database.sql, shop));
});

const report = (args: Args) => rpc(database.sql, 'sync_tracking_safe', { actor_id: shop.systemId, shipment_id: shipmentId, ...args });
const whole = async () => (await database.sql`select to_jsonb(s) as row from public.shipments as s where id = ${shipmentId}`)[0]?.row;

describe('A-74: what the carrier reports', () => {
  it('is stored with its time', async () => {
    const { shipment, duplicate } = await report({ tracking: { place: 'Vladivostok' } });
    expect(duplicate).toBe(false);
    expect(shipment.tracking_status).toEqual({ place: 'Vladivostok' });
    const [row] = await database.sql`select tracking_updated_at > created_at as after from public.shipments where id = ${shipmentId}`;
    expect(row).toEqual({ after: true });
  });

  it('and reported again changes nothing', async () => {
    await report({ tracking: { place: 'Vladivostok', at: 1 }, new_status: 'in_transit' });
    const [before, counts] = [await whole(), await countsOf(database.sql)];
    const { duplicate } = await report({ tracking: { at: 1, place: 'Vladivostok' }, new_status: 'in_transit' });
    expect(duplicate).toBe(true);
    expect([await whole(), await countsOf(database.sql)]).toEqual([before, counts]);
  });

  it('another report changes the JSON and the time, and nothing else', async () => {
    await report({ tracking: { place: 'Vladivostok' } });
    const before = await whole();
    await report({ tracking: { place: 'Moscow' } });
    const after = await whole();
    const changed = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
    expect(changed.sort()).toEqual(['tracking_status', 'tracking_updated_at', 'updated_at']);
  });

  it('delivered does not make it received, nor the order delivered', async () => {
    await report({ tracking: { n: 1 }, new_status: 'in_transit' });
    const { shipment } = await report({ tracking: { n: 2 }, new_status: 'delivered' });
    expect(shipment).toMatchObject({ status: 'delivered', client_received: false, client_received_at: null });
    const [order] =
      await database.sql`select o.status from public.orders as o join public.shipments as s on s.order_id = o.id where s.id = ${shipmentId}`;
    expect(order).toEqual({ status: 'paid' });
  });

  it('a step back is refused whole', async () => {
    await report({ tracking: { n: 1 }, new_status: 'in_transit' });
    const before = await whole();
    await expectRefusal(report({ tracking: { n: 2 }, new_status: 'warehouse_received' }), 'INVALID_TRANSITION');
    expect(await whole()).toEqual(before);
  });

  it('is refused when it is no object', async () => {
    await expectRefusal(report({ tracking: [1] }), 'BAD_INPUT');
    await expectRefusal(report({ tracking: null }), 'BAD_INPUT');
  });
});
