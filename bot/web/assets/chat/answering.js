// @ts-check
import { byId } from './dom.js';

/** @typedef {{ id: string, title: string }} Answered */

/**
 * The card that the next message answers: shown above where one writes, until it is sent or put away.
 * @param {() => void} focus
 */
export function answering(focus) {
  const box = byId('answers');
  const quote = byId('answered');
  /** @type {Answered | null} */
  let answered = null;

  /** @param {Answered | null} next */
  const show = (next) => {
    answered = next;
    quote.textContent = next?.title ?? '';
    box.hidden = next === null;
  };
  const drop = () => {
    show(null);
    focus();
  };
  byId('answers-not').addEventListener('click', drop);
  byId('composer').addEventListener('keydown', (event) => event.key === 'Escape' && answered !== null && drop());

  return {
    /** @param {Answered} line */
    begin: (line) => {
      show(line);
      focus();
    },
    /** The line that is answered, once. */
    take: () => {
      const id = answered?.id;
      show(null);
      return id;
    },
  };
}
