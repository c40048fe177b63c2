import { assign } from 'xstate';
import { formatAmount } from '../../domain/money.ts';
import type { PaymentWay, PaymentWays } from '../../payments/schema.ts';
import { text } from '../buttons.ts';
import { deskSetup, saying } from '../machine-setup.ts';
import { refusal } from '../replies.ts';
import type { Signal } from '../signals.ts';
import type { Memory } from '../state.ts';
import type { Command } from '../step.ts';
import type { Purpose } from './commands.ts';
import { emptyPayment, type PaymentMemory } from './memory.ts';
import * as replies from './replies.ts';

type Turn<T extends Signal['type']> = { context: Memory; event: Extract<Signal, { type: T }> };

/** Nothing is being paid any more. */
const forget = deskSetup.assign({ payment: () => emptyPayment });

/** The way that needs no choosing: the one named, else the one chosen before, else the only one. */
function wayOf({ event: { ways, method, purpose } }: Turn<'ways'>): PaymentWay | undefined {
  const open = waysTo(purpose, ways);
  const named = method ?? ways?.planned;
  return open.find(({ code }) => code === named) ?? (open.length === 1 ? open[0] : undefined);
}

/** Whoever paid by an invoice has nothing to tell: the desk knows. */
const waysTo = (purpose: Purpose, ways: PaymentWays | null): PaymentWay[] =>
  (ways?.ways ?? []).filter(({ invoice }) => purpose === 'pay' || invoice === null);

function remembered({ context, event }: Turn<'ways'>): Pick<Memory, 'payment'> {
  const { ways, purpose } = event;
  if (ways === null) return { payment: emptyPayment };
  const { order_id: id, order_code: code, currency, due } = ways;
  const isSame = context.payment.order?.id === id;
  return {
    payment: {
      ...emptyPayment,
      ...{ purpose, method: wayOf({ context, event })?.code ?? null },
      order: { id, code, currency, due: formatAmount(due ?? 0n) },
      ways: waysTo(purpose, ways).map(({ code: way, names }) => ({ code: way, names })),
      amount: isSame ? context.payment.amount : null,
      file: purpose === 'file' ? context.payment.file : null,
    },
  };
}

const askWays = (code: string, purpose: Purpose, method: string | null): Command => ({ do: 'payment-ways', code, purpose, method });

function report({ order, method, amount }: PaymentMemory, file: string | null): Command {
  return { do: 'report-payment', orderId: order?.id ?? '', method: method ?? '', amount, file };
}

const isPayable = (ways: PaymentWays | null): ways is PaymentWays => ways !== null && ways.reasons.length === 0;

/** A file already at hand is the proof, whichever button said so. */
const purposeOf = (asked: 'pay' | 'proof', { payment }: Memory): Purpose => (asked === 'proof' && payment.file !== null ? 'file' : asked);

/** What can happen in every place. */
export const paymentOn = deskSetup.createStateConfig({
  on: {
    'may-pay': { actions: { type: 'do', params: ({ event }) => askWays(event.order.order_code, 'pay', null) } },
    'may-proof': { actions: { type: 'do', params: ({ event }) => askWays(event.order.order_code, 'proof', null) } },
    'pay-wish': { actions: { type: 'do', params: ({ event }) => ({ do: 'find-unpaid', purpose: event.purpose, file: null }) } },
    'pay-by': {
      actions: { type: 'do', params: ({ context, event }) => askWays(event.code, purposeOf(event.purpose, context), event.method) },
    },
    'file-came': {
      actions: {
        type: 'do',
        params: ({ event }) => ({
          do: 'find-unpaid',
          purpose: 'file',
          file: event.file,
          ...(event.code !== undefined && { code: event.code }),
        }),
      },
    },
    unpaid: [
      {
        // Nothing is to be paid: it is about the order whose card it answers.
        guard: ({ event }) => event.purpose === 'file' && event.orders.length === 0 && event.code !== undefined,
        actions: { type: 'do', params: ({ event }) => ({ do: 'ask-about-order', code: event.code ?? '', question: '📎' }) },
      },
      {
        guard: ({ event }) => event.purpose === 'file' && event.orders.length === 0,
        actions: { type: 'say', params: () => ({ replies: [replies.notAProof()] }) },
      },
      {
        guard: ({ event }) => event.purpose === 'file',
        target: '#desk.pay-file',
        actions: assign({
          payment: ({ event }) => ({
            ...emptyPayment,
            ...{ purpose: 'file' as const, file: event.file },
            unpaid: event.orders
              .slice(0, 8)
              .map(({ order_code: code, currency, balance_due: due }) => ({ code, currency, due: formatAmount(due ?? 0n) })),
          }),
        }),
      },
      {
        guard: ({ event }) => event.orders.length === 1,
        actions: { type: 'do', params: ({ event }) => askWays(event.orders[0]?.order_code ?? '', event.purpose, null) },
      },
      {
        actions: [
          {
            type: 'say',
            params: ({ event }) => ({ replies: [replies.whichOrder(event.orders, event.purpose === 'pay' ? 'pay' : 'proof')] }),
          },
          'rest',
        ],
      },
    ],
    ways: [
      { guard: ({ event }) => event.ways === null, target: '#desk.home', actions: [saying('order-unknown'), forget] },
      {
        guard: ({ event }) => !isPayable(event.ways),
        target: '#desk.home',
        actions: [
          { type: 'say', params: ({ event }) => ({ replies: event.ways ? [replies.notPayable(event.ways)] : [] }) },
          forget,
          'rest',
        ],
      },
      {
        guard: ({ event }) => waysTo(event.purpose, event.ways).length === 0,
        target: '#desk.home',
        actions: [{ type: 'say', params: ({ event }) => ({ replies: event.ways ? [replies.noWay(event.ways)] : [] }) }, forget, 'rest'],
      },
      { guard: (turn) => wayOf(turn) === undefined, target: '#desk.pay-choose', actions: assign(remembered) },
      {
        guard: (turn) => wayOf(turn)?.invoice != null,
        target: '#desk.pay-choose',
        actions: [
          {
            type: 'do',
            params: (turn) => ({ do: 'offer-invoice', code: turn.event.ways?.order_code ?? '', method: wayOf(turn)?.code ?? '' }),
          },
          assign(remembered),
        ],
      },
      {
        guard: ({ event }) => event.purpose === 'pay',
        target: '#desk.pay-way',
        actions: [
          {
            type: 'say',
            params: (turn) => {
              const way = wayOf(turn);
              return { replies: turn.event.ways && way ? replies.shownWay(turn.event.ways, way) : [] };
            },
          },
          assign(remembered),
        ],
      },
      {
        guard: ({ context, event }) => event.purpose === 'file' && context.payment.file !== null,
        target: '#desk.pay-proof',
        actions: [{ type: 'do', params: (turn) => report(remembered(turn).payment, turn.context.payment.file) }, assign(remembered)],
      },
      { target: '#desk.pay-proof', actions: assign(remembered) },
    ],
    invoiced: {
      target: '#desk.home',
      actions: [{ type: 'say', params: ({ event }) => ({ replies: replies.invoiced(event.invoice) }) }, forget, 'rest'],
    },
    reported: {
      target: '#desk.home',
      actions: [{ type: 'say', params: ({ event }) => ({ replies: [replies.reported(event.report)] }) }, forget, 'rest'],
    },
  },
}).on;

/** Leaving is possible everywhere: nothing was reported, nothing is lost. */
const leaving = deskSetup.createStateConfig({
  on: {
    cancel: { target: '#desk.home', actions: [saying('pay-left'), forget] },
    back: { target: '#desk.home', actions: forget },
    menu: { target: '#desk.home', actions: forget },
    refused: [
      {
        guard: ({ event }) => ['report-payment', 'payment-ways', 'offer-invoice'].includes(event.command),
        target: '#desk.home',
        actions: [{ type: 'say', params: ({ event }) => ({ replies: [text([refusal(event.code)])] }) }, forget, 'offerPerson'],
      },
    ],
  },
}).on;

/** The places of this story in the machine. */
export const paymentStates = {
  'pay-choose': deskSetup.createStateConfig({ on: leaving }),
  'pay-way': deskSetup.createStateConfig({
    on: {
      ...leaving,
      back: [
        { guard: ({ context }) => context.payment.ways.length > 1, target: '#desk.pay-choose' },
        { target: '#desk.home', actions: forget },
      ],
    },
  }),
  'pay-proof': deskSetup.createStateConfig({
    on: {
      ...leaving,
      back: { target: '#desk.pay-way' },
      'paid-amount': { actions: assign({ payment: ({ context, event }) => ({ ...context.payment, amount: event.amount }) }) },
      proof: { actions: { type: 'do', params: ({ context, event }) => report(context.payment, event.file) } },
    },
  }),
  'pay-file': deskSetup.createStateConfig({
    on: {
      ...leaving,
      'proof-of': { actions: { type: 'do', params: ({ event }) => askWays(event.code, 'file', null) } },
      'no-proof': { target: '#desk.home', actions: [{ type: 'say', params: () => ({ replies: [replies.notAProof()] }) }, forget] },
    },
  }),
};
