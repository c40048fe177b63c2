import type { ChatEvent } from '../../../src/channels/events.ts';
import type { CareCommand } from '../../../src/conversation/care/commands.ts';
import type { Memory } from '../../../src/conversation/state.ts';
import type { Answers } from '../stories.ts';

/** What the desk answers the commands of this story. */
export const careAnswers: Answers<CareCommand> = {};

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const careOthers: Partial<Answers<CareCommand>> = {};

/** Events this story listens for, beside the buttons it shows. */
export const careEvents: ChatEvent[] = [];

/** What tells one state from another, as far as this story cares. Keep it small: every shape is walked from. */
export const careShape = (_memory: Memory): unknown => null;
