import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { OrderRow } from '../../work.ts';
import { anOrder, option, words } from '../arguments.ts';
import { orderButton, orderCard } from '../cards.ts';
import { doing, pick, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, on, saying, type Verb } from '../verb.ts';

const STATUSES = Constants.public.Enums.order_status;
const FILTERS = ['open', 'mine', 'all', 'unpaid', 'unpriced', 'to-ship', ...STATUSES];

/** The orders as buttons, which open them unless said otherwise. */
function listOf(orders: readonly OrderRow[], action?: (code: string) => string): Doing {
  const phrase = orders.length === 0 ? say('staff-no-orders') : say('staff-orders', { count: orders.length });
  return {
    say: [
      {
        kind: 'text',
        text: [phrase],
        choices: choicesOf(...orders.map((order) => orderButton(order, action?.(order.order_code))), doing('leads'), toDesk()),
      },
    ],
    listed: { kind: 'order', ids: orders.map(({ order_code }) => order_code) },
  };
}

/** An order by its code, else chosen among the open ones. */
export const order: Arg = {
  ...anOrder,
  offers: () => ask('staff-orders', { filter: 'open' }, 'orders-offered'),
  offered: { 'orders-offered': on('staff-orders', ({ orders }) => listOf(orders, pick)) },
};

const show = ({ order: order_code = '' }: Args) => ask('staff-order', { order_code }, 'shown');
const shown = on('staff-order', (found) => saying(orderCard(found)));

/** Takes an order a step on, and shows it as it is then. What the step needs beside, the database says. */
const step = (name: string, args: readonly Arg[], statusOf: (args: Args) => string): Verb => ({
  name,
  least: 'agent',
  args: [order, ...args],
  run: show,
  after: {
    shown: on('staff-order', ({ id, status: from }, given) => {
      const { reason } = given;
      const moved = { order_id: id, new_status: statusOf(given), ...(reason !== undefined && { reason }) };
      return ask('advance-order', moved, 'moved', { id, from });
    }),
    moved: on('advance-order', (_, { order: order_code = '' }) => ask('staff-order', { order_code }, 'moved-shown')),
    'moved-shown': shown,
  },
});

export const orderVerbs: readonly Verb[] = [
  {
    name: 'orders',
    least: 'agent',
    args: [option('filter', FILTERS, true)],
    run: ({ filter = 'open' }) => ask('staff-orders', { filter }, 'listed'),
    after: { listed: on('staff-orders', ({ orders }) => listOf(orders)) },
  },
  { name: 'order', least: 'agent', args: [order], run: show, after: { shown } },
  step('status', [option('status', STATUSES), words('reason', true)], ({ status = '' }) => status),
  step('cancel', [words('reason')], () => 'cancelled'),
  step('close', [words('reason', true)], () => 'closed'),
];
