import { choicesOf } from '../../conversation/buttons.ts';
import { type Choice, type Param, type Phrase, type Reply, say } from '../../conversation/reply.ts';
import { formatAmount, type Minor } from '../../domain/money.ts';
import type { LeadRow, OrderRow, StaffLead, StaffOrder, WorkStep } from '../work.ts';
import { button, doing, literally, press, toDesk } from './say.ts';
import { taskButton } from './task-card.ts';

const dashed = (status: string) => status.replaceAll('_', '-');
const verbatim = (value: Param): Phrase => say('verbatim', { text: value });
const sum = (amount: Minor, currency: string): Phrase => verbatim({ amount: formatAmount(amount), currency });
const row = (label: string, value: Phrase | null) => (value === null ? [] : [{ label: say(`field-${label}`), value }]);
const words = (text: string | null) => (text === null || text === '' ? null : literally(text));

/** The commands that take a step, by where it leads; the others go by `/status`. */
const STEP_COMMANDS: Readonly<Record<string, string>> = {
  'lead:in_progress': 'take',
  'lead:qualified': 'qualify',
  'lead:rejected': 'reject',
  'order:cancelled': 'cancel',
  'order:closed': 'close',
};

/** Nobody takes an order any more that has ended. */
const ENDED = new Set(['closed', 'cancelled', 'returned']);

/** The buttons of a card: exactly the steps that its reader may take now. */
export function stepButtons(entity: 'lead' | 'order', id: string, steps: readonly WorkStep[]): Array<Choice | null> {
  return steps
    .filter(({ allowed }) => allowed)
    .map(({ to }) => {
      const command = STEP_COMMANDS[`${entity}:${to}`];
      const style = to === 'cancelled' || to === 'rejected' || to === 'returned' ? 'danger' : undefined;
      if (command !== undefined) return doing(command, [id], style);
      return button(say(`do-status-${dashed(to)}`), press('status', id, to), style);
    });
}

const CHANGEABLE = new Set(['created', 'awaiting_payment']);

/** What waits for an answer: who proposed it, and what the order would come to. */
function proposalRow({ proposal }: StaffOrder) {
  if (proposal === null || proposal.total_after === null) return [];
  const { made_by: by, total_after: total, currency } = proposal;
  return row('proposal', say(`staff-proposal-${by}`, { total: { amount: formatAmount(total), currency } }));
}

/** What can be done with an order beside its steps, the most pressing first. */
function moneyButtons({ order_code: code, status, total_amount: total, balance_due: due, paid_amount: paid, proposal }: StaffOrder) {
  const nth = [code, `n${proposal?.no ?? 0}`];
  return [
    ...(proposal?.made_by === 'customer' ? [doing('accept', nth, 'primary'), doing('decline', nth, 'danger')] : []),
    ...(proposal?.made_by === 'staff' ? [doing('withdraw', nth)] : []),
    CHANGEABLE.has(status) ? doing('quote', [code], total === null ? 'primary' : undefined) : null,
    due !== null && due > 0n ? doing('pay', [code], status === 'awaiting_payment' ? 'primary' : undefined) : null,
    paid > 0n ? doing('payments', [code]) : null,
  ];
}

/** The living card of an order: what it shows is read when it is sent, and shown anew when the order changes. */
export function orderCard(order: StaffOrder): Extract<Reply, { kind: 'order-card' }> {
  return { kind: 'order-card', orderId: order.id, for: 'staff', code: order.order_code, choices: orderButtons(order) };
}

/** The same after a step: where it is open in this chat it changes there, and is no other message. */
export const changedCard = (order: StaffOrder): Reply => ({ ...orderCard(order), inPlace: true });

/** What the card shows whoever reads it, as the order is now; null for one that is not theirs to see any more. */
export function staffOrderCard(order: StaffOrder | null, code: string): Extract<Reply, { kind: 'card' | 'text' }> {
  if (order === null)
    return { kind: 'text', text: [say('staff-order-not-yours', { code })], choices: choicesOf(doing('orders'), toDesk()) };
  const { currency } = order;
  const lines = order.lines.map(({ quantity, title, total_amount: total }) => ({
    label: say('field-line', { quantity }),
    value:
      total === null ? say('staff-unpriced', { title }) : say('staff-line', { title, total: { amount: formatAmount(total), currency } }),
  }));
  return {
    kind: 'card',
    title: say('staff-order-title', { code: order.order_code }),
    rows: [
      ...row('status', say(`order-status-${dashed(order.status)}`)),
      ...row('customer', words([order.customer.full_name, order.customer.phone].filter(Boolean).join(', '))),
      ...lines,
      ...row('total', order.total_amount === null ? null : sum(order.total_amount, currency)),
      ...row('received', order.paid_amount > 0n ? sum(order.paid_amount, currency) : null),
      ...row('refunded', order.refunded_amount > 0n ? sum(order.refunded_amount, currency) : null),
      ...dueRow(order),
      ...proposalRow(order),
      ...row('address', words(order.delivery_address)),
      ...order.shipments.map(parcelRow),
      ...row('comment', words(order.comment)),
      ...campaignRow(order),
      ...noteRows(order.notes),
      ...row('assignee', order.assignee === null ? say('staff-nobody') : literally(order.assignee)),
    ],
    choices: orderButtons(order),
  };
}

/** What is still to come; or what came too much. */
function dueRow({ balance_due: due, currency }: StaffOrder) {
  if (due === null || due === 0n) return [];
  return due < 0n ? row('too-much', sum(-due, currency)) : row('due', sum(due, currency));
}

const orderButtons = (order: StaffOrder): Choice[] =>
  choicesOf(
    order.assignee === null && !ENDED.has(order.status) ? doing('take', [order.order_code], 'primary') : null,
    ...moneyButtons(order),
    ...stepButtons('order', order.order_code, order.steps),
    ...parcelButtons(order),
    ...order.tasks.map((task) => taskButton(task)),
    ...asideButtons(order),
    doing('orders'),
    toDesk(),
  );

/** What was noted last, each with its time and who wrote it. */
const noteRows = (notes: string | null) =>
  (notes ?? '')
    .split('\n')
    .filter(Boolean)
    .slice(-3)
    .flatMap((line) => row('notes', words(line)));

/** What can be done beside the order's own way. */
const asideButtons = ({ order_code: code, customer, documents }: StaffOrder) => [
  doing('note', [code]),
  button(say('do-task'), press('task', `#${code}`)),
  documents > 0 ? doing('docs', [code]) : null,
  button(say('do-assign'), press('assign', code)),
  doing('customer', [customer.id]),
];

const parcelRow = ({ status, tracking_number: number }: StaffOrder['shipments'][number]) => ({
  label: say('field-parcel'),
  value: say('staff-parcel', { number: number ?? '…', status: { phrase: `shipment-status-${dashed(status)}` } }),
});

/** What can be done about the parcels of an order, as far as it has come. */
function parcelButtons({ order_code: code, status, shipments }: StaffOrder): Array<Choice | null> {
  const live = shipments.filter((one) => !['cancelled', 'returned'].includes(one.status));
  const ships = (status === 'paid' || status === 'processing') && live.every((one) => one.tracking_number === null);
  return [
    ships ? doing('ship', [code], 'primary') : null,
    live.some((one) => one.status === 'in_transit' || one.status === 'exception') ? doing('received', [code]) : null,
    shipments.length > 0 ? doing('track', [code]) : null,
  ];
}

/** The leads that an order can be made of. */
const OPEN_LEADS = new Set(['in_progress', 'qualified']);

export function leadCard(lead: StaffLead): Reply {
  const { budget_amount: budget, budget_currency: currency } = lead;
  return {
    kind: 'card',
    title: lead.title === null ? say('staff-lead-untitled') : say('staff-lead-title', { title: lead.title }),
    rows: [
      ...row('status', say(`lead-status-${dashed(lead.status)}`)),
      ...row('customer', words([lead.customer, lead.phone === lead.customer ? null : lead.phone].filter(Boolean).join(', '))),
      ...row('link', words(lead.item_url)),
      ...row('comment', words(lead.comment)),
      ...row('budget', budget === null || currency === null ? null : sum(budget, currency)),
      ...campaignRow(lead),
      ...noteRows(lead.notes),
      ...row('assignee', lead.assignee === null ? say('staff-nobody') : literally(lead.assignee)),
    ],
    choices: choicesOf(
      ...stepButtons('lead', lead.id, lead.steps),
      OPEN_LEADS.has(lead.status) ? doing('quote', [lead.id], lead.status === 'qualified' ? 'primary' : undefined) : null,
      lead.order_code === null ? null : button(say('staff-show-order', { code: lead.order_code }), press('order', lead.order_code)),
      button(say('do-note'), press('note', 'lead', lead.id)),
      button(say('do-task'), press('task', 'lead', lead.id)),
      button(say('do-assign'), press('assign', 'lead', lead.id)),
      lead.customer_id === null ? null : doing('customer', [lead.customer_id]),
      doing('leads'),
      toDesk(),
    ),
  };
}

/** The campaign whose link has brought them: `telegram:spring`. */
function campaignRow({ source }: { source: string }) {
  const [, campaign = ''] = /^[a-z_]+:(.+)$/.exec(source) ?? [];
  return row('campaign', words(campaign));
}

/** A list is read by its buttons; each says the whole line. */
export const orderButton = (
  { order_code: code, status, customer, total_amount: total, currency }: OrderRow,
  action = press('order', code),
): Choice | null =>
  button(
    total === null
      ? say('staff-order-row-unpriced', { code, customer: short(customer) })
      : say('staff-order-row', { code, customer: short(customer), total: { amount: formatAmount(total), currency }, status }),
    action,
  );

export const leadButton = ({ id, title, customer }: LeadRow, action = press('lead', id)): Choice | null =>
  button(say('staff-lead-row', { title: short(title ?? '…'), customer: short(customer ?? '…') }), action);

/** As much of a name as fits on a button. */
const short = (name: string) => (Array.from(name).length > 28 ? `${Array.from(name).slice(0, 27).join('')}…` : name);
