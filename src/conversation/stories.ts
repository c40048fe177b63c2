import { care } from './care/story.ts';
import { cart } from './cart/story.ts';
import { lead } from './lead/story.ts';
import { payment } from './payment/story.ts';
import { person } from './person/story.ts';
import { privacy } from './privacy/story.ts';
import type { Phrase, Reply } from './reply.ts';
import type { Memory, StoryPlace } from './state.ts';
import type { Facts } from './step.ts';

/** The rooms of the dialogue, in the order in which they are asked what an event means. */
export const stories = [lead, cart, payment, care, person, privacy] as const;

const asks: Record<StoryPlace, (memory: Memory, facts: Facts) => Reply> = {
  ...lead.asks,
  ...cart.asks,
  ...payment.asks,
  ...care.asks,
  ...person.asks,
  ...privacy.asks,
};
const hints: Record<StoryPlace, (memory: Memory) => Phrase> = {
  ...lead.hints,
  ...cart.hints,
  ...payment.hints,
  ...care.hints,
  ...person.hints,
  ...privacy.hints,
};
export const storyReaders = {
  ...lead.readers,
  ...cart.readers,
  ...payment.readers,
  ...care.readers,
  ...person.readers,
  ...privacy.readers,
};
export const storyFiles = { ...lead.files, ...cart.files, ...payment.files, ...care.files, ...person.files, ...privacy.files };
export const storyMeanings = {
  ...lead.meanings,
  ...cart.meanings,
  ...payment.meanings,
  ...care.meanings,
  ...person.meanings,
  ...privacy.meanings,
};

/** The question at a place of a story. */
export function storyAsk(place: StoryPlace, memory: Memory, facts: Facts): Reply {
  const ask: (memory: Memory, facts: Facts) => Reply = asks[place];
  return ask(memory, facts);
}

/** What is said at a place of a story to words that are no answer. */
export function storyHint(place: StoryPlace, memory: Memory): Phrase {
  const hint: (memory: Memory) => Phrase = hints[place];
  return hint(memory);
}
