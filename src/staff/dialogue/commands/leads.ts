import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { LeadRow } from '../../work.ts';
import { oneOf, option, words } from '../arguments.ts';
import { leadButton, leadCard } from '../cards.ts';
import { doing, pick, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, on, saying, type Verb } from '../verb.ts';
import { takeVerb } from './take.ts';

const FILTERS = ['open', 'mine', 'all', ...Constants.public.Enums.lead_status];

/** The leads as buttons, which open them unless said otherwise. */
function listOf(leads: readonly LeadRow[], action?: (id: string) => string): Doing {
  const phrase = leads.length === 0 ? say('staff-no-leads') : say('staff-leads', { count: leads.length });
  return {
    say: [
      {
        kind: 'text',
        text: [phrase],
        choices: choicesOf(...leads.map((lead) => leadButton(lead, action?.(lead.id))), doing('orders'), toDesk()),
      },
    ],
    listed: { kind: 'lead', ids: leads.map(({ id }) => id) },
  };
}

/** A lead: one of those listed, else chosen among the open ones. */
export const lead: Arg = {
  ...oneOf('lead'),
  offers: () => ask('staff-leads', { filter: 'open' }, 'leads-offered'),
  offered: { 'leads-offered': on('staff-leads', ({ leads }) => listOf(leads, pick)) },
};

const show = ({ lead: lead_id = '' }: Args) => ask('staff-lead', { lead_id }, 'shown');
const shown = on('staff-lead', (found) => saying(leadCard(found)));

/** Takes a lead a step on, and shows it as it is then. */
const step = (name: string, new_status: string, args: readonly Arg[] = []): Verb => ({
  name,
  least: 'agent',
  args: [lead, ...args],
  run: ({ lead: lead_id = '' }) => ask('staff-lead', { lead_id }, 'seen'),
  after: {
    // Who had it is remembered, so that /undo can give it back.
    seen: on('staff-lead', ({ assigned_to: assignee }, { lead: lead_id = '', reason }) =>
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
    args: [option('filter', FILTERS, true)],
    run: ({ filter = 'open' }) => ask('staff-leads', { filter }, 'listed'),
    after: { listed: on('staff-leads', ({ leads }) => listOf(leads)) },
  },
  { name: 'lead', least: 'agent', args: [lead], run: show, after: { shown } },
  takeVerb,
  step('qualify', 'qualified'),
  step('reject', 'rejected', [words('reason')]),
];
