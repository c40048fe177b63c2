import { expect, it } from 'vitest';
import { careOn, careStates } from '../../../src/conversation/care/states.ts';
import { cartOn, cartStates } from '../../../src/conversation/cart/states.ts';
import { leadOn, leadStates } from '../../../src/conversation/lead/states.ts';
import { paymentOn, paymentStates } from '../../../src/conversation/payment/states.ts';
import { personOn, personStates } from '../../../src/conversation/person/states.ts';
import { privacyOn, privacyStates } from '../../../src/conversation/privacy/states.ts';
import { places } from '../../../src/conversation/state.ts';
import { stories } from '../../../src/conversation/stories.ts';

const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

it('gives every place to one story', () => {
  expect(twice(places)).toEqual([]);
  const states = [leadStates, cartStates, paymentStates, careStates, personStates, privacyStates];
  expect(twice(states.flatMap((ofOne) => Object.keys(ofOne)))).toEqual([]);
});

it('lets one story answer an event wherever it comes', () => {
  const events = [leadOn, cartOn, paymentOn, careOn, personOn, privacyOn].flatMap((on) => Object.keys(on));
  expect(twice(events)).toEqual([]);
});

it('lets one story hear a word, and one take the result of a command', () => {
  expect(twice(stories.flatMap(({ wishes }) => Object.keys(wishes)))).toEqual([]);
  expect(twice(stories.flatMap(({ meanings }) => Object.keys(meanings)))).toEqual([]);
});
