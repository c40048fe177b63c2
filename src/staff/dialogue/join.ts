import type { ChatEvent } from '../../channels/events.ts';
import { say } from '../../conversation/reply.ts';
import type { Dialogue, Facts, Stored } from '../../conversation/step.ts';
import { chooseLanguage } from '../../phrases/phrases.ts';
import type { AnswerOf, StaffResult } from './calls.ts';
import { text } from './say.ts';
import { emptyState, store } from './state.ts';

/** Sixteen signs in groups of four, as invitations are written; or the eight of those that were given before. */
const CODE = /^(?:\/?join[\s:_-]+)?((?:[A-Z2-9]{4}[\s-]?){3}[A-Z2-9]{4})$/i;

/** The invitation that somebody types, or opens as a link. */
export function invitationIn(event: ChatEvent): string | undefined {
  const written = event.type === 'text' ? event.text : event.type === 'start' ? (event.payload ?? '') : '';
  return CODE.exec(written.trim().slice(0, 60))?.[1];
}

type Outcome = ReturnType<Dialogue>;
const still = { status: 'active', owner: 'bot', slots: {}, completeness: 0, timeout: null, tellsOf: [] } as const;

/** Gives the invitation to the desk; whoever it does not let in is a customer as before. */
export function joining(before: Stored | null, code: string, { customer, channel, desk }: Facts): Outcome {
  const [first = 'en'] = desk.languages;
  const language = before?.language ?? customer?.language ?? (channel.language === null ? first : chooseLanguage([channel.language]));
  return {
    ...still,
    next: before ?? store(emptyState, language),
    replies: [],
    command: { do: 'call', call: 'accept-invitation', args: { code, language } },
    tellsOf: [],
  };
}

export function joined({ answer }: Extract<StaffResult, { did: 'called' }>, { desk }: Facts): Outcome {
  const { staff } = answer as AnswerOf<'accept-invitation'>;
  const welcome = text([say('staff-welcome', { name: staff.display_name, desk: desk.name, role: staff.role }), say('staff-help')]);
  return { ...still, next: store(emptyState, chooseLanguage([staff.language])), replies: [welcome], command: null, tellsOf: [] };
}
