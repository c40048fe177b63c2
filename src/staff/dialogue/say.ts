import { choicesOf, fits } from '../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../conversation/reply.ts';

/** What a button of the staff carries: a command with its arguments, to be read and weighed again when it is pressed. */
export const press = (command: string, ...args: string[]) => ['s1', command, ...args].join(':');

/** What a button carries that answers the question of a command: pressed when nothing is asked any more, it is stale. */
export const PICK = 'pick';
export const pick = (...words: string[]) => press(PICK, ...words);

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

/** Asks for one thing a command needs; `odd` is what was said instead of it. */
export const question = (name: string, odd?: string): Reply =>
  text([...(odd === undefined ? [] : [say(`odd-${name}`, { words: odd.slice(0, 60) })]), say(`ask-${name}`)]);

export const literally = (words: string): Phrase => say('verbatim', { text: words });
