import { describe, expect, it } from 'vitest';
import { fits } from '../../../src/conversation/buttons.ts';
import { LEAVE, PICK, press } from '../../../src/staff/dialogue/say.ts';
import { questionOf } from '../../../src/staff/dialogue/state.ts';
import { verbs } from '../../../src/staff/dialogue/verbs.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const questions = verbs.flatMap(({ name: command, args }) =>
  args.map((arg) => ({ arg, question: questionOf({ command, args: {}, missing: arg.name }) })),
);

describe('a question', () => {
  it('leaves room on a button for whatever is chosen by its id', () => {
    const chosen = questions.filter(({ arg: { offers, typed } }) => offers !== undefined && typed !== true);
    expect(chosen.length).toBeGreaterThan(10);
    for (const { question } of chosen) expect(fits(press(PICK, question, ID)), question).toBe(true);
  });

  it('can be left by a button', () => {
    for (const { question } of questions) expect(fits(press(LEAVE, question)), question).toBe(true);
  });
});
