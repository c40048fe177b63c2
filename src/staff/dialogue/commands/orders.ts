import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { OrderRow, StaffOrder } from '../../work.ts';
import { aCustomer, anOrder, aPhone, option, theRest, words } from '../arguments.ts';
import { changedCard, orderButton, orderCard } from '../cards.ts';
import { button, doing, pick, press, text, toDesk } from '../say.ts';
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

const movedReply = ({ order_code: code, status }: StaffOrder) =>
  text(
    [say('staff-order-moved', { code, status: { phrase: `order-status-${status.replaceAll('_', '-')}` } })],
    doing('undo'),
    doing('order', [code]),
  );

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
    'moved-shown': on('staff-order', (found) => saying(movedReply(found), changedCard(found))),
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
  step('status', [option('status', STATUSES), words('reason', true)], ({ status = '' }) => status),
  step('cancel', [words('reason')], () => 'cancelled'),
  step('close', [words('reason', true)], () => 'closed'),
];
