import { describe, expect, it } from 'vitest';
import { createShelf, newcomer, regular } from '../../support/shelf.ts';
import { createTalk, type Talk } from '../../support/talk.ts';

const later = (talk: Talk, seconds: number) => {
  talk.facts = { ...talk.facts, now: new Date(Date.parse(talk.facts.now) + seconds * 1000).toISOString() };
};

function atSummary(): Talk {
  const talk = createTalk(regular, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.tap('2');
  talk.tap('Large');
  talk.tap('As last time');
  return talk;
}

const actionOf = (talk: Talk, label: string) => {
  const index = talk.buttons().findIndex((button) => button.startsWith(label));
  return talk.replies.flatMap(({ choices }) => choices ?? [])[index]?.action ?? '';
};

describe('the same press again at once', () => {
  it('is not answered and changes nothing, however often', () => {
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-001' });
    talk.tap('2');
    const { stored, last } = talk;
    for (let press = 0; press < 4; press += 1) {
      talk.press(`1:quantity:${Date.parse(regular.now).toString(36)}:2`);
      expect(talk.replies).toEqual([]);
      expect(talk.stored).toEqual(stored);
      expect(talk.last).toMatchObject({ command: null, timeout: last.timeout, slots: last.slots });
    }
  });

  it('places one order and is answered once', () => {
    const talk = atSummary();
    const confirm = actionOf(talk, 'Confirm: Cash');
    talk.press(confirm);
    expect(talk.commands).toHaveLength(1);
    for (let press = 0; press < 4; press += 1) {
      talk.press(confirm);
      expect(talk.replies).toEqual([]);
      expect(talk.commands).toEqual([]);
    }
    expect(talk.last.status).toBe('active');
  });

  it('is told of the order when it comes later', () => {
    const talk = atSummary();
    const confirm = actionOf(talk, 'Confirm: Cash');
    talk.press(confirm);
    later(talk, 3600);
    talk.press(confirm);
    expect(talk.heard()).toBe('This order has been placed already: 1001.');
    expect(talk.commands).toEqual([]);
  });

  it('is a press of its own when something came between', () => {
    const talk = createTalk(regular, createShelf());
    talk.press('1:orders');
    talk.type('hello');
    talk.press('1:orders');
    expect(talk.commands).toEqual([{ do: 'my-orders' }]);
  });

  it('is a press of its own after a while', () => {
    const talk = createTalk(regular, createShelf());
    talk.press('1:orders');
    later(talk, 31);
    talk.press('1:orders');
    expect(talk.commands).toEqual([{ do: 'my-orders' }]);
  });
});

describe('a button of a step that is over', () => {
  it('says so and asks the present question', () => {
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-001' });
    const three = actionOf(talk, '3');
    talk.tap('2');
    talk.press(three);
    expect(talk.heard()).toBe('That step is over, so nothing was changed.\nSize: which one would you like?');
    expect(talk.last.slots).toMatchObject({ quantity: 2 });
  });

  it('of an older draft changes nothing in the new one', () => {
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-001' });
    const three = actionOf(talk, '3');
    talk.send({ type: 'start', payload: '2026-002' });
    talk.press(three);
    expect(talk.heard()).toContain('That step is over');
    expect(talk.last.slots).toMatchObject({ listing: '2026-002', quantity: null });
  });

  it('of a summary shown before a change confirms nothing', () => {
    const talk = atSummary();
    const confirm = actionOf(talk, 'Confirm: Cash');
    talk.tap('Change the quantity');
    talk.type('5');
    expect(talk.heard()).toContain('Total: 6002.50 EUR');
    talk.press(confirm);
    expect(talk.commands).toEqual([]);
    expect(talk.heard()).toMatch(/That step is over[\s\S]*Quantity: 5/);
    talk.tap('Confirm: Cash');
    expect(talk.commands).toMatchObject([{ do: 'place-order', lines: [{ quantity: 5 }] }]);
  });

  it('of an order placed in an earlier conversation confirms nothing in the present one', () => {
    const earlier = atSummary();
    const confirm = actionOf(earlier, 'Confirm: Cash');
    earlier.press(confirm);
    const talk = atSummary();
    talk.facts = { ...talk.facts };
    later(talk, 7200);
    const fresh = createTalk({ ...regular, now: '2026-11-20T18:00:00.000Z' }, createShelf());
    fresh.send({ type: 'start', payload: '2026-001' });
    fresh.tap('1');
    fresh.tap('Small');
    fresh.tap('As last time');
    fresh.press(confirm);
    expect(fresh.commands).toEqual([]);
    expect(fresh.heard()).toContain('That step is over');
  });

  it.each(['0:menu', '2:quantity:x:1', 'nonsense', '', '1:confirm', '1:option:x:0:0'])(
    'of another version or none (%s) is no harm',
    (action) => {
      const talk = atSummary();
      talk.press(action);
      expect(talk.heard()).toMatch(/That step is over[\s\S]*Your order/);
    },
  );
});

describe('a button that makes sense anywhere', () => {
  it.each([
    ['1:listing:2026-002', 'Helmet'],
    ['1:order:1001', 'I cannot find an order of yours'],
    ['1:orders', 'You have no orders yet'],
    ['1:category:1:bikes', 'Here is what we have'],
    ['1:search:1:road', 'Here is what I found for “road”'],
    ['1:catalogue', 'Choose a category'],
    ['1:menu', 'is not finished yet'],
    ['1:language:ru', 'Теперь я пишу по-русски'],
    ['1:person', 'I have called a person'],
  ])('%s works in mid-order', (action, said) => {
    const talk = atSummary();
    talk.press(action);
    expect(talk.heard()).toContain(said);
  });

  it('opens an earlier listing in a new conversation, without ado', () => {
    const talk = createTalk(newcomer, createShelf());
    talk.press('1:listing:2026-002');
    expect(talk.heard()).toMatch(/^Helmet/);
  });
});
