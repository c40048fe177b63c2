import { administrationVerbs } from './commands/administration.ts';
import { chatVerbs } from './commands/chats.ts';
import { deskVerbs } from './commands/desk.ts';
import { documentVerbs } from './commands/documents.ts';
import { findVerbs } from './commands/find.ts';
import { helpOf } from './commands/help.ts';
import { inboxVerbs } from './commands/inbox.ts';
import { leadVerbs } from './commands/leads.ts';
import { noteVerbs } from './commands/notes.ts';
import { orderVerbs } from './commands/orders.ts';
import { parcelVerbs } from './commands/parcels.ts';
import { paymentVerbs } from './commands/payments.ts';
import { quoteVerbs } from './commands/quotes.ts';
import { shiftVerbs } from './commands/shifts.ts';
import { taskVerbs } from './commands/tasks.ts';
import { whyVerbs } from './commands/why.ts';

import { undoVerb } from './undo.ts';
import type { Verb } from './verb.ts';

/** Every command of the staff, in the order in which help shows them. */
export const verbs: readonly Verb[] = [
  ...deskVerbs,
  helpOf(() => verbs),
  ...leadVerbs,
  ...orderVerbs,
  ...parcelVerbs,
  ...quoteVerbs,
  ...chatVerbs,
  ...shiftVerbs,
  ...paymentVerbs,
  ...inboxVerbs,
  ...whyVerbs,
  ...documentVerbs,
  ...taskVerbs,
  ...findVerbs,
  ...noteVerbs,
  undoVerb,
  ...administrationVerbs,
];

const byName = new Map(verbs.map((verb) => [verb.name, verb]));

/** The command of this name. One that is not there is a bug, unless the name came from outside: then `none` is given. */
export function verbOf(name: string): Verb;
export function verbOf<N>(name: string, none: N): Verb | N;
export function verbOf<N>(name: string, ...none: [N?]): Verb | N | undefined {
  const verb = byName.get(name);
  if (verb === undefined && none.length === 0) throw new Error(`there is no command "${name}"`);
  return verb ?? none[0];
}

/** What words mean that are no command. */
export const findVerb = verbOf('find');
