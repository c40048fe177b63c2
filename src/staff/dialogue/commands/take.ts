import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { anOrder, oneOf } from '../arguments.ts';
import { leadButton, leadCard, orderCard } from '../cards.ts';
import { aReason } from '../reasons.ts';
import { doing, pick, text, toDesk } from '../say.ts';
import { type Arg, ask, on, saying, type Verb } from '../verb.ts';

const leads = oneOf('lead');

/** A lead by its id, a lead or an order by its place in what was listed last, or an order by its code. */
const work: Arg = {
  name: 'work',
  read: (written, listening) => leads.read(written, listening) ?? anOrder.read(written, listening),
  offers: () => ask('staff-leads', { filter: 'new' }, 'work-offered'),
  offered: {
    'work-offered': on('staff-leads', ({ leads: free }) => ({
      say: [
        {
          kind: 'text',
          text: [free.length === 0 ? say('staff-no-leads') : say('ask-work')],
          choices: choicesOf(...free.map((lead) => leadButton(lead, pick(lead.id))), doing('orders'), toDesk()),
        },
      ],
      listed: { kind: 'lead', ids: free.map(({ id }) => id) },
    })),
  },
};

const isLead = (id: string) => id.length === 36;

/** Gives whoever says so a lead or an order that nobody has: the first one gets it. */
export const takeVerb: Verb = {
  name: 'take',
  least: 'agent',
  args: [work, aReason(true)],
  run: ({ work: which = '', reason }) =>
    ask('take-work', { ...(isLead(which) ? { lead_id: which } : { order_code: which }), ...(reason !== undefined && { reason }) }, 'taken'),
  after: {
    // What was theirs before is shown, and no step that could be taken back.
    taken: on('take-work', ({ lead_id, order_id, order_code, changed }) => {
      if (lead_id !== null) return ask('staff-lead', { lead_id }, 'lead-shown', changed ? { lead: lead_id } : {});
      const code = order_code ?? '';
      return ask('staff-order', { order_code: code }, 'order-shown', changed && order_id !== null ? { id: order_id, order: code } : {});
    }),
    'lead-shown': on('staff-lead', (lead) => saying(leadCard(lead))),
    'order-shown': on('staff-order', (order) => saying(orderCard(order))),
  },
  refused: ({ code, params: { display_name: name } }) =>
    code === 'TAKEN' ? saying(text([say('staff-taken-by', { name: String(name) })], doing('leads'), doing('orders'))) : undefined,
};
