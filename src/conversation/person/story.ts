import type { Story } from '../story.ts';
import type { PersonResult } from './commands.ts';
import type { PersonPlace } from './memory.ts';

/** Being with a person instead of the bot, and being reminded. */
export const person: Story<PersonPlace, PersonResult> = {
  asks: {},
  hints: {},
  readers: {},
  press: () => undefined,
  wishes: {},
  survives: [],
  meanings: {},
};
