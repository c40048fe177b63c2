import type { ChatEvent } from '../../../src/channels/events.ts';
import type { PrivacyCommand } from '../../../src/conversation/privacy/commands.ts';
import type { Memory } from '../../../src/conversation/state.ts';
import type { Answers } from '../stories.ts';

/** What the desk answers the commands of this story. */
export const privacyAnswers: Answers<PrivacyCommand> = {};

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const privacyOthers: Partial<Answers<PrivacyCommand>> = {};

/** Events this story listens for, beside the buttons it shows. */
export const privacyEvents: ChatEvent[] = [];

/** What tells one state from another, as far as this story cares. Keep it small: every shape is walked from. */
export const privacyShape = (_memory: Memory): unknown => null;
