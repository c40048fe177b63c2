import { describe, expect, it } from 'vitest';
import { load } from '../../../../src/conversation/state.ts';
import { createShelf, newcomer, regular } from '../../../support/shelf.ts';
import { aWish } from '../../../support/stories/lead.ts';
import { createTalk, type Talk } from '../../../support/talk.ts';

const link = 'https://www.shop.example/bikes/7?utm_source=ads&id=5#photos';
const clean = 'https://www.shop.example/bikes/7?id=5';

const placeOf = ({ stored }: Talk) => (stored === null ? undefined : load(stored)?.place);
const wishOf = ({ stored }: Talk) => (stored === null ? undefined : load(stored)?.memory.lead.wish);
const photo = (caption: string | null = null) =>
  ({ type: 'file', kind: 'image', name: null, size: 10, path: 'chats/1/a.jpg', caption }) as const;

const returning = () => createTalk(regular, createShelf());

describe('by a link', () => {
  it('takes a returning customer four messages from the link to the confirmation', () => {
    const talk = returning();
    talk.type(link);
    expect(talk.heard()).toContain('I have noted: shop.example.');
    talk.type('up to 1 500 €');
    talk.type('size 56, by spring');
    expect(talk.heard()).toContain(clean);
    expect(talk.heard()).toContain('up to 1500.00 EUR');
    talk.tap('Send');
    expect(talk.commands).toEqual([
      {
        do: 'send-wish',
        wish: expect.stringMatching(/^[0-9a-z]+\.\d+$/),
        ...{ url: clean, words: 'size 56, by spring', budget: { amount: '1500.00', currency: 'EUR' }, photos: [], campaign: null },
      },
    ]);
    expect(talk.heard()).toMatch(/your wish is with our team\..*A person looks at it by .*10:15/s);
    expect(talk.count).toBe(4);
    expect(talk.last).toMatchObject({ completeness: 100, timeout: { name: 'finished' }, slots: { intent: 'wish', lead: aWish.id } });
  });

  it('asks for nothing that was said with the link', () => {
    const talk = returning();
    talk.type(`I would like this in blue, up to 900 EUR: ${link}`);
    expect(placeOf(talk)).toBe('wish-summary');
    expect(wishOf(talk)).toMatchObject({ url: clean, budget: { sum: { amount: '900.00', currency: 'EUR' } } });
  });

  it('asks somebody new who they are, with the questions of an order, and not twice', () => {
    const talk = createTalk(newcomer, createShelf());
    talk.type(link);
    talk.tap('Skip');
    talk.tap('Skip');
    expect(talk.heard()).toContain('What is your name?');
    talk.type('Ann Smith');
    talk.send({ type: 'contact', phone: '+44 20 7946 0958', own: true });
    expect(talk.heard()).toContain('Privacy note');
    talk.tap('I agree');
    expect(talk.commands).toMatchObject([{ do: 'meet-customer', name: 'Ann Smith', phone: '+442079460958', phoneVerified: true }]);
    expect(placeOf(talk)).toBe('wish-summary');
    talk.tap('Send');
    talk.type(link);
    talk.tap('Skip');
    talk.tap('Skip');
    expect(placeOf(talk)).toBe('wish-summary');
  });

  it('hears a link only where nothing else is being asked', () => {
    const talk = returning();
    talk.type('road bike');
    talk.tap('Road bike');
    talk.type(link);
    expect(placeOf(talk)).toBe('quantity');
    expect(wishOf(talk)).toBeNull();
  });
});

describe('by words', () => {
  it('goes from a search that found nothing to a wish in one tap', () => {
    const talk = returning();
    talk.type('unobtainium frame');
    talk.tap('Ask for it');
    expect(wishOf(talk)).toMatchObject({ words: 'unobtainium frame', url: null });
    expect(placeOf(talk)).toBe('wish-budget');
  });

  it.each([
    ['I want something else', 'What shall we find'],
    ['Найдите мне другое', 'Что для вас найти'],
    ['sizde olmayan bir şey istiyorum', 'ne bulalım'],
  ])('understands "%s"', (words, question) => {
    const talk = createTalk(newcomer, createShelf());
    talk.type(words);
    expect(placeOf(talk)).toBe('wish-item');
    expect(talk.heard()).toContain(question);
  });

  it('takes a description, skips the comment, and says so in the summary', () => {
    const talk = returning();
    talk.type('wish');
    talk.type('a red tandem for two children');
    talk.type('2000 TL');
    expect(placeOf(talk)).toBe('wish-summary');
    expect(talk.heard()).toContain('a red tandem for two children');
    expect(wishOf(talk)?.budget?.sum).toEqual({ amount: '2000.00', currency: 'TRY' });
  });
});

describe('by a photo', () => {
  it('asks whether a photo without a word is a wish, of somebody who cannot have anything to pay', () => {
    const talk = createTalk(newcomer, createShelf());
    talk.send(photo());
    expect(placeOf(talk)).toBe('wish-photo');
    talk.tap('Yes, find it');
    expect(placeOf(talk)).toBe('wish-budget');
    expect(wishOf(talk)?.photos).toEqual(['chats/1/a.jpg']);
  });

  it('leaves the photo of a known customer to those who may be waiting for a proof', () => {
    const talk = returning();
    talk.send(photo());
    expect(wishOf(talk)).toBeNull();
  });

  it('takes what is written under it as the wish', () => {
    const talk = returning();
    talk.send(photo('like this, but green'));
    expect(wishOf(talk)).toMatchObject({ photos: ['chats/1/a.jpg'], words: 'like this, but green' });
    expect(placeOf(talk)).toBe('wish-budget');
  });

  it('adds further photos, up to five', () => {
    const talk = returning();
    talk.type('wish');
    for (let i = 0; i < 7; i++) talk.send(photo());
    expect(wishOf(talk)?.photos).toHaveLength(5);
    expect(placeOf(talk)).toBe('wish-budget');
  });
});

describe('at the budget', () => {
  it.each([
    ['up to 1 500 €', { amount: '1500.00', currency: 'EUR' }],
    ['1.5k', { amount: '1500.00', currency: null }],
    ['до 2000 евро', { amount: '2000.00', currency: 'EUR' }],
    ['2000 TL', { amount: '2000.00', currency: 'TRY' }],
    ['1001', { amount: '1001.00', currency: null }],
  ])('reads "%s" as a sum and not as an order', (typed, sum) => {
    const talk = returning();
    talk.type(link);
    talk.type(typed);
    expect(wishOf(talk)?.budget).toEqual({ sum });
  });

  it.each(['skip', 'пропустить', 'geç'])('may be skipped with "%s"', (typed) => {
    const talk = returning();
    talk.type(link);
    talk.type(typed);
    expect(wishOf(talk)?.budget).toEqual({ sum: null });
  });

  it('says by an example what it did not understand', () => {
    const talk = returning();
    talk.type(link);
    talk.type('as cheap as you can');
    expect(talk.heard()).toContain('did not understand that as an amount');
    expect(placeOf(talk)).toBe('wish-budget');
  });
});

describe('on the way', () => {
  const steps = ['wish-budget', 'wish-comment', 'wish-summary'] as const;
  const at = (place: (typeof steps)[number]) => {
    const talk = returning();
    talk.type(link);
    if (place !== 'wish-budget') talk.type('1000');
    if (place === 'wish-summary') talk.type('blue');
    expect(placeOf(talk)).toBe(place);
    return talk;
  };

  it.each(steps)('drops the wish at %s on "cancel", and nothing else', (place) => {
    const talk = at(place);
    talk.type('cancel');
    expect(talk.heard()).toMatch(/^Your wish \(shop.example\) has been dropped/);
    expect([placeOf(talk), wishOf(talk)]).toEqual(['home', null]);
  });

  it.each(steps)('loses nothing at %s by the menu, and goes on where it was', (place) => {
    const talk = at(place);
    const wish = wishOf(talk);
    talk.type('menu');
    expect(talk.buttons()).toContain('Continue my wish');
    talk.tap('Continue my wish');
    expect([placeOf(talk), wishOf(talk)]).toEqual([place, wish]);
  });

  it.each(steps)('offers a person at %s, and asks again after help', (place) => {
    const talk = at(place);
    talk.type('help');
    expect(placeOf(talk)).toBe(place);
    expect(talk.buttons()).toContain('Talk to a person');
    talk.type('person');
    expect(talk.last.owner).toBe('human');
    talk.type('back to the bot');
    expect(placeOf(talk)).toBe(place);
  });

  it('goes back question by question, and to the menu at last', () => {
    const talk = at('wish-summary');
    talk.type('back');
    expect(placeOf(talk)).toBe('wish-comment');
    talk.tap('Back');
    expect(placeOf(talk)).toBe('wish-budget');
    talk.type('1200');
    expect(placeOf(talk)).toBe('wish-summary');
    talk.type('back');
    talk.type('back');
    expect(placeOf(talk)).toBe('home');
  });

  it('changes budget and comment from the summary', () => {
    const talk = at('wish-summary');
    talk.tap('Change the budget');
    talk.type('800 eur');
    talk.tap('Change the comment');
    talk.type('green');
    expect(wishOf(talk)).toMatchObject({ budget: { sum: { amount: '800.00' } }, comment: { text: 'green' } });
    expect(placeOf(talk)).toBe('wish-summary');
  });

  it('sends nothing from a summary shown before a change, and nothing twice', () => {
    const talk = at('wish-summary');
    const early = talk.replies.flatMap(({ choices = [] }) => choices).find(({ action }) => action.startsWith('1:wish-send'))?.action ?? '';
    talk.tap('Change the budget');
    talk.tap('Skip');
    talk.press(early);
    expect(talk.commands).toEqual([]);
    talk.tap('Send');
    const [sent] = talk.commands;
    expect(sent).toMatchObject({ do: 'send-wish', budget: null });
    talk.facts = { ...talk.facts, now: '2026-11-20T11:00:00Z' };
    talk.press(early);
    expect(talk.heard()).toContain('sent already');
    expect(talk.commands).toEqual([]);
  });

  it('keeps an unfinished order beside a wish', () => {
    const talk = returning();
    talk.type('road bike');
    talk.tap('Road bike');
    talk.type('2');
    talk.type('menu');
    talk.type(link);
    talk.type('cancel');
    expect(talk.buttons()).toContain('Continue my order');
  });

  it('tries again with a new button after a no', () => {
    const shelf = createShelf();
    const talk = createTalk(regular, shelf);
    talk.type(link);
    talk.type('skip');
    talk.type('skip');
    shelf.refuse = { command: 'send-wish', code: 'BAD_INPUT' };
    talk.tap('Send');
    expect(talk.buttons()).toEqual(expect.arrayContaining(['Send', 'Talk to a person']));
    shelf.refuse = undefined as never;
    talk.tap('Send');
    expect(talk.heard()).toContain('your wish is with our team');
  });
});

describe('what was asked for', () => {
  it('is listed with where it stands, and taken back after a question', () => {
    const talk = returning();
    talk.type('my wishes');
    expect(talk.heard()).toContain('Trek Domane, up to 1500.00 EUR: waiting for our answer');
    expect(talk.heard()).toContain('Trek Domane: ordered, order 1001');
    talk.tap('Take back: Trek Domane');
    expect(talk.heard()).toContain('Take back “Trek Domane”?');
    talk.tap('Yes, take it back');
    expect(talk.commands).toEqual([{ do: 'withdraw-wish', id: aWish.id }]);
    expect(talk.heard()).toContain('has been taken back');
  });

  it('stays when somebody thinks better of it', () => {
    const talk = returning();
    talk.type('мои запросы');
    talk.tap('Take back');
    talk.tap('No, keep it');
    expect(talk.commands).toEqual([]);
    expect(placeOf(talk)).toBe('home');
  });

  it('is explained when it cannot be taken back any more', () => {
    const shelf = createShelf();
    const talk = createTalk(regular, shelf);
    talk.type('my wishes');
    talk.tap('Take back');
    shelf.refuse = { command: 'withdraw-wish', code: 'INVALID_TRANSITION' };
    talk.tap('Yes, take it back');
    expect(talk.heard()).toContain('cannot be taken back any more');
    expect(talk.buttons()).toContain('Talk to a person');
  });

  it('is looked up anew for a button of another day', () => {
    const talk = returning();
    talk.press(`1:wish-withdraw:${aWish.id}`);
    expect(talk.commands).toEqual([{ do: 'my-wishes' }]);
  });
});
