import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { createOrder, openShop, order, paidOrder, pay, type Shop } from '../../support/shop.ts';
import { until } from '../../support/waiting.ts';

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

const paymentsOf = async (orderId: string) =>
  [
    ...(await database.sql`select role, direction, amount::float8 as amount, currency, method, status, external_reference as reference, refund_reason as why
      from public.payments where order_id = ${orderId} and status <> 'planned' order by created_at`),
  ].map((row) => ({ ...row }));
const statusOf = async (orderId: string) => (await database.sql`select status from public.orders where id = ${orderId}`)[0]?.status;
const pressed = async (member: Member, action: string) => {
  await member.send({ type: 'press', action });
  return member.asks('/help help');
};
const elsewhere = async (command: string, rest: string) => {
  const { order_code: code, id } = await order(database.sql, other);
  expect(await mia.asks(`/${command} ${code}9 ${rest}`)).toContain('There is no such thing at this desk');
  expect(await paymentsOf(id)).toEqual([]);
};

provesCommand('pay', {
  happy: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    expect(await mia.asks(`/pay ${code} 40,50 € cash`)).toContain('Recorded: €40.50.');
    expect(await mia.asks(`/pay ${code} rest bank transfer RF18 5390`)).toContain('Recorded: €59.50.');
    expect(await paymentsOf(id)).toMatchObject([
      { role: 'client_payment', amount: 40.5, method: 'cash', reference: null },
      { role: 'client_payment', amount: 59.5, method: 'bank_transfer', reference: 'RF18 5390' },
    ]);
    expect(await statusOf(id)).toBe('paid');
  },
  missing: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/order ${code}`);
    expect(await mia.taps('Record a payment')).toContain('How much has the customer paid');
    await mia.taps('All of it: €100.00');
    expect(await mia.taps('Card')).toContain('This way of paying has a reference.');
    expect(await mia.asks('stripe:77')).toContain('Recorded: €100.00.');
    expect(await paymentsOf(id)).toMatchObject([{ amount: 100, method: 'card', reference: 'stripe:77' }]);
  },
  wrong: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    expect(await mia.asks(`/pay ${code} much`)).toContain('“much” is no sum of money.');
    expect(await mia.asks(`/pay ${code} 100 USD cash`)).toContain('That can only be in EUR here.');
    expect(await mia.asks(`/pay ${code} 100 by-pigeon`)).toContain('How was it paid?');
    expect(await mia.asks(`/pay ${code} -5 cash`)).toContain('is no sum of money');
    expect(await paymentsOf(id)).toEqual([]);
  },
  role: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/pay ${code} 10 cash`);
    const agent = await desk.the('agent');
    expect(await agent.asks(`/pay ${code} 20 cash`)).toContain('Recorded');
    expect(await paymentsOf(id)).toHaveLength(2);
  },
  state: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/pay ${code} rest cash`)).toContain('Nothing is due for this order.');
    expect(await mia.asks(`/pay ${code} 30 cash`)).toContain('Nothing is due for this order. Record €30.00 all the same?');
    expect(await paymentsOf(id)).toHaveLength(1);
    await mia.taps('Yes, record it');
    expect(await paymentsOf(id)).toHaveLength(2);
  },
  elsewhere: () => elsewhere('pay', '100 cash'),
  stale: async () => {
    const one = await order(database.sql, shop);
    const another = await order(database.sql, shop);
    await mia.asks(`/pay ${one.order_code} 300 cash`);
    await mia.asks(`/pay ${another.order_code} 200 cash`);
    const answer = await mia.presses(`s1:pick:pay.sure:yes ${one.order_code}/300.00/0`);
    expect(JSON.stringify(answer)).toContain('200');
    expect([...(await paymentsOf(one.id)), ...(await paymentsOf(another.id))]).toEqual([]);
  },
  twice: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/pay ${code} 30 cash`);
    expect(await mia.asks(`/pay ${code} 30 cash`)).toContain('is written down already. Once more?');
    expect(await paymentsOf(id)).toHaveLength(1);
    await mia.send({ type: 'press', action: `s1:pick:pay.sure:yes ${code}/30.00/1` });
    await pressed(mia, `s1:pick:pay.sure:yes ${code}/30.00/1`);
    expect(await paymentsOf(id)).toHaveLength(2);
  },
});

describe('/pay', () => {
  it('is one payment when two write the same down in the same moment', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const boss = await desk.the('admin');
    // Held until both have read what is due and are about to write it down.
    const asking = await database.sql.begin(async (transaction) => {
      await transaction`select from public.orders where id = ${id} for update`;
      const both = [mia, boss].map((who) => who.asks(`/pay ${code} rest cash`));
      await until(async () => {
        const [row] = await database.sql`
          select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        return row?.waiting === both.length;
      });
      return { both };
    });
    const told = await Promise.all(asking.both);
    expect(await paymentsOf(id)).toHaveLength(1);
    expect(told.filter((words) => words.includes('Recorded: '))).toHaveLength(1);
    expect(told.filter((words) => /already/.test(words))).toHaveLength(1);
    await mia.asks(`/payout ${code} supplier 5 cash`);
    await mia.asks(`/pay ${code} 7 cash`);
    await mia.presses(/^Yes/);
    expect(await paymentsOf(id)).toHaveLength(3);
  });

  it('says that a reference is known, and records nothing more', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/pay ${code} 30 card ch_1`);
    await mia.asks(`/pay ${code} 30 card ch_1`);
    expect(await mia.taps('Yes, record it')).toContain('That is recorded already');
    expect(await mia.asks(`/pay ${code} 31 card ch_1`)).toContain('This reference is known with another amount or order.');
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  it.each(languages)('takes sums as people write them, in %s', async (language) => {
    const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
    const { id, order_code: code } = await createOrder(database.sql, shop, {
      actor_id: shop.managerId,
      lines: [{ title: 'A bike', unit_price: '1234.5' }],
    });
    const olga = await join(database, workers, shop, 'manager', language, `Olga ${language}`);
    const word = (key: string) => say(key).split('|')[0];
    await olga.asks(`/${word('command-pay')} ${code} 1.234,50 € ${word('option-cash')}`);
    expect(await paymentsOf(id)).toMatchObject([{ amount: 1234.5, method: 'cash' }]);
    expect(await olga.asks(`/${word('command-undo')}`)).toContain(say('undo-money'));
  });
});

provesCommand('payout', {
  happy: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/payout ${code} supplier 30 USD cash`)).toContain(`Recorded: $30.00. Order ${code}.`);
    expect((await paymentsOf(id))[1]).toMatchObject({ role: 'supplier_payment', direction: 'outgoing', amount: 30, currency: 'USD' });
    expect(await mia.asks('/undo')).toContain('stays in the books');
    await mia.taps('Record what came back');
    expect((await paymentsOf(id))[2]).toMatchObject({ role: 'supplier_refund', direction: 'incoming', amount: 30, currency: 'USD' });
  },
  missing: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/payout ${code}`);
    expect(await mia.taps('Shipping')).toContain('How much went out');
    await mia.asks('12');
    await mia.taps('Cash');
    expect((await paymentsOf(id))[1]).toMatchObject({ role: 'shipping_payment', amount: 12, currency: 'EUR', method: 'cash' });
  },
  wrong: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/payout ${code} champagne 30`)).toContain('“champagne 30” is nothing an order pays for.');
    expect(await mia.asks(`/payout ${code} supplier 30 CHF cash`)).toContain('That can only be in');
  },
  role: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await (await desk.the('agent')).asks(`/payout ${code} supplier 30 cash`)).toContain('That takes a manager.');
    expect(await paymentsOf(id)).toHaveLength(1);
  },
  state: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const said = await mia.asks(`/payout ${code} supplier 30 cash`);
    expect(said).toContain('The customer has not paid for this order yet');
    expect(said).toContain('[Record a payment]');
    expect(await paymentsOf(id)).toEqual([]);
  },
  elsewhere: () => elsewhere('payout', 'supplier 30 cash'),
  stale: { none: 'what it asks is weighed as with /pay' },
  twice: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/payout ${code} supplier 30 cash`);
    expect(await mia.asks(`/payout ${code} supplier 30 cash`)).toContain('Once more?');
    expect(await paymentsOf(id)).toHaveLength(2);
  },
});

provesCommand('payback', {
  happy: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/payback ${code} 5 cash`)).toContain('Recorded: €5.00.');
    expect((await paymentsOf(id))[1]).toMatchObject({ role: 'supplier_refund', direction: 'incoming', amount: 5 });
  },
  missing: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/payback ${code}`)).toContain('How much came back');
  },
  wrong: async () => expect(await mia.asks('/payback something')).toContain('is no order code'),
  role: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await (await desk.the('agent')).asks(`/payback ${code} 5 cash`)).toContain('That takes a manager.');
  },
  state: { none: 'a supplier gives back whenever they like' },
  elsewhere: () => elsewhere('payback', '5 cash'),
  stale: { none: 'what it asks is weighed as with /pay' },
  twice: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/payback ${code} 5 cash`);
    expect(await mia.asks(`/payback ${code} 5 cash`)).toContain('Once more?');
    expect(await paymentsOf(id)).toHaveLength(2);
  },
});

provesCommand('refund', {
  happy: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await pay(database.sql, shop, id, { amount: 130, method: 'cash', external_reference: undefined });
    const eve = await desk.the('admin');
    expect(await eve.asks(`/refund ${code} 30 overpayment`)).toContain('Recorded: €30.00.');
    expect((await paymentsOf(id))[1]).toMatchObject({
      role: 'refund',
      direction: 'outgoing',
      amount: 30,
      method: 'cash',
      why: 'overpayment',
    });
  },
  missing: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await pay(database.sql, shop, id, { amount: 60 });
    await pay(database.sql, shop, id, { amount: 40, method: 'cash', external_reference: undefined });
    const eve = await desk.the('admin');
    expect(await eve.asks(`/refund ${code}`)).toContain('How much is to be given back');
    await eve.asks('10');
    expect(await eve.taps('Goods came back')).toContain('Which payment is given back?');
    expect(await eve.taps(/60\.00/)).toContain('This way of paying has a reference.');
    await eve.asks(`re_${code}`);
    expect((await paymentsOf(id))[2]).toMatchObject({
      role: 'refund',
      amount: 10,
      method: 'card',
      reference: `re_${code}`,
      why: 'returned',
    });
  },
  wrong: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/refund ${code} 10 whim`)).toContain('“whim” is no reason for a refund.');
  },
  role: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await pay(database.sql, shop, id, { method: 'cash', external_reference: undefined });
    const eve = await desk.the('admin');
    expect(await mia.asks(`/refund ${code} 30 cancelled`)).toContain('Refunds are for admins.');
    expect(await paymentsOf(id)).toHaveLength(1);
    expect(await mia.taps('Ask an admin for the refund')).toContain('The admins have been asked to refund €30.00');
    await quiet(database);
    expect(await eve.taps('Refund')).toContain('Recorded: €30.00.');
    expect((await paymentsOf(id))[1]).toMatchObject({ role: 'refund', amount: 30, why: 'cancelled' });
    const [task] = await database.sql`select status from public.tasks where order_id = ${id} and kind = 'task-refund-asked'`;
    expect(task?.status).toBe('done');
  },
  state: async () => {
    const { order_code: code } = await order(database.sql, shop);
    expect(await (await desk.the('admin')).asks(`/refund ${code} 30 returned`)).toContain('The customer has not paid for this order yet');
    const paid = await paidOrder(database.sql, shop);
    const eve = await desk.the('admin');
    expect(await eve.asks(`/refund ${paid.order_code} 130 returned card x`)).toContain('More cannot be given back than came in.');
  },
  elsewhere: () => elsewhere('refund', '5 returned'),
  stale: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await pay(database.sql, shop, id, { method: 'cash', external_reference: undefined });
    const eve = await desk.the('admin');
    await mia.asks(`/refund ${code} 30 cancelled`);
    await mia.taps('Ask an admin for the refund');
    await quiet(database);
    await eve.taps('Refund');
    expect(await eve.presses('Refund').then((said) => JSON.stringify(said))).toMatch(/Once more|\[\]/);
    expect(await paymentsOf(id)).toHaveLength(2);
  },
  twice: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await pay(database.sql, shop, id, { method: 'cash', external_reference: undefined });
    const eve = await desk.the('admin');
    await eve.send({ type: 'press', action: `s1:refund:${code}:30.00:returned` });
    await pressed(eve, `s1:refund:${code}:30.00:returned`);
    expect(await eve.asks(`/refund ${code} 30 returned`)).toContain('Once more?');
    expect(await paymentsOf(id)).toHaveLength(2);
  },
});

it('asks before it tells a customer that too much was paid when it was not', async () => {
  const { id, order_code: code } = await order(database.sql, shop);
  await pay(database.sql, shop, id, { method: 'cash', external_reference: undefined });
  const eve = await desk.the('admin');
  expect(await eve.asks(`/refund ${code} 5 overpayment`)).toContain(`Order ${code} has not been paid by €5.00 too much`);
  await eve.asks('cancel');
  expect(await paymentsOf(id)).toHaveLength(1);
  await eve.asks(`/refund ${code} 5 overpayment`);
  expect(await eve.asks('yes')).toContain('Recorded: €5.00.');
  expect(await eve.asks(`/refund ${code} 5 overpayment`)).toContain('has not been paid by');
  expect(await eve.taps('Yes, record it')).toContain('Once more?');
  expect(await eve.taps('Yes, record it')).toContain('Recorded: €5.00.');
  expect(await paymentsOf(id)).toHaveLength(3);
});

it('shows on an order what was paid too much', async () => {
  const { id, order_code: code } = await order(database.sql, shop);
  await pay(database.sql, shop, id, { amount: 500 });
  const card = await mia.asks(`/order ${code}`);
  expect(card).toContain('Paid too much: €400.00');
  expect(card).not.toContain('Still due');
});

provesCommand('ask-refund', {
  happy: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/ask_refund ${code} all overpayment`)).toContain('The admins have been asked to refund €100.00');
    const [task] = await database.sql`select status, title from public.tasks where order_id = ${id} and kind = 'task-refund-asked'`;
    expect(task).toMatchObject({ status: 'open', title: expect.stringContaining('100.00 EUR') });
    expect(await mia.asks('/undo')).toContain('The admins have the request already.');
  },
  missing: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/ask_refund ${code}`)).toContain('How much is to be given back');
  },
  wrong: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/ask_refund ${code} 10 whim`)).toContain('is no reason for a refund');
  },
  role: { none: 'whoever may not refund may ask for it' },
  state: async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/ask_refund ${code} 101 returned`)).toContain('More cannot be given back than came in.');
  },
  elsewhere: () => elsewhere('ask_refund', '5 returned'),
  stale: { none: 'the request is weighed by the desk when it is made, and by the admin' },
  twice: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.send({ type: 'press', action: `s1:ask-refund:${code}:10.00:returned` });
    await pressed(mia, `s1:ask-refund:${code}:10.00:returned`);
    expect(await database.sql`select from public.tasks where order_id = ${id} and kind = 'task-refund-asked'`).toHaveLength(1);
  },
});

provesCommand('payments', {
  happy: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await pay(database.sql, shop, id, { amount: 40 });
    await mia.asks(`/payout ${code} commission 3 cash`);
    const said = await mia.asks(`/payments ${code}`);
    expect(said).toContain('Still due: €60.00');
    expect(said).toMatch(/From the customer: €40\.00, Card, done, stripe:/);
    expect(said).toContain('Commission: €3.00, Cash, done');
    expect(await (await desk.the('agent')).asks(`/payments ${code}`)).not.toContain('Commission');
  },
  missing: async () => expect(await mia.asks('/payments')).toMatch(/order/i),
  wrong: async () => expect(await mia.asks('/payments all of them')).toContain('is no order code'),
  role: { none: 'every role may look; an agent without what goes out' },
  state: { none: 'it can be looked at in every state' },
  elsewhere: () => elsewhere('payments', ''),
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});
