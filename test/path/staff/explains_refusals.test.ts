import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { phrases, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import {
  closedOrder,
  createOrder,
  deliveredOrder,
  openShop,
  order,
  paidOrder,
  refund,
  type Shop,
  shippedOrder,
} from '../../support/shop.ts';

const database = useDatabase();
const using = useWorkers(database);
let workers: TestWorkers;
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  workers = await using.start();
  desk = await atDesk(database, workers, shop);
  mia = await desk.the('manager');
});

provesCommand('why', {
  happy: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    const said = await mia.asks(`/why ${code}`);
    expect(said).toContain('On its way: There is no parcel yet. Create it first.');
    expect(said).toMatch(/Cancelled: Your role may not do that/);
    expect(said).toContain('[Prepare it]');
    expect(said).toMatch(/\[Ship it\]|\[Send it\]|\[.*parcel.*\]/i);
  },
  missing: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks('/why');
    expect(await mia.taps(new RegExp(code))).toContain(`What keeps order ${code}`);
  },
  wrong: async () => expect(await mia.asks('/why not')).toContain('is no order code'),
  role: { none: 'every role may ask, and hears of its own rights' },
  state: async () => {
    const { order_code: code } = await closedOrder(database.sql, shop);
    expect(await mia.asks(`/why ${code}`)).toContain('Nothing is in the way');
    expect(await mia.asks(`/why ${code} cancel`)).toContain('No step leads from “Completed” to “Cancelled”.');
  },
  elsewhere: async () => {
    const { order_code: code } = await paidOrder(database.sql, other);
    expect(await mia.asks(`/why ${code}9`)).toContain('There is no such thing at this desk');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

describe('/why', () => {
  it('says what is due, and offers to record it', async () => {
    const { order_code: code } = await order(database.sql, shop);
    const said = await mia.asks(`/why ${code} paid`);
    expect(said).toContain('An order becomes paid by its payments.');
    expect(said).toContain('[Record a payment]');
    const shipping = await mia.asks(`/why ${code} ship`);
    expect(shipping).toMatch(/No step leads|does not add up|no parcel/);
  });

  it('offers the price of what has none', async () => {
    const { order_code: code } = await createOrder(database.sql, shop, { lines: [{ title: 'Bell' }] });
    const said = await mia.asks(`/why ${code} unpaid`);
    expect(said).toContain('Not every line has a price yet.');
    expect(said).toContain('[Price it]');
  });

  it('offers the refund that stands before a cancellation, and the receipt before the end', async () => {
    const paid = await paidOrder(database.sql, shop);
    const eve = await desk.the('admin');
    expect(await eve.asks(`/why ${paid.order_code} cancel`)).toContain('[Refund]');
    const shipped = await shippedOrder(database.sql, shop);
    expect(await mia.asks(`/why ${shipped.order_code} delivered`)).toContain('The customer has not confirmed the receipt yet');
    const delivered = await deliveredOrder(database.sql, shop);
    await refund(database.sql, shop, delivered.id, { amount: 40, refund_reason: 'overpayment' });
    const said = await eve.asks(`/why ${delivered.order_code} close`);
    expect(said).toContain('Still due: €40.00');
    expect(said).toContain('[Record a payment]');
  });

  it('knows what is no step of an order', async () => {
    const paid = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/why ${paid.order_code} quote`)).toContain('Prices change only before an order is paid.');
    expect(await mia.asks(`/why ${paid.order_code} refund`)).toContain('That takes an admin.');
    expect(await mia.asks(`/why ${paid.order_code} payout`)).toContain('[Pay somebody for it]');
    const unpaid = await order(database.sql, shop);
    expect(await mia.asks(`/why ${unpaid.order_code} payout`)).toContain('The customer has not paid for this order yet');
  });

  it('is one tap away where a step was refused', async () => {
    const { order_code: code } = await closedOrder(database.sql, shop);
    await mia.asks(`/status ${code} paid`);
    expect(await mia.taps('Why?')).toContain(`What keeps order ${code}`);
  });

  it.each(languages)('explains in %s', async (language) => {
    const say = (key: string) => phrases(language, key);
    const { order_code: code } = await paidOrder(database.sql, shop);
    const olga = await join(database, workers, shop, 'manager', language, `Olga ${language}`);
    const said = await olga.asks(`/${say('command-why').split('|')[0]} ${code} ${say('option-to-deliver').split('|')[0]}`);
    expect(said).toContain(say('no-shipment-required'));
    expect(said).toContain(say('do-ship'));
  });
});
