import { describe, it } from 'vitest';

/** What is tried of every command of the staff; where there is nothing to try, the reason. */
const TRIALS = {
  happy: 'does what it is for',
  missing: 'asks for what is missing',
  wrong: 'says what does not fit',
  role: 'is refused to whoever may not',
  state: 'is refused where things do not stand so',
  elsewhere: 'finds nothing of another desk',
  stale: 'is weighed again when an old button is pressed',
  twice: 'does it once when pressed twice',
} as const;

type Trials = { [T in keyof typeof TRIALS]: (() => Promise<void>) | { none: string } };

/** A command of the staff, tried in every way. Every command has its trials: a test counts them. */
export function provesCommand(name: string, trials: Trials): void {
  describe(`/${name}`, () => {
    for (const trial of Object.keys(TRIALS) as Array<keyof typeof TRIALS>) {
      const tried = trials[trial];
      if (typeof tried === 'function') it(TRIALS[trial], tried);
    }
  });
}
