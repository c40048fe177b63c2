import { expect, it } from 'vitest';
import type { Facts } from '../../../src/conversation/step.ts';
import { createShelf, newcomer, regular } from '../../support/shelf.ts';
import { createTalk, type Talk } from '../../support/talk.ts';

function atSummary(facts: Facts = regular): Talk {
  const talk = createTalk(facts, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.tap('2');
  talk.tap('Large');
  talk.tap('As last time');
  return talk;
}

it('changes the quantity from the summary, and the total with it', () => {
  const talk = atSummary();
  expect(talk.heard()).toContain('Total: 2401.00 EUR');
  talk.tap('Change the quantity');
  expect(talk.heard()).toContain('How many');
  talk.type('3 pcs');
  expect(talk.heard()).toContain('Total: 3601.50 EUR');
});

it('comes back from a change unchanged', () => {
  const talk = atSummary();
  talk.tap('Change the quantity');
  talk.tap('Back');
  expect(talk.heard()).toMatch(/Your order[\s\S]*Quantity: 2/);
});

it('adds up large totals exactly', () => {
  const talk = atSummary();
  talk.tap('Change the quantity');
  talk.type('999');
  expect(talk.heard()).toContain('Total: 1199299.50 EUR');
});

it('changes the address, to picking up as well', () => {
  const talk = atSummary();
  talk.tap('Change the address');
  talk.type('I will pick it up');
  expect(talk.heard()).toContain('Delivery: You pick it up in person');
  talk.tap('Confirm: Cash');
  expect(talk.commands).toMatchObject([{ address: null }]);
});

it('takes a place on the map for an address', () => {
  const talk = atSummary();
  talk.tap('Change the address');
  talk.send({ type: 'location', latitude: 41.0082, longitude: 28.9784 });
  expect(talk.heard()).toContain('Delivery: 41.0082, 28.9784');
});

it('takes an address of 1000 characters and not of more', () => {
  const talk = atSummary();
  talk.tap('Change the address');
  talk.type('я'.repeat(1001));
  expect(talk.heard()).toContain('That is too long for me to read');
  talk.type('я'.repeat(1000));
  expect(talk.heard()).toContain(`Delivery: ${'я'.repeat(1000)}`);
});

it('adds, changes and takes away a comment', () => {
  const talk = atSummary();
  talk.tap('Add a comment');
  talk.type('Call before delivery');
  expect(talk.heard()).toContain('Comment: Call before delivery');
  talk.tap('Change the comment');
  talk.tap('No comment');
  expect(talk.heard()).not.toContain('Comment:');
  talk.type('comment');
  talk.type('Ring twice 🙂');
  expect(talk.heard()).toContain('Comment: Ring twice 🙂');
});

it('walks back through the questions and asks nothing again that is known', () => {
  const talk = atSummary();
  talk.tap('Back');
  talk.tap('Back');
  expect(talk.heard()).toContain('Size: which one');
  talk.tap('Small');
  expect(talk.heard()).toMatch(/Your order[\s\S]*Size: Small[\s\S]*Delivery: 12 Green Street/);
});

it('keeps who somebody is when another listing is opened', () => {
  const talk = createTalk(newcomer, createShelf());
  talk.send({ type: 'start', payload: '2026-002' });
  talk.type('2');
  talk.type('12 Green Street, London');
  talk.type('Ann Smith');
  talk.type('rather not');
  expect(talk.heard()).toContain('I have noted: Ann Smith, without a phone number.');
  talk.send({ type: 'start', payload: '2026-002' });
  expect(talk.heard()).toContain('It is in your cart already: 2');
  talk.type('1');
  talk.type('pickup');
  expect(talk.heard()).toContain('Do you agree?');
  talk.type('yes');
  expect(talk.commands).toEqual([{ do: 'meet-customer', name: 'Ann Smith', phone: null, phoneVerified: false, privacyVersion: '2026-11' }]);
});

it('takes no order without consent, and says so', () => {
  const talk = createTalk(newcomer, createShelf());
  talk.send({ type: 'start', payload: '2026-002' });
  for (const text of ['2', 'pickup', 'Ann', '+44 20 7946 0958', 'no']) talk.type(text);
  expect(talk.heard()).toContain('Without your agreement I may not take an order');
  expect(talk.buttons()).toContain('Talk to a person');
  expect(talk.commands).toEqual([]);
});

it('asks a customer who agreed to an older note once more, and nothing else', () => {
  const talk = atSummary({ ...regular, customer: regular.customer && { ...regular.customer, privacyVersion: '2020-01' } });
  expect(talk.heard()).toContain('Do you agree?');
  talk.tap('I agree');
  expect(talk.commands).toMatchObject([{ do: 'meet-customer', name: 'Ann Smith', phone: '+442079460958' }]);
  expect(talk.heard()).toContain('Your order');
});

it('vouches for a phone only when the channel does', () => {
  for (const own of [true, false]) {
    const talk = createTalk({ ...newcomer, channel: { ...newcomer.channel, asksForContact: true } }, createShelf());
    talk.send({ type: 'start', payload: '2026-002' });
    for (const text of ['2', 'pickup', 'Ann']) talk.type(text);
    expect(talk.replies).toMatchObject([{ ask: 'contact' }]);
    talk.send({ type: 'contact', phone: '442079460958', own });
    talk.type('yes');
    expect(talk.commands).toMatchObject([{ do: 'meet-customer', phone: '+442079460958', phoneVerified: own }]);
  }
});
