import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { OrderRow, StaffOrder } from '../../work.ts';
import { aCustomer, anOrder, aPhone, option, theRest } from '../arguments.ts';
import { changedCard, orderButton, orderCard } from '../cards.ts';
import { aReason } from '../reasons.ts';
import { button, doing, pick, press, text, toDesk } from '../say.ts';
import { isFinal } from '../steps.ts';
import { confirming, isSure, sure } from '../sure.ts';
import { type Arg, type Args, ask, type Doing, on, saying, type Verb } from '../verb.ts';

const STATUSES = Constants.public.Enums.order_status;
const FILTERS = ['open', 'mine', 'all', 'unpaid', 'unpriced', 'to-ship', ...STATUSES];

const of = (whose: string | undefined) => (whose === undefined ? [] : [whose]);

/** The orders as buttons, which open them unless said otherwise; `more` shows those after them. */
function listOf(orders: readonly OrderRow[], more: string | null = null, action?: (code: string) => string): Doing {
  return {
    say: [
      {
        kind: 'text',
        text: [orders.length === 0 ? say('staff-no-orders') : say(more === null ? 'staff-orders' : 'staff-page', { count: orders.length })],
        choices: choicesOf(
          ...orders.map((order) => orderButton(order, action?.(order.order_code))),
          more === null ? null : button(say('do-more'), more),
          doing('leads'),
          toDesk(),
        ),
      },
    ],
    listed: { kind: 'order', ids: orders.map(({ order_code }) => order_code) },
  };
}

/** An order by its code, else chosen among the open ones. */
export const order: Arg = {
  ...anOrder,
  offers: () => ask('staff-orders', { filter: 'open' }, 'orders-offered'),
  offered: { 'orders-offered': on('staff-orders', ({ orders }) => listOf(orders, null, pick)) },
};

const show = ({ order: order_code = '' }: Args) => ask('staff-order', { order_code }, 'shown');
const shown = on('staff-order', (found) => saying(orderCard(found)));

const dashed = (status: string) => status.replaceAll('_', '-');
const statusOf = (status: string) => ({ phrase: `order-status-${dashed(status)}` });
const allows = ({ steps }: StaffOrder, status: string) => steps.some(({ to, allowed }) => to === status && allowed);

/** Tells of a step; it is taken back only where one leads back. */
const movedReply = (found: StaffOrder, from = '') => {
  const { order_code: code, status } = found;
  const moved = say('staff-order-moved', { code, status: statusOf(status) });
  return text([moved], allows(found, from) ? doing('undo') : null, doing('order', [code]));
};

/** What ends an order that was to be delivered is shown before it is done; one that is closed has had everything. */
function confirmed(found: StaffOrder, args: Args, to: string): Doing {
  const { order_code: code, customer } = found;
  const what = `${code}/${to}`;
  const asked = say('staff-final', { code, customer: customer.full_name ?? customer.phone ?? '…', status: statusOf(to) });
  return allows(found, to) && isFinal(to) && to !== 'closed' && !isSure(args, what)
    ? confirming({ kind: 'text', text: [asked] }, args, what, 'do-it-surely')
    : move(found, args, to);
}

const move = ({ id, status: from }: StaffOrder, { reason }: Args, to: string): Doing =>
  ask('advance-order', { order_id: id, new_status: to, ...(reason !== undefined && { reason }) }, 'moved', { id, from });

/** A status by its name, else chosen among those that the order can take now. */
const status: Arg = {
  ...option('status', STATUSES),
  offers: ({ order: order_code = '' }) => ask('staff-order', { order_code }, 'statuses-offered'),
  offered: {
    'statuses-offered': on('staff-order', ({ steps }) => {
      const open = steps.filter(({ allowed }) => allowed);
      return saying(text([say('ask-status')], ...open.map(({ to }) => button(say(`order-status-${dashed(to)}`), pick(to)))));
    }),
  },
};

/** Takes an order a step on, and shows it as it is then. What the step needs beside, the database says. */
const step = (name: string, args: readonly Arg[], toOf: (args: Args) => string): Verb => ({
  name,
  least: 'agent',
  args: [order, ...args, sure],
  run: show,
  after: {
    shown: on('staff-order', (found, given) => confirmed(found, given, toOf(given))),
    moved: on('advance-order', (_, { order: order_code = '' }) => ask('staff-order', { order_code }, 'moved-shown')),
    'moved-shown': on('staff-order', (found, { from }) => saying(movedReply(found, from), changedCard(found))),
  },
});

export const orderVerbs: readonly Verb[] = [
  {
    name: 'orders',
    least: 'agent',
    args: [option('filter', FILTERS, true), aCustomer, aPhone, theRest, { ...anOrder, optional: true }],
    run: ({ order: code, customer, phone, from, filter = customer === undefined && phone === undefined ? 'open' : 'all' }) =>
      code === undefined
        ? ask(
            'staff-orders',
            {
              filter,
              ...(customer !== undefined && { customer_id: customer }),
              ...(phone !== undefined && { phone }),
              ...(from !== undefined && { after_code: from }),
            },
            'listed',
          )
        : ask('staff-order', { order_code: code }, 'shown'),
    after: {
      listed: on('staff-orders', ({ filter, orders, more }, { customer, phone }) =>
        listOf(orders, more ? press('orders', filter, ...of(customer ?? phone), `<${orders.at(-1)?.order_code}`) : null),
      ),
      shown,
    },
  },
  { name: 'order', least: 'agent', args: [order], run: show, after: { shown } },
  step('status', [status, aReason(true)], ({ status: to = '' }) => to),
  step('cancel', [aReason()], () => 'cancelled'),
  step('close', [aReason(true)], () => 'closed'),
];
