import { expect, it } from 'vitest';
import { load } from '../../../../src/conversation/state.ts';
import { bike, createShelf, helmet, newcomer, regular, type Shelf } from '../../../support/shelf.ts';
import { createTalk, type Talk } from '../../../support/talk.ts';

const bell = {
  ...helmet,
  id: '00000000-0000-4000-8000-000000000003',
  code: '2026-003',
  title: { en: 'Bell', ru: 'Звонок', tr: 'Zil' },
  price: '10.25',
  currency: 'EUR',
};
const shelf = (): Shelf => ({ ...createShelf(), listings: [bike, helmet, bell] });

/** Two bikes and three bells, at the summary. */
function twoThings(): Talk {
  const talk = createTalk(regular, shelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.tap('2');
  talk.tap('Large');
  talk.tap('As last time');
  talk.tap('Add another');
  talk.type('bell');
  talk.tap('Bell');
  talk.tap('3');
  return talk;
}

it('sums up every line with its total, and the total of all', () => {
  const talk = twoThings();
  expect(talk.heard()).toMatch(/1\.: 2 × Road bike \(Large\): 2401\.00 EUR\n2\.: 3 × Bell: 30\.75 EUR/);
  expect(talk.heard()).toContain('Total: 2431.75 EUR');
  expect(talk.heard()).toContain('Delivery: 12 Green Street, London');
  talk.tap('Confirm: Cash');
  expect(talk.commands).toMatchObject([
    {
      lines: [
        { listingId: bike.id, quantity: 2, options: { size: 'l' } },
        { listingId: bell.id, quantity: 3 },
      ],
    },
  ]);
});

it('keeps what is chosen when something else is opened, says so, and can leave the new thing out', () => {
  const talk = createTalk(regular, shelf());
  talk.send({ type: 'start', payload: '2026-003' });
  talk.tap('2');
  talk.send({ type: 'start', payload: '2026-001' });
  expect(talk.heard()).toContain('2 × “Bell” stays in your cart');
  expect(talk.heard()).toContain('Road bike');
  talk.tap('Not this one');
  expect(talk.heard()).toContain('“Road bike” has been taken out');
  talk.tap('I will pick it up');
  expect(talk.heard()).toContain('Delivery: You pick it up in person');
  expect(talk.heard()).toContain('Total: 20.50 EUR');
});

it('changes how many of a line there are, and takes a line out', () => {
  const talk = twoThings();
  talk.tap('Change the items');
  talk.tap('2 × Road bike');
  talk.tap('Change the quantity');
  talk.tap('1');
  expect(talk.heard()).toContain('Total: 1231.25 EUR');
  talk.tap('Change the items');
  talk.tap('3 × Bell');
  talk.tap('Take it out');
  expect(talk.heard()).toContain('“Bell” has been taken out');
  expect(talk.heard()).toContain('Total: 1200.50 EUR');
  talk.type('remove');
  talk.tap('1 × Road bike');
  talk.tap('Take it out');
  expect(talk.heard()).toContain('Your cart is empty now');
  expect(talk.stored?.state).toMatchObject({ place: 'home', memory: { draft: null } });
});

it('comes back from a change unchanged', () => {
  const talk = twoThings();
  const before = talk.heard();
  talk.tap('Change the items');
  talk.type('back');
  expect(talk.heard()).toBe(before);
});

it('asks for other options of a line, and for its own alone', () => {
  const talk = twoThings();
  talk.tap('Change the items');
  talk.tap('2 × Road bike');
  talk.tap('Choose other options');
  expect(talk.heard()).toContain('Size: which one');
  talk.tap('Small');
  expect(talk.heard()).toMatch(/2 × Road bike \(Small\): 2401\.00 EUR/);
});

it('counts the same thing once, and sizes apart', () => {
  const talk = twoThings();
  talk.send({ type: 'start', payload: '2026-003' });
  expect(talk.heard()).toContain('stay in your cart');
  talk.tap('1');
  expect(talk.heard()).toContain('1 × Bell: 10.25 EUR');
  for (const size of ['Small', 'Large']) {
    talk.send({ type: 'start', payload: '2026-001' });
    talk.tap('1');
    talk.tap(size);
  }
  expect(talk.heard()).toMatch(/3 × Road bike \(Large\)/);
  expect(talk.heard()).toMatch(/1 × Road bike \(Small\)/);
});

it('asks later about what was left open', () => {
  const talk = createTalk(regular, shelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.tap('2');
  talk.send({ type: 'start', payload: '2026-003' });
  talk.tap('1');
  expect(talk.heard()).toContain('Size: which one');
  expect(talk.heard()).toContain('This is about “Road bike”');
});

it('leaves the price of all to a manager when one has none', () => {
  const talk = twoThings();
  talk.send({ type: 'start', payload: '2026-002' });
  talk.tap('1');
  expect(talk.heard()).toContain('Total: A manager names the price');
});

it('holds a button of a cart that has changed for one of a step that is over', () => {
  const talk = twoThings();
  const confirm = talk.replies.at(-1)?.choices?.[0]?.action ?? '';
  talk.tap('Change the items');
  const pick = talk.replies.at(-1)?.choices?.[0]?.action ?? '';
  talk.tap('3 × Bell');
  talk.tap('Take it out');
  for (const action of [pick, confirm]) {
    talk.press(action);
    expect(talk.heard()).toContain('That step is over');
    expect(talk.commands).toEqual([]);
  }
});

it('changes name and phone from the summary', () => {
  const talk = twoThings();
  talk.tap('Name and phone');
  talk.tap('Another name');
  talk.type('Ann Brown');
  expect(talk.commands).toMatchObject([{ do: 'change-details', name: 'Ann Brown', phone: null }]);
  expect(talk.heard()).toContain('For: Ann Brown, +442079460958');
  talk.tap('Name and phone');
  talk.tap('Another phone');
  talk.type('+44 20 7946 0000');
  expect(talk.commands).toMatchObject([{ phone: { number: '+442079460000', verified: false } }]);
  expect(talk.heard()).toContain('+442079460000');
});

it('goes on with what is left when something has just gone, and says what', () => {
  const talk = twoThings();
  const desk = shelf();
  desk.listings = [bike, bell];
  const refused = createTalk(regular, { ...desk, refuse: { command: 'place-order', code: 'NOT_FOUND' } }, talk.stored);
  refused.type('cash');
  expect(refused.commands.map((command) => command.do)).toEqual(['place-order', 'look-again']);
  expect(refused.heard()).toContain('“Road bike” is not on sale any more');
  expect(refused.heard()).toContain('Total: 30.75 EUR');
});

it('goes on with a conversation stored before there were carts', () => {
  const talk = createTalk(regular, shelf());
  talk.send({ type: 'start', payload: '2026-003' });
  talk.tap('2');
  const stored = JSON.parse(JSON.stringify(talk.stored));
  delete stored.state.memory.cart;
  delete stored.state.memory.draft.others;
  expect(load(stored)).toBeDefined();
  const later = createTalk(regular, shelf(), stored);
  later.type('as last time');
  expect(later.heard()).toContain('Total: 20.50 EUR');
  expect(later.heard()).not.toContain('begin again');
});

it('holds no more than fits', () => {
  const listings = Array.from({ length: 21 }, (_, index) => ({
    ...bell,
    id: `00000000-0000-4000-8000-0000000001${10 + index}`,
    code: `2026-1${10 + index}`,
  }));
  const talk = createTalk(newcomer, { ...createShelf(), listings });
  for (const { code } of listings) {
    talk.send({ type: 'start', payload: code });
    if (talk.stored && !talk.heard().includes('Your cart is full')) talk.type('1');
  }
  expect(talk.heard()).toContain('Your cart is full: 20 different things');
});
