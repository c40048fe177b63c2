import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { phrases, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import {
  advance,
  closedOrder,
  createOrder,
  deliveredOrder,
  eventsOf,
  openShop,
  order,
  paidOrder,
  quickOrder,
  type Shop,
} from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  await database.sql`update public.number_ranges set prefix = 'Z-' where desk_id = ${other.deskId}`;
});

beforeEach(async () => {
  desk = await atDesk(database, await workers.start(), shop);
  mia = await desk.the('manager');
});

const stateOf = async (id: string) => (await database.sql`select status, assigned_to from public.orders where id = ${id}`)[0];
const moved = async (id: string, to: string) => (await eventsOf(database.sql, id)).filter(({ new_status }) => new_status === to);
/** Presses the same button twice in a moment. */
const twice = async (member: Member, action: string) => {
  await member.send({ type: 'press', action });
  await member.send({ type: 'press', action });
  return member.asks('/help help');
};

provesCommand('orders', {
  happy: async () => {
    const [paid, unpaid] = [await paidOrder(database.sql, shop), await order(database.sql, shop)];
    expect(await mia.asks('/orders unpaid')).toContain(`[${unpaid.order_code} · Ada`);
    expect(await mia.asks('/orders to ship')).toContain(`[${paid.order_code} · Ada`);
    expect(await mia.asks('/orders unpaid')).not.toContain(`[${paid.order_code} `);
    expect(await mia.asks(`/orders ${paid.order_code}`)).toContain(`Order ${paid.order_code}`);
    expect(await mia.asks('/orders mine')).toContain('There are no such orders now.');
    await mia.asks(`/take ${paid.order_code}`);
    expect(await mia.asks('/orders mine')).toContain(`[${paid.order_code} · Ada`);
    for (const [language, words] of [
      ['ru', 'заказы мои'],
      ['tr', 'siparişler benim'],
    ] as const) {
      expect(await (await desk.the('manager', language)).asks(words)).toContain(phrases(language, 'staff-no-orders', {}));
    }
  },
  missing: { none: 'its filter may be missing' },
  wrong: async () => expect(await mia.asks('/orders nonsense')).toMatch(/order|newest first/),
  role: { none: 'every role has orders; an agent sees their own and free ones' },
  state: async () => {
    const { order_code: code } = await order(database.sql, shop);
    await mia.asks(`/take ${code}`);
    expect(await (await desk.the('agent')).asks('/orders unpaid')).not.toContain(`[${code} `);
    expect(await (await desk.the('agent')).asks(`/orders ${code}`)).toContain('or it is not yours to see.');
  },
  elsewhere: async () => {
    const { order: theirs, customer } = await quickOrder(database.sql, other);
    expect(await mia.asks('/orders all')).not.toContain(theirs.order_code);
    expect(await mia.asks(`/orders ${customer.id}`)).toContain('There is no such thing at this desk');
    expect(await mia.asks(`/orders ${customer.phone}`)).toContain('There are no such orders now.');
  },
  stale: { none: 'a list is read anew' },
  twice: { none: 'it changes nothing' },
});

describe('the list of orders', () => {
  it('goes on where it ended', async () => {
    const there = await openShop(database.sql);
    const codes = [];
    for (const _ of Array.from({ length: 18 })) codes.push((await order(database.sql, there)).order_code);
    const ann = await join(database, desk.workers, there);
    const pages = [await ann.asks('/orders awaiting payment'), await ann.taps('More'), await ann.taps('More')];
    const shown = pages.map((page) => [...page.matchAll(/\[(\S+) · Ada/g)].map(([, code]) => code));
    expect(shown.map((page) => page.length)).toEqual([8, 8, 2]);
    expect(shown.flat()).toEqual(codes.toReversed());
    expect(pages.at(-1)).not.toContain('[More]');
    // "2" is the second of what was shown last.
    expect(await ann.asks('/order 2')).toContain(`Order ${codes[0]}`);
  });

  it('is of one customer, also page by page', async () => {
    const there = await openShop(database.sql);
    const { order: first, customer } = await quickOrder(database.sql, there);
    for (const _ of Array.from({ length: 9 })) await createOrder(database.sql, there, { customer_id: customer.id });
    const { order: theirs } = await quickOrder(database.sql, there);
    const ann = await join(database, desk.workers, there);
    for (const whose of [customer.id, customer.phone]) {
      expect(await ann.asks(`/orders ${whose}`)).not.toContain(theirs.order_code);
      const rest = await ann.taps('More');
      expect(rest).toContain(`[${first.order_code} `);
      expect(rest).not.toContain(theirs.order_code);
    }
  });
});

provesCommand('order', {
  happy: async () => {
    const { order_code: code } = await order(database.sql, shop);
    const card = await mia.asks(`order #${code.toLowerCase()}`);
    expect(card).toContain(`Order ${code}`);
    expect(card).toContain('Status: Waiting for payment');
    expect(card).toContain('€100.00');
    expect(card).toContain('[Take]');
    expect(card).toContain('[Cancel it]');
    expect(card).not.toContain('[Close it]');
    expect(await (await desk.the('manager', 'ru')).asks(`/заказ ${code}`)).toContain(`Заказ ${code}`);
    expect(await (await desk.the('manager', 'tr')).asks(`/sipariş ${code}`)).toContain(`Sipariş ${code}`);
  },
  missing: async () => {
    const { order_code: code } = await order(database.sql, shop);
    expect(await mia.asks('/order')).toContain(`[${code} `);
    expect(await mia.taps(new RegExp(`^${code} `))).toContain(`Order ${code}`);
  },
  wrong: async () => expect(await mia.asks('/order nonsense')).toContain('“nonsense” is no order code.'),
  role: { none: 'every role may look' },
  state: async () => {
    const { order_code: code } = await closedOrder(database.sql, shop);
    const card = await mia.asks(`/order ${code}`);
    expect(card).toContain('Status: Completed');
    for (const move of ['[Take]', '[Cancel it]', '[Delivered]']) expect(card).not.toContain(move);
  },
  elsewhere: async () =>
    expect(await mia.asks(`/order ${(await order(database.sql, other)).order_code}`)).toContain('There is no such thing at this desk'),
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('status', {
  happy: async () => {
    for (const [language, words] of [
      ['en', 'status CODE processing'],
      ['ru', 'статус CODE готовится'],
      ['tr', 'durum CODE hazırlanıyor'],
    ] as const) {
      const { id, order_code: code } = await paidOrder(database.sql, shop);
      const member = await desk.the('manager', language);
      await member.asks(words.replace('CODE', code));
      expect(await stateOf(id)).toMatchObject({ status: 'processing' });
      expect(await moved(id, 'processing')).toMatchObject([{ actor_id: member.id }]);
    }
  },
  missing: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks('/status');
    expect(await mia.taps(new RegExp(`^${code} `))).toContain('Which status?');
    await mia.asks('processing');
    expect(await stateOf(id)).toMatchObject({ status: 'processing' });
  },
  wrong: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/status ${code} flying`)).toContain('“flying” is no status of an order.');
    expect(await stateOf(id)).toMatchObject({ status: 'paid' });
  },
  role: async () => {
    const { id, order_code: code } = await deliveredOrder(database.sql, shop);
    expect(await mia.asks(`/status ${code} returned they sent it back`)).toContain('Your role may not do that.');
    expect(await stateOf(id)).toMatchObject({ status: 'delivered' });
  },
  state: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    expect(await mia.asks(`/status ${code} paid`)).toContain('An order becomes paid by its payments.');
    expect(await mia.asks(`/status ${code} delivered`)).toContain('That step is not possible from here.');
    const paid = await paidOrder(database.sql, shop);
    const said = await mia.asks(`/status ${paid.order_code} on its way`);
    expect(said).toContain('There is no parcel yet.');
    expect(said).toContain('[Show the order]');
    expect([await stateOf(id), await stateOf(paid.id)]).toMatchObject([{ status: 'awaiting_payment' }, { status: 'paid' }]);
  },
  elsewhere: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, other);
    expect(await mia.asks(`/status ${code} processing`)).toContain('There is no such thing at this desk');
    expect(await stateOf(id)).toMatchObject({ status: 'paid' });
  },
  stale: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/order ${code}`);
    await advance(database.sql, shop.managerId, id, 'processing');
    expect(await mia.taps('Prepare it')).toContain('That step is not possible from here.');
    expect(await moved(id, 'processing')).toHaveLength(1);
  },
  twice: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await twice(mia, `s1:status:${code}:processing`)).not.toContain('not possible');
    expect(await moved(id, 'processing')).toHaveLength(1);
  },
});

provesCommand('cancel', {
  happy: async () => {
    for (const [language, command] of [
      ['en', 'cancel'],
      ['ru', 'отменить'],
      ['tr', 'iptal'],
    ] as const) {
      const { id, order_code: code } = await order(database.sql, shop);
      const member = await desk.the('manager', language);
      await member.asks(`/${command} ${code} changed their mind`);
      await member.taps(phrases(language, 'do-it-surely', {}));
      expect(await stateOf(id)).toMatchObject({ status: 'cancelled' });
      expect(await moved(id, 'cancelled')).toMatchObject([{ reason: 'changed their mind', actor_id: member.id }]);
      expect(await member.asks('/undo')).toContain(phrases(language, 'undo-never-ended', {}));
    }
  },
  missing: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    expect(await mia.asks(`/cancel ${code}`)).toContain('Why? A few words are enough.');
    await mia.asks('The customer is gone');
    await mia.asks('yes');
    expect(await moved(id, 'cancelled')).toMatchObject([{ reason: 'The customer is gone' }]);
  },
  wrong: async () => expect(await mia.asks('/cancel everything')).toContain('“everything” is no order code.'),
  role: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    const said = await mia.asks(`/cancel ${code} they want it no more`);
    expect(said).toMatch(/Your role may not do that\.|This order holds the customer's money\./);
    expect(await stateOf(id)).toMatchObject({ status: 'paid' });
  },
  state: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    const said = await (await desk.the('admin')).asks(`/cancel ${code} they want it no more`);
    expect(said).toContain("This order holds the customer's money. It has to be given back first.");
    expect(await stateOf(id)).toMatchObject({ status: 'paid' });
  },
  elsewhere: async () => {
    const { id, order_code: code } = await order(database.sql, other);
    expect(await mia.asks(`/cancel ${code} by mistake`)).toContain('There is no such thing at this desk');
    expect(await stateOf(id)).toMatchObject({ status: 'awaiting_payment' });
  },
  stale: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/order ${code}`);
    await advance(database.sql, shop.managerId, id, 'cancelled', { reason: 'somebody else did' });
    await mia.taps('Cancel it');
    expect(await mia.asks('me too')).toContain('That step is not possible from here.');
    expect(await moved(id, 'cancelled')).toMatchObject([{ reason: 'somebody else did' }]);
  },
  twice: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/cancel ${code} gone`);
    await twice(mia, `s1:pick:cancel.sure:yes ${code}/cancelled`);
    expect(await moved(id, 'cancelled')).toHaveLength(1);
  },
});

provesCommand('close', {
  happy: async () => {
    for (const [language, command] of [
      ['en', 'close'],
      ['ru', 'закрыть'],
      ['tr', 'kapat'],
    ] as const) {
      const { id, order_code: code } = await deliveredOrder(database.sql, shop);
      const admin = await desk.the('admin', language);
      await admin.asks(`/${command} ${code}`);
      expect(await stateOf(id)).toMatchObject({ status: 'closed' });
      expect(await moved(id, 'closed')).toMatchObject([{ actor_id: admin.id }]);
      expect(await admin.asks('/undo')).toContain(phrases(language, 'undo-never-ended', {}));
    }
  },
  missing: async () => {
    const { id, order_code: code } = await deliveredOrder(database.sql, shop);
    const admin = await desk.the('admin');
    await admin.asks('/close');
    await admin.taps(new RegExp(`^${code} `));
    expect(await stateOf(id)).toMatchObject({ status: 'closed' });
  },
  wrong: async () => expect(await (await desk.the('admin')).asks('/close it all')).toContain('“it all” is no order code.'),
  role: async () => {
    const { id, order_code: code } = await deliveredOrder(database.sql, shop);
    expect(await mia.asks(`/close ${code}`)).toContain('Your role may not do that.');
    expect(await mia.asks(`/order ${code}`)).not.toContain('[Close it]');
    expect(await stateOf(id)).toMatchObject({ status: 'delivered' });
  },
  state: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await (await desk.the('admin')).asks(`/close ${code}`)).toContain('That step is not possible from here.');
    expect(await stateOf(id)).toMatchObject({ status: 'paid' });
  },
  elsewhere: async () => {
    const { id, order_code: code } = await deliveredOrder(database.sql, other);
    expect(await (await desk.the('admin')).asks(`/close ${code}`)).toContain('There is no such thing at this desk');
    expect(await stateOf(id)).toMatchObject({ status: 'delivered' });
  },
  stale: async () => {
    const { id, order_code: code } = await deliveredOrder(database.sql, shop);
    const admin = await desk.the('admin');
    expect(await admin.asks(`/order ${code}`)).toContain('[Close it]');
    await advance(database.sql, shop.adminId, id, 'returned', { reason: 'it came back' });
    await advance(database.sql, shop.adminId, id, 'closed').catch(() => undefined);
    const { status } = (await stateOf(id)) ?? {};
    // By its action: the card is shown anew meanwhile, without that button.
    await admin.send({ type: 'press', action: `s1:close:${code}` });
    const said = await admin.asks('/help help');
    expect(said).toMatch(/not possible from here|does not add up|given back/);
    expect(await stateOf(id)).toMatchObject({ status });
  },
  twice: async () => {
    const { id, order_code: code } = await deliveredOrder(database.sql, shop);
    const admin = await desk.the('admin');
    await twice(admin, `s1:close:${code}`);
    expect(await moved(id, 'closed')).toHaveLength(1);
  },
});
