import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { type AtDesk, atDesk, join, type Member, read } from '../../support/at-desk.ts';
import { aBuyer, type Buyer } from '../../support/buyer.ts';
import { phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { standing } from '../../support/proposals.ts';
import { advance, aPhone, call, captureLead, createOrder, openShop, paidOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const using = useWorkers(database);
let workers: TestWorkers;
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;
let ada: Buyer;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  workers = await using.start();
  desk = await atDesk(database, workers, shop);
  mia = await desk.the('manager');
  ada = await aBuyer(database, workers, shop);
});

/** An order of somebody who came in person, of things without a price. */
const onPaper = (where: Shop, ...titles: string[]) => createOrder(database.sql, where, { lines: titles.map((title) => ({ title })) });
const proposalsOf = (orderId: string) =>
  database.sql`select no, made_by, status, total_after::float8 as total from public.order_proposals where order_id = ${orderId} order by no`;
const pressed = async (member: Member, action: string) => {
  await member.send({ type: 'press', action });
  return member.asks('/help help');
};
const proposed = async (buyer: Buyer) => {
  const order = await buyer.buys();
  const own = { actor_id: shop.systemId, acting_customer_id: buyer.id };
  const { proposal } = await call(database.sql, 'propose_edit_safe', {
    ...{ ...own, order_id: order.id, lines: [{ position: 1, quantity: 3 }] },
  });
  await quiet(database);
  return { id: order.id as string, code: order.order_code as string, proposal: proposal as { id: string; no: number } };
};

provesCommand('quote', {
  happy: async () => {
    const order = await ada.asksFor('Bell', 'Basket');
    expect(await mia.asks(`/quote ${order.order_code} 1: 1 234,50 €, 2: 20`)).toContain('The customer has the offer now.');
    expect(await standing(database.sql, order.id)).toMatchObject({ status: 'created', total: null });
    expect(await proposalsOf(order.id)).toMatchObject([{ made_by: 'staff', status: 'open', total: 1254.5 }]);
    await quiet(database);
    await ada.presses(phrases('en', 'button-accept'));
    expect(await standing(database.sql, order.id)).toMatchObject({ status: 'awaiting_payment', total: 1254.5 });
  },
  missing: async () => {
    const order = await onPaper(shop, 'Bell', 'Basket');
    await mia.asks('/quote');
    await mia.taps(new RegExp(order.order_code));
    expect(await mia.asks('450')).toContain('Line 2 of 2: 1 × Basket.');
    expect(await mia.asks('20,5')).toContain('The prices are in force');
    expect(await standing(database.sql, order.id)).toMatchObject({ status: 'created', lines: [{ price: 450 }, { price: 20.5 }] });
  },
  wrong: async () => {
    const order = await onPaper(shop, 'Bell', 'Basket');
    expect(await mia.asks(`/quote ${order.order_code} much`)).toContain('I cannot read prices in “much”.');
    expect(await mia.asks('9: 450')).toContain('Which line is that the price of?');
    expect(await mia.asks('1: 5 USD, 2: 6 USD')).toContain('Prices here are in EUR.');
    expect(await standing(database.sql, order.id)).toMatchObject({ total: null, lines: [{ price: null }, { price: null }] });
  },
  role: { none: 'every role prices; an agent only what is theirs or nobody’s' },
  state: async () => {
    const { order_code: code, id } = await paidOrder(database.sql, shop);
    expect(await mia.asks(`/quote ${code} 90`)).toMatch(/Prices change only before an order is paid/);
    expect(await standing(database.sql, id)).toMatchObject({ status: 'paid', total: 100 });
  },
  elsewhere: async () => {
    const order = await onPaper(other, 'Bell');
    expect(await mia.asks(`/quote ${order.order_code}9 450`)).toContain('There is no such thing at this desk');
    const lead = (await captureLead(database.sql, other)).lead.id;
    expect(await mia.asks(`/quote ${lead} 450`)).toContain('There is no such thing at this desk');
    expect(await standing(database.sql, order.id)).toMatchObject({ total: null });
  },
  stale: async () => {
    const order = await onPaper(shop, 'Bell');
    await mia.asks(`/quote ${order.order_code} 450`);
    await mia.asks(`/quote ${order.order_code} 1: 400`);
    await (await desk.the('admin')).asks(`/quote ${order.order_code} 1: 300, + Basket: 10`);
    await (await desk.the('admin')).taps('Change the price');
    expect(await mia.taps('Change the price')).toContain('The total becomes €410.00 instead of €310.00.');
    expect(await standing(database.sql, order.id)).toMatchObject({ total: 310 });
  },
  twice: async () => {
    const lead = await ada.wishes('A red bike');
    await mia.asks(`/take ${lead}`);
    await mia.asks(`/quote ${lead} 450`);
    await mia.asks(`/quote ${lead} 450`);
    const orders = await database.sql`select id from public.orders where lead_id = ${lead}`;
    expect(orders).toHaveLength(1);
    expect(await proposalsOf(orders[0]?.id)).toHaveLength(1);
  },
});

describe('/quote', () => {
  it('shows what an agreed price would become, and changes it only after a yes', async () => {
    const order = await onPaper(shop, 'Bell', 'Basket');
    await mia.asks(`/quote ${order.order_code} 1: 450, 2: 20`);
    const shown = await mia.asks(`/quote ${order.order_code} 2: 25`);
    expect(shown).toContain('The total becomes €475.00 instead of €470.00.');
    expect(shown).toContain('2. 1 × Basket: €25.00');
    expect(await standing(database.sql, order.id)).toMatchObject({ total: 470 });
    await mia.taps('Change the price');
    expect(await standing(database.sql, order.id)).toMatchObject({ total: 475 });
    expect(await mia.asks('/undo')).toContain('These prices are in force already.');
  });

  it('keeps what a line had besides its price', async () => {
    const { id, order_code: code } = await createOrder(database.sql, shop, { lines: [{ listing_id: shop.listingId, quantity: 2 }] });
    await mia.asks(`/quote ${code} 90`);
    await mia.taps('Change the price');
    const [line] =
      await database.sql`select listing_id, quantity::int, total_amount::int from public.order_lines where order_id = ${id} and removed_at is null`;
    expect(line).toEqual({ listing_id: shop.listingId, quantity: 2, total_amount: 180 });
  });

  it('adds a line and takes one out', async () => {
    const order = await onPaper(shop, 'Bell', 'Basket');
    await mia.asks(`/quote ${order.order_code} 1: 5; 2: -; + Red helmet: 30`);
    expect(await standing(database.sql, order.id)).toMatchObject({
      total: 35,
      lines: [
        { title: 'Bell', price: 5 },
        { title: 'Red helmet', price: 30 },
      ],
    });
  });

  it('takes an offer back while nobody has answered it', async () => {
    const order = await ada.asksFor('Bell');
    await mia.asks(`/quote ${order.order_code} 450`);
    expect(await mia.asks('/undo')).toContain('The offer is taken back.');
    expect(await proposalsOf(order.id)).toMatchObject([{ status: 'withdrawn' }]);
  });

  it('makes an order of a lead nobody can be asked about, priced at once', async () => {
    const { lead } = await captureLead(database.sql, shop, { comment: 'By phone', customer: { full_name: 'Bob', phone: aPhone() } });
    await mia.asks('/leads');
    await mia.asks('/quote 1 Bike: 450; Helmet: 30');
    const [order] = await database.sql`select id from public.orders where lead_id = ${lead.id}`;
    expect(await standing(database.sql, order?.id)).toMatchObject({
      status: 'created',
      total: 480,
      lines: [{ title: 'Bike' }, { title: 'Helmet' }],
    });
  });

  it.each(languages)('leads from a wish to money in %s, one command a step', async (language) => {
    const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
    const olga = await join(database, workers, shop, 'manager', language, `Olga ${language}`);
    const buyer = await aBuyer(database, workers, shop, { language });
    const lead = await buyer.wishes('A red bike', { item_url: 'https://shop.example/bike' });
    const command = (name: string) => `/${say(`command-${name}`).split('|')[0]}`;
    await olga.asks(`${command('take')} ${lead}`);
    await olga.asks(`${command('qualify')} ${lead}`);
    await olga.taps(say('do-quote'));
    expect(await olga.asks('1 234,50 €')).toContain(say('quote-offered'));
    await quiet(database);
    await buyer.presses(say('button-accept'));
    const [order] = await database.sql`select id, order_code from public.orders where lead_id = ${lead}`;
    expect(await standing(database.sql, order?.id)).toMatchObject({
      status: 'awaiting_payment',
      total: 1234.5,
      lines: [{ title: 'A red bike' }],
    });
  });
});

provesCommand('accept', {
  happy: async () => {
    const { id, code } = await proposed(ada);
    expect(await mia.asks(`/order ${code}`)).toContain('Proposed: €300.00, proposed by the customer');
    expect(await mia.taps('Accept the change')).toContain('Agreed');
    expect(await standing(database.sql, id)).toMatchObject({ total: 300, lines: [{ quantity: 3 }] });
    expect(await mia.asks('/undo')).toContain('A new offer can be made instead.');
  },
  missing: async () => {
    const { id, code } = await proposed(ada);
    await mia.asks('/accept');
    await mia.taps(new RegExp(code));
    expect(await standing(database.sql, id)).toMatchObject({ total: 300 });
  },
  wrong: async () => expect(await mia.asks('/accept everything')).toContain('is no order code'),
  role: { none: 'every role answers; an agent only what is theirs or nobody’s' },
  state: async () => {
    const { order_code: code } = await ada.buys();
    expect(await mia.asks(`/accept ${code}`)).toContain('does not wait for an answer any more');
  },
  elsewhere: async () => {
    const { order_code: code } = await onPaper(other, 'Bell');
    expect(await mia.asks(`/accept ${code}9`)).toContain('There is no such thing at this desk');
  },
  stale: async () => {
    const { id, code, proposal } = await proposed(ada);
    const own = { actor_id: shop.systemId, acting_customer_id: ada.id };
    await call(database.sql, 'answer_proposal_safe', { ...own, proposal_id: proposal.id, answer: 'withdraw' });
    await call(database.sql, 'propose_edit_safe', { ...own, order_id: id, lines: [{ position: 1, quantity: 9 }] });
    await mia.send({ type: 'press', action: `s1:accept:${code}:n1` });
    await quiet(database, mia.chat);
    expect(read(mia.hears())).toContain('does not wait');
    expect(await standing(database.sql, id)).toMatchObject({ total: 100 });
  },
  twice: async () => {
    const { id, code } = await proposed(ada);
    await mia.send({ type: 'press', action: `s1:accept:${code}:n1` });
    expect(await pressed(mia, `s1:accept:${code}:n1`)).not.toContain('does not wait');
    expect(await proposalsOf(id)).toMatchObject([{ status: 'accepted' }]);
  },
});

provesCommand('decline', {
  happy: async () => {
    const { id, code } = await proposed(ada);
    expect(await mia.asks(`/decline ${code} only two are left`)).toContain('Turned down');
    expect(await standing(database.sql, id)).toMatchObject({ total: 100 });
    const [told] =
      await database.sql`select params from public.outbox_messages where phrase_key = 'notice-proposal-declined' and entity_id = ${id}`;
    expect(told?.params).toMatchObject({ note: 'only two are left' });
  },
  missing: async () => expect(await mia.asks('/decline')).toMatch(/order/i),
  wrong: async () => expect(await mia.asks('/decline that')).toContain('is no order code'),
  role: { none: 'every role answers; an agent only what is theirs or nobody’s' },
  state: async () => {
    const { code } = await proposed(ada);
    await mia.asks(`/accept ${code}`);
    expect(await mia.asks(`/decline ${code}`)).toContain('does not wait for an answer any more');
  },
  elsewhere: async () => {
    const { order_code: code } = await onPaper(other, 'Bell');
    expect(await mia.asks(`/decline ${code}9`)).toContain('There is no such thing at this desk');
  },
  stale: { none: 'its button is that of /accept, weighed in the same way' },
  twice: async () => {
    const { id, code } = await proposed(ada);
    await mia.send({ type: 'press', action: `s1:decline:${code}:n1` });
    await pressed(mia, `s1:decline:${code}:n1`);
    const told = await database.sql`select from public.outbox_messages where phrase_key = 'notice-proposal-declined' and entity_id = ${id}`;
    expect(told).toHaveLength(1);
  },
});

provesCommand('withdraw', {
  happy: async () => {
    const order = await ada.asksFor('Bell');
    await mia.asks(`/quote ${order.order_code} 450`);
    expect(await mia.taps('Take the offer back')).toContain('The offer is taken back.');
    expect(await proposalsOf(order.id)).toMatchObject([{ status: 'withdrawn' }]);
  },
  missing: async () => expect(await mia.asks('/withdraw')).toMatch(/order/i),
  wrong: async () => expect(await mia.asks('/withdraw that')).toContain('is no order code'),
  role: { none: 'every role prices; an agent only what is theirs or nobody’s' },
  state: async () => {
    const { code, id } = await proposed(ada);
    expect(await mia.asks(`/withdraw ${code}`)).toContain('The other side answers that.');
    expect(await proposalsOf(id)).toMatchObject([{ status: 'open' }]);
    await advance(database.sql, shop.managerId, id, 'cancelled', { reason: 'no' });
    expect(await mia.asks(`/withdraw ${code}`)).toContain('does not wait for an answer any more');
  },
  elsewhere: async () => {
    const { order_code: code } = await onPaper(other, 'Bell');
    expect(await mia.asks(`/withdraw ${code}9`)).toContain('There is no such thing at this desk');
  },
  stale: { none: 'its button is that of /accept, weighed in the same way' },
  twice: async () => {
    const order = await ada.asksFor('Bell');
    await mia.asks(`/quote ${order.order_code} 450`);
    await mia.send({ type: 'press', action: `s1:withdraw:${order.order_code}:n1` });
    await pressed(mia, `s1:withdraw:${order.order_code}:n1`);
    const told =
      await database.sql`select from public.outbox_messages where phrase_key = 'notice-proposal-withdrawn' and entity_id = ${order.id}`;
    expect(told).toHaveLength(1);
  },
});
