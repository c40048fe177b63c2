import { describe, expect, it } from 'vitest';
import { load } from '../../../src/conversation/state.ts';
import { placeOf } from '../../support/places.ts';
import { createShelf, newcomer, regular } from '../../support/shelf.ts';
import { createTalk, type Talk } from '../../support/talk.ts';

function opened(facts = newcomer): Talk {
  const talk = createTalk(facts, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  return talk;
}

const draftOf = (talk: Talk) => {
  const memory = talk.stored && load(talk.stored)?.memory;
  const { quantity, options, address } = memory?.draft ?? {};
  return { quantity, size: options?.size, address: address?.text, name: memory?.person.name, phone: memory?.person.phone?.number };
};

describe('several answers in one message', () => {
  it.each([
    ['2 large', 'address', { quantity: 2, size: 'l' }],
    ['2, size L', 'address', { quantity: 2, size: 'l' }],
    ['two pieces, large, 12 Green Street, London', 'name', { quantity: 2, size: 'l', address: '12 Green Street, London' }],
    [
      '2\nlarge\n12 Green Street\nAnn Smith\n+44 20 7946 0958',
      'consent',
      { quantity: 2, size: 'l', address: '12 Green Street', name: 'Ann Smith', phone: '+442079460958' },
    ],
    ['2 шт, Большой, на Ленина 5', 'name', { quantity: 2, size: 'l', address: 'Ленина 5' }],
    ['iki tane, Büyük, Yeşil Sokak 12', 'name', { quantity: 2, size: 'l', address: 'Yeşil Sokak 12' }],
  ])('%j', (said, place, draft) => {
    const talk = opened();
    talk.type(said);
    expect(placeOf(talk)).toBe(place);
    expect(draftOf(talk)).toMatchObject(draft);
    expect(talk.heard()).not.toContain('not used');
  });

  it('what is left over is said back and does nothing', () => {
    const talk = opened(regular);
    talk.type('2, large, 12 Green Street, cash');
    expect(placeOf(talk)).toBe('summary');
    expect(talk.commands).toEqual([]);
    expect(draftOf(talk)).toMatchObject({ quantity: 2, address: '12 Green Street' });
    expect(talk.heard()).toContain('I have not used this yet: “cash”.');
  });

  it('neither agrees nor confirms', () => {
    const talk = opened();
    talk.type('2\nlarge\n12 Green Street\nAnn Smith\n+44 20 7946 0958\nyes\ncash');
    expect(placeOf(talk)).toBe('consent');
    expect(talk.commands).toEqual([]);
    expect(talk.heard()).toContain('“yes, cash”');
  });

  it.each(['200 Green Street', '2 or 3', '2,5', 'two of each, I think', '2 not large'])('%j is not guessed at', (said) => {
    const talk = opened();
    talk.type(said);
    expect(draftOf(talk)).toMatchObject({ quantity: null });
  });

  it.each([
    ['Ann Smith +44 20 7946 0958', '+442079460958', 'Ann Smith'],
    ['my name is Ann Smith, +44 20 7946 0958', '+442079460958', 'Ann Smith'],
    ['Меня зовут Анна, +7 916 123-45-67', '+79161234567', 'Анна'],
    ['adım Ayşe, +90 532 123 45 67', '+905321234567', 'Ayşe'],
  ])('a name and a phone: %j', (said, phone, name) => {
    const talk = opened();
    talk.type('2, large');
    talk.type('12 Green Street');
    talk.type(said);
    expect(draftOf(talk)).toMatchObject({ name, phone });
    expect(placeOf(talk)).toBe('consent');
  });
});

describe('a sentence that is searched for', () => {
  it('says how many and which size of the thing that is chosen then', () => {
    const talk = createTalk(regular, createShelf());
    talk.stored = null;
    talk.type('road bike');
    const stored = talk.stored as unknown as { state: { memory: { search: { query: string } } } };
    stored.state.memory.search.query = '2 road bikes size L to 12 Green Street, card';
    talk.tap('Road bike');
    expect(placeOf(talk)).toBe('address');
    expect(draftOf(talk)).toMatchObject({ quantity: 2, size: 'l' });
    expect(talk.heard()).toContain('I have taken 2 from what you wrote');
    expect(talk.replies.flatMap(({ choices }) => choices ?? []).filter(({ action }) => action.includes(':quantity:'))).toEqual([]);
  });

  it('says nothing of a number that belongs to the thing, or of a thing opened by another way', () => {
    const talk = createTalk(regular, createShelf());
    talk.type('road bike');
    talk.tap('Road bike');
    expect(placeOf(talk)).toBe('quantity');
    talk.type('2 helmets');
    talk.type('2026-001');
    expect(placeOf(talk)).toBe('quantity');
  });
});

describe('what comes before an answer', () => {
  it.each([
    ['deliver to 12 Green Street', '12 Green Street'],
    ['my address is 12 Green Street', '12 Green Street'],
    ['доставьте по адресу Ленина 5', 'Ленина 5'],
    ['adresim Yeşil Sokak 12', 'Yeşil Sokak 12'],
    ['To Kwa Wan Road 5, Hong Kong', 'To Kwa Wan Road 5, Hong Kong'],
  ])('%j is no part of the address', (said, address) => {
    const talk = opened();
    talk.type('2 large');
    talk.type(said);
    expect(draftOf(talk)).toMatchObject({ address });
  });

  it.each(['cash', 'Наличные', 'hmm', 'ok thanks'])('%j is no address at all', (said) => {
    const talk = opened();
    talk.type('2 large');
    talk.type(said);
    expect(placeOf(talk)).toBe('address');
  });

  it.each(['L please', 'size L', 'the large one', 'large'])('an option by %j', (said) => {
    const talk = opened();
    talk.type('2');
    talk.type(said);
    expect(draftOf(talk)).toMatchObject({ size: 'l' });
  });

  it.each(['not large', 'large or small', 'is large better?'])('no option by %j', (said) => {
    const talk = opened();
    talk.type('2');
    talk.type(said);
    expect(placeOf(talk)).toBe('option');
  });
});
