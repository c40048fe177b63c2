import type { Story } from '../story.ts';
import type { CareResult } from './commands.ts';
import type { CarePlace } from './memory.ts';

/** What is done with an order after it was placed: its parcels, its questions, its end. */
export const care: Story<CarePlace, CareResult> = {
  asks: {},
  hints: {},
  readers: {},
  press: () => undefined,
  wishes: {},
  survives: [],
  meanings: {},
};
