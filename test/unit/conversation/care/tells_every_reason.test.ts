import { describe, expect, it } from 'vitest';
import { notPossible, whatIsPossible } from '../../../../src/conversation/care/why.ts';
import type { Reply } from '../../../../src/conversation/reply.ts';
import type { CustomerOrder } from '../../../../src/conversation/results.ts';
import { type Move, type Reason, type ReasonCode, reasonCodes } from '../../../../src/orders/moves.ts';
import { languages } from '../../../../src/phrases/phrases.ts';
import { anOrder } from '../../../support/claimed.ts';
import { inWords, spoken } from '../../../support/talk.ts';

/** Which moves the database refuses for which reason, and in which statuses of the order. */
const GIVEN: Record<ReasonCode, [Move, CustomerOrder['status'][]]> = {
  ENDED: ['cancel', ['closed', 'cancelled', 'returned']],
  NOTHING_DUE: ['pay', ['paid', 'processing', 'in_delivery', 'delivered']],
  NOT_DELIVERED: ['rate', ['created', 'awaiting_payment', 'paid', 'processing', 'in_delivery', 'cancelled', 'returned']],
  NOT_ON_SALE: ['repeat', ['awaiting_payment', 'closed']],
  NOT_PRICED: ['pay', ['created']],
  NOT_SHIPPED: ['track', ['created', 'awaiting_payment', 'paid', 'processing', 'delivered', 'closed', 'cancelled']],
  NO_PROPOSAL: ['quote', ['created', 'awaiting_payment', 'paid']],
  PROPOSAL_OPEN: ['edit', ['created', 'awaiting_payment']],
  RATED_ALREADY: ['rate', ['delivered', 'closed']],
  RECEIVED_ALREADY: ['received', ['in_delivery', 'delivered']],
  REFUND_REQUIRED: ['cancel', ['created', 'awaiting_payment']],
  SHIPPED: ['address', ['in_delivery', 'delivered']],
  TOO_LATE: ['cancel', ['paid', 'processing', 'in_delivery', 'delivered']],
};
const situations = reasonCodes.flatMap((code) => GIVEN[code][1].map((status) => [code, status] as const));
const orderOf = (status: CustomerOrder['status'], moves: Move[] = ['ask']) => anOrder({ status, moves });
const labels = (reply: Reply) => (reply.choices ?? []).map(({ label }) => inWords(label, 'en'));

describe.each(languages)('in %s', (language) => {
  it.each(situations)('%s of an order that is %s is a sentence of its own with a way out', (code, status) => {
    for (const made_by of ['customer', 'staff']) {
      const reply = notPossible(GIVEN[code][0], orderOf(status), [{ code, made_by, no: 2 }]);
      const [cannot, why, ...more] = reply.kind === 'text' ? reply.text : [];
      expect([cannot?.key, more]).toEqual(['why-cannot', []]);
      expect(why?.key).toMatch(/^why-(?!otherwise)/);
      expect(why && inWords(why, language)).toMatch(/[.?!]$/);
      expect(labels(reply)).toEqual(expect.arrayContaining(['Ask about this order', 'Talk to a person', 'Menu']));
    }
  });

  it('no two reasons for one order sound the same', () => {
    const order = orderOf('awaiting_payment');
    const told = reasonCodes.map((code) => spoken(notPossible('track', order, [{ code }]), language));
    expect(new Set(told).size).toBe(reasonCodes.length);
  });
});

it.each<CustomerOrder['status']>(['cancelled', 'returned', 'closed'])('promises nothing of an order that is %s', (status) => {
  const against = (move: Move, code: ReasonCode) => ({ move, allowed: false, reasons: [{ code }] });
  const moves = [against('cancel', 'ENDED'), against('track', 'NOT_SHIPPED'), against('rate', 'NOT_DELIVERED')];
  const said = spoken(whatIsPossible(orderOf(status), moves), 'en');
  expect(said).not.toMatch(/message as soon as|when it has arrived/);
  expect(said.match(/has ended/g)).toHaveLength(1);
});

it('offers to take back the wish that stands in the way, and to answer the offer that does', () => {
  const own: Reason = { code: 'PROPOSAL_OPEN', made_by: 'customer', no: 3 };
  const order = orderOf('awaiting_payment', ['quote', 'ask']);
  const reply = notPossible('edit', order, [own]);
  expect(reply.choices?.[0]?.action).toBe('1:offer:withdraw:3:1042');
  expect(labels(notPossible('edit', order, [{ ...own, made_by: 'staff' }]))[0]).toBe('See the offer');
});

it('a reason of a newer database is passed on to a person', () => {
  const reply = notPossible('cancel', orderOf('paid'), [{ code: 'FULL_MOON' }]);
  expect(spoken(reply, 'en')).toContain('A person can tell you more');
  expect(labels(reply)).toEqual(expect.arrayContaining(['Ask about this order', 'Talk to a person']));
});
