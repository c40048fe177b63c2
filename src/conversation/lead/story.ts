import type { Story } from '../story.ts';
import type { LeadResult } from './commands.ts';
import type { LeadPlace } from './memory.ts';

/** Something the desk does not offer yet: a link, a photo or words become a lead. */
export const lead: Story<LeadPlace, LeadResult> = {
  asks: {},
  hints: {},
  readers: {},
  press: () => undefined,
  wishes: {},
  survives: [],
  meanings: {},
};
