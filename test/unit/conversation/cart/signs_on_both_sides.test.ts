import { expect, it } from 'vitest';
import type { CustomerOrder } from '../../../../src/conversation/results.ts';
import { createShelf, regular } from '../../../support/shelf.ts';
import { anOrder } from '../../../support/stories/cart.ts';
import { createTalk } from '../../../support/talk.ts';

const talkWithOrder = () => createTalk(regular, { ...createShelf(), orders: [anOrder as unknown as CustomerOrder] });

it('shows an offer with its lines, the money and its time, and accepts it', () => {
  const talk = talkWithOrder();
  talk.press('1:move:quote:1001');
  expect(talk.heard()).toContain('Offer for order 1001');
  expect(talk.heard()).toContain('2 × Helmet: 900.50 EUR');
  expect(talk.heard()).toContain('New price: 900.50 EUR');
  expect(talk.heard()).toContain('2026-11-22T10:00:00.000Z');
  talk.tap('Accept');
  expect(talk.commands).toEqual([{ do: 'answer-proposal', answer: 'accept', code: '1001', no: 1, note: null }]);
  expect(talk.heard()).toContain('Agreed: order 1001 comes to 900.50 EUR');
  expect(talk.last.tellsOf).toHaveLength(1);
});

it.each(['accept', 'принимаю', 'anlaştık'])('accepts by the word “%s”', (words) => {
  const talk = talkWithOrder();
  talk.press('1:move:quote:1001');
  talk.type(words);
  expect(talk.commands).toMatchObject([{ do: 'answer-proposal', answer: 'accept' }]);
});

it('passes on in their own words what somebody wants otherwise', () => {
  const talk = talkWithOrder();
  talk.press('1:offer-wish:1:1001');
  expect(talk.heard()).toContain('What should be different?');
  talk.type('In blue, and a little cheaper?');
  expect(talk.commands).toEqual([
    { do: 'answer-proposal', answer: 'decline', code: '1001', no: 1, note: 'In blue, and a little cheaper?' },
  ]);
});

it('answers from a notice, whatever is being talked about', () => {
  const talk = talkWithOrder();
  talk.send({ type: 'start', payload: '2026-001' });
  talk.press('1:offer:decline:1:1001');
  expect(talk.commands).toMatchObject([{ do: 'answer-proposal', answer: 'decline', no: 1 }]);
  expect(talk.stored?.state).toMatchObject({ memory: { draft: { listing: { code: '2026-001' } } } });
});

it('puts a change together and sends it; nothing is sent before', () => {
  const talk = talkWithOrder();
  talk.press('1:move:edit:1001');
  expect(talk.heard()).toMatch(/1\.: 2 × Helmet\n2\.: 1 × Bell/);
  expect(talk.buttons()).not.toContain('Send it to the desk');
  talk.tap('Helmet');
  talk.type('3');
  expect(talk.heard()).toContain('3 × Helmet (so far 2)');
  talk.tap('Bell');
  talk.tap('Take it out');
  expect(talk.heard()).toContain('Bell: taken out');
  expect(talk.commands).toEqual([]);
  talk.tap('Send it to the desk');
  expect(talk.commands).toMatchObject([{ do: 'propose-edit', code: '1001', lines: [{ position: 1, quantity: 3 }] }]);
  expect(talk.heard()).toContain('It would cost 900.50 EUR instead of 1000.00 EUR');
  expect(talk.buttons()).toContain('Take my change back');
});

it('offers to cancel instead of leaving nothing', () => {
  const talk = talkWithOrder();
  talk.press('1:move:edit:1001');
  for (const line of ['Helmet', 'Bell']) {
    talk.tap(line);
    talk.tap('Take it out');
  }
  expect(talk.heard()).toContain('Then nothing would be left');
  expect(talk.buttons()).toContain('Cancel the order');
  talk.tap('Leave it as it is');
  expect(talk.heard()).toContain('I have left the order as it is');
});
