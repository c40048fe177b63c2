import type { ChatEvent } from '../../channels/events.ts';
import { type Reply, say } from '../../conversation/reply.ts';
import { clean } from '../../conversation/text.ts';
import { text } from './say.ts';
import type { StaffState } from './state.ts';
import type { Args, Listening, Verb } from './verb.ts';
import { findVerb, verbOf } from './verbs.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Meant = { verb: Verb; args: Args } | { hint: Reply; state: StaffState };

/** What a member of the staff wants: a command with what was said of its arguments, or nothing that can be understood. */
export function understand(event: ChatEvent, state: StaffState, listening: Listening, vocabulary: Vocabulary): Meant {
  switch (event.type) {
    case 'text':
      return readText(clean(event.text), state, listening, vocabulary);
    case 'press':
      return readPress(event.action, state, listening);
    case 'start':
      return { verb: verbOf('desk'), args: {} };
    case 'file':
    case 'contact':
    case 'location':
    case 'other':
    case 'timeout':
      return { hint: text([say('staff-hint')]), state };
  }
}

function readText(written: string, state: StaffState, listening: Listening, vocabulary: Vocabulary): Meant {
  const numbered = listening.facts.channel.numbered ? state.shown[Number(/^(\d{1,2})[.)]?$/.exec(written)?.[1]) - 1] : undefined;
  if (numbered !== undefined) return readPress(numbered, state, listening);
  const command = vocabulary.commandOf(written);
  if (command !== undefined) return withArgs(verbOf(command.command), {}, command.rest, state, listening);
  if (written.startsWith('/')) return { hint: text([say('staff-unknown-command', { command: written.slice(0, 40) })]), state };
  if (state.asked !== null) return withArgs(verbOf(state.asked.command), state.asked.args, written, state, listening);
  return written === '' ? { hint: text([say('staff-hint')]), state } : withArgs(findVerb, {}, written, state, listening);
}

/** A button is read as if its command had been typed; what it carries is weighed again. */
function readPress(action: string, state: StaffState, listening: Listening): Meant {
  const [version, command = '', ...args] = action.split(':');
  const verb = version === 's1' ? verbOf(command, null) : null;
  if (verb === null) return { hint: text([say('staff-stale')]), state };
  return withArgs(verb, {}, args.join(' '), state, listening);
}

/** Arguments are read one after the other; an optional one that is not there is passed over, an odd one is asked for again. */
function withArgs(verb: Verb, known: Args, written: string, state: StaffState, listening: Listening): Meant {
  const args: Record<string, string> = { ...known };
  let rest = written;
  for (const arg of verb.args) {
    if (args[arg.name] !== undefined) continue;
    const read = rest === '' ? undefined : arg.read(rest, listening);
    if (read === undefined && rest !== '' && !arg.optional) {
      const asked = { command: verb.name, args, missing: arg.name };
      return { hint: text([say(`odd-${arg.name}`, { words: rest.slice(0, 60) }), say(`ask-${arg.name}`)]), state: { ...state, asked } };
    }
    if (read === undefined) continue;
    args[arg.name] = read.value;
    rest = read.rest;
  }
  return { verb, args };
}
