import { load, type Place } from '../../src/conversation/state.ts';
import { moves } from '../../src/orders/moves.ts';
import type { Language } from '../../src/phrases/phrases.ts';
import { createShelf, newcomer, regular, type Shelf } from './shelf.ts';
import { aWish } from './stories/lead.ts';
import { createTalk, type Talk } from './talk.ts';

const START = { type: 'start', payload: null } as const;
const LISTING = { type: 'start', payload: '2026-001' } as const;
const photo = (path: string) => ({ type: 'file', kind: 'image', name: null, size: 1000, path, caption: null }) as const;

/** A shelf with one order of the customer's, with which everything may be done. */
export function shelfWithAnOrder(): Shelf {
  const shelf = createShelf();
  const talk = createTalk(regular, shelf);
  talk.send(LISTING);
  talk.type('2');
  talk.type('large');
  talk.type('as last time');
  talk.type('cash');
  for (const order of shelf.orders) order.moves = [...moves];
  return shelf;
}

const says =
  (...texts: string[]) =>
  (talk: Talk) => {
    for (const words of texts) talk.type(words);
  };
const pressing =
  (...actions: string[]) =>
  (talk: Talk) => {
    for (const action of actions) talk.press(action);
  };
/** Presses the button that does this, of those shown last. */
const choosing =
  (...verbs: string[]) =>
  (talk: Talk) => {
    for (const verb of verbs) {
      const choices = talk.replies.flatMap((reply) => reply.choices ?? []);
      const choice = choices.find(({ action }) => action.startsWith(`1:${verb}:`) || action === `1:${verb}`);
      if (choice === undefined) throw new Error(`no button "${verb}" among ${choices.map(({ action }) => action).join(' ')}`);
      talk.press(choice.action);
    }
  };
const opening =
  (...texts: string[]) =>
  (talk: Talk) => {
    talk.send(LISTING);
    says(...texts)(talk);
  };
const both =
  (...ways: Array<(talk: Talk) => void>) =>
  (talk: Talk) => {
    for (const way of ways) way(talk);
  };

const atSummary = opening('2', 'large', 'as last time');
const wishing = (...texts: string[]) => both(pressing('1:wish'), says(...texts));
const payFile = (talk: Talk) => talk.send(photo('files/77'));

type Way = { as?: 'newcomer'; go: (talk: Talk) => void };

/** A way to every place a conversation can rest at. */
const WAYS: Record<Place, Way> = {
  home: { go: (talk) => talk.send(START) },
  results: { go: says('catalogue') },
  human: { go: says('/person') },
  quantity: { go: opening() },
  option: { go: opening('2') },
  address: { go: opening('2', 'large') },
  name: { as: 'newcomer', go: opening('2', 'large', '12 Green Street') },
  phone: { as: 'newcomer', go: opening('2', 'large', '12 Green Street', 'Ann') },
  consent: { as: 'newcomer', go: opening('2', 'large', '12 Green Street', 'Ann', 'rather not') },
  summary: { go: atSummary },
  comment: { go: both(atSummary, says('comment')) },
  items: { go: both(atSummary, says('2026-002', '1'), choosing('items')) },
  item: { go: both(atSummary, says('2026-002', '1'), choosing('items', 'pick')) },
  details: { go: both(atSummary, choosing('details')) },
  rename: { go: both(atSummary, choosing('details', 'rename')) },
  renumber: { go: both(atSummary, choosing('details', 'renumber')) },
  offer: { go: pressing('1:move:quote:1001') },
  'offer-wish': { go: pressing('1:move:quote:1001', '1:offer-wish:1:1001') },
  edit: { go: pressing('1:move:edit:1001') },
  'edit-line': { go: pressing('1:move:edit:1001', '1:edit:1001:0') },
  'wish-item': { go: wishing() },
  'wish-photo': { as: 'newcomer', go: payFile },
  'wish-budget': { go: wishing('a blue tandem') },
  'wish-comment': { go: wishing('https://shop.example/bikes/7', '200 EUR') },
  'wish-name': { as: 'newcomer', go: wishing('a blue tandem', '200 EUR') },
  'wish-phone': { as: 'newcomer', go: wishing('a blue tandem', '200 EUR', 'Ann') },
  'wish-consent': { as: 'newcomer', go: wishing('a blue tandem', '200 EUR', 'Ann', 'rather not') },
  'wish-summary': { go: wishing('a blue tandem', '200 EUR') },
  'wish-withdraw': { go: pressing('1:wishes', `1:wish-withdraw:${aWish.id}`) },
  'pay-choose': { go: pressing('1:ways:1001') },
  'pay-way': { go: pressing('1:payby:1001:cash') },
  'pay-proof': { go: pressing('1:paidby:1001:cash') },
  'pay-file': { go: payFile },
  cancelReason: { go: pressing('1:move:cancel:1001') },
  cancelSure: { go: pressing('1:move:cancel:1001', '1:cancel-for:1001:slow') },
  newAddress: { go: pressing('1:move:address:1001') },
  asking: { go: pressing('1:move:ask:1001') },
  rating: { go: pressing('1:move:rate:1001') },
  ratingWords: { go: pressing('1:move:rate:1001', '1:stars:1001:4') },
  settings: { go: says('settings') },
  consents: { go: says('consents') },
  'my-data': { go: says('my data') },
  'quiet-hours': { go: says('quiet hours') },
  'link-code': { go: says('enter a code') },
  'link-sure': { go: says('ABCD-2345') },
  'erase-ask': { go: says('delete my data') },
  'erase-sure': { go: both(says('delete my data'), choosing('erase-yes')) },
};

export const everyPlace = Object.keys(WAYS) as Place[];

export function placeOf({ stored }: Talk): Place {
  const place = stored && load(stored)?.place;
  if (!place) throw new Error('the conversation has not begun');
  return place;
}

/** A conversation that rests at this place, in this language. */
export function talkAt(place: Place, language: Language = 'en'): Talk {
  const { as, go } = WAYS[place];
  const talk = createTalk(as === 'newcomer' ? newcomer : regular, as === 'newcomer' ? createShelf() : shelfWithAnOrder());
  go(talk);
  if (placeOf(talk) !== place) throw new Error(`the way to "${place}" ends at "${placeOf(talk)}"`);
  if (language !== 'en' && talk.stored !== null) talk.stored = { ...talk.stored, language };
  return talk;
}
