import { choicesOf, fits } from '../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../conversation/reply.ts';

/** What a button of the staff carries: a command with its arguments, to be read and weighed again when it is pressed. */
export const press = (command: string, ...args: string[]) => ['s1', command, ...args].join(':');

/** What a button carries that answers the question of a command: pressed when nothing is asked any more, it is stale. */
export const PICK = 'pick';
/** Which question it answers is added when it is said. */
export const pick = (words: string) => press(PICK, words);
/** What a button carries that drops the question it stands under. */
export const LEAVE = 'leave';

export const button = (label: Phrase, action: string, style?: Choice['style']): Choice | null =>
  fits(action) ? { label, action, ...(style && { style }) } : null;

/** The button of a command, which reads as the command does: phrases `do-<name>`. */
export const doing = (command: string, args: string[] = [], style?: Choice['style']) =>
  button(say(`do-${command}`), press(command, ...args), style);

export const toDesk = () => doing('desk');

export const text = (phrases: Phrase[], ...choices: Array<Choice | null>): Reply => ({
  kind: 'text',
  text: phrases,
  choices: choicesOf(...choices, toDesk()),
});

/** Asks for one thing a command needs. */
export const question = (name: string): Reply => text([say(`ask-${name}`)]);

/** Before a question is asked again: what was said instead of an answer. */
export function afterOdd(name: string, words: string, [first, ...others]: readonly Reply[]): Reply[] {
  const odd = say(`odd-${name}`, { words: words.slice(0, 60) });
  if (first?.kind === 'text') return [{ ...first, text: [odd, ...first.text] }, ...others];
  return [{ kind: 'text', text: [odd] }, ...(first === undefined ? [] : [first]), ...others];
}

export const literally = (words: string): Phrase => say('verbatim', { text: words });
