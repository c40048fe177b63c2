import type { ChatEvent } from '../../channels/events.ts';
import type { Meaning } from '../signals.ts';
import { load, type Place, places, type State, store } from '../state.ts';
import type { Facts } from '../step.ts';
import { resumePlace } from '../trail.ts';

/**
 * Who has the chat is the database's to say: staff take it and give it back without a word to the dialogue. The next
 * event finds the conversation where it then belongs. `returned` when the bot has it again.
 */
export function inItsHands(state: State, { heldBy }: Facts): { state: State; returned: boolean } {
  if (heldBy === 'human' && state.place !== 'human') return { state: handedOver(state, state.place), returned: false };
  if (heldBy === 'bot' && state.place === 'human') return { state: whereItStopped(state), returned: true };
  return { state, returned: false };
}

/** Remembers where the conversation stood when a person came. */
export function handedOver({ memory }: State, from: Place): State {
  return { place: 'human', memory: { ...memory, human: { ...memory.human, from } } };
}

/** Where the conversation stood before the person came; nothing has moved it since. */
export function whereItStopped({ memory }: State): State {
  const from = places.find((place) => place === memory.human.from);
  const rest = { ...memory, human: { ...memory.human, from: null } };
  const there = from === undefined || from === 'human' ? undefined : load(store({ place: from, memory: rest }, 'en'));
  return there ?? { place: resumePlace(rest), memory: rest };
}

/** What is heard while a person answers: the way back, and what changes nothing for the person. */
const HEARD: ReadonlySet<Meaning['type']> = new Set<Meaning['type']>([
  ...(['silent', 'resume', 'help', 'languages', 'language', 'orders', 'order', 'person', 'stale', 'decline-reminders'] as const),
]);

/** A button of before would speak over the person: it is answered with the way back to the bot. */
export function besideAPerson(meaning: Meaning): Meaning {
  return HEARD.has(meaning.type) ? meaning : { type: 'with-person' };
}

/** The desk wakes the dialogue when staff give a chat back. */
export const isHandingBack = (event: ChatEvent) => event.type === 'timeout' && event.name === 'handed-back';
