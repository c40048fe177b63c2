import type { ChatEvent } from '../../channels/events.ts';
import { type Reply, say } from '../../conversation/reply.ts';
import type { CommandResult, Dialogue, Facts, Step, Stored } from '../../conversation/step.ts';
import { clean } from '../../conversation/text.ts';
import type { Words } from '../../phrases/words.ts';
import type { Refusal } from '../../rpc/refusals.ts';
import { addressed } from './addressed.ts';
import { isWrite, type StaffResult } from './calls.ts';
import { certainInvitationIn, invitationIn, type Joining, joined, joining } from './join.ts';
import { notForThisRole, refusedReply } from './refused.ts';
import { afterOdd, question } from './say.ts';
import { emptyState, load, MACHINE, type StaffState, store } from './state.ts';
import { inTopic } from './topic.ts';
import { understand } from './understand.ts';
import { type Args, type Context, type Doing, isOptional, roles, type StaffFacts, type Verb } from './verb.ts';
import { verbOf } from './verbs.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Among the arguments, until it is asked again: what was said instead of an answer. */
const ODD = 'odd';
/** A press that comes again within this time is the same press. */
const SAME_PRESS_MS = 5_000;

export type Parts = { words: Words; vocabulary: Vocabulary; withCustomers: Step };
type Outcome = ReturnType<Dialogue>;
const still: Pick<Outcome, 'status' | 'owner' | 'slots' | 'completeness' | 'timeout' | 'tellsOf'> = {
  ...{ status: 'active', owner: 'bot', slots: {}, completeness: 0, timeout: null, tellsOf: [] },
};

/**
 * The dialogue with whoever writes. Customers have no idea of the staff's commands; staff have the desk before them,
 * unless they are trying how it is for a customer.
 */
export function createDialogue(parts: Parts): Dialogue {
  return (stored, event, facts) => {
    if (isOfCustomers(event)) return parts.withCustomers(stored, event, facts);
    if (facts.topic) return withTopic(parts, stored, event, facts);
    const isStaff = facts.staff?.active === true;
    const before = stored?.machine === MACHINE && !isStaff ? null : stored;
    if ('did' in event && event.call === 'join-staff') return joined(parts.withCustomers, before, event as Joining, facts);
    const code = 'did' in event ? undefined : shownCode(stored, event, facts);
    if (code !== undefined) return joining(before, code, facts);
    if (facts.staff?.active === true) return withStaff(parts, stored, event, { ...facts, staff: facts.staff });
    return withStranger(parts, stored, event, facts);
  };
}

function withStaff(parts: Parts, stored: Stored | null, event: ChatEvent | StaffResult, facts: StaffFacts): Outcome {
  const isAtDesk = stored === null || stored.machine === MACHINE;
  if (!isAtDesk && 'type' in event && !comesBack(event, parts)) return parts.withCustomers(stored, event, facts);
  const { next, doing } = stepOfStaff(parts, (isAtDesk && stored && load(stored)) || emptyState, event, facts);
  if ('say' in doing && doing.asCustomer === true) return asCustomer(parts, doing.say, facts);
  const replies = addressed('say' in doing ? doing.say : [], next, facts);
  return {
    next: store({ ...next, shown: shownBy(replies, next, facts) }, facts.staff.language),
    replies,
    command: 'say' in doing ? null : doing.call,
    ...still,
  };
}

/** The invitation that is shown to the desk. What staff type while they are asked something, or talk with a customer, is none. */
function shownCode(stored: Stored | null, event: ChatEvent, { staff }: Facts): string | undefined {
  if (staff?.active !== true) return invitationIn(event);
  const state = stored === null ? undefined : load(stored);
  return (state?.asked ?? null) === null && (state?.talking ?? null) === null ? certainInvitationIn(event) : undefined;
}

/** Somebody who is no staff: a customer, or somebody who works here no more and is told so once. */
function withStranger(parts: Parts, stored: Stored | null, event: ChatEvent | StaffResult, facts: Facts): Outcome {
  // The desk has let them go while it was asked for something.
  const isOfThem = stored?.machine !== MACHINE && !('did' in event);
  return isOfThem ? parts.withCustomers(stored, event, facts) : beginAnew(parts, [say('staff-no-more', { desk: facts.desk.name })], facts);
}

const asCustomer = (parts: Parts, said: Reply[], facts: Facts): Outcome => {
  const outcome = parts.withCustomers(null, { type: 'start', payload: null }, facts);
  return { ...outcome, replies: [...said, ...outcome.replies] };
};

const beginAnew = (parts: Parts, phrases: Array<ReturnType<typeof say>>, facts: Facts) =>
  asCustomer(parts, [{ kind: 'text', text: phrases }], facts);

const isOfCustomers = (event: ChatEvent | CommandResult | StaffResult): event is CommandResult =>
  'did' in event && event.did !== 'called' && event.did !== 'call-refused';

/** Back from being a customer: by the command that shows the desk, or by a button of the staff. */
function comesBack(event: ChatEvent, { vocabulary }: Parts): boolean {
  if (event.type === 'press') return event.action.startsWith('s1:');
  return event.type === 'text' && vocabulary.commandOf(clean(event.text))?.command === 'desk';
}

/** In a topic there are no customers: whoever works here no more meanwhile is not answered. */
function withTopic({ vocabulary }: Parts, stored: Stored | null, event: ChatEvent | StaffResult, facts: Facts): Outcome {
  const { staff, topic, desk } = facts;
  if (staff?.active === true && topic) return inTopic(vocabulary, stored?.state, event, { ...facts, staff, topic });
  const [language = 'en'] = desk.languages;
  return { ...still, next: stored ?? store(emptyState, language), replies: [], command: null };
}

type Stepped = { next: StaffState; doing: Doing };

/** One step of a member of the staff: an answer of the desk, or something they said or pressed. */
function stepOfStaff({ words, vocabulary }: Parts, state: StaffState, event: ChatEvent | StaffResult, facts: StaffFacts): Stepped {
  const context = { vocabulary, memory: state };
  if ('did' in event) return goOn(state, event, facts, context);
  if (event.type === 'timeout' || isSamePress(event, state, facts)) return { next: state, doing: { say: [] } };
  const now = { ...state, doing: null, pressed: event.type === 'press' ? { action: event.action, at: facts.now } : null };
  const meant = understand(event, now, { facts, words, ...context });
  if ('hint' in meant) return { next: meant.state, doing: { say: [meant.hint] } };
  const { verb, args, odd } = meant;
  const next = { ...now, asked: null };
  if (!mayGive(verb, facts)) return { next, doing: { say: [notForThisRole(verb)] } };
  // What may be left out was asked for by the command itself: it asks again.
  const asks = odd !== undefined && !isOptional(odd.arg, args) ? odd.arg : undefined;
  const missing = asks ?? verb.args.find((arg) => args[arg.name] === undefined && !isOptional(arg, args));
  const known = odd === undefined ? args : { ...args, [ODD]: odd.words };
  if (missing === undefined) return begun(next, verb, known, verb.run(args, facts, context), facts);
  const asked = { ...next, asked: { command: verb.name, args: { ...args }, missing: missing.name } };
  return begun(asked, verb, known, missing.offers?.(args, facts) ?? { say: [question(missing.name)] }, facts);
}

/** With the answer of the desk goes on what asked for it. */
function goOn(state: StaffState, event: StaffResult, facts: StaffFacts, context: Context): Stepped {
  if (state.doing === null) throw new Error(`nobody asked for ${event.call}`);
  const { command, args, next, wrote } = state.doing;
  const verb = verbOf(command);
  if (event.did === 'call-refused') {
    const own = verb.refused?.(event.refusal, args, facts);
    const missing = own === undefined ? missingIn(event.refusal, verb, args) : undefined;
    if (missing !== undefined) {
      const asked = { ...state, asked: { command, args, missing } };
      return begun(asked, verb, args, { say: [question(missing)] }, facts, wrote);
    }
    return begun(state, verb, args, own ?? { say: [refusedReply(event.refusal, args)] }, facts, wrote);
  }
  const sequel = verb.after?.[next] ?? verb.args.map(({ offered }) => offered?.[next]).find(Boolean);
  if (sequel === undefined || (sequel.call !== 'any' && sequel.call !== event.call)) {
    throw new Error(`nothing goes on with ${event.call} after ${next} of ${command}`);
  }
  const doing = sequel.go(event.answer as never, args, facts, context);
  return begun(state, verb, args, doing, facts, wrote || isWrite(event.call));
}

/** What the desk needs besides and the command can take: the reason, or the field that the refusal names. */
function missingIn({ code, params }: Refusal, verb: Verb, args: Args): string | undefined {
  const field = code === 'REASON_REQUIRED' ? 'reason' : code === 'BAD_INPUT' ? params.field : undefined;
  return verb.args.find(({ name }) => name === field && args[name] === undefined)?.name;
}

/** The state while a command is under way, and after it. */
function begun(state: StaffState, { name: command }: Verb, before: Args, doing: Doing, { now: at }: StaffFacts, wrote = false): Stepped {
  if ('say' in doing) {
    const { listed = state.listed, talking = state.talking, asks } = doing;
    const { [ODD]: odd, ...known } = before;
    const done = wrote ? { command, args: known, at } : state.done;
    const asked = asks === undefined ? state.asked : { command, args: withoutOdd(asks.args), missing: asks.missing };
    const said = odd === undefined || asked === null ? doing : { ...doing, say: afterOdd(asked.missing, odd, doing.say) };
    return { next: { ...state, asked, doing: null, done, listed, talking }, doing: said };
  }
  return { next: { ...state, doing: { command, args: { ...before, ...doing.knowing }, next: doing.next, wrote } }, doing };
}

const withoutOdd = (args: Args): Args => Object.fromEntries(Object.entries(args).filter(([name]) => name !== ODD));

const mayGive = ({ least }: Verb, { staff }: StaffFacts) => roles.indexOf(staff.role) >= roles.indexOf(least);

/** Where choices are numbers, the number shown last is the one that is meant. */
function shownBy(replies: readonly Reply[], { shown }: StaffState, { channel }: StaffFacts): string[] {
  if (!channel.numbered) return [];
  return replies.at(-1)?.choices?.map(({ action }) => action) ?? shown;
}

function isSamePress(event: ChatEvent, { pressed }: StaffState, { now }: StaffFacts): boolean {
  if (event.type !== 'press' || pressed === null || pressed.action !== event.action) return false;
  return !(Math.abs(Date.parse(now) - Date.parse(pressed.at)) > SAME_PRESS_MS);
}
