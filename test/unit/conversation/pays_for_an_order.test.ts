import { describe, expect, it } from 'vitest';
import { load } from '../../../src/conversation/state.ts';
import type { Facts } from '../../../src/conversation/step.ts';
import { createShelf, regular, type Shelf } from '../../support/shelf.ts';
import { createTalk, type Talk } from '../../support/talk.ts';

const photo = (path: string | null = 'chats/1.jpg', caption: string | null = null) =>
  ({ type: 'file', kind: 'image', name: 'a.jpg', size: 1000, path, caption }) as const;
const placeOf = ({ stored }: Talk) => stored && load(stored)?.place;

/** Somebody who has just placed so many orders, paying by transfer. */
function ordered(count = 1, facts: Facts = regular): { talk: Talk; shelf: Shelf } {
  const shelf = createShelf();
  const talk = createTalk(facts, shelf);
  for (let placed = 0; placed < count; placed++) {
    talk.send({ type: 'start', payload: '2026-001' });
    talk.tap('1');
    talk.tap('Large');
    talk.tap('As last time');
    talk.tap('Confirm: Bank transfer');
  }
  return { talk, shelf };
}

const oneWay: Facts = { ...regular, desk: { ...regular.desk, paymentMethods: regular.desk.paymentMethods.slice(0, 1) } };

it('offers to pay right after the order is placed, and leads from there to the report in five taps', () => {
  const { talk } = ordered();
  expect(talk.buttons()).toContain('Pay');
  talk.tap('Pay');
  expect(talk.heard()).toContain('1200.50 EUR is still to be paid for order 1001. How would you like to pay?');
  talk.tap('Bank transfer');
  expect(talk.heard()).toContain('To pay for order 1001: 1200.50 EUR, Bank transfer.');
  expect(talk.heard()).toContain('Account: DE89 3704 0044 0532 0130 00');
  expect(talk.heard()).toContain('[code: BCD\n002\n1\nSCT');
  talk.tap('I have paid');
  expect(talk.heard()).toContain('Send a photo, a screenshot or a PDF of the receipt here.');
  talk.send(photo());
  expect(talk.commands.at(-1)).toEqual({
    ...{ do: 'report-payment', orderId: '00000000-0000-4000-9000-000000000000', method: 'bank_transfer' },
    ...{ amount: null, file: 'chats/1.jpg' },
  });
  expect(talk.heard()).toContain('We are checking your payment of 1200.50 EUR for order 1001; you need to do nothing more.');
  expect(talk.heard()).toContain('up to 15 minutes');
  expect(talk.buttons()).toEqual(['Order 1001', 'Menu']);
  expect(placeOf(talk)).toBe('home');
});

it('lets another way be chosen, whichever was chosen before', () => {
  const { talk } = ordered();
  talk.tap('Pay');
  talk.tap('Cash');
  talk.tap('Another way to pay');
  expect(talk.heard()).toContain('How would you like to pay?');
  talk.type('bank transfer');
  expect(talk.heard()).toContain('Account: DE89');
});

it('asks for no choice where there is one way', () => {
  const { talk } = ordered(1, oneWay);
  talk.tap('Pay');
  expect(talk.heard()).toContain('To pay for order 1001: 1200.50 EUR, Bank transfer.');
  expect(talk.buttons()).not.toContain('Another way to pay');
});

it('fills order, amount and currency into what the desk says of a way, when the order is placed too', () => {
  const [transfer, ...others] = regular.desk.paymentMethods;
  const instructions = { en: 'Send {amount} {currency}, name {order}.' };
  const facts = {
    ...regular,
    desk: { ...regular.desk, paymentMethods: transfer === undefined ? [] : [{ ...transfer, instructions }, ...others] },
  };
  const { talk } = ordered(1, facts);
  expect(talk.heard()).toContain('Send 1200.50 EUR, name 1001.');
});

it.each([
  ['how do i pay', 'Pay'],
  ['Как оплатить?', 'Pay'],
  ['nasıl ödeyebilirim', 'Pay'],
])('understands "%s"', (words) => {
  const { talk } = ordered(1, oneWay);
  talk.type(words);
  expect(placeOf(talk)).toBe('pay-way');
});

it.each(['I have paid', 'я оплатил', 'Ödedim'])('understands "%s"', (words) => {
  const { talk } = ordered(1, oneWay);
  talk.type(words);
  expect(placeOf(talk)).toBe('pay-proof');
});

it('says that there is nothing to pay, with a way on', () => {
  const talk = createTalk(regular, createShelf());
  talk.type('how do i pay');
  expect(talk.heard()).toContain('There is nothing to pay at the moment');
  expect(talk.buttons()).toEqual(['My orders', 'Menu']);
});

it('asks which order is meant when several are waiting', () => {
  const { talk } = ordered(2, oneWay);
  talk.type('I have paid');
  expect(talk.heard()).toBe('Which order is it about?');
  talk.tap('Order 1001');
  expect(talk.heard()).toContain('Have you paid 1200.50 EUR for order 1001?');
});

describe('asked for a proof', () => {
  const asked = () => {
    const { talk, shelf } = ordered(1, oneWay);
    talk.type('I have paid');
    return { talk, shelf };
  };

  it('takes a part that was paid, then the picture', () => {
    const { talk } = asked();
    talk.type('I sent 400,50 €');
    expect(talk.heard()).toContain('Noted: 400.50 EUR for order 1001.');
    talk.send(photo());
    expect(talk.commands.at(-1)).toMatchObject({ amount: '400.50', file: 'chats/1.jpg' });
  });

  it.each(['No picture, just tell them', 'typed'])('goes on without a picture: %s', (how) => {
    const { talk } = asked();
    if (how === 'typed') talk.type('no');
    else talk.tap(how);
    expect(talk.commands.at(-1)).toMatchObject({ do: 'report-payment', file: null });
    expect(talk.heard()).toContain('We are checking your payment');
  });

  it('says why a file was not kept, and asks again', () => {
    const { talk } = asked();
    talk.send(photo(null));
    expect(talk.heard()).toContain('I could not keep this file');
    expect(talk.heard()).toContain('Send a photo');
    expect(talk.commands).toEqual([]);
  });

  it.each(['blue', 'I sent it on 12 May', '400 USD'])('says what it would understand instead of "%s"', (words) => {
    const { talk } = asked();
    talk.type(words);
    expect(talk.heard()).toContain('type an amount, for example 40');
    expect(talk.heard()).toContain('Send a photo');
  });

  it.each([
    ['cancel', 'home'],
    ['menu', 'home'],
    ['back', 'pay-way'],
    ['help', 'pay-proof'],
    ['спасибо', 'pay-proof'],
    ['person', 'human'],
  ])('lets "%s" lead to %s, and reports nothing', (words, place) => {
    const { talk } = asked();
    talk.type(words);
    expect(placeOf(talk)).toBe(place);
    expect(talk.commands.map((command) => command.do)).not.toContain('report-payment');
    expect(talk.replies).not.toEqual([]);
  });

  it('says what the desk refuses, and ends the step', () => {
    const { talk, shelf } = asked();
    shelf.refuse = { command: 'report-payment', code: 'NOTHING_DUE' };
    talk.send(photo());
    expect(talk.heard()).toContain('This order is paid in full already');
    expect(placeOf(talk)).toBe('home');
    expect(talk.buttons()).toContain('Talk to a person');
  });

  it('a button of another order’s step is over', () => {
    const { talk } = asked();
    talk.press('1:noproof:1002');
    expect(talk.heard()).toContain('That step is over');
    expect(talk.commands).toEqual([]);
  });
});

describe('a file that nobody asked for', () => {
  it('is asked about when one order waits for money: yes', () => {
    const { talk } = ordered(1, oneWay);
    talk.send(photo('chats/7.jpg'));
    expect(talk.heard()).toContain('Is it the proof that you have paid 1200.50 EUR for order 1001?');
    talk.type('да');
    expect(talk.commands.at(-1)).toMatchObject({ do: 'report-payment', file: 'chats/7.jpg', method: 'bank_transfer' });
    expect(talk.heard()).toContain('We are checking your payment');
  });

  it('is asked about when one order waits for money: no', () => {
    const { talk } = ordered(1, oneWay);
    talk.send(photo());
    talk.tap('No, something else');
    expect(talk.heard()).toContain('Thank you, I have kept the file.');
    expect(talk.commands).toEqual([]);
    expect(placeOf(talk)).toBe('home');
  });

  it('asks which order, and how it was paid, where there are several', () => {
    const { talk } = ordered(2);
    talk.send(photo('chats/7.jpg'));
    talk.tap('Order 1001');
    expect(talk.heard()).toContain('How have you paid for order 1001?');
    talk.tap('Cash');
    expect(talk.commands.at(-1)).toMatchObject({ do: 'report-payment', file: 'chats/7.jpg', method: 'cash' });
  });

  it('is kept for a person when nothing waits for money', () => {
    const talk = createTalk(regular, createShelf());
    talk.send(photo());
    expect(talk.heard()).toContain('Thank you, I have kept the file.');
  });

  it('is about the order that is being filled in, and interrupts nothing', () => {
    const { talk } = ordered(1, oneWay);
    talk.send({ type: 'start', payload: '2026-001' });
    talk.send(photo());
    expect(talk.commands).toEqual([]);
    expect(talk.heard()).toContain('How many');
  });

  it('with other words is no proof: it shows what somebody wishes for', () => {
    const { talk } = ordered(1, oneWay);
    talk.send(photo('chats/7.jpg', 'road bike'));
    expect(talk.commands).toEqual([]);
    expect(load(talk.last.next)?.memory.lead.wish).toMatchObject({ photos: ['chats/7.jpg'], words: 'road bike' });
  });
});
