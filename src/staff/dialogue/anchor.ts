import { plainDigits } from '../../conversation/text.ts';
import { anOrder, oneOf } from './arguments.ts';
import type { Arg, Args, Listening } from './verb.ts';

/** What something is about: an order by its code, a lead, customer or task by its id. */
export type Anchor = { kind: 'order' | 'lead' | 'customer' | 'task'; id: string };

/** The commands that name a thing of their own kind: "lead 2" reads as it does alone. */
const KINDS = { order: anOrder, lead: oneOf('lead'), customer: oneOf('customer'), task: oneOf('task') } as const;

const isKind = (name: string): name is Anchor['kind'] => Object.hasOwn(KINDS, name);

/**
 * What a command is about, at its beginning: "1042", "#1042", "lead 2", "customer 3"; with a mark only where free words
 * may begin with a number.
 */
export const anAnchor = (kinds: ReadonlyArray<Anchor['kind']>, marked: boolean, rest: Partial<Arg> = {}): Arg => ({
  name: 'about',
  read: (text, listening) => {
    const named = namedKind(text, listening);
    if (named !== undefined && kinds.includes(named.kind)) return named.value;
    if (!kinds.includes('order') || (marked && !/^[#№]/.test(text))) return undefined;
    const read = anOrder.read(plainDigits(text), listening);
    return read && { value: `order:${read.value}`, rest: read.rest };
  },
  ...rest,
});

function namedKind(text: string, listening: Listening) {
  const command = listening.vocabulary.commandOf(text);
  if (command === undefined || !isKind(command.command)) return undefined;
  const read = KINDS[command.command].read(command.rest, listening);
  return read && { kind: command.command, value: { value: `${command.command}:${read.value}`, rest: read.rest } };
}

/** What an anchor stands for, as it was read; undefined when there is none. */
export function anchorOf({ about }: Args): Anchor | undefined {
  const [kind = '', ...id] = about?.split(':') ?? [];
  return isKind(kind) ? { kind, id: id.join(':') } : undefined;
}
