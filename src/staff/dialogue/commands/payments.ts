import { say } from '../../../conversation/reply.ts';
import { formatAmount, type Minor, parseAmount } from '../../../domain/money.ts';
import type { StaffMoney } from '../../money.ts';
import type { AnswerOf } from '../calls.ts';
import { changedCard } from '../cards.ts';
import { method, PAYOUTS, payoutKind, REFUND_REASONS, reference, refundReason, related } from '../money-arguments.ts';
import { type Kind, moneyCard, paramOf, record, shortOf, whatOf } from '../recording.ts';
import { button, doing, pick, text } from '../say.ts';
import { aSum, REST, sumOf } from '../sums.ts';
import { confirming, isSure, sure } from '../sure.ts';
import { type Arg, type Args, ask, type Doing, on, roles, type StaffFacts, saying, type Verb } from '../verb.ts';
import { order } from './orders.ts';

const readMoney = ({ order: order_code = '' }: Args) => ask('staff-money', { order_code }, 'seen');

/** A sum, with what "the rest" would be as a button. */
const sumFor = (kind: Kind): Arg => ({
  ...aSum,
  offers: ({ order: order_code = '' }) => ask('staff-money', { order_code }, 'sum-offered'),
  offered: {
    'sum-offered': on('staff-money', (money) => {
      const left = kind.rest(money);
      const rest =
        left === null || left <= 0n ? null : button(say('money-rest', { sum: paramOf(left, money.currency) }), pick(REST), 'primary');
      return saying(text([say(`ask-sum-${kind.role.replaceAll('_', '-')}`, { code: money.order_code })], rest));
    }),
  },
});

const FROM_CLIENT: Kind = { role: 'client_payment', direction: 'incoming', rest: ({ due }) => due };
const FROM_SUPPLIER: Kind = { role: 'supplier_refund', direction: 'incoming', rest: () => null };
const TO_CLIENT: Kind = { role: 'refund', direction: 'outgoing', rest: ({ received, refunded }) => received - refunded };
const toOthers = (kind = 'supplier'): Kind => ({
  role: PAYOUTS[kind as keyof typeof PAYOUTS] ?? PAYOUTS.supplier,
  direction: 'outgoing',
  rest: () => null,
});

/** Says what has been written down, and shows the order as it is then; what it was is remembered for /undo. */
const told = {
  recorded: on('record-payment', ({ payment, order: { order_code }, duplicate }) =>
    ask('staff-order', { order_code }, 'recorded-shown', {
      ...{ payment: duplicate ? '' : shortOf(payment.id), role: payment.role, status: payment.status },
    }),
  ),
  'recorded-shown': on('staff-order', (found, { payment, status, amount = '0.00', currency = '' }) =>
    saying(
      {
        kind: 'text',
        text: [
          say(payment === '' ? 'pay-known' : status === 'pending' ? 'refund-on-its-way' : 'pay-recorded', {
            sum: { amount, currency },
            code: found.order_code,
          }),
        ],
      },
      changedCard(found),
    ),
  ),
};

const recording = (name: string, least: Verb['least'], kind: Kind): Verb => ({
  name,
  least,
  args: [order, sumFor(kind), method, sure, reference],
  run: readMoney,
  after: { seen: on('staff-money', (money, args, facts) => record(money, kind, args, facts, usualOf(money, kind))), ...told },
});

/** What the customer has planned to pay with is how they will have paid. */
function usualOf({ payments }: StaffMoney, { role }: Kind): { usual?: string } {
  const planned = role === 'client_payment' ? payments.find((one) => one.role === role && one.status === 'planned') : undefined;
  return planned === undefined ? {} : { usual: planned.method };
}

const payoutVerb: Verb = {
  name: 'payout',
  least: 'manager',
  args: [order, payoutKind, sumFor(toOthers()), method, sure, reference],
  run: readMoney,
  after: { seen: on('staff-money', (money, args, facts) => record(money, toOthers(args.kind), args, facts)), ...told },
};

/** Which of the customer's payments is given back: the one that was named, or the only one; asked for otherwise. */
function refunded(money: StaffMoney, args: Args): AnswerOf<'staff-money'>['payments'][number] | Doing {
  const { payments, order_code: code, methods } = money;
  const candidates = payments.filter((one) => one.role === 'client_payment' && one.status === 'completed');
  const [only] = candidates;
  if (only === undefined) return saying(text([say('no-no-client-payment')], doing('order', [code])));
  const named = candidates.find(({ id }) => shortOf(id) === args.related) ?? (candidates.length === 1 ? only : undefined);
  if (named !== undefined) return named;
  const choices = candidates.map(({ id, amount, currency, method: by, created_at }) =>
    button(
      say('refund-of', {
        sum: paramOf(amount, currency),
        method: { byLanguage: methods.find((one) => one.code === by)?.names ?? { en: by } },
        at: { at: created_at, show: 'day' },
      }),
      pick(shortOf(id)),
    ),
  );
  return { say: [text([say('ask-related')], ...choices)], asks: { missing: 'related', args } };
}

/** Never more than the payment was, nor than is left of all of them. */
function amountToRefund({ received, refunded: before }: StaffMoney, paid: Minor, { sum = '' }: Args): string {
  const left = received - before;
  return sum === REST ? formatAmount(paid < left ? paid : left) : sumOf(sum).amount;
}

/** What is said yes to where the reason is not true: the customer would hear it. */
const notOverpaid = ({ order_code: code }: StaffMoney, sum: string) => `${code}/${sum}/overpaid`;
/** Whoever has said yes to the same refund once more has said so to its reason. */
const isSureOf = (money: StaffMoney, sum: string, args: Args) => isSure(args, notOverpaid(money, sum)) || isSure(args, whatOf(money, sum));

function wasTooMuch({ due }: StaffMoney, sum: string): boolean {
  const amount = parseAmount(sum);
  return due !== null && amount !== undefined && amount <= -due;
}

/** An admin gives money back; anybody else has it prepared for one, which takes one tap. */
function giveBack(money: StaffMoney, args: Args, facts: StaffFacts): Doing {
  const payment = refunded(money, args);
  if (!('id' in payment)) return payment;
  const sum = amountToRefund(money, payment.amount, args);
  if (roles.indexOf(facts.staff.role) < roles.indexOf('admin')) {
    const { order_code: code, currency } = money;
    const prepared = doing('ask-refund', [code, sum, args.cause ?? '', shortOf(payment.id)], 'primary');
    return saying(text([say('refund-needs-admin', { sum: { amount: sum, currency }, code })], prepared, doing('order', [code])));
  }
  const why = REFUND_REASONS.find((one) => one === args.cause);
  if (why === 'overpayment' && !wasTooMuch(money, sum) && !isSureOf(money, sum, args)) {
    const shown = { sum: paramOf(parseAmount(sum) ?? 0n, money.currency), code: money.order_code };
    const known = { ...args, method: args.method ?? payment.method };
    const payments = doing('payments', [money.order_code]);
    return confirming({ kind: 'text', text: [say('refund-not-overpaid', shown)] }, known, notOverpaid(money, sum), 'pay-do-it', payments);
  }
  return record(money, TO_CLIENT, args.sum === REST ? { ...args, sum } : args, facts, {
    ...{ related_payment_id: payment.id, usual: payment.method },
    ...(why !== undefined && { refund_reason: why }),
  });
}

const refundVerb: Verb = {
  name: 'refund',
  least: 'agent',
  args: [order, sumFor(TO_CLIENT), refundReason, related, method, sure, reference],
  run: readMoney,
  after: { seen: on('staff-money', giveBack), ...told },
};

const askRefundVerb: Verb = {
  name: 'ask-refund',
  least: 'agent',
  args: [order, sumFor(TO_CLIENT), refundReason, related],
  run: readMoney,
  after: {
    seen: on('staff-money', (money, args) => {
      const payment = refunded(money, args);
      if (!('id' in payment)) return payment;
      const amount = amountToRefund(money, payment.amount, args);
      const asked = { order_id: money.order_id, amount, refund_reason: args.cause ?? '', related_payment_id: payment.id };
      return ask('ask-refund', asked, 'asked', { amount, currency: money.currency });
    }),
    asked: on('ask-refund', (_, { order: code = '', amount = '', currency = '' }) =>
      saying(text([say('refund-asked', { sum: { amount, currency }, code })], doing('order', [code]))),
    ),
  },
};

export const paymentVerbs: readonly Verb[] = [
  recording('pay', 'agent', FROM_CLIENT),
  payoutVerb,
  recording('payback', 'manager', FROM_SUPPLIER),
  refundVerb,
  askRefundVerb,
  {
    name: 'payments',
    least: 'agent',
    args: [order],
    run: readMoney,
    after: { seen: on('staff-money', (money) => saying(moneyCard(money))) },
  },
];
