import { describe, expect, it } from 'vitest';
import { load, type Place, questions } from '../../../src/conversation/state.ts';
import type { Stored } from '../../../src/conversation/step.ts';
import { createShelf, newcomer } from '../../support/shelf.ts';
import { createTalk, type Talk } from '../../support/talk.ts';

/** The places of an order; those of the stories are walked through in tests of their own. */
const places = ['home', 'results', 'human', ...questions] as const;

const answers: Array<[place: Place, text: string]> = [
  ['quantity', '2'],
  ['option', 'large'],
  ['address', '12 Green Street, London'],
  ['name', 'Ann'],
  ['phone', '+44 20 7946 0958'],
  ['consent', 'yes'],
];

/** A conversation resting at this place. */
function at(place: Place): Talk {
  const talk = createTalk(newcomer, createShelf());
  talk.send({ type: 'start', payload: null });
  if (place === 'home') return talk;
  talk.type('road bike');
  if (place === 'results') return talk;
  talk.tap('Road bike');
  for (const [here, text] of answers) {
    if (place === here) return talk;
    talk.type(text);
  }
  if (place === 'comment') talk.tap('Add a comment');
  if (place === 'human') talk.type('person');
  return talk;
}

const placeOf = ({ stored }: { stored: Stored | null }) => (stored === null ? undefined : load(stored)?.place);
const draftOf = ({ stored }: Talk) => (stored === null ? undefined : load(stored)?.memory.draft);
/** Where "back" leads. Who somebody is has been settled by the summary, and is not gone back to. */
const BEFORE: Partial<Record<Place, Place>> = {
  ...{ home: 'home', results: 'home', quantity: 'results', option: 'quantity', address: 'option', name: 'address' },
  ...{ phone: 'name', consent: 'phone', summary: 'address', comment: 'summary' },
};
const spoken = places.filter((place) => place !== 'human');

it.each(places)('gets to %s', (place) => {
  expect(placeOf(at(place))).toBe(place);
});

describe.each(spoken)('at %s', (place) => {
  it.each(['help', '/help', 'Помощь!', 'YARDIM', 'yardim'])('helps at "%s" and asks again', (wish) => {
    const talk = at(place);
    const asked = talk.heard().split('\n').at(-1) ?? '';
    const draft = draftOf(talk);
    talk.type(wish);
    expect(talk.heard()).toContain('I take orders');
    if (place !== 'results' && place !== 'quantity') expect(talk.heard()).toContain(asked);
    expect(placeOf(talk)).toBe(place);
    expect(draftOf(talk)).toEqual(draft);
    expect(talk.buttons()).toContain('Talk to a person');
  });

  it.each(['menu', '/menu', 'меню', 'menü', 'MENÜ', '/start'])('shows the menu at "%s" and loses nothing', (wish) => {
    const talk = at(place);
    const draft = draftOf(talk);
    talk.type(wish);
    expect(placeOf(talk)).toBe('home');
    expect(draftOf(talk)).toEqual(draft);
    if (draft) {
      talk.tap('Continue my order');
      expect(placeOf(talk)).toBe(place);
    }
  });

  it.each(['cancel', '/cancel', 'отмена', 'İptal', 'IPTAL'])('drops the order at "%s" and says which', (wish) => {
    const talk = at(place);
    const hadDraft = draftOf(talk);
    talk.type(wish);
    expect(talk.heard()).toContain(hadDraft ? 'The order of “Road bike” has been dropped' : 'There is nothing to cancel');
    expect(draftOf(talk)).toBeNull();
    expect(placeOf(talk)).toBe('home');
    expect(talk.commands).toEqual([]);
  });

  it.each(['person', '/person', 'оператор', 'Позвать оператора', 'temsilci'])('calls a person at "%s", who can be left again', (wish) => {
    const talk = at(place);
    const draft = draftOf(talk);
    talk.type(wish);
    expect(talk.commands).toEqual([{ do: 'call-person', about: draft?.listing.code ?? null }]);
    expect(talk.last.owner).toBe('human');
    talk.type('is anybody there?');
    expect(talk.replies).toEqual([]);
    talk.type('back to the bot');
    expect(talk.last.owner).toBe('bot');
    expect(placeOf(talk)).toBe(place);
    expect(draftOf(talk)).toEqual(draft);
  });

  it.each(['back', 'назад', 'geri', '/back'])('goes back at "%s"', (wish) => {
    const talk = at(place);
    const draft = draftOf(talk);
    talk.type(wish);
    expect(talk.replies).not.toEqual([]);
    expect(draftOf(talk)).toEqual(draft);
    expect(placeOf(talk)).toBe(BEFORE[place]);
  });

  it.each(['language', '/language', 'язык', 'dil'])('offers languages at "%s"', (wish) => {
    const talk = at(place);
    talk.type(wish);
    expect(talk.buttons()).toEqual(['English', 'Русский', 'Türkçe']);
    expect(placeOf(talk)).toBe(place);
    talk.tap('Türkçe');
    expect(talk.heard()).toContain('Bundan sonra Türkçe yazıyorum.');
    expect(placeOf(talk)).toBe(place);
  });

  it.each(['my orders', '/orders', 'Мои заказы', 'siparişlerim', 'siparislerim'])('lists the orders at "%s"', (wish) => {
    const talk = at(place);
    talk.type(wish);
    expect(talk.commands).toEqual([{ do: 'my-orders' }]);
    expect(talk.heard()).toContain('You have no orders yet');
    expect(placeOf(talk)).toBe(place);
  });

  it('shows an order at its code', () => {
    const talk = at(place);
    talk.type('1042');
    expect(talk.commands).toEqual([{ do: 'my-order', code: '1042' }]);
    expect(talk.heard()).toContain('I cannot find an order of yours with this code');
    expect(placeOf(talk)).toBe(place);
  });
});

describe('while a person answers', () => {
  it.each(['help', 'menu', 'cancel', '42', 'road bike', 'спасибо', 'оператор'])('leaves "%s" to the person', (text) => {
    const talk = at('human');
    talk.type(text);
    expect(talk.replies).toEqual([]);
    expect(talk.last).toMatchObject({ owner: 'human', command: null, timeout: null });
  });

  it.each([
    ['/help', 'human'],
    ['/orders', 'human'],
    ['/person', 'human'],
    ['/menu', 'home'],
    ['/start', 'home'],
    ['/cancel', 'home'],
    ['/back', 'summary'],
    ['бот', 'summary'],
    ['bota dön', 'summary'],
  ])('hears "%s", which is plainly meant for the bot', (text, place) => {
    const talk = at('human');
    talk.type(text);
    expect(talk.replies).not.toEqual([]);
    expect(placeOf(talk)).toBe(place);
  });
});
