import { formatAmount } from '../../domain/money.ts';
import type { Reason } from '../../orders/moves.ts';
import type { Invoice, PaymentReport, PaymentWay, PaymentWays } from '../../payments/schema.ts';
import { action, actions, button, choicesOf, inLanguages, text, toMenu, toPerson } from '../buttons.ts';
import { literal, type Phrase, type Reply, say } from '../reply.ts';
import type { CustomerOrder } from '../results.ts';
import type { Memory } from '../state.ts';
import type { PaymentMemory, PaymentPlace } from './memory.ts';

/** What is said of paying beside the questions. */

type Due = { code: string; currency: string; due: string };

const dueOf = ({ code, currency, due }: Due) => ({ code, due: { amount: due, currency } });

/** All it takes to pay this way: what is due, what to do, where, and a code to be scanned. */
export function shownWay({ order_code: code, currency, due, received, checking }: PaymentWays, way: PaymentWay): Reply[] {
  const amount = { amount: formatAmount(due ?? 0n), currency };
  const named = { code, due: amount, method: { byLanguage: way.names } };
  const got = { amount: formatAmount(received), currency };
  const paragraphs: Phrase[] = [
    received > 0n ? say('pay-rest', { ...named, received: got }) : say('pay-this', named),
    ...(checking ? [say('pay-checking')] : []),
    ...(Object.values(way.instructions).some((words) => words.trim() !== '') ? [inLanguages(way.instructions)] : []),
    ...(way.iban === null ? [] : [say('pay-account', { iban: inFours(way.iban), holder: way.account_holder ?? '', code })]),
    ...(way.link === null ? [] : [say('pay-link', { link: way.link })]),
  ];
  if (way.qr === null) return [text(paragraphs)];
  const caption = say(way.qr.startsWith('BCD\n') ? 'pay-scan-bank' : 'pay-scan-link');
  return [text(paragraphs), { kind: 'qr', payload: way.qr, alt: say('pay-code-of', { code, due: amount }), caption }];
}

/** As banks print it. */
const inFours = (iban: string) => iban.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** Why there is nothing to pay. */
export function notPayable({ order_code: code, reasons }: PaymentWays): Reply {
  return text([say(reasonKey(reasons[0]), { code })], button(say('button-show-order', { code }), actions.order(code), 'primary'), toMenu());
}

function reasonKey(reason: Reason | undefined): string {
  if (reason?.code === 'ENDED') return 'pay-ended';
  return reason?.code === 'NOT_PRICED' ? 'pay-not-priced' : 'pay-nothing-due';
}

export function noWay({ order_code: code, currency, due }: PaymentWays): Reply {
  return text([say('pay-no-way', dueOf({ code, currency, due: formatAmount(due ?? 0n) }))], toPerson(), toMenu());
}

/** The invoice, and what else can be done instead of paying it. */
export function invoiced({ order_code: code, amount, currency, payload, charged, charged_currency }: Invoice): Reply[] {
  const named = { code, due: { amount: formatAmount(amount), currency } };
  const others = [button(say('button-other-way'), action('ways', code)), toPerson(), toMenu()];
  return [
    text([say('invoice-shown', { code })], ...others),
    {
      kind: 'invoice',
      title: say('invoice-title', { code }),
      description: say('invoice-for', named),
      label: say('invoice-title', { code }),
      ...{ payload, charged, currency: charged_currency },
      otherwise: say('invoice-refused', named),
      choices: choicesOf(...others),
    },
  ];
}

/** Which of several orders is meant. */
export function whichOrder(orders: readonly CustomerOrder[], move: 'pay' | 'proof'): Reply {
  if (orders.length === 0) {
    return text([say('pay-nothing')], button(say('button-my-orders'), actions.orders, 'primary'), toMenu());
  }
  return text(
    [say('pay-which')],
    ...orders
      .slice(0, 8)
      .map(({ order_code: code, balance_due: due, currency }) =>
        button(say('button-pay-order', dueOf({ code, currency, due: formatAmount(due ?? 0n) })), actions.move(move, code)),
      ),
    toMenu(),
  );
}

/** Thanks, what happens now, and that nothing more is to be done. */
export function reported({ order_code: code, amount, currency, kept, again, answer_within_minutes: minutes }: PaymentReport): Reply {
  const seen = kept === 0 && again > 0 ? [say('pay-proof-again')] : [];
  const hours = Math.round(minutes / 60);
  const when = minutes < 90 ? say('pay-reported-minutes', { minutes }) : say('pay-reported-hours', { hours });
  return text(
    [...seen, say('pay-reported', { code, amount: { amount: formatAmount(amount), currency } }), when],
    button(say('button-show-order', { code }), actions.order(code), 'primary'),
    toMenu(),
  );
}

export const asks: Record<PaymentPlace, (memory: Memory) => Reply> = {
  'pay-choose': ({ payment: { order, ways, purpose } }) =>
    text(
      [purpose === 'pay' && order !== null ? say('pay-choose', dueOf(order)) : say('pay-how-paid', { code: order?.code ?? '' })],
      ...ways.map(({ code, names }) => button(inLanguagesOf(names), toWay(order, purpose === 'pay' ? 'pay' : 'proof', code))),
      toPerson(),
      toMenu(),
    ),
  'pay-way': ({ payment: { order, method, ways } }) =>
    text(
      [say('pay-way-ask')],
      button(say('button-move-proof'), toWay(order, 'proof', method), 'primary'),
      ways.length > 1 ? button(say('button-other-way'), action('ways', order?.code ?? '')) : null,
      toPerson(),
      toMenu(),
    ),
  'pay-proof': ({ payment }) =>
    text(
      [proofQuestion(payment)],
      button(say('button-no-picture'), action('noproof', payment.order?.code ?? '')),
      button(say('button-pay-back'), action('payback', payment.order?.code ?? '')),
      toPerson(),
      toMenu(),
    ),
  'pay-file': ({ payment: { unpaid } }) => {
    const [only] = unpaid;
    if (only !== undefined && unpaid.length === 1) {
      return text(
        [say('pay-file-one', dueOf(only))],
        button(say('button-pay-yes'), action('proofof', only.code), 'primary'),
        button(say('button-pay-no'), action('notproof')),
        toMenu(),
      );
    }
    return text(
      [say('pay-file-which')],
      ...unpaid.map((order) => button(say('button-pay-order', dueOf(order)), action('proofof', order.code))),
      button(say('button-pay-no'), action('notproof')),
      toMenu(),
    );
  },
};

function proofQuestion({ order, amount }: PaymentMemory): Phrase {
  if (order === null) return say('pay-nothing');
  return amount === null
    ? say('pay-proof-ask', dueOf(order))
    : say('pay-proof-ask-part', { code: order.code, amount: { amount, currency: order.currency } });
}

const toWay = (order: PaymentMemory['order'], purpose: 'pay' | 'proof', method: string | null) =>
  action(purpose === 'pay' ? 'payby' : 'paidby', order?.code ?? '', method ?? '');

const inLanguagesOf = (names: Record<string, string>): Phrase => (Object.keys(names).length > 0 ? inLanguages(names) : literal('?'));

/** Not a proof: it is kept for a person, as any file is. */
export const notAProof = (): Reply => text([say('remark-file')]);
