import { expect, it } from 'vitest';
import type { CustomerOrder } from '../../../../src/conversation/results.ts';
import { bike, createShelf, regular } from '../../../support/shelf.ts';
import { anOrder } from '../../../support/stories/cart.ts';
import { createTalk } from '../../../support/talk.ts';

const savedCart = { id: '00000000-0000-4000-b000-000000000001', lines: [{ title: bike.title, quantity: 2 }] };

it('offers a cart of before where a conversation begins, and takes it up with the prices of today', () => {
  const talk = createTalk({ ...regular, savedCart }, createShelf());
  talk.type('hello');
  expect(talk.heard()).toContain('Last time you left “Road bike” in your cart');
  talk.tap('Go on with my cart');
  expect(talk.commands).toEqual([{ do: 'take-cart', cart: savedCart.id, answer: 'take' }]);
  expect(talk.heard()).toContain('“Road bike (Large)” cost 999.00 EUR then and costs 1200.50 EUR now');
  expect(talk.heard()).toContain('Delivery: 1 Old Road');
});

it('still offers it after something else, and empties it', () => {
  const talk = createTalk({ ...regular, savedCart }, createShelf());
  talk.type('bike');
  talk.facts = regular;
  talk.type('menu');
  expect(talk.heard()).toContain('I have kept it for you');
  talk.tap('Empty the cart');
  expect(talk.commands).toMatchObject([{ answer: 'empty' }]);
  expect(talk.heard()).toContain('Your cart is empty now');
  expect(talk.buttons()).not.toContain('Go on with my cart');
});

it.each(['the same again', 'то же самое', 'aynısından'])('orders the same again on “%s”, with the address of then', (words) => {
  const talk = createTalk({ ...regular, customer: regular.customer }, createShelf());
  talk.type('menu');
  talk.type(words);
  expect(talk.commands).toEqual([{ do: 'repeat-order', code: null }]);
  talk.type('english');
  talk.type('continue');
  expect(talk.heard()).toContain('Delivery: 1 Old Road');
  expect(talk.heard()).toContain('Quantity: 2');
});

it('repeats an order by its button', () => {
  const shelf = { ...createShelf(), orders: [anOrder as unknown as CustomerOrder] };
  const talk = createTalk(regular, shelf);
  talk.press('1:move:repeat:1001');
  expect(talk.commands).toMatchObject([{ do: 'weigh-move' }, { do: 'repeat-order', code: '1001' }]);
  talk.tap('Confirm: Cash');
  expect(talk.commands).toMatchObject([{ do: 'place-order', address: '1 Old Road', lines: [{ listingId: bike.id, quantity: 2 }] }]);
});

it('takes “as last time” for the address where the address is asked', () => {
  const talk = createTalk(regular, createShelf());
  talk.send({ type: 'start', payload: '2026-002' });
  talk.tap('1');
  talk.type('as last time');
  expect(talk.heard()).toContain('Delivery: 12 Green Street, London');
});
