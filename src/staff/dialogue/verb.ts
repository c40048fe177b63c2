import type { Reply } from '../../conversation/reply.ts';
import type { Facts } from '../../conversation/step.ts';
import type { Words } from '../../phrases/words.ts';
import type { Refusal } from '../../rpc/refusals.ts';
import type { AnswerOf, ArgsOf, CallName, StaffCommand } from './calls.ts';
import type { Done, Listed, Talking } from './state.ts';
import type { Vocabulary } from './vocabulary.ts';

export const roles = ['agent', 'manager', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

export type Args = Readonly<Record<string, string>>;
export type StaffFacts = Facts & { staff: NonNullable<Facts['staff']> };
/** What was said before: what was listed last, what was done last, whose chat is open. */
export type Memory = { listed: Listed | null; done: Done | null; talking: Talking | null };
/** What is needed to read an argument. */
export type Listening = { facts: StaffFacts; words: Words; vocabulary: Vocabulary; memory: Memory };
/** What a command may know beside its arguments and the facts. */
export type Context = { vocabulary: Vocabulary; memory: Memory };

/** One thing a command needs to know, as a text that every reader of it agrees on: a code, an id, "100.50", a moment. */
export type Arg = {
  /** The question when it is missing, and what is said to words that are none: phrases `ask-<name>` and `odd-<name>`. */
  name: string;
  /** Reads it off the beginning of a text; undefined when it does not begin with one. */
  read: (text: string, listening: Listening) => { value: string; rest: string } | undefined;
  /** It may be left out: always, or with these others. */
  optional?: boolean | ((others: Args) => boolean);
  /** Free words, which no button of ours carries: one that does was made up. */
  typed?: true;
  /** Where people choose among what there is, instead of typing: what is said, or asked of the desk first. */
  offers?: (args: Args, facts: StaffFacts) => Doing;
  /** What becomes of the answers that `offers` asks for. */
  offered?: Readonly<Record<string, Sequel>>;
};

export const isOptional = ({ optional = false }: Arg, others: Args): boolean =>
  typeof optional === 'function' ? optional(others) : optional;

/** What a command does next: says something, or asks the desk and goes on with its answer. */
export type Doing =
  | {
      say: Reply[];
      /** What "3" means from now on. */
      listed?: Listed;
      /** The chat that what is typed goes to from now on; null for none. */
      talking?: Talking | null;
      asCustomer?: true;
      /** One more thing the command has to be told, found out on the way; with what is known of its arguments by then. */
      asks?: { missing: string; args: Args };
    }
  | {
      call: StaffCommand;
      next: string;
      /** What has been found out and is needed later in the same command, or to undo it. */
      knowing?: Args;
    };

/** What is done with the answer of a call. */
export type Sequel = { call: CallName | 'any'; go: (answer: never, args: Args, facts: StaffFacts, context: Context) => Doing };

/** A command of the staff: `/take 3`. Its words stand in the phrase `command-<name>`, its line of help in `help-<name>`. */
export type Verb = {
  name: string;
  /** The least role that may give it. The database refuses the others too. */
  least: Role;
  /** Given by a button: the list of commands does without it. */
  byButton?: true;
  args: readonly Arg[];
  run: (args: Args, facts: StaffFacts, context: Context) => Doing;
  after?: Readonly<Record<string, Sequel>>;
  /** What is said to a refusal beside its sentence; undefined: the sentence and what helps in general. */
  refused?: (refusal: Refusal, args: Args, facts: StaffFacts) => Doing | undefined;
};

/** Asks the desk; `next` names what is done with the answer. */
export const ask = <C extends CallName>(call: C, args: ArgsOf<C>, next: string, knowing?: Args, once?: string): Doing => ({
  call: { do: 'call', call, args, ...(once !== undefined && { once }) } as StaffCommand,
  next,
  ...(knowing && { knowing }),
});

export const on = <C extends CallName>(
  call: C,
  go: (answer: AnswerOf<C>, args: Args, facts: StaffFacts, context: Context) => Doing,
): Sequel => ({ call, go });

export const saying = (...say: Reply[]): Doing => ({ say });
