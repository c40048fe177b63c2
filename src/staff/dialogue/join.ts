import type { ChatEvent } from '../../channels/events.ts';
import { type Phrase, type Reply, say } from '../../conversation/reply.ts';
import type { Dialogue, Facts, Step, Stored } from '../../conversation/step.ts';
import { chooseLanguage } from '../../phrases/phrases.ts';
import type { AnswerOf, StaffResult } from './calls.ts';
import { text } from './say.ts';
import { emptyState, store } from './state.ts';

/** Sixteen signs in groups of four, as invitations are written, or with the word of a link before them. */
const WRITTEN = /^(?:\/?(?:join|start)[\s:_-]+(?:join[\s:_-]+)?)?((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})$/i;
const LINKED = /^\/?(?:start[\s:_-]+)?join[\s:_-]+((?:[A-Z2-9]{4}[\s-]?){3}[A-Z2-9]{4})$/i;
/**
 * Typed without dashes it could be four words or the number of a card: then it has letters and digits, and stands in one piece or
 * in four ("received 10000042" is about an order).
 */
const LOOSE = /^(?=.*[2-9])(?=.*[A-Z])((?:[A-Z2-9]{4}\s){3}[A-Z2-9]{4}|[A-Z2-9]{16})$/i;

const said = (event: ChatEvent) =>
  (event.type === 'text' ? event.text : event.type === 'start' ? (event.payload ?? '') : '')
    .replaceAll(/[‐-―−]/g, '-')
    .trim()
    .slice(0, 60);

/** The invitation that is certainly one: with its dashes, or opened as a link. */
export const certainInvitationIn = (event: ChatEvent): string | undefined => {
  const written = said(event);
  return (WRITTEN.exec(written) ?? LINKED.exec(written))?.[1];
};

/** The invitation that somebody types, however they do, or opens as a link: a link may be named like one and be of a campaign. */
export const invitationIn = (event: ChatEvent): string | undefined =>
  certainInvitationIn(event) ?? (event.type === 'text' ? LOOSE.exec(said(event))?.[1] : undefined);

type Outcome = ReturnType<Dialogue>;
export type Joining = StaffResult & { call: 'join-staff' };

const still: Omit<Outcome, 'next' | 'replies' | 'command'> = {
  ...{ status: 'active', owner: 'bot', slots: {}, completeness: 0, timeout: null, tellsOf: [] },
};

/** Shows the invitation to the desk. What was under way stays as it is until the desk has let them in. */
export function joining(before: Stored | null, code: string, { customer, staff, channel, desk }: Facts): Outcome {
  const [first = 'en'] = desk.languages;
  const spoken = channel.language === null ? first : chooseLanguage([channel.language]);
  const language = staff?.language ?? before?.language ?? customer?.language ?? spoken;
  return {
    ...still,
    next: before ?? store(emptyState, language),
    replies: [],
    command: { do: 'call', call: 'join-staff', args: { code, language } },
  };
}

/** Welcomes whom the desk let in. Everybody else goes on where they were, and reads why. */
export function joined(withCustomers: Step, before: Stored | null, event: Joining, facts: Facts): Outcome {
  // A refusal is one of the code too: it was too long to be one, say.
  const { outcome, staff }: AnswerOf<'join-staff'> =
    event.did === 'called' ? (event.answer as AnswerOf<'join-staff'>) : { outcome: 'unknown', staff: null };
  if (staff !== null) {
    const known = outcome === 'known' ? [say('invitation-known')] : [welcome(staff, facts), say('staff-help')];
    return { ...still, next: store(emptyState, chooseLanguage([staff.language])), replies: [text(known)], command: null };
  }
  const why = say(`invitation-${outcome.replace('_', '-')}`);
  if (facts.staff?.active !== true) return goingOn(withCustomers, before, why, facts);
  return { ...still, next: before ?? store(emptyState, facts.staff.language), replies: [text([why])], command: null };
}

const welcome = ({ display_name: name, role }: { display_name: string; role: string }, { desk }: Facts): Phrase =>
  say('staff-welcome', { name, desk: desk.name, role });

/** A customer's dialogue answers to something it cannot read where it stands: by asking again. */
function goingOn(withCustomers: Step, before: Stored | null, why: Phrase, facts: Facts): Outcome {
  const outcome = withCustomers(before, before === null ? { type: 'start', payload: null } : { type: 'other', what: 'invitation' }, facts);
  const replies = outcome.replies.flatMap((reply): Reply[] => {
    if (reply.kind !== 'text') return [reply];
    const rest = reply.text.filter(({ key }) => key !== 'remark-other');
    return rest.length === 0 ? [] : [{ ...reply, text: rest }];
  });
  return { ...outcome, replies: [{ kind: 'text', text: [why] }, ...replies] };
}
