import { choicesOf, inLanguages } from '../../conversation/buttons.ts';
import { type Phrase, type Reply, say } from '../../conversation/reply.ts';
import { formatAmount, type Minor, parseAmount } from '../../domain/money.ts';
import type { StaffMoney } from '../money.ts';
import type { ArgsOf } from './calls.ts';
import { button, doing, pick, text, toDesk } from './say.ts';
import { REST, sumOf } from './sums.ts';
import { confirming, isSure } from './sure.ts';
import { type Args, ask, type Doing, type StaffFacts } from './verb.ts';

/** The same money again within this time is more likely said twice than paid twice. */
const SAID_TWICE_MS = 60_000;

export type Payment = StaffMoney['payments'][number];
export const paramOf = (amount: Minor, currency: string) => ({ amount: formatAmount(amount), currency });
type Method = StaffMoney['methods'][number];
/** A payment as buttons name it. */
export const shortOf = (id: string) => `p${id.slice(0, 8)}`;

/** Which money it is: as the ledger calls it, and how much "the rest" of it is. */
export type Kind = {
  role: Payment['role'];
  direction: Payment['direction'];
  rest: (money: StaffMoney) => Minor | null;
};

/** Money that is to be written down, once everything about it is known; or what is asked, or said against it, before. */
type Ready = { amount: Minor; currency: string; method: string; reference: string | undefined };

const saying = (reply: Reply, asks?: { missing: string; args: Args }): Doing => ({ say: [reply], ...(asks && { asks }) });

/** The sum that is meant, in its currency; or what is said to one that cannot be. */
function summed(money: StaffMoney, kind: Kind, { sum = '' }: Args): { amount: Minor; currency: string } | Phrase {
  const { currency: own, currencies } = money;
  if (sum === REST) {
    const left = kind.rest(money);
    return left === null || left <= 0n ? say('no-nothing-due') : { amount: left, currency: own };
  }
  const { amount, currency } = sumOf(sum);
  const isOfClient = kind.role === 'client_payment' || kind.role === 'refund';
  if (currency !== null && (isOfClient ? currency !== own : !currencies.includes(currency))) {
    return say('pay-currency', { currency: isOfClient ? own : currencies.join(', ') });
  }
  const minor = parseAmount(amount);
  return minor === undefined ? say('no-amount-invalid') : { amount: minor, currency: currency ?? own };
}

/** How it moved; a word that is no method of the desk is the reference, and the method is asked for; then it is just odd. */
function moved(money: StaffMoney, kind: Kind, args: Args, usual: string | undefined): Pick<Ready, 'method' | 'reference'> | Doing {
  const known = money.methods.find(({ code }) => code === (args.method ?? usual)?.toLowerCase());
  const unknown = args.method !== undefined && known === undefined ? args.method : undefined;
  const reference = args.reference ?? (args.how === undefined ? unknown : undefined);
  const { method: _, ...others } = args;
  const kept: Args = { ...others, ...(reference !== undefined && { reference }) };
  if (known === undefined) {
    const choices = money.methods.map(({ code, names }) => button(inLanguages(names), pick(code)));
    const odd = args.how === undefined || unknown === undefined ? [] : [say('odd-method', { words: unknown.slice(0, 60) })];
    return saying(text([...odd, say('ask-method')], ...choices), { missing: 'method', args: { ...kept, how: 'asked' } });
  }
  // Of what the desk gives back itself the provider says the number.
  if (known.reference_required && reference === undefined && !isGivenBack(known, kind)) {
    return saying(text([say('ask-reference')]), { missing: 'reference', args: { ...kept, method: known.code } });
  }
  return { method: known.code, reference };
}

const isGivenBack = (method: Method | undefined, { role }: Kind) => role === 'refund' && method?.gives_back === true;

/** What speaks for asking once more: the same was written down just now, or it is more than is due. */
function doubts(money: StaffMoney, kind: Kind, { amount, currency, method }: Ready, { now }: StaffFacts): Phrase[] {
  const same = money.payments.filter(
    (one) => one.role === kind.role && one.status === 'completed' && one.amount === amount && one.currency === currency,
  );
  const again = same.find((one) => {
    const ago = Math.abs(Date.parse(now) - Date.parse(one.completed_at ?? one.created_at));
    return kind.role === 'refund' || (one.method === method && ago <= SAID_TWICE_MS);
  });
  const left = kind.rest(money);
  const isClient = kind.role === 'client_payment';
  return [
    ...(again === undefined ? [] : [say('pay-again', { sum: paramOf(amount, currency), code: money.order_code })]),
    ...(isClient && left !== null && amount > left && again === undefined
      ? [say(left > 0n ? 'pay-more-than-due' : 'money-nothing-due', { sum: paramOf(amount, currency), due: paramOf(left, currency) })]
      : []),
  ];
}

const doneOf = ({ payments }: StaffMoney) => payments.filter(({ status }) => status === 'completed').length;
/** What a yes is said to: a sum of an order as its money was then. */
export const whatOf = (money: StaffMoney, sum: string) => `${money.order_code}/${sum}/${doneOf(money)}`;

/** Writes money down, when all is known of it and nothing speaks against it; asks for what is missing otherwise. */
export function record(
  money: StaffMoney,
  kind: Kind,
  args: Args,
  facts: StaffFacts,
  more: Pick<ArgsOf<'record-payment'>, 'related_payment_id' | 'refund_reason'> & { usual?: string } = {},
): Doing {
  const { order_id, order_code: code } = money;
  const { usual, ...ofRefund } = more;
  const sum = summed(money, kind, args);
  if ('key' in sum) return saying(text([sum], doing('order', [code])));
  const how = moved(money, kind, args, usual);
  if ('say' in how || 'call' in how) return how;
  const ready = { ...sum, ...how };
  const what = whatOf(money, formatAmount(ready.amount));
  const odd = doubts(money, kind, ready, facts);
  if (odd.length > 0 && !isSure(args, what)) {
    const known = { ...args, method: ready.method, ...(ready.reference !== undefined && { reference: ready.reference }) };
    return confirming({ kind: 'text', text: odd }, known, what, 'pay-do-it', doing('payments', [code]));
  }
  const { amount, currency, method, reference } = ready;
  const { role, direction } = kind;
  // Two who saw the same money missing and write down the same have heard of one and the same.
  const seen = `${money.payments[0]?.id ?? 'none'}-${doneOf(money)}`;
  const once =
    reference === undefined && role !== 'refund'
      ? `pay:${order_id}:${seen}:${role}:${formatAmount(amount)}${currency}:${method}`
      : undefined;
  const goesBack = isGivenBack(
    money.methods.find((one) => one.code === method),
    kind,
  );
  const written = { amount: formatAmount(amount), currency, direction, role, method, status: goesBack ? 'pending' : 'completed' };
  return ask(
    'record-payment',
    { order_id, ...written, ...ofRefund, ...(reference !== undefined && { external_reference: reference }) },
    'recorded',
    { order: code, amount: formatAmount(amount), currency, by: method },
    once,
  );
}

/** The money of an order: what it owes and has received, and its payments. */
export function moneyCard(money: StaffMoney): Reply {
  const { order_code: code, currency, total, due, received, refunded, payments } = money;
  const amount = (value: Minor): Phrase => say('verbatim', { text: paramOf(value, currency) });
  return {
    kind: 'card',
    title: say('payments-title', { code }),
    rows: [
      ...(total === null ? [] : [{ label: say('field-total'), value: amount(total) }]),
      { label: say('field-received'), value: amount(received) },
      ...(refunded > 0n ? [{ label: say('field-refunded'), value: amount(refunded) }] : []),
      ...(due === null ? [] : [{ label: say(due < 0n ? 'field-too-much' : 'field-due'), value: amount(due < 0n ? -due : due) }]),
      ...payments
        .slice(0, 20)
        .map((one) => ({ label: say('payments-when', { at: { at: one.created_at, show: 'day' } }), value: paymentLine(money, one) })),
    ],
    choices: choicesOf(
      due !== null && due > 0n ? doing('pay', [code], 'primary') : null,
      received > refunded ? doing('payout', [code]) : null,
      received > refunded ? doing('refund', [code]) : null,
      doing('order', [code]),
      toDesk(),
    ),
  };
}

const paymentLine = ({ methods }: StaffMoney, { role, amount, currency, method, status, external_reference: number }: Payment): Phrase =>
  say('payments-line', {
    role: { phrase: `payment-role-${role.replaceAll('_', '-')}` },
    sum: paramOf(amount, currency),
    method: { byLanguage: methods.find(({ code }) => code === method)?.names ?? { en: method } },
    status: { phrase: `ledger-status-${status}` },
    reference: number ?? 'none',
  });
