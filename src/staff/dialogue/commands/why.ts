import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, say } from '../../../conversation/reply.ts';
import { formatAmount } from '../../../domain/money.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { RefusalCode } from '../../../rpc/refusals.ts';
import type { StaffOrder, WorkStep } from '../../work.ts';
import { option } from '../arguments.ts';
import { stepButtons } from '../cards.ts';
import { remedy } from '../remedies.ts';
import { doing, text, toDesk } from '../say.ts';
import { type Args, ask, type Doing, on, roles, type StaffFacts, saying, type Verb } from '../verb.ts';
import { order } from './orders.ts';

const STATUSES: readonly string[] = Constants.public.Enums.order_status;
/** What people say they want to do, and the status that it leads to. */
const LEADS_TO: Readonly<Record<string, string>> = {
  ...{ 'to-cancel': 'cancelled', 'to-close': 'closed', 'to-deliver': 'in_delivery', 'to-arrive': 'delivered', 'to-pay': 'paid' },
};
/** What is no step of an order and has its own conditions. */
const OTHERS = ['to-quote', 'to-refund', 'to-pay-out'] as const;

const dashed = (code: string) => code.toLowerCase().replaceAll('_', '-');
const isPaid = ({ paid_amount: received, refunded_amount: refunded }: StaffOrder) => received > refunded;

/** What stands against a step, in words: the reason of the database, and what is still due where it is about money. */
function reasonOf({ code }: Pick<WorkStep, 'code'>): Phrase {
  return say(`no-${dashed(code ?? 'INVALID_TRANSITION')}`);
}

const rowOf = (step: WorkStep) => ({ label: say(`order-status-${dashed(step.to)}`), value: reasonOf(step) });

function dueRow({ balance_due: due, currency }: StaffOrder) {
  if (due === null || due === 0n) return [];
  const value = { amount: formatAmount(due < 0n ? -due : due), currency };
  return [{ label: say(due < 0n ? 'field-too-much' : 'field-due'), value: say('verbatim', { text: value }) }];
}

const unlike = (choices: ReadonlyArray<Choice | null>): Choice[] =>
  choices.filter(
    (choice, index): choice is Choice => choice !== null && choices.findIndex((one) => one?.action === choice.action) === index,
  );

/** Steps that cannot be taken, each with its reason, and the buttons that do what is missing. */
function explained(found: StaffOrder, title: Phrase, refused: readonly WorkStep[]): Doing {
  const { order_code: code, steps } = found;
  const missing = refused.map(({ code: reason }) => (reason === undefined ? null : remedy(reason, code)));
  return saying({
    kind: 'card',
    title,
    rows: [...refused.map(rowOf), ...dueRow(found)],
    ...(refused.length === 0 && { text: [say('why-nothing')] }),
    choices: choicesOf(...unlike([...missing, ...stepButtons('order', code, steps)]), doing('order', [code]), toDesk()),
  });
}

/** One wish: the reason against it, or the button that does it. */
function about(found: StaffOrder, to: string): Doing {
  const { order_code: code, status, steps } = found;
  const step = steps.find((one) => one.to === to);
  const title = say('why-heading-step', { code, step: { phrase: `order-status-${dashed(to)}` } });
  if (step !== undefined && !step.allowed) return explained(found, title, [step]);
  const ways = stepButtons('order', code, steps);
  const shown = { now: { phrase: `order-status-${dashed(status)}` }, step: { phrase: `order-status-${dashed(to)}` } };
  if (step !== undefined) return saying(text([say('why-allowed', shown)], ...ways, doing('order', [code])));
  if (to === 'paid' && (status === 'created' || status === 'awaiting_payment')) return saying(refusal('PAID_ONLY_BY_PAYMENT', code));
  return saying(text([say(to === status ? 'why-is-there' : 'why-no-way', shown)], ...ways, doing('order', [code])));
}

const refusal = (reason: RefusalCode, code: string) => text([reasonOf({ code: reason })], remedy(reason, code), doing('order', [code]));

/** What is no step: prices, refunds, money that goes out. */
function aboutMoney(found: StaffOrder, what: string, { staff }: StaffFacts): Doing {
  const { order_code: code, status, proposal } = found;
  const isOpen = status === 'created' || status === 'awaiting_payment';
  const toOrder = doing('order', [code]);
  if (what === 'to-quote') {
    if (isOpen) return saying(text([say(proposal === null ? 'why-go-on' : 'why-proposal')], doing('quote', [code], 'primary'), toOrder));
    return saying(text([say('quote-too-late')], doing('payments', [code]), toOrder));
  }
  if (!isPaid(found)) return saying(refusal('NO_CLIENT_PAYMENT', code));
  const least = what === 'to-refund' ? 'admin' : 'manager';
  const may = roles.indexOf(staff.role) >= roles.indexOf(least);
  const command = doing(what === 'to-refund' ? 'refund' : 'payout', [code], 'primary');
  return saying(
    text([may ? say('why-go-on') : say('staff-not-your-role', { role: least })], may || least === 'admin' ? command : null, toOrder),
  );
}

const answer = (found: StaffOrder, { what }: Args, facts: StaffFacts): Doing => {
  const { order_code: code, steps } = found;
  if (what === undefined)
    return explained(
      found,
      say('why-heading', { code }),
      steps.filter(({ allowed }) => !allowed),
    );
  return OTHERS.some((one) => one === what) ? aboutMoney(found, what, facts) : about(found, LEADS_TO[what] ?? what);
};

/** Tells why an order does not go where somebody wants it to, by the reasons of the database itself. */
export const whyVerbs: readonly Verb[] = [
  {
    name: 'why',
    least: 'agent',
    args: [order, option('what', [...Object.keys(LEADS_TO), ...OTHERS, ...STATUSES], true)],
    run: ({ order: order_code = '' }) => ask('staff-order', { order_code }, 'explained'),
    after: { explained: on('staff-order', answer) },
  },
];
