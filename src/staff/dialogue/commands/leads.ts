import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { LeadRow } from '../../work.ts';
import { aCustomer, aPhone, oneOf, option, theRest } from '../arguments.ts';
import { leadButton, leadCard } from '../cards.ts';
import { button, doing, pick, press, text, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, on, saying, type Verb } from '../verb.ts';
import { takeVerb } from './take.ts';

const REASONS = ['lost', 'no_interest', 'duplicate', 'postponed', 'cancelled', 'spam', 'customer_withdrew'] as const;
const FILTERS = ['open', 'mine', 'all', ...Constants.public.Enums.lead_status];

const of = (whose: string | undefined) => (whose === undefined ? [] : [whose]);

/** The leads as buttons, which open them unless said otherwise; `more` shows those after them. */
function listOf(leads: readonly LeadRow[], more: string | null = null, action?: (id: string) => string): Doing {
  return {
    say: [
      {
        kind: 'text',
        text: [leads.length === 0 ? say('staff-no-leads') : say(more === null ? 'staff-leads' : 'staff-page', { count: leads.length })],
        choices: choicesOf(
          ...leads.map((lead) => leadButton(lead, action?.(lead.id))),
          more === null ? null : button(say('do-more'), more),
          doing('orders'),
          toDesk(),
        ),
      },
    ],
    listed: { kind: 'lead', ids: leads.map(({ id }) => id) },
  };
}

/** A lead: one of those listed, else chosen among the open ones. */
export const lead: Arg = {
  ...oneOf('lead'),
  offers: () => ask('staff-leads', { filter: 'open' }, 'leads-offered'),
  offered: { 'leads-offered': on('staff-leads', ({ leads }) => listOf(leads, null, pick)) },
};

const show = ({ lead: lead_id = '' }: Args) => ask('staff-lead', { lead_id }, 'shown');
const shown = on('staff-lead', (found) => saying(leadCard(found)));

/** Why a lead is rejected, as the desk counts them. */
const why: Arg = {
  ...option('why', REASONS),
  offers: () => saying(text([say('ask-why')], ...REASONS.map((reason) => button(say(`why-${reason.replaceAll('_', '-')}`), pick(reason))))),
};

/** Takes a lead a step on, and shows it as it is then. */
const step = (name: string, new_status: string, args: readonly Arg[] = []): Verb => ({
  name,
  least: 'agent',
  args: [lead, ...args],
  run: ({ lead: lead_id = '' }) => ask('staff-lead', { lead_id }, 'seen'),
  after: {
    // Who had it is remembered, so that /undo can give it back.
    seen: on('staff-lead', ({ assigned_to: assignee }, { lead: lead_id = '', why: reason }) =>
      ask('advance-lead', { lead_id, new_status, ...(reason !== undefined && { reason }) }, 'moved', assignee === null ? {} : { assignee }),
    ),
    moved: on('advance-lead', (_, args) => show(args)),
    shown,
  },
});

export const leadVerbs: readonly Verb[] = [
  {
    name: 'leads',
    least: 'agent',
    args: [option('filter', FILTERS, true), aCustomer, aPhone, theRest],
    run: ({ customer, phone, from, filter = customer === undefined && phone === undefined ? 'open' : 'all' }) =>
      ask(
        'staff-leads',
        {
          filter,
          ...(customer !== undefined && { customer_id: customer }),
          ...(phone !== undefined && { phone }),
          ...(from !== undefined && { after_id: from }),
        },
        'listed',
      ),
    after: {
      listed: on('staff-leads', ({ filter, leads, more }, { customer, phone }) =>
        listOf(leads, more ? press('leads', filter, ...of(customer ?? phone), `<${leads.at(-1)?.id}`) : null),
      ),
    },
  },
  { name: 'lead', least: 'agent', args: [lead], run: show, after: { shown } },
  takeVerb,
  step('qualify', 'qualified'),
  step('reject', 'rejected', [why]),
];
