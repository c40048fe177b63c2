import { beforeAll, describe, expect, it } from 'vitest';
import { asStudio, useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sellWhole } from '../../support/people.ts';
import { chatWhole, clearQueues } from '../../support/queues.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let sale: Awaited<ReturnType<typeof sellWhole>>;

beforeAll(async () => {
  shop = await openShop(database.sql);
  sale = await sellWhole(database.sql, shop);
});

const studio = (statement: string) => asStudio(database.sql, (sql) => sql.unsafe(statement));
const address = (url: string | null) =>
  studio(
    `update public.shipping_providers set tracking_url = ${url === null ? 'null' : `'${url}'`} where desk_id = '${shop.deskId}' and code = 'rusbid'`,
  );
const ask = (code: string) =>
  rpc(database.sql, 'my_order', { actor_id: shop.systemId, acting_customer_id: sale.customerId, order_code: code });
const parcel = async () => ((await ask(sale.orderCode)).shipments as Array<Record<string, unknown>>)[0];

it('A-73: a tracking number is found as people copy it', async () => {
  for (const typed of [
    sale.trackingNumber.toLowerCase(),
    `${sale.trackingNumber.slice(0, 2)} ${sale.trackingNumber.slice(2)}`,
    `${sale.trackingNumber}-`,
  ]) {
    expect((await ask(typed)).order_code).toBe(sale.orderCode);
  }
  await expectRefusal(ask('- -'), 'NOT_FOUND');
});

it('shows every status a parcel has had, and when, but neither who nor why', async () => {
  const move = (new_status: string, reason?: string) =>
    rpc(database.sql, 'advance_shipment_safe', { actor_id: shop.manager.id, shipment_id: sale.shipmentId, new_status, reason });
  await move('in_transit');
  await move('exception', 'the driver is ill');
  const shown = await parcel();
  expect(shown).toMatchObject({ provider_name: 'Rusbid', status: 'exception', tracking_link: null, client_received_at: null });
  expect(shown?.milestones).toMatchObject([{ status: 'pending' }, { status: 'in_transit' }, { status: 'exception' }]);
  expect(JSON.stringify(shown)).not.toMatch(/ill|reason|actor|created_by/);
});

describe('the carrier’s page', () => {
  it('is the desk’s template with the number in it, whatever the number holds', async () => {
    await address('https://carrier.example/track?n={number}&lang=en');
    expect((await parcel())?.tracking_link).toBe(`https://carrier.example/track?n=${sale.trackingNumber}&lang=en`);
    await studio(`update public.shipments set tracking_number = 'Ä 1&x=<b>' where id = '${sale.shipmentId}'`);
    expect((await parcel())?.tracking_link).toBe('https://carrier.example/track?n=%C3%84%201%26x%3D%3Cb%3E&lang=en');
    await studio(`update public.shipments set tracking_number = null where id = '${sale.shipmentId}'`);
    expect((await parcel())?.tracking_link).toBeNull();
    await address(null);
  });

  it.each([
    'http://carrier.example/{number}',
    'javascript:alert({number})',
    'https://carrier.example/track',
    'https://{number}.example/',
    'https://user@carrier.example/{number}',
    'https://carrier.example/{number}/{number}',
    'https://carrier.example/ {number}',
    ` https://carrier.example/{number}`,
    `https://carrier.example/{number}?${'x'.repeat(500)}`,
  ])('is never %s', async (url) => {
    const error = await expectRefusal(address(url), 'BAD_INPUT');
    expect(error.message).toBe('A tracking address begins with https:// and has {number} where the tracking number goes.');
    const add = `insert into public.shipping_providers (desk_id, code, name, tracking_url) values ('${shop.deskId}', 'other', 'Other', '${url}')`;
    expect((await errorOf(studio(add))).message).toBe(error.message);
  });
});

it('a number or an estimate that an admin corrects shows on the cards there are', async () => {
  const { orderId } = await chatWhole(database.sql, shop, 'card');
  const shipment = await asDeskRpc(database.sql, shop, async (sql) => {
    const [row] = await sql`insert into public.shipments (desk_id, order_id, provider, created_by)
      values (${shop.deskId}, ${orderId}, 'pickup', ${shop.systemId}) returning id`;
    return row;
  });
  await clearQueues(database.sql, shop);
  await studio(`update public.shipments set estimated_delivery_date = '2026-12-24' where id = '${shipment?.id}'`);
  await studio(`update public.shipments set tracking_number = 'RB-77' where id = '${shipment?.id}'`);
  const waiting = await database.sql`select phrase_key from public.outbox_messages where order_id = ${orderId} and status = 'waiting'`;
  expect(waiting).toEqual([{ phrase_key: 'order-card' }]);
});
