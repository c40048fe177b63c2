import type { ChatEvent } from '../../channels/events.ts';
import { readPayload } from '../../conversation/codes.ts';
import { type Reply, say } from '../../conversation/reply.ts';
import { clean } from '../../conversation/text.ts';
import { anOrder } from './arguments.ts';
import { namesItself } from './reply-to.ts';
import { LEAVE, PICK, text } from './say.ts';
import { type Asked, questionOf, type StaffState } from './state.ts';
import { SURE, unsure } from './sure.ts';
import { type Arg, type Args, isOptional, type Listening, type Verb } from './verb.ts';
import { findVerb, verbOf } from './verbs.ts';

/** A command with what was said of its arguments; `odd` is what was said of one that it cannot be. */
type Understood = { verb: Verb; args: Args; odd?: { arg: Arg; words: string } };
export type Meant = Understood | { hint: Reply; state: StaffState };

/** What a member of the staff wants: a command with what was said of its arguments, or nothing that can be understood. */
export function understand(event: ChatEvent, state: StaffState, listening: Listening): Meant {
  switch (event.type) {
    case 'text':
      return readText(clean(event.text), state, listening);
    case 'press':
      return readPress(event.action, state, listening);
    case 'start':
      return readStart(event.payload, state, listening);
    case 'file':
      return readFile(event, state, listening);
    case 'contact':
      return readShared(event.phone, state, listening);
    case 'location':
      return readShared(`https://www.openstreetmap.org/?mlat=${event.latitude}&mlon=${event.longitude}`, state, listening);
    case 'other':
    case 'timeout':
      return { hint: text([say('staff-hint')]), state };
  }
}

/** A link to an order shows it to whoever may see it; any other opens the desk. */
function readStart(payload: string | null, state: StaffState, listening: Listening): Meant {
  const named = payload === null ? undefined : readPayload(payload);
  const order = named !== undefined && 'order' in named ? named.order : undefined;
  return order === undefined ? { verb: verbOf('desk'), args: {} } : withStroke(`/${order}`, state, listening);
}

function readText(written: string, state: StaffState, listening: Listening): Meant {
  const { asked, shown, talking } = state;
  const { facts, vocabulary } = listening;
  const numbered = facts.channel.numbered ? shown[Number(/^(\d{1,2})[.)]?$/.exec(written)?.[1]) - 1] : undefined;
  if (numbered !== undefined) return readPress(numbered, state, listening);
  const command = vocabulary.commandOf(written);
  if (command !== undefined && isMeant(command, state, listening)) {
    return withAbout(verbOf(command.command), {}, command.rest, listening);
  }
  if (written.startsWith('/')) return withStroke(written, state, listening);
  const attached = written === '' ? null : attaching(listening, 'note');
  if (attached !== null) return aboutReplied(attached, {}, written, listening);
  if (asked !== null) return answered(asked, written, state, listening);
  if (written === '') return { hint: text([say('staff-hint')]), state };
  return talking === null ? readFree(written, listening) : withArgs(verbOf('say'), { chat: talking.chat }, written, listening);
}

/**
 * Whoever is asked something, talks with a customer or answers a message means their words: a command has its stroke then.
 */
const isMeant = ({ sure }: { sure: boolean }, { asked, talking }: StaffState, { facts: { about = null } }: Listening) =>
  sure || (asked === null && talking === null && about === null);

/** No command, but perhaps an order: "/1001". */
function withStroke(written: string, state: StaffState, listening: Listening): Meant {
  const read = anOrder.read(written.slice(1), unlisted(listening));
  if (read?.rest === '') return { verb: verbOf('order'), args: { order: read.value } };
  return { hint: text([say('staff-unknown-command', { command: written.slice(0, 40) })]), state };
}

/** Words to nobody in particular: a greeting, a call for help, or something to find. */
function readFree(written: string, listening: Listening): Meant {
  const { words } = listening;
  if (words.says(written, 'hello')) return { verb: verbOf('desk'), args: {} };
  if (words.says(written, 'help')) return { verb: verbOf('help'), args: {} };
  return withArgs(findVerb, {}, written, listening);
}

const dropped = (state: StaffState): Meant => ({ hint: text([say('staff-dropped')]), state: { ...state, asked: null } });
const stale = (state: StaffState): Meant => ({ hint: text([say('staff-stale')]), state });

/** What "no" itself may be told to: a setting, and a customer. */
const MAY_BE_NO: ReadonlySet<string> = new Set(['value', 'text']);

const refuses = (written: string, missing: string, { words }: Listening) =>
  words.says(written, 'cancel') || words.says(written, 'back') || (words.says(written, 'no') && !MAY_BE_NO.has(missing));

/** An answer to what is asked: first of all it is read as precisely that. */
function answered(asked: Asked, written: string, state: StaffState, listening: Listening): Meant {
  const { missing, args } = asked;
  if (refuses(written, missing, listening)) return dropped(state);
  const verb = verbOf(asked.command);
  const arg = verb.args.find(({ name }) => name === missing);
  const command = wholeCommand(written, asked, state, listening);
  if (command !== undefined && arg?.typed === true) return { verb: command, args: {} };
  const meant = arg === undefined ? undefined : answerTo(arg, verb, args, written, listening);
  if (meant !== undefined) return meant;
  if (command !== undefined) return { verb: command, args: {} };
  if (missing === SURE) return { hint: unsure(args), state };
  return arg === undefined ? withArgs(verb, args, written, listening) : { verb, args, odd: { arg, words: written } };
}

/** The command whose name is all that was written; customers are told even those. */
function wholeCommand(written: string, { missing }: Asked, { talking }: StaffState, { vocabulary }: Listening): Verb | undefined {
  const command = vocabulary.commandOf(written);
  return command?.rest === '' && talking === null && missing !== 'text' ? verbOf(command.command) : undefined;
}

/** What was asked for, and what else was said with it; what stands before it in the command may be said before it. */
function answerTo(arg: Arg, verb: Verb, known: Args, written: string, listening: Listening): Meant | undefined {
  const read = arg.read(written, listening);
  if (read !== undefined) return withArgs(verb, { ...known, [arg.name]: read.value }, read.rest, listening, arg);
  const meant = withArgs(verb, known, written, listening);
  return meant.odd === undefined && meant.args[arg.name] !== undefined ? meant : undefined;
}

/** Words or a file that answer a message: to a customer whose words it passed on, else to the order that it showed. */
function attaching({ facts: { about = null } }: Listening, keeps: 'note' | 'doc'): Verb | null {
  if (about === null) return null;
  return about.chat !== null ? verbOf('say') : verbOf(keeps, null);
}

/** The arguments that name an order in other ways too. */
const NAMED_IN_WORDS: ReadonlySet<string> = new Set(['about', 'chat', 'work']);

/** A command that answers a message is about what that one showed, unless it names something itself. */
function withAbout(verb: Verb, known: Args, written: string, listening: Listening): Meant {
  const arg = namedBy(verb, known);
  const toCustomer = arg?.name === 'chat' && (listening.facts.about?.chat ?? null) !== null && !/^[#№]/.test(written);
  return arg !== undefined && !toCustomer && namesItself(arg, verb, written, listening)
    ? withArgs(verb, known, written, listening)
    : aboutReplied(verb, known, written, listening);
}

/** Words or a file about what a message showed that they answer. */
function aboutReplied(verb: Verb, known: Args, written: string, listening: Listening): Meant {
  const { order = null, chat = null } = listening.facts.about ?? {};
  const arg = namedBy(verb, known);
  const meant = (arg?.name === 'chat' ? chat : null) ?? (order === null ? null : `#${order}`);
  const read = meant === null ? undefined : arg?.read(meant, unlisted(listening));
  return withArgs(verb, arg === undefined || read === undefined ? known : { ...known, [arg.name]: read.value }, written, listening);
}

/** What of a command a message says that it answers: a list of orders is of all of them. */
const namedBy = (verb: Verb, known: Args): Arg | undefined =>
  verb.args.find(
    (one) => known[one.name] === undefined && (NAMED_IN_WORDS.has(one.name) || (one.name === 'order' && !isOptional(one, known))),
  );

/** Where "3" is no place in a list: what we wrote ourselves names what it means. */
const unlisted = (listening: Listening): Listening => ({ ...listening, memory: { ...listening.memory, listed: null } });

/** What is shared by the channel's own button goes to the customer who is talked with. */
function readShared(shared: string, state: StaffState, listening: Listening): Meant {
  const { talking } = state;
  return talking === null ? { hint: text([say('staff-hint')]), state } : withArgs(verbOf('say'), { chat: talking.chat }, shared, listening);
}

/** A button is read as if its command had been typed; what it carries is weighed again. */
function readPress(action: string, state: StaffState, listening: Listening): Meant {
  const [version, command = '', ...args] = action.split(':');
  if (version !== 's1') return stale(state);
  if (command === PICK) return readPick(args, state, unlisted(listening));
  if (command === LEAVE) return state.asked !== null && args[0] === questionOf(state.asked) ? dropped(state) : stale(state);
  const verb = verbOf(command, null);
  if (verb === null) return stale(state);
  const meant = withArgs(verb, {}, args.join(' '), unlisted(listening));
  return hasMadeUp(meant) ? stale(state) : meant;
}

/** A choice answers the question under which it was offered: while that waits, or to correct what was chosen there. */
function readPick([question = '', ...value]: string[], state: StaffState, listening: Listening): Meant {
  const [command = '', name = ''] = question.split('.');
  const { asked } = state;
  if (asked === null || asked.command !== command) return stale(state);
  const verb = verbOf(command);
  const arg = verb.args.find((one) => one.name === name && one.typed !== true);
  const known = asked.missing === name ? asked.args : before(verb, name, asked.args);
  const read = known === undefined ? undefined : arg?.read(value.join(':'), listening);
  return read?.rest === '' ? { verb, args: { ...known, [name]: read.value } } : stale(state);
}

/** What was said before this argument was, of one that has its value already. */
function before(verb: Verb, name: string, args: Args): Args | undefined {
  if (args[name] === undefined) return undefined;
  const names = verb.args.map((one) => one.name);
  const earlier = new Set(names.slice(0, names.indexOf(name)));
  return Object.fromEntries(Object.entries(args).filter(([one]) => earlier.has(one)));
}

/** Whether a button brought words that only people write. */
const hasMadeUp = ({ verb, args }: Understood) => verb.args.some(({ name, typed }) => typed === true && args[name] !== undefined);

/** A file goes to the command that is typed with it or waits for one, to the customer who is talked with, else to what it belongs to. */
function readFile(event: Extract<ChatEvent, { type: 'file' }>, state: StaffState, listening: Listening): Meant {
  if (event.path === null) return { hint: text([say('staff-file-refused')]), state };
  const file = { file: event.path };
  const caption = clean(event.caption ?? '');
  const command = listening.vocabulary.commandOf(caption);
  const typed = command === undefined || !isMeant(command, state, listening) ? null : verbOf(command.command);
  if (command !== undefined && typed !== null && takesFile(typed)) return withAbout(typed, file, command.rest, listening);
  const attached = attaching(listening, 'doc');
  if (attached !== null) return aboutReplied(attached, file, caption, listening);
  const { asked, talking } = state;
  const waiting = asked === null ? null : verbOf(asked.command);
  if (asked !== null && waiting !== null && takesFile(waiting)) {
    return withArgs(waiting, { ...asked.args, ...file }, caption, listening);
  }
  if (talking !== null) return withArgs(verbOf('say'), { chat: talking.chat, ...file }, caption, listening);
  const keeps = verbOf('doc', null);
  return keeps === null ? { hint: text([say('staff-hint')]), state } : withArgs(keeps, file, caption, listening);
}

const takesFile = ({ args }: Verb) => args.some(({ name }) => name === 'file');

/**
 * Arguments are read one after the other; an optional one that is not there is passed over, at an odd one it ends. What
 * comes with an answer is read as what stands after the answer.
 */
function withArgs(verb: Verb, known: Args, written: string, listening: Listening, answer?: Arg): Understood {
  const args: Record<string, string> = { ...known };
  let rest = written;
  for (const arg of verb.args.slice(answer === undefined ? 0 : verb.args.indexOf(answer) + 1)) {
    if (args[arg.name] !== undefined) continue;
    const read = rest === '' ? undefined : arg.read(rest, listening);
    if (read === undefined && rest !== '' && !isOptional(arg, args)) return { verb, args, odd: { arg, words: rest } };
    if (read === undefined) continue;
    args[arg.name] = read.value;
    rest = read.rest;
  }
  return { verb, args };
}
