import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { countsOf, openShop, rpc, type Shop, sell, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let sale: Awaited<ReturnType<typeof sellWhole>>;

beforeEach(async () => {
  shop = await openShop(database.sql);
  sale = await sellWhole(database.sql, shop);
});

const move = (status: string) =>
  rpc(database.sql, 'advance_shipment_safe', { actor_id: shop.systemId, shipment_id: sale.shipmentId, new_status: status });
const received = (customerId: string | undefined, shipmentId = sale.shipmentId, actorId = shop.systemId) =>
  rpc(database.sql, 'confirm_receipt_safe', { actor_id: actorId, shipment_id: shipmentId, acting_customer_id: customerId });

describe('A-75: "received", says the customer', () => {
  it('and it is, with time and audit', async () => {
    await move('in_transit');
    const { shipment, order } = await received(sale.customerId);
    expect(shipment).toMatchObject({ status: 'delivered', client_received: true });
    expect(Date.now() - Date.parse(String(shipment.client_received_at))).toBeLessThan(60_000);
    expect(order.status).toBe('paid');
    const [entry] =
      await database.sql`select action, actor_type, actor_id, acting_customer_id from public.audit_log order by id desc limit 1`;
    expect(entry).toEqual({
      action: 'shipment.status_changed',
      actor_type: 'customer',
      actor_id: shop.systemId,
      acting_customer_id: sale.customerId,
    });
  });

  it('after the carrier said so: the status stays, the receipt is new, with no second event', async () => {
    await move('in_transit');
    await move('delivered');
    const events = () => database.sql`select from public.entity_status_events where entity_id = ${sale.shipmentId}`;
    const before = (await events()).length;
    expect((await received(sale.customerId)).shipment).toMatchObject({ status: 'delivered', client_received: true });
    expect(await events()).toHaveLength(before);
  });

  it('twice, and the second time changes nothing', async () => {
    await move('in_transit');
    const first = await received(sale.customerId);
    const before = await countsOf(database.sql);
    const second = await received(sale.customerId);
    expect([second.duplicate, second.shipment.client_received_at]).toEqual([true, first.shipment.client_received_at]);
    expect(await countsOf(database.sql)).toEqual(before);
  });

  it("of somebody else's parcel, and hears what they would hear of one that is not there", async () => {
    await move('in_transit');
    const somebody = await sell(database.sql, shop);
    const before = await countsOf(database.sql);
    const refused = await expectRefusal(received(somebody.customerId), 'NOT_FOUND');
    const unknown = await expectRefusal(received(somebody.customerId, randomUUID()), 'NOT_FOUND');
    expect([refused.message, refused.hint]).toEqual([unknown.message, unknown.hint]);
    expect(await countsOf(database.sql)).toEqual(before);
    expect(await database.sql`select client_received from public.shipments where id = ${sale.shipmentId}`).toEqual([
      { client_received: false },
    ]);
  });

  it('before anything was sent, and is refused', async () => {
    await expectRefusal(received(sale.customerId), 'INVALID_TRANSITION');
  });
});

it('the system alone may not say it, staff may for the customer', async () => {
  await move('in_transit');
  await expectRefusal(received(undefined), 'FORBIDDEN_ROLE');
  expect((await received(undefined, sale.shipmentId, shop.manager.id)).shipment.client_received).toBe(true);
});

it('with auto_deliver the order follows, once', async () => {
  await rpc(database.sql, 'update_desk_settings_safe', { actor_id: shop.admin.id, changes: { auto_deliver: true } });
  await rpc(database.sql, 'advance_order_status_safe', { actor_id: shop.manager.id, order_id: sale.orderId, new_status: 'in_delivery' });
  await move('in_transit');
  expect((await received(sale.customerId)).order.status).toBe('delivered');
});
