import type { Story } from '../story.ts';
import type { PersonResult } from './commands.ts';
import type { PersonPlace } from './memory.ts';
import { DECLINE } from './replies.ts';

/** Being with a person instead of the bot, and being reminded. */
export const person: Story<PersonPlace, PersonResult> = {
  asks: {},
  hints: {},
  readers: {},
  press: (verb, rest) => (verb === DECLINE && rest.length === 0 ? { type: 'decline-reminders' } : undefined),
  wishes: { 'bot-question': { type: 'bot-asked' }, 'no-reminders': { type: 'decline-reminders' } },
  survives: ['bot-asked', 'decline-reminders'],
  meanings: { 'decline-reminders': () => ({ type: 'reminders-declined' }) },
};
