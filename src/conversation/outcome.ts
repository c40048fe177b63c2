import { toPerson } from './buttons.ts';
import { cartOf, progressOf } from './draft.ts';
import { wishProgress } from './lead/wish.ts';
import { ask } from './questions.ts';
import type { Choice, Reply } from './reply.ts';
import type { Meaning } from './signals.ts';
import { type Memory, type State, store } from './state.ts';
import type { Facts, StepOutcome } from './step.ts';
import type { Taken } from './take.ts';

/** After so long without a word a finished session is over. */
const QUIET_MINUTES = 30;

/**
 * What a turn comes to.
 *
 * A session with a placed order stays active until nothing has been said for a while, and only then counts as
 * extracted. Were it extracted with the order itself, the second tap on "confirm" would open a new conversation that
 * knows nothing of the first tap, and would have to answer it somehow.
 */
export function outcomeOf(
  { state, language, meaning, said, command, asks, offersPerson }: Taken,
  opening: Reply[],
  facts: Facts,
): StepOutcome {
  // Where a number is asked for, numbered choices are numbers of their own: a person is a word away.
  const offers = offersPerson && !(facts.channel.numbered && state.place === 'quantity');
  const question = asks && command === null ? [withPerson(ask(state, facts), offers)] : [];
  const replies = readable([...opening, ...said, ...question], facts);
  const memory = { ...state.memory, shown: shownBy(replies, state.memory, facts) };
  const completeness = isAboutAWish(memory) ? wishProgress(memory, facts) : progressOf(memory, facts).completeness;
  return {
    next: store({ place: state.place, memory }, language),
    replies,
    command,
    status: meaning.type === 'finish' ? 'extracted' : 'active',
    owner: state.place === 'human' ? 'human' : 'bot',
    slots: slotsOf({ place: state.place, memory }, language),
    completeness,
    timeout: meaning.type === 'finish' ? null : timeoutOf(state, facts),
    tellsOf: tellsOf(meaning),
  };
}

/** Orders whose news this reply is. */
function tellsOf(meaning: Meaning): string[] {
  if (meaning.type === 'offer-answered') return meaning.answered && meaning.order ? [meaning.order.id] : [];
  if (meaning.type === 'placed' || meaning.type === 'edit-sent' || meaning.type === 'receipt-noted') return [meaning.order.id];
  return meaning.type === 'order-cancelled' || meaning.type === 'address-changed' ? [meaning.order.id] : [];
}

function withPerson(question: Reply, offered: boolean): Reply {
  const choices = question.choices ?? [];
  const person = toPerson();
  const there = choices.some(({ action }) => action === person.action);
  return offered && !there ? { ...question, choices: [...choices, person] } : question;
}

/** Sentences that follow each other become one message; where choices are numbers, only the last message has any. */
function readable(replies: Reply[], { channel }: Facts): Reply[] {
  const merged: Reply[] = [];
  for (const reply of replies) {
    const last = merged.at(-1);
    if (last?.kind === 'text' && reply.kind === 'text' && last.choices === undefined && last.ask === undefined) {
      merged[merged.length - 1] = { ...reply, text: [...last.text, ...reply.text] };
    } else merged.push(reply);
  }
  return channel.numbered ? merged.map((reply, index) => (index < merged.length - 1 ? withoutChoices(reply) : reply)) : merged;
}

function withoutChoices(reply: Reply): Reply {
  const { choices: _choices, ...rest } = reply;
  return rest;
}

function shownBy(replies: Reply[], memory: Memory, { channel }: Facts): string[] {
  if (!channel.numbered) return [];
  const choices: Choice[] | undefined = replies.at(-1)?.choices;
  return choices?.map(({ action }) => action) ?? memory.shown;
}

function timeoutOf({ place, memory: { draft, placed, lead } }: State, { desk }: Facts): StepOutcome['timeout'] {
  if (place === 'human') return null;
  const { nudgeAfterMinutes } = desk.staffed;
  // Whether it may be mentioned at all is asked when the time has come.
  if (draft !== null) return draft.reminded || nudgeAfterMinutes === null ? null : { name: 'unfinished', afterMinutes: nudgeAfterMinutes };
  const isDone = lead.wish === null && (placed !== null || lead.sent !== null);
  return isDone ? { name: 'finished', afterMinutes: QUIET_MINUTES } : null;
}

function isAboutAWish({ draft, placed, lead }: Memory): boolean {
  return draft === null && (lead.wish !== null || (placed === null && lead.sent !== null));
}

function slotsOf({ place, memory }: State, language: string): StepOutcome['slots'] {
  const { draft, placed, search, lead } = memory;
  const intent = isAboutAWish(memory)
    ? 'wish'
    : draft !== null || placed !== null
      ? 'order'
      : place === 'human'
        ? 'person'
        : search !== null
          ? 'browse'
          : null;
  return {
    intent,
    language,
    listing: draft?.listing.code ?? placed?.listing ?? null,
    quantity: draft ? draft.quantity : (placed?.quantity ?? null),
    options: draft?.options ?? placed?.options ?? {},
    address: draft ? draft.address !== null : (placed?.address ?? false),
    order: draft === null ? (placed?.code ?? null) : null,
    ...(isAboutAWish(memory) && { link: lead.wish?.url ?? null, budget: lead.wish?.budget?.sum ?? null, lead: lead.sent?.leadId ?? null }),
    ...(draft !== null && { cart: cartOf(draft) }),
  };
}
