import { choicesOf } from '../../conversation/buttons.ts';
import { type Reply, say } from '../../conversation/reply.ts';
import { button, pick, text, toDesk } from './say.ts';
import type { Arg, Args, Doing } from './verb.ts';

const YES = 'yes';
/** The argument that waits for a yes. */
export const SURE = 'sure';

/** The answer to "shall I?": by the button, which says what was shown to whom it was asked, or by a word. */
export const sure: Arg = {
  name: SURE,
  optional: true,
  read: (text, { words }) => {
    const [pressed] = /^yes \S+$/.exec(text) ?? [];
    if (pressed !== undefined) return { value: pressed, rest: '' };
    return words.says(text, 'yes') ? { value: YES, rest: '' } : undefined;
  },
};

/** Whether it was precisely this that was said yes to; another sum, or another question, is asked about again. */
export const isSure = ({ sure: said, shown }: Args, what: string): boolean => said === `${YES} ${what}` || (said === YES && shown === what);

/** Shows what would be done and waits for a yes. */
export function confirming(
  shown: Extract<Reply, { kind: 'card' | 'text' }>,
  args: Args,
  what: string,
  label: string,
  ...more: Array<ReturnType<typeof button>>
): Doing {
  const { sure: _, ...known } = args;
  const yes = button(say(label), pick(`${YES} ${what}`), 'primary');
  return {
    say: [{ ...shown, choices: choicesOf(yes, ...more, toDesk()) }],
    asks: { missing: SURE, args: { ...known, shown: what } },
  };
}

/** What is neither a yes nor a no to "shall I?". */
export const unsure = ({ shown = '' }: Args): Reply =>
  text([say('sure-or-not')], button(say('do-it-surely'), pick(`${YES} ${shown}`), 'primary'));
