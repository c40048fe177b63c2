import type { Reply } from '../../conversation/reply.ts';
import type { Facts } from '../../conversation/step.ts';
import type { Words } from '../../phrases/words.ts';
import type { Refusal } from '../../rpc/refusals.ts';
import type { AnswerOf, ArgsOf, CallName, StaffCommand } from './calls.ts';
import type { Listed } from './state.ts';

export const roles = ['agent', 'manager', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

export type Args = Readonly<Record<string, string>>;
export type StaffFacts = Facts & { staff: NonNullable<Facts['staff']> };
/** What is needed to read an argument. */
export type Listening = { facts: StaffFacts; words: Words; listed: Listed | null };

/** One thing a command needs to know, as a text that every reader of it agrees on: a code, an id, "100.50", a moment. */
export type Arg = {
  /** The question when it is missing, and what is said to words that are none: phrases `ask-<name>` and `odd-<name>`. */
  name: string;
  /** Reads it off the beginning of a text; undefined when it does not begin with one. */
  read: (text: string, listening: Listening) => { value: string; rest: string } | undefined;
  optional?: boolean;
  /** Where people choose among what there is, instead of typing. */
  offers?: (args: Args, facts: StaffFacts) => Doing;
  /** What becomes of the answers that `offers` asks for. */
  offered?: Readonly<Record<string, Sequel>>;
};

/** What a command does next: says something, or asks the desk and goes on with its answer. */
export type Doing = { say: Reply[]; listed?: Listed; asCustomer?: true } | { call: StaffCommand; next: string };

/** What is done with the answer of a call. */
export type Sequel = { call: CallName; go: (answer: never, args: Args, facts: StaffFacts) => Doing };

/** A command of the staff: `/take 3`. Its words stand in the phrase `command-<name>`, its line of help in `help-<name>`. */
export type Verb = {
  name: string;
  /** The least role that may give it. The database refuses the others too. */
  least: Role;
  args: readonly Arg[];
  run: (args: Args, facts: StaffFacts) => Doing;
  after?: Readonly<Record<string, Sequel>>;
  /** What is said to a refusal beside its sentence; undefined: the sentence and what helps in general. */
  refused?: (refusal: Refusal, args: Args, facts: StaffFacts) => Doing | undefined;
};

/** Asks the desk; `next` names what is done with the answer. */
export const ask = <C extends CallName>(call: C, args: ArgsOf<C>, next: string): Doing => ({
  call: { do: 'call', call, args } as StaffCommand,
  next,
});

export const on = <C extends CallName>(call: C, go: (answer: AnswerOf<C>, args: Args, facts: StaffFacts) => Doing): Sequel => ({
  call,
  go,
});

export const saying = (...say: Reply[]): Doing => ({ say });
