import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { fold } from '../../../phrases/words.ts';
import type { Colleague } from '../../people.ts';
import { type Anchor, anAnchor, anchorOf } from '../anchor.ts';
import { words } from '../arguments.ts';
import { leadCard, orderButton, orderCard } from '../cards.ts';
import { customerCard } from '../customer-card.ts';
import { button, doing, literally, pick, text, toDesk } from '../say.ts';
import { taskCard } from '../task-card.ts';
import { type Arg, type Args, ask, type Doing, on, type StaffFacts, saying, type Verb } from '../verb.ts';

/** The open orders, to choose what something is about. */
export const offersOrders: Partial<Arg> = {
  offers: () => ask('staff-orders', { filter: 'open' }, 'abouts-offered'),
  offered: {
    'abouts-offered': on('staff-orders', ({ orders }) =>
      saying({
        kind: 'text',
        text: [say('ask-about')],
        choices: choicesOf(...orders.map((order) => orderButton(order, pick(order.order_code))), toDesk()),
      }),
    ),
  },
};

/** Shows what was worked on as it is now. */
function showAnchor({ kind, id }: Anchor): Doing {
  switch (kind) {
    case 'order':
      return ask('staff-order', { order_code: id }, 'order-shown');
    case 'lead':
      return ask('staff-lead', { lead_id: id }, 'lead-shown');
    case 'customer':
      return ask('staff-customer', { customer_id: id }, 'customer-shown');
    case 'task':
      return ask('staff-task', { task_id: id }, 'task-shown');
  }
}

const anchorShown = {
  'order-shown': on('staff-order', (found) => saying(orderCard(found))),
  'lead-shown': on('staff-lead', (found) => saying(leadCard(found))),
  'customer-shown': on('staff-customer', (found) => saying(customerCard(found))),
  'task-shown': on('staff-task', (found) => saying(taskCard(found))),
};

const about = (args: Args): Anchor => anchorOf(args) ?? { kind: 'order', id: '' };

/** The row that something belongs to, as the RPCs name it. */
const rowOf = ({ kind, id }: Anchor) => (kind === 'lead' ? { lead_id: id } : kind === 'customer' ? { customer_id: id } : { order_id: id });

const addNote = (args: Args, anchor: Anchor): Doing =>
  ask('add-note', { words: args.note ?? '', ...rowOf(anchor) }, 'noted', { row: `${anchor.kind}:${anchor.id}` });

const note: Verb = {
  name: 'note',
  least: 'agent',
  args: [anAnchor(['order', 'lead', 'customer'], false, offersOrders), { ...words('note'), typed: true }],
  run: (args) => {
    const anchor = about(args);
    return anchor.kind === 'order' ? ask('staff-order', { order_code: anchor.id }, 'seen') : addNote(args, anchor);
  },
  after: {
    seen: on('staff-order', ({ id }, args) => addNote(args, { kind: 'order', id })),
    noted: on('add-note', (_, args) => {
      const { kind, id } = about(args);
      const show = kind === 'order' ? doing('order', [id]) : doing(kind, [id]);
      return saying(text([say('staff-noted')], show, doing('undo')));
    }),
  },
};

/** Whom work is given to: a colleague by name or place, oneself, nobody, or whoever has least in hand. */
const colleague: Arg = {
  name: 'colleague',
  read: (written, { vocabulary }) => {
    const option = vocabulary.optionOf(written, ['me', 'nobody', 'auto']);
    if (option !== undefined) return option;
    const said = written.trim().slice(0, 100);
    return said === '' ? undefined : { value: said, rest: '' };
  },
  offers: () => ask('staff-colleagues', {}, 'colleagues-offered'),
  offered: { 'colleagues-offered': on('staff-colleagues', (colleagues) => saying(whoQuestion(colleagues))) },
};

function whoQuestion(colleagues: readonly Colleague[], odd?: string) {
  const phrases = [...(odd === undefined ? [] : [say('odd-colleague', { words: odd })]), say('ask-colleague')];
  return text(
    phrases,
    button(say('do-assign-me'), pick('me')),
    button(say('do-assign-auto'), pick('auto')),
    ...colleagues.map(({ id, name, at_work, open_work: count }) =>
      button(say(at_work ? 'staff-colleague' : 'staff-colleague-away', { name, count }), pick(id)),
    ),
    button(say('do-assign-nobody'), pick('nobody')),
  );
}

/** Who was meant; null for nobody, and undefined when it could be several, or none. */
function whoIs(said: string, colleagues: readonly Colleague[], { staff }: StaffFacts): string | null | undefined {
  if (said === 'me') return staff.id;
  if (said === 'nobody') return null;
  if (said === 'auto') return colleagues[0]?.id;
  const byName = (fits: (name: string) => boolean) => {
    const [only, ...others] = colleagues.filter(({ id, name }) => id === said || fits(fold(name)));
    return others.length === 0 ? only?.id : undefined;
  };
  const wanted = fold(said);
  return (
    byName((name) => name === wanted) ?? byName((name) => name.startsWith(wanted)) ?? byName((name) => ` ${name}`.includes(` ${wanted}`))
  );
}

const assign: Verb = {
  name: 'assign',
  least: 'agent',
  args: [anAnchor(['order', 'lead', 'task'], false, offersOrders), colleague],
  run: () => ask('staff-colleagues', {}, 'colleagues'),
  after: {
    colleagues: on('staff-colleagues', (colleagues, args, facts) => {
      const { colleague: said = '' } = args;
      const to = whoIs(said, colleagues, facts);
      if (to === undefined) {
        const [kind = '', id = ''] = (args.about ?? '').split(':');
        const again = colleagues.map(({ id: one, name }) => button(literally(name), assigning(kind, id, one)));
        return saying(text([say('odd-colleague', { words: said })], ...again));
      }
      return { ...lookAt(about(args)), knowing: to === null ? {} : { to } };
    }),
    'order-seen': on('staff-order', ({ id: order_id, assigned_to: was }, { to = null }) =>
      ask('assign-order', { order_id, staff_id: to as string }, 'given', { row: order_id, ...(was !== null && { was }) }),
    ),
    'lead-seen': on('staff-lead', ({ assigned_to: was }, args) => {
      const { id: lead_id } = about(args);
      return ask('assign-lead', { lead_id, staff_id: (args.to ?? null) as string }, 'given', {
        row: lead_id,
        ...(was !== null && { was }),
      });
    }),
    'task-seen': on('staff-task', ({ assigned_to: was }, args) => {
      const { id: task_id } = about(args);
      return ask('assign-task', { task_id, staff_id: (args.to ?? null) as string }, 'given', {
        row: task_id,
        ...(was !== null && { was }),
      });
    }),
    given: { call: 'any', go: (_: never, args) => showAnchor(about(args)) },
    ...anchorShown,
  },
};

/** The button that gives the same work to this colleague; work of long names is chosen anew. */
const assigning = (kind: string, id: string, to: string) => (kind === 'order' ? `s1:assign:${id}:${to}` : `s1:assign:${kind}:${id}`);

/** What is to be given away, as it is now: who has it is remembered, so that /undo can give it back. */
function lookAt({ kind, id }: Anchor): Doing {
  if (kind === 'lead') return ask('staff-lead', { lead_id: id }, 'lead-seen');
  if (kind === 'task') return ask('staff-task', { task_id: id }, 'task-seen');
  return ask('staff-order', { order_code: id }, 'order-seen');
}

export const noteVerbs: readonly Verb[] = [note, assign];
