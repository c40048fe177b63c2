import { type StateValueFrom, transition } from 'xstate';
import type { Language } from '../phrases/phrases.ts';
import { text } from './buttons.ts';
import { machine } from './machine.ts';
import type { Asking } from './machine-setup.ts';
import { handedOver, whereItStopped } from './person/held.ts';
import type { Reply } from './reply.ts';
import type { Meaning } from './signals.ts';
import { isQuestion, type Place, type State } from './state.ts';
import type { Command, Facts } from './step.ts';
import type { Understood } from './understand.ts';

/** A turn through the machine: where it led, and what the transition asked for. */
export type Taken = {
  state: State;
  language: Language;
  meaning: Meaning;
  said: Reply[];
  command: Command | null;
  /** Whether the question is asked (again), and whether with a way to a person. */
  asks: boolean;
  offersPerson: boolean;
};

/** Takes what was understood through the machine. */
export function take(opened: { state: State; language: Language }, understood: Understood, facts: Facts): Taken {
  const { language } = opened;
  const { state, meaning } = goingOn(opened.state, understood.meaning);
  const { remarks } = understood;
  const before = machine.resolveState({ value: standing(state.place), context: state.memory });
  const [after, actions] = transition(machine, before, { ...meaning, facts });
  const place = placeOf(after.value);
  const reached: State = { place, memory: after.context };
  const taken: Taken = {
    state: place === 'human' && state.place !== 'human' ? handedOver(reached, state.place) : reached,
    language: meaning.type === 'language' ? meaning.language : language,
    meaning,
    said: remarks.length > 0 ? [text(remarks)] : [],
    command: null,
    asks: true,
    offersPerson: false,
  };
  if (meaning.type === 'remark') taken.said.push(text([meaning.remark]));
  for (const action of actions as Asking[]) {
    if (action.type === 'say') taken.said.push(...action.params.replies);
    else if (action.type === 'do') taken.command = action.params;
    else if (action.type === 'rest') taken.asks = false;
    else if (action.type === 'offerPerson') taken.offersPerson = true;
  }
  return taken;
}

/** Back from a person, the conversation is first where it stopped, and then hears that the bot is there again. */
function goingOn(state: State, meaning: Meaning): { state: State; meaning: Meaning } {
  if (state.place !== 'human' || meaning.type !== 'resume') return { state, meaning };
  return { state: whereItStopped(state), meaning: { type: 'returned' } };
}

type Value = StateValueFrom<typeof machine>;

function standing(place: Place): Value {
  return isQuestion(place) ? { ordering: place } : place;
}

/** The transient states lead on within a transition, so what is left is a place to rest at. */
function placeOf(value: Value): Place {
  const place = typeof value === 'string' ? value : value.ordering;
  if (place === undefined || place === 'ordering' || place === 'next' || place === 'resume')
    throw new Error(`the dialogue stopped at "${place}"`);
  return place;
}
