import type { ChatEvent } from '../../src/channels/events.ts';
import { lead } from '../../src/conversation/lead/story.ts';
import { payment } from '../../src/conversation/payment/story.ts';
import { person } from '../../src/conversation/person/story.ts';
import type { Memory, State } from '../../src/conversation/state.ts';
import type { Command, CommandResult, CoreCommand, Facts } from '../../src/conversation/step.ts';
import type { Shelf } from './shelf.ts';
import { careAnswers, careEvents, careOthers } from './stories/care.ts';
import { cartAnswers, cartEvents, cartOthers } from './stories/cart.ts';
import { leadAnswers, leadEvents, leadOthers, leadShape } from './stories/lead.ts';
import { paymentAnswers, paymentEvents, paymentOthers, paymentShape } from './stories/payment.ts';
import { personAnswers, personEvents, personOthers, personShape } from './stories/person.ts';
import { privacyAnswers, privacyEvents, privacyOthers } from './stories/privacy.ts';

export type Answers<C extends Command> = { [D in C['do']]: (command: Extract<C, { do: D }>, shelf: Shelf, facts: Facts) => CommandResult };

type StoryCommand = Exclude<Command, CoreCommand>;
type Answer = (command: Command, shelf: Shelf, facts: Facts) => CommandResult;

const answers: Answers<StoryCommand> = {
  ...leadAnswers,
  ...cartAnswers,
  ...paymentAnswers,
  ...careAnswers,
  ...personAnswers,
  ...privacyAnswers,
};
const others: Partial<Answers<StoryCommand>> = {
  ...leadOthers,
  ...cartOthers,
  ...paymentOthers,
  ...careOthers,
  ...personOthers,
  ...privacyOthers,
};

/** What the desk answers a command of a story; undefined when it is none. */
export function storyAnswer(command: Command, shelf: Shelf, facts: Facts): CommandResult | undefined {
  return (answers as Partial<Record<string, Answer>>)[command.do]?.(command, shelf, facts);
}

/** Another answer the same command may get. */
export function otherStoryAnswer(command: Command, shelf: Shelf, facts: Facts): CommandResult | undefined {
  return (others as Partial<Record<string, Answer>>)[command.do]?.(command, shelf, facts);
}

export const storyEvents: ChatEvent[] = [...leadEvents, ...cartEvents, ...paymentEvents, ...careEvents, ...personEvents, ...privacyEvents];

const shapes: Array<[of: { asks: object }, shape: (memory: Memory) => unknown]> = [
  [lead, leadShape],
  [payment, paymentShape],
  [person, personShape],
];

/** What tells the states of one place apart: what its own story remembers. Stories do not read each other's memory. */
export const storyShape = ({ place, memory }: State): unknown =>
  shapes.find(([{ asks }]) => Object.hasOwn(asks, place))?.[1](memory) ?? null;
