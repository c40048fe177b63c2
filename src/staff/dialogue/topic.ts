import { z } from 'zod';
import type { ChatEvent } from '../../channels/events.ts';
import { choicesOf } from '../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../conversation/reply.ts';
import type { Dialogue, Facts } from '../../conversation/step.ts';
import { clean } from '../../conversation/text.ts';
import type { ArgsOf, CallName, StaffCommand, StaffResult } from './calls.ts';
import { refusedReply } from './refused.ts';
import { button } from './say.ts';
import { MACHINE } from './state.ts';
import type { StaffFacts } from './verb.ts';
import type { Vocabulary } from './vocabulary.ts';

type Outcome = ReturnType<Dialogue>;
type Call = Extract<CallName, 'take-conversation' | 'say-in-chat' | 'hand-back' | 'staff-chat'>;
export type TopicFacts = StaffFacts & { topic: NonNullable<Facts['topic']> };

const VERSION = 101;
/** Between a call and its answer, within a turn: what was to be said. Otherwise there is nothing to remember. */
const stateSchema = z.object({ text: z.string().optional(), file: z.string().optional() });

/** Words of the staff among themselves begin with it. */
const ASIDE = '//';
const TAKES: ReadonlySet<string> = new Set(['talk', 'take']);
const ENDS: ReadonlySet<string> = new Set(['back', 'done', 'close']);

/**
 * The dialogue of a member of the staff in the topic of one customer: what they write goes there, a few commands take the
 * chat or give it back. Only what went wrong is answered: what went well is read where it was written.
 */
export function inTopic(vocabulary: Vocabulary, state: unknown, event: ChatEvent | StaffResult, facts: TopicFacts): Outcome {
  if ('did' in event) return answered(event, stateSchema.safeParse(state).data ?? {}, facts);
  switch (event.type) {
    case 'text':
      return written(clean(event.text), vocabulary, facts);
    case 'file':
      return shown(event, facts);
    case 'contact':
      return sending(facts, { text: event.phone });
    case 'location':
      return sending(facts, { text: `https://www.openstreetmap.org/?mlat=${event.latitude}&mlon=${event.longitude}` });
    case 'press':
      return pressed(event.action, facts);
    // What cannot be sent to the customer looks as if it had been.
    case 'other':
      return replying(facts, [say('topic-how')]);
    case 'start':
    case 'timeout':
      return replying(facts, []);
  }
}

type ToSay = z.output<typeof stateSchema>;
const textIn = (text: string): ToSay => (text === '' ? {} : { text });

function written(text: string, vocabulary: Vocabulary, facts: TopicFacts): Outcome {
  if (text.startsWith(ASIDE) || text === '') return replying(facts, []);
  const command = vocabulary.commandOf(text);
  if (command?.sure !== true) return text.startsWith('/') ? replying(facts, [say('topic-how')]) : sending(facts, { text });
  if (TAKES.has(command.command)) return asking(facts, 'take-conversation', { chat_id: facts.topic.chat });
  if (ENDS.has(command.command)) return asking(facts, 'hand-back', { chat_id: facts.topic.chat });
  if (command.command === 'say' && command.rest !== '') return sending(facts, { text: command.rest });
  return replying(facts, [say('topic-how')]);
}

function shown({ path, caption }: Extract<ChatEvent, { type: 'file' }>, facts: TopicFacts): Outcome {
  const words = clean(caption ?? '');
  if (words.startsWith(ASIDE)) return replying(facts, []);
  return path === null ? replying(facts, [say('staff-file-refused')]) : sending(facts, { file: path, ...textIn(words) });
}

/** `t1:take`, `t1:take:<the colleague who has it>`, `t1:back`: of this topic's customer, whoever presses. */
function pressed(action: string, facts: TopicFacts): Outcome {
  const [version, command, from] = action.split(':');
  const chat_id = facts.topic.chat;
  if (version !== 't1') return replying(facts, [say('staff-stale')]);
  if (command === 'back') return asking(facts, 'hand-back', { chat_id });
  return asking(facts, 'take-conversation', { chat_id, ...(from !== undefined && { from_staff_id: from }) });
}

/** Nothing is said where it would not arrive: that is looked up first. */
const sending = (facts: TopicFacts, said: ToSay): Outcome => asking(facts, 'staff-chat', { about: facts.topic.chat }, said);

function answered(event: StaffResult, said: ToSay, facts: TopicFacts): Outcome {
  if (event.did === 'call-refused') return refused(event, facts);
  const chat_id = facts.topic.chat;
  if (event.call === 'staff-chat') {
    const [chat] = event.answer as Array<{ reachable: boolean }>;
    if (chat?.reachable !== true) return replying(facts, [say('chats-unreachable')]);
    const { text, file } = said;
    return asking(facts, 'say-in-chat', {
      chat_id,
      ...(text !== undefined && { text }),
      ...(file !== undefined && { document_path: file }),
    });
  }
  if (event.call === 'take-conversation') return replying(facts, [say('topic-taken', { name: facts.staff.name })]);
  const isOfBot = event.call === 'hand-back' && (event.answer as { duplicate: boolean }).duplicate;
  return replying(facts, isOfBot ? [say('chats-with-bot')] : []);
}

/** Another has the chat: who, and how it is taken over from just them. */
function refused({ refusal }: Extract<StaffResult, { did: 'call-refused' }>, facts: TopicFacts): Outcome {
  const { code, params } = refusal;
  if (code === 'NOT_FOUND') return replying(facts, [say('chats-unknown')]);
  if (code === 'TAKEN' && typeof params.staff_id === 'string') {
    const name = String(params.display_name);
    return replying(facts, [say('chats-taken', { name })], button(say('chats-take-over', { name }), `t1:take:${params.staff_id}`));
  }
  const [why] = textsOf(refusedReply(refusal, {}));
  return replying(facts, why === undefined ? [] : [why]);
}

const textsOf = (reply: Reply): Phrase[] => (reply.kind === 'text' ? reply.text : []);

const replying = (facts: TopicFacts, text: Phrase[], ...choices: Array<Choice | null>): Outcome =>
  outcome(facts, {}, text.length === 0 ? [] : [{ kind: 'text', text, choices: choicesOf(...choices) }], null);

const asking = <C extends Call>(facts: TopicFacts, call: C, args: ArgsOf<C>, state: ToSay = {}): Outcome =>
  outcome(facts, state, [], { do: 'call', call, args } as StaffCommand);

const outcome = ({ staff }: TopicFacts, state: ToSay, replies: Reply[], command: StaffCommand | null): Outcome => ({
  next: { machine: MACHINE, version: VERSION, state, language: staff.language },
  replies,
  command,
  ...{ status: 'active', owner: 'bot', slots: {}, completeness: 0, timeout: null, tellsOf: [] },
});
