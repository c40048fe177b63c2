import { z } from 'zod';
import type { Stored } from '../../conversation/step.ts';
import type { Language } from '../../phrases/phrases.ts';

/** The machine's name and version in the row of a conversation; another version begins anew. */
export const MACHINE = 'staff';
const VERSION = 1;

const argsSchema = z.record(z.string(), z.string());

const stateSchema = z.strictObject({
  /** A command that waits for one more thing to be said. */
  asked: z.strictObject({ command: z.string(), args: argsSchema, missing: z.string() }).nullable(),
  /** Between a call and its answer, within a turn: whose answer it is. */
  doing: z.strictObject({ command: z.string(), args: argsSchema, next: z.string(), wrote: z.boolean() }).nullable(),
  /** The last command that changed something, and when: what /undo is about. */
  done: z.strictObject({ command: z.string(), args: argsSchema, at: z.string() }).nullable(),
  /** The customer's chat that what is typed goes to. */
  talking: z.strictObject({ chat: z.string(), name: z.string().nullable() }).nullable(),
  /** What was listed last, so that "3" is the third of it. */
  listed: z
    .strictObject({ kind: z.enum(['lead', 'order', 'customer', 'task', 'chat', 'proof', 'staff']), ids: z.array(z.string()).max(50) })
    .nullable(),
  /** The last event, when it was a press: the same again at once is a finger that trembled. */
  pressed: z.strictObject({ action: z.string(), at: z.string() }).nullable(),
  /** The actions of the choices shown last, where choices are numbers. */
  shown: z.array(z.string()),
});

/** All that is remembered of a conversation with a member of the staff. */
export type StaffState = z.output<typeof stateSchema>;
export type Listed = NonNullable<StaffState['listed']>;
/** A question that waits: the command that asks it, and what it is to be told. */
export type Asked = NonNullable<StaffState['asked']>;
export type Done = NonNullable<StaffState['done']>;
export type Talking = NonNullable<StaffState['talking']>;

export const emptyState: StaffState = {
  ...{ asked: null, doing: null, done: null, talking: null, listed: null, pressed: null, shown: [] },
};

/** The state as it was stored; undefined when it is a customer's, or of a version this one cannot read. */
export function load({ machine, version, state }: Stored): StaffState | undefined {
  return machine === MACHINE && version === VERSION ? stateSchema.safeParse(state).data : undefined;
}

export const store = (state: StaffState, language: Language): Stored => ({ machine: MACHINE, version: VERSION, state, language });

/** A question as its buttons name it. */
export const questionOf = ({ command, missing }: Asked): string => `${command}.${missing}`;
