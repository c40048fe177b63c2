import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { OrderRow } from '../../work.ts';
import { anOrder, oneWord, words } from '../arguments.ts';
import { orderButton, orderCard } from '../cards.ts';
import { doing, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, on, saying, type Verb } from '../verb.ts';

const STATUSES = Constants.public.Enums.order_status;
const FILTERS = ['open', 'mine', 'all', 'unpaid', 'unpriced', 'to-ship', ...STATUSES];

function listOf(orders: readonly OrderRow[]): Doing {
  const phrase = orders.length === 0 ? say('staff-no-orders') : say('staff-orders', { count: orders.length });
  return {
    say: [{ kind: 'text', text: [phrase], choices: choicesOf(...orders.map(orderButton), doing('leads'), toDesk()) }],
    listed: { kind: 'order', ids: orders.map(({ order_code }) => order_code) },
  };
}

/** An order by its code, else chosen among the open ones. */
const order: Arg = {
  ...anOrder,
  offers: () => ask('staff-orders', { filter: 'open' }, 'orders-offered'),
  offered: { 'orders-offered': on('staff-orders', ({ orders }) => listOf(orders)) },
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
    shown: on('staff-order', ({ id: order_id }, given) => {
      const { reason } = given;
      return ask('advance-order', { order_id, new_status: statusOf(given), ...(reason !== undefined && { reason }) }, 'moved');
    }),
    moved: on('advance-order', (_, { order: order_code = '' }) => ask('staff-order', { order_code }, 'moved-shown')),
    'moved-shown': shown,
  },
});

export const orderVerbs: readonly Verb[] = [
  {
    name: 'orders',
    least: 'agent',
    args: [oneWord('filter', FILTERS)],
    run: ({ filter = 'open' }) => ask('staff-orders', { filter }, 'listed'),
    after: { listed: on('staff-orders', ({ orders }) => listOf(orders)) },
  },
  { name: 'order', least: 'agent', args: [order], run: show, after: { shown } },
  step('status', [{ ...oneWord('status', STATUSES), optional: false }, words('reason', true)], ({ status = '' }) => status),
  step('cancel', [words('reason')], () => 'cancelled'),
  step('close', [words('reason', true)], () => 'closed'),
];
