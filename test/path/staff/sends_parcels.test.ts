import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AtDesk, atDesk, type Member } from '../../support/at-desk.ts';
import { quiet, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { call, deliver, eventsOf, openShop, order, paidOrder, type Shop, ship } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  await database.sql`update public.number_ranges set prefix = 'Z' where desk_id = ${other.deskId}`;
});

beforeEach(async () => {
  desk = await atDesk(database, await workers.start(), shop);
  mia = await desk.the('manager');
});

const paid = async (where = shop) => (await paidOrder(database.sql, where)) as { id: string; order_code: string };
const parcelsOf = (orderId: string) =>
  database.sql`select id, provider, tracking_number, status, estimated_delivery_date::text as arrives, client_received
    from public.shipments where order_id = ${orderId} order by created_at`;
const statusOf = async (orderId: string) => (await database.sql`select status from public.orders where id = ${orderId}`)[0]?.status;
const noticesOf = async (orderId: string) =>
  (
    await database.sql`select phrase_key from public.outbox_messages where customer_id = (select customer_id from public.orders where id = ${orderId})`
  ).map(({ phrase_key }) => phrase_key);

provesCommand('ship', {
  happy: async () => {
    const { id, order_code: code } = await paid();
    const said = await mia.asks(`/ship ${code} russian post RA 123 456 789 RU 24 Dec`);
    expect(said).toContain(`Order ${code} is on its way. The customer is told.`);
    expect(said).toContain('Parcel: RA123456789RU: On its way');
    const [parcel] = await parcelsOf(id);
    expect(parcel).toMatchObject({ provider: 'russian_post', tracking_number: 'RA123456789RU', status: 'in_transit' });
    expect(parcel?.arrives).toMatch(/-12-24$/);
    expect(await statusOf(id)).toBe('in_delivery');
    expect(await noticesOf(id)).toEqual(expect.arrayContaining(['notice-shipment-in-transit', 'notice-order-in-delivery']));
    expect(await mia.asks('/undo')).toContain('The parcel is on its way and the customer knows.');
  },
  missing: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks('/ship');
    expect(await mia.asks(`#${code}`)).toContain('[Pick-up]');
    expect(await mia.taps('Rusbid')).toContain('What is the tracking number?');
    expect(await mia.taps('No number yet')).toContain(`There is a parcel for order ${code}.`);
    expect(await parcelsOf(id)).toMatchObject([{ provider: 'rusbid', tracking_number: null, status: 'pending' }]);
    expect(await statusOf(id)).toBe('paid');
    expect(await mia.asks('/undo')).toContain('The parcel is called off.');
    expect(await parcelsOf(id)).toMatchObject([{ status: 'cancelled' }]);
  },
  wrong: async () => {
    const { id, order_code: code } = await paid();
    expect(await mia.asks(`/ship ${code} fedex 12345`)).toContain('The desk does not ship with “fedex”.');
    expect(await parcelsOf(id)).toEqual([]);
    await mia.taps('Rusbid');
    expect(await parcelsOf(id)).toMatchObject([{ provider: 'rusbid', tracking_number: '12345', status: 'in_transit' }]);
  },
  role: async () => {
    const { id, order_code: code } = await paid();
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    const agent = await desk.the('agent');
    expect(await agent.asks(`/ship ${code} rusbid 777`)).toContain('There is no such thing at this desk');
    expect(await parcelsOf(id)).toEqual([]);
  },
  state: async () => {
    const { id, order_code: code } = (await order(database.sql, shop)) as { id: string; order_code: string };
    expect(await mia.asks(`/ship ${code} rusbid 555`)).toContain('The money for this order does not add up to that yet.');
    expect(await parcelsOf(id)).toEqual([]);
    expect(await statusOf(id)).toBe('awaiting_payment');
  },
  elsewhere: async () => {
    const { id, order_code: code } = await paid(other);
    expect(await mia.asks(`/ship ${code} rusbid 1`)).toContain('There is no such thing at this desk');
    expect(await parcelsOf(id)).toEqual([]);
  },
  stale: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/order ${code}`);
    await (await desk.the('admin')).asks(`/ship ${code} rusbid 42`);
    // The card has changed meanwhile; the finger was quicker.
    await mia.send({ type: 'press', action: `s1:ship:${code}` });
    await quiet(database, mia.chat);
    await mia.taps('Rusbid');
    expect(await mia.asks('42')).toContain('This order has this parcel already.');
    expect(await parcelsOf(id)).toHaveLength(1);
  },
  twice: async () => {
    const { id, order_code: code } = await paid();
    await mia.send({ type: 'press', action: `s1:ship:${code}:rusbid:909` });
    await mia.send({ type: 'press', action: `s1:ship:${code}:rusbid:909` });
    await mia.asks(`/ship ${code} rusbid 909`);
    expect(await parcelsOf(id)).toMatchObject([{ tracking_number: '909', status: 'in_transit' }]);
    expect((await eventsOf(database.sql, id)).filter(({ new_status }) => new_status === 'in_delivery')).toHaveLength(1);
  },
});

describe('a parcel that waits for its number', () => {
  it('gets it from the next /ship, instead of a second parcel', async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid -`);
    expect(await mia.asks(`/ship ${code} rusbid -`)).toContain('This order has this parcel already.');
    expect(await mia.asks(`/ship ${code} RB-1`)).toContain('is on its way');
    expect(await parcelsOf(id)).toMatchObject([{ provider: 'rusbid', tracking_number: 'RB-1', status: 'in_transit' }]);
  });
});

provesCommand('track', {
  happy: async () => {
    const { order_code: code } = await paid();
    await mia.asks(`/ship ${code} russian post RB000000001RU`);
    for (const sought of [code, `#${code}`, 'rb 000 000 001 ru']) {
      const card = await mia.asks(`/track ${sought}`);
      expect(card).toContain('Parcel RB000000001RU');
      expect(card).toContain('Follow it: https://www.pochta.ru/tracking?barcode=RB000000001RU');
      expect(card).toContain('[Arrived]');
      expect(card).not.toContain('[At the warehouse]');
    }
  },
  missing: async () => {
    const { order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RB-MISSING-1`);
    expect(await mia.asks('/track')).toContain(`[${code} · RB-MISSING-1 · On its way]`);
  },
  wrong: async () => expect(await mia.asks('/track ZZ0000')).toContain('There is no such thing at this desk'),
  role: { none: 'every role may look' },
  state: async () => {
    const { order_code: code } = await paid();
    expect(await mia.asks(`/track ${code}`)).toContain('This order has no parcel yet.');
  },
  elsewhere: async () => {
    const { id } = await paid(other);
    await ship(database.sql, other, id, { tracking_number: 'OTHERS-77' });
    expect(await mia.asks('/track OTHERS-77')).toContain('There is no such thing at this desk');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('parcel', {
  happy: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid -`);
    await mia.asks(`/track ${code}`);
    expect(await mia.taps('At the warehouse')).toContain('[Photographed]');
    expect(await mia.asks(`/parcel ${code} photos`)).toContain('Photographed at the warehouse');
    expect(await mia.asks(`/parcel ${code} on its way RB-9`)).toContain('Parcel RB-9');
    expect(await mia.asks('/parcel RB-9 problem')).toContain('[Came back]');
    expect(await mia.asks('/undo')).toContain('The parcel is on its way again.');
    expect(await parcelsOf(id)).toMatchObject([{ tracking_number: 'RB-9', status: 'in_transit' }]);
  },
  missing: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RB-10`);
    expect(await mia.asks('/parcel')).toContain('Which parcel?');
    expect(await mia.asks('RB-10')).toContain('What has become of it?');
    expect(await mia.asks('came back')).toContain('Why? A few words are enough.');
    expect(await mia.asks('Nobody was at home')).toContain('Returned');
    expect(await parcelsOf(id)).toMatchObject([{ status: 'returned' }]);
  },
  wrong: async () => {
    const { order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RB-11`);
    expect(await mia.asks('/parcel RB-11 dancing')).toContain('“dancing” is no step of a parcel.');
  },
  role: { none: 'every role moves the parcels it sees' },
  state: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RB-12`);
    expect(await mia.asks('/parcel RB-12 warehouse')).toContain('That step is not possible from here.');
    expect(await parcelsOf(id)).toMatchObject([{ status: 'in_transit' }]);
  },
  elsewhere: async () => {
    const { id } = await paid(other);
    const { id: parcel } = await ship(database.sql, other, id);
    expect(await mia.asks(`/parcel ${parcel} warehouse`)).toContain('There is no such thing at this desk');
    expect(await parcelsOf(id)).toMatchObject([{ status: 'pending' }]);
  },
  stale: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RB-13`);
    await mia.asks('/track RB-13');
    await (await desk.the('admin')).asks('/parcel RB-13 arrived');
    expect(await mia.taps('Problem')).toContain('That step is not possible from here.');
    expect(await parcelsOf(id)).toMatchObject([{ status: 'delivered' }]);
  },
  twice: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RB-14`);
    const [parcel] = await parcelsOf(id);
    await mia.send({ type: 'press', action: `s1:parcel:${parcel?.id}:problem` });
    await mia.send({ type: 'press', action: `s1:parcel:${parcel?.id}:problem` });
    await mia.asks('/help help');
    expect(
      await database.sql`select from public.entity_status_events where entity_id = ${parcel?.id} and new_status = 'exception'`,
    ).toHaveLength(1);
  },
});

provesCommand('received', {
  happy: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RC-1`);
    await mia.asks(`/order ${code}`);
    expect(await mia.taps('Received')).toContain(`Order ${code} has been received.`);
    expect(await parcelsOf(id)).toMatchObject([{ status: 'delivered', client_received: true }]);
    expect(await statusOf(id)).toBe('delivered');
    expect(await mia.asks('/undo')).toContain('What has been received stays so.');
  },
  missing: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RC-2`);
    await mia.asks('/received');
    await mia.asks(code);
    expect(await statusOf(id)).toBe('delivered');
  },
  wrong: async () => expect(await mia.asks('/received everything')).toContain('“everything” is no order code.'),
  role: { none: 'every role records the receipt of its own orders' },
  state: async () => {
    const { id, order_code: code } = await paid();
    expect(await mia.asks(`/received ${code}`)).toContain('There is no parcel yet.');
    await ship(database.sql, shop, id);
    expect(await mia.asks(`/received ${code}`)).toContain('That step is not possible from here.');
    expect(await statusOf(id)).toBe('paid');
  },
  elsewhere: async () => {
    const { id, order_code: code } = await paid(other);
    const parcel = await ship(database.sql, other, id, { tracking_number: 'X-1' });
    await deliver(database.sql, other, parcel.id);
    expect(await mia.asks(`/received ${code}`)).toContain('There is no such thing at this desk');
    expect(await statusOf(id)).toBe('paid');
  },
  stale: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RC-3`);
    await mia.asks(`/order ${code}`);
    await (await desk.the('admin')).asks(`/received ${code}`);
    expect(await mia.taps('Received')).toContain(`Order ${code} has been received already.`);
    expect((await eventsOf(database.sql, id)).filter(({ new_status }) => new_status === 'delivered')).toHaveLength(1);
  },
  twice: async () => {
    const { id, order_code: code } = await paid();
    await mia.asks(`/ship ${code} rusbid RC-4`);
    await mia.send({ type: 'press', action: `s1:received:${code}` });
    await mia.send({ type: 'press', action: `s1:received:${code}` });
    await mia.asks('/help help');
    expect((await eventsOf(database.sql, id)).filter(({ new_status }) => new_status === 'delivered')).toHaveLength(1);
  },
});

describe.each([
  ['ru', 'отправить', 'в пятницу', 'получено', 'В пути', 'получен'],
  ['tr', 'gönder', 'cuma', 'alındı', 'Yolda', 'teslim alındı'],
] as const)('in %s', (language, shipping, friday, receiving, onItsWay, done) => {
  it('an order is sent and received', async () => {
    const member = await desk.the('manager', language);
    const { id, order_code: code } = await paid();
    expect(await member.asks(`/${shipping} ${code} rusbid 4711-${language} ${friday}`)).toContain(onItsWay);
    const [parcel] = await parcelsOf(id);
    expect(parcel).toMatchObject({ tracking_number: `4711-${language.toUpperCase()}`, status: 'in_transit' });
    expect(new Date(String(parcel?.arrives)).getUTCDay()).toBe(5);
    expect(await member.asks(`${receiving} ${code}`)).toContain(done);
    expect(await statusOf(id)).toBe('delivered');
  });
});
