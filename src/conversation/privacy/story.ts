import type { Story } from '../story.ts';
import type { PrivacyResult } from './commands.ts';
import type { PrivacyPlace } from './memory.ts';

/** What the desk may do with what it knows, when it may write, and where. */
export const privacy: Story<PrivacyPlace, PrivacyResult> = {
  asks: {},
  hints: {},
  readers: {},
  press: () => undefined,
  wishes: {},
  survives: [],
  meanings: {},
};
