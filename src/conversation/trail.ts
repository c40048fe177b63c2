import { type Asked, isQuestion, type Memory, type Place } from './state.ts';

const same = (one: Asked, other: Asked) => one.question === other.question && one.option === other.option;

/** Goes on to a question; when it was on the way before, the way ends there again. */
export function advance(trail: readonly Asked[], to: Asked): Asked[] {
  const before = trail.findIndex((step) => same(step, to));
  return before < 0 ? [...trail, to] : trail.slice(0, before + 1);
}

/** Steps aside to a question already answered, to come back from it. */
export const stepAside = (trail: readonly Asked[], to: Asked): Asked[] => [...trail, to];

/** Where an interrupted dialogue goes on. */
export function resumePlace({ draft, trail }: Memory): Place {
  const last = trail.at(-1)?.question;
  return draft !== null && last !== undefined && isQuestion(last) ? last : 'home';
}
