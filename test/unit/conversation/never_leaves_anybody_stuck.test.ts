import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/conversation/step.ts';
import { bike, createShelf, helmet, newcomer, regular } from '../../support/shelf.ts';
import { createTalk, type Talk } from '../../support/talk.ts';

function ordering(payload: string, ...texts: string[]): Talk {
  const talk = createTalk(regular, createShelf());
  talk.send({ type: 'start', payload });
  for (const text of texts) talk.type(text);
  return talk;
}

describe('what is not understood', () => {
  it('is said with an example, and the question is asked again', () => {
    const talk = ordering('2026-001', 'qwerty');
    expect(talk.heard()).toMatch(/for example 2\.\nHow many of “Road bike”/);
    talk.type('0');
    expect(talk.heard()).toContain('a whole number from 1 to 999');
    talk.type('2');
    talk.type('medium');
    expect(talk.heard()).toContain('for example “Small”');
  });

  it('brings a person after three in a row, and not after three in all', () => {
    const talk = ordering('2026-001', 'qwerty', 'asdf', 'help', 'qwerty', 'asdf');
    expect(talk.buttons()).not.toContain('Talk to a person');
    talk.type('zxcv');
    expect(talk.heard()).toContain('a person at the desk can help you');
    talk.tap('Talk to a person');
    expect(talk.commands).toEqual([{ do: 'call-person', about: '2026-001' }]);
  });

  it.each(['', '👍', '\u0000', '/nonsense', '…'])('may be %j', (text) => {
    const talk = createTalk(regular, createShelf());
    talk.type('menu');
    talk.type(text);
    expect(talk.heard()).toContain('I did not understand that');
    expect(talk.commands).toEqual([]);
  });

  it('may be a text too long to read', () => {
    const talk = ordering('2026-001', '2', 'large');
    talk.send({ type: 'text', text: 'x'.repeat(4000), cut: true });
    expect(talk.heard()).toMatch(/That is too long for me to read[\s\S]*Where should we deliver/);
  });
});

describe('what is no text', () => {
  it.each([
    [{ type: 'other', what: 'sticker' }, 'I only understand words and buttons'],
    [{ type: 'location', latitude: 1, longitude: 2 }, 'when there is something to deliver'],
    [{ type: 'contact', phone: '+442079460958', own: true }, 'I do not need a phone number just now'],
    [{ type: 'file', kind: 'image', name: null, size: 9, path: 'x', caption: null }, 'A person at the desk will look at it'],
    [{ type: 'file', kind: 'voice', name: null, size: 9, path: 'x', caption: null }, 'I cannot listen to voice messages'],
    [{ type: 'file', kind: 'document', name: null, size: 0, path: null, caption: null }, 'I could not keep this file'],
  ] as const)('is answered kindly, and the question asked again: %o', (event, said) => {
    const talk = ordering('2026-001');
    talk.send(event);
    expect(talk.heard()).toMatch(/How many of “Road bike”/);
    expect(talk.heard()).toContain(said);
  });

  it('may carry words, which are read', () => {
    const talk = ordering('2026-001');
    talk.send({ type: 'file', kind: 'image', name: null, size: 9, path: 'x', caption: 'two' });
    expect(talk.heard()).toMatch(/A person at the desk will look at it[\s\S]*Size: which one/);
  });
});

describe('a refusal', () => {
  const refusing = (
    command: 'place-order' | 'meet-customer' | 'my-orders',
    code: 'NOT_FOUND' | 'BAD_INPUT' | 'LAST_OWNER',
    facts: Facts = regular,
  ) => {
    const talk = createTalk(facts, { ...createShelf(), refuse: { command, code } });
    talk.send({ type: 'start', payload: '2026-002' });
    return talk;
  };

  it('because the listing has gone leads back to the catalogue', () => {
    const talk = refusing('place-order', 'NOT_FOUND');
    for (const text of ['2', 'pickup', 'confirm']) talk.type(text);
    expect(talk.heard()).toMatch(/has just gone from the catalogue[\s\S]*What are you looking for/);
    expect(talk.last.timeout).toBeNull();
  });

  it('of an order keeps what was filled in, is sorry, and offers a person', () => {
    const talk = refusing('place-order', 'LAST_OWNER');
    for (const text of ['2', 'pickup', 'confirm']) talk.type(text);
    expect(talk.heard()).toMatch(/that did not work[\s\S]*Quantity: 2/);
    expect(talk.buttons()).toContain('Talk to a person');
    expect(talk.last.tellsOf).toEqual([]);
    talk.tap('Confirm the order');
    expect(talk.commands).toMatchObject([{ do: 'place-order' }]);
    talk.tap('Confirm the order');
    expect(talk.commands).toMatchObject([{ do: 'place-order' }]);
  });

  it('of somebody’s details asks for them once more', () => {
    const talk = refusing('meet-customer', 'BAD_INPUT', newcomer);
    for (const text of ['2', 'pickup', 'Ann', '+44 20 7946 0958', 'yes']) talk.type(text);
    expect(talk.heard()).toMatch(/could not save your details[\s\S]*What is your name/);
  });

  it('of a look at the orders leaves the question as it is', () => {
    const talk = refusing('my-orders', 'BAD_INPUT');
    talk.type('my orders');
    expect(talk.heard()).toMatch(/Something in that does not fit[\s\S]*How many of “Helmet”/);
  });
});

describe('the catalogue', () => {
  it('opens by category, by button or by name in any language', () => {
    const talk = createTalk(regular, createShelf());
    talk.type('catalogue');
    expect(talk.buttons()).toEqual(['Bikes', 'Clothes', 'Everything', 'Menu']);
    talk.tap('Clothes');
    expect(talk.commands).toEqual([{ do: 'search-listings', query: null, category: 'clothes', page: 1 }]);
    talk.type('Велосипеды');
    expect(talk.commands).toEqual([{ do: 'search-listings', query: null, category: 'bikes', page: 1 }]);
  });

  it('goes on to the next page, by button or by word, and ends kindly', () => {
    const talk = createTalk(regular, createShelf());
    talk.press('1:category:1:bikes');
    talk.tap('Show more');
    expect(talk.commands).toEqual([{ do: 'search-listings', query: null, category: 'bikes', page: 2 }]);
    expect(talk.heard()).toBe('That was all.');
    talk.type('ещё');
    expect(talk.commands).toMatchObject([{ page: 3 }]);
  });

  it('goes on with words too long for a button', () => {
    const query = 'шоссейный велосипед с карбоновой рамой';
    const talk = createTalk(regular, createShelf());
    talk.type(query);
    talk.replies = [];
    talk.press('1:more:2');
    expect(talk.commands).toEqual([{ do: 'search-listings', query, category: null, page: 2 }]);
  });

  it('says when nothing is found, and shows ways on', () => {
    const talk = createTalk(regular, createShelf());
    talk.type('unobtainium');
    expect(talk.heard()).toContain('I found nothing for “unobtainium”');
    expect(talk.buttons()).toEqual(['Ask for it', 'Talk to a person', 'Catalogue', 'Menu']);
  });

  it('takes what looks like an order code for words when there is no such order', () => {
    const talk = createTalk(regular, createShelf());
    talk.type('menu');
    talk.type('GT500');
    expect(talk.commands).toEqual([
      { do: 'my-order', code: 'GT500' },
      { do: 'search-listings', query: 'GT500', category: null, page: 1 },
    ]);
  });

  it('says that a manager names a price, and takes the order without a way to pay', () => {
    const talk = ordering('2026-002');
    expect(talk.heard()).toContain('Price: A manager names the price');
    talk.tap('1');
    talk.tap('As last time');
    expect(talk.heard()).toContain('Total: A manager names the price');
    talk.tap('Confirm the order');
    expect(talk.commands).toMatchObject([{ do: 'place-order', method: null }]);
    expect(talk.heard()).toContain('There is nothing to pay yet');
  });

  it('asks nothing where there is nothing to choose', () => {
    const [size] = bike.options;
    const single = { ...helmet, options: size ? [{ ...size, values: size.values.slice(0, 1) }] : [] };
    const talk = createTalk(regular, { listings: [single], orders: [] });
    talk.send({ type: 'start', payload: single.code });
    talk.tap('1');
    talk.tap('As last time');
    talk.tap('Confirm');
    expect(talk.commands).toMatchObject([{ lines: [{ options: { size: 's' } }] }]);
  });
});

describe('the orders', () => {
  it('are listed, opened by button and by code, and only one’s own are there', () => {
    const talk = ordering('2026-001', '2', 'large', 'as last time');
    talk.tap('Confirm: Cash');
    talk.tap('My orders');
    expect(talk.heard()).toBe('You have one order:\n1001: Waiting for payment, 2401.00 EUR');
    talk.tap('Order 1001');
    expect(talk.heard()).toBe('[card of 00000000-0000-4000-9000-000000000000]');
    talk.type('#1001');
    expect(talk.heard()).toBe('[card of 00000000-0000-4000-9000-000000000000]');
    talk.type('№ 4711');
    expect(talk.heard()).toContain('I cannot find an order of yours');
  });

  it('tell when the price has changed before the order was placed', () => {
    const shelf = createShelf();
    const talk = createTalk(regular, shelf);
    talk.send({ type: 'start', payload: '2026-001' });
    for (const text of ['2', 'large', 'as last time']) talk.type(text);
    shelf.listings = [{ ...bike, price: '1300.00' }];
    talk.type('cash');
    expect(talk.heard()).toContain('the total is 2600.00 EUR now');
  });
});

describe('where choices are numbers', () => {
  const numbered: Facts = { ...regular, channel: { ...regular.channel, numbered: true } };

  it('a number is the choice shown last', () => {
    const talk = createTalk(numbered, createShelf());
    talk.type('catalogue');
    talk.type('1');
    expect(talk.commands).toMatchObject([{ category: 'bikes' }]);
    talk.type('1');
    expect(talk.commands).toEqual([{ do: 'show-listing', code: '2026-001' }]);
    talk.type('5');
    expect(talk.last.slots).toMatchObject({ quantity: 5 });
    talk.type('2.');
    expect(talk.last.slots).toMatchObject({ options: { size: 'l' } });
    talk.type('1');
    talk.type('٢');
    expect(talk.commands).toMatchObject([{ do: 'place-order', method: 'cash' }]);
  });

  it('a number means one thing: only the last message has choices', () => {
    const talk = createTalk(numbered, createShelf());
    talk.send({ type: 'start', payload: '2026-001' });
    expect(talk.buttons()).toEqual(['1', '2', '3']);
    for (const text of ['what?', 'why?', 'hm?']) talk.type(text);
    expect(talk.buttons()).toEqual(['1', '2', '3']);
    talk.type('language');
    talk.type('2');
    expect(talk.stored?.language).toBe('ru');
    expect(talk.last.slots).toMatchObject({ quantity: null });
  });
});
