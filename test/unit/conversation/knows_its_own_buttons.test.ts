import { expect, it } from 'vitest';
import { readPress } from '../../../src/conversation/presses.ts';
import { load } from '../../../src/conversation/state.ts';
import { PLAIN, pressesOf, RECORDS, STEPS, verbsRead, verbsShown } from '../../support/attacks.ts';
import { everyPlace, talkAt } from '../../support/places.ts';
import { NOBODYS } from '../../support/victims.ts';

it('an attack is known for every verb that a press is read by, and every verb that is shown is read', () => {
  const attacked = [...Object.keys(STEPS), ...Object.keys(RECORDS), ...Object.keys(PLAIN)].sort();
  expect(attacked).toEqual([...verbsRead()].sort());
  expect([...verbsShown()].filter((verb) => !verbsRead().has(verb))).toEqual([]);
});

it('a button of somebody else’s step is one of a step that is over, wherever one is', () => {
  for (const place of everyPlace) {
    const { stored, facts } = talkAt(place);
    const memory = stored && load(stored)?.memory;
    if (!memory) throw new Error(`nothing is remembered at "${place}"`);
    const meant = pressesOf(STEPS, NOBODYS).map((action) => [place, action, readPress(action, memory, facts).type]);
    expect(meant.filter(([, , type]) => type !== 'stale')).toEqual([]);
  }
});
