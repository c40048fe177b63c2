import type { ChatEvent } from '../../channels/events.ts';
import { type Reply, say } from '../../conversation/reply.ts';
import { clean } from '../../conversation/text.ts';
import { PICK, question, text } from './say.ts';
import type { StaffState } from './state.ts';
import { type Args, isOptional, type Listening, type Verb } from './verb.ts';
import { findVerb, verbOf } from './verbs.ts';

export type Meant = { verb: Verb; args: Args } | { hint: Reply; state: StaffState };

/** What a member of the staff wants: a command with what was said of its arguments, or nothing that can be understood. */
export function understand(event: ChatEvent, state: StaffState, listening: Listening): Meant {
  switch (event.type) {
    case 'text':
      return readText(clean(event.text), state, listening);
    case 'press':
      return readPress(event.action, state, listening);
    case 'start':
      return { verb: verbOf('desk'), args: {} };
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

function readText(written: string, state: StaffState, listening: Listening): Meant {
  const { asked, shown, talking } = state;
  const { facts, words, vocabulary } = listening;
  const numbered = facts.channel.numbered ? shown[Number(/^(\d{1,2})[.)]?$/.exec(written)?.[1]) - 1] : undefined;
  if (numbered !== undefined) return readPress(numbered, state, listening);
  const command = vocabulary.commandOf(written);
  // Whoever is asked something, talks with a customer or answers a message means their words: a command has its stroke then.
  const about = facts.about ?? null;
  const isFree = asked === null && talking === null && about === null;
  if (command !== undefined && (command.sure || isFree)) return withAbout(verbOf(command.command), {}, command.rest, state, listening);
  if (written.startsWith('/')) return { hint: text([say('staff-unknown-command', { command: written.slice(0, 40) })]), state };
  const attached = written === '' ? null : attaching(listening, 'note');
  if (attached !== null) return withAbout(attached, {}, written, state, listening);
  if (asked !== null) {
    const stops = words.says(written, 'cancel') || words.says(written, 'back');
    if (stops) return { hint: text([say('staff-dropped')]), state: { ...state, asked: null } };
    return withArgs(verbOf(asked.command), asked.args, written, state, listening);
  }
  if (written === '') return { hint: text([say('staff-hint')]), state };
  return talking === null
    ? withArgs(findVerb, {}, written, state, listening)
    : withArgs(verbOf('say'), { chat: talking.chat }, written, state, listening);
}

/** Words or a file that answer a message: to a customer whose words it passed on, else to the order that it showed. */
function attaching({ facts: { about = null } }: Listening, keeps: 'note' | 'doc'): Verb | null {
  if (about === null) return null;
  return about.chat !== null ? verbOf('say') : verbOf(keeps, null);
}

/** The arguments that name an order in other ways too. */
const NAMED_IN_WORDS: ReadonlySet<string> = new Set(['about', 'chat', 'work']);

/** A command that answers a message is about what that one showed. */
function withAbout(verb: Verb, known: Args, written: string, state: StaffState, listening: Listening): Meant {
  const { order = null, chat = null } = listening.facts.about ?? {};
  const names = verb.args.map(({ name }) => name).filter((name) => known[name] === undefined);
  if (order !== null && names.includes('order')) return withArgs(verb, { ...known, order }, written, state, listening);
  const named = names.find((name) => NAMED_IN_WORDS.has(name));
  const meant = named === 'chat' ? (chat ?? order) : named === undefined ? null : order;
  return withArgs(verb, known, meant === null ? written : `${meant} ${written}`.trim(), state, listening);
}

/** What is shared by the channel's own button goes to the customer who is talked with. */
function readShared(shared: string, state: StaffState, listening: Listening): Meant {
  const { talking } = state;
  return talking === null
    ? { hint: text([say('staff-hint')]), state }
    : withArgs(verbOf('say'), { chat: talking.chat }, shared, state, listening);
}

/** A button is read as if its command had been typed; what it carries is weighed again. */
function readPress(action: string, state: StaffState, listening: Listening): Meant {
  const [version, command = '', ...args] = action.split(':');
  const { asked } = state;
  const picks = version === 's1' && command === PICK && asked !== null;
  const verb = picks ? verbOf(asked.command) : version === 's1' ? verbOf(command, null) : null;
  if (verb === null) return { hint: text([say('staff-stale')]), state };
  const known = picks ? asked.args : {};
  const meant = withArgs(verb, known, args.join(' '), state, listening);
  return 'args' in meant && hasMadeUp(meant, known) ? { hint: text([say('staff-stale')]), state } : meant;
}

/** Whether a button brought words that only people write. */
const hasMadeUp = ({ verb, args }: { verb: Verb; args: Args }, known: Args) =>
  verb.args.some(({ name, typed }) => typed === true && known[name] === undefined && args[name] !== undefined);

/** A file goes to the command that is typed with it or waits for one, to the customer who is talked with, else to what it belongs to. */
function readFile(event: Extract<ChatEvent, { type: 'file' }>, state: StaffState, listening: Listening): Meant {
  if (event.path === null) return { hint: text([say('staff-file-refused')]), state };
  const file = { file: event.path };
  const caption = clean(event.caption ?? '');
  const command = listening.vocabulary.commandOf(caption);
  const typed = command === undefined ? null : verbOf(command.command);
  if (command !== undefined && typed !== null && takesFile(typed)) return withAbout(typed, file, command.rest, state, listening);
  const attached = attaching(listening, 'doc');
  if (attached !== null) return withAbout(attached, file, caption, state, listening);
  const { asked, talking } = state;
  const waiting = asked === null ? null : verbOf(asked.command);
  if (asked !== null && waiting !== null && takesFile(waiting)) {
    return withArgs(waiting, { ...asked.args, ...file }, caption, state, listening);
  }
  if (talking !== null) return withArgs(verbOf('say'), { chat: talking.chat, ...file }, caption, state, listening);
  const keeps = verbOf('doc', null);
  return keeps === null ? { hint: text([say('staff-hint')]), state } : withArgs(keeps, file, caption, state, listening);
}

const takesFile = ({ args }: Verb) => args.some(({ name }) => name === 'file');

/** Arguments are read one after the other; an optional one that is not there is passed over, an odd one is asked for again. */
function withArgs(verb: Verb, known: Args, written: string, state: StaffState, listening: Listening): Meant {
  const args: Record<string, string> = { ...known };
  let rest = written;
  for (const arg of verb.args) {
    if (args[arg.name] !== undefined) continue;
    const read = rest === '' ? undefined : arg.read(rest, listening);
    if (read === undefined && rest !== '' && !isOptional(arg, args)) {
      const asked = { command: verb.name, args, missing: arg.name };
      return { hint: question(arg.name, rest), state: { ...state, asked } };
    }
    if (read === undefined) continue;
    args[arg.name] = read.value;
    rest = read.rest;
  }
  return { verb, args };
}
