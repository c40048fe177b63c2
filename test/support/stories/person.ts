import type { ChatEvent } from '../../../src/channels/events.ts';
import type { PersonCommand } from '../../../src/conversation/person/commands.ts';
import type { Memory } from '../../../src/conversation/state.ts';
import type { Answers } from '../stories.ts';

/** What the desk answers the commands of this story. */
export const personAnswers: Answers<PersonCommand> = { 'decline-reminders': () => ({ did: 'decline-reminders' }) };

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const personOthers: Partial<Answers<PersonCommand>> = {};

/** Events this story listens for, beside the buttons it shows. */
export const personEvents: ChatEvent[] = [
  { type: 'text', text: 'are you a bot' },
  { type: 'text', text: 'не напоминайте' },
  { type: 'press', action: '1:no-reminders' },
  { type: 'timeout', name: 'handed-back' },
];

/** What tells one state from another, as far as this story cares. Keep it small: every shape is walked from. */
export const personShape = ({ human }: Memory): unknown => human.from !== null;
