import type { ChatEvent } from '../../../src/channels/events.ts';
import type { LeadCommand } from '../../../src/conversation/lead/commands.ts';
import type { Memory } from '../../../src/conversation/state.ts';
import type { Answers } from '../stories.ts';

/** What the desk answers the commands of this story. */
export const leadAnswers: Answers<LeadCommand> = {};

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const leadOthers: Partial<Answers<LeadCommand>> = {};

/** Events this story listens for, beside the buttons it shows. */
export const leadEvents: ChatEvent[] = [];

/** What tells one state from another, as far as this story cares. Keep it small: every shape is walked from. */
export const leadShape = (_memory: Memory): unknown => null;
