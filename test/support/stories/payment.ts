import type { ChatEvent } from '../../../src/channels/events.ts';
import type { PaymentCommand } from '../../../src/conversation/payment/commands.ts';
import type { Memory } from '../../../src/conversation/state.ts';
import type { Facts } from '../../../src/conversation/step.ts';
import { formatAmount, parseAmount } from '../../../src/domain/money.ts';
import { fillBlanks } from '../../../src/payments/blanks.ts';
import type { PaymentWays } from '../../../src/payments/schema.ts';
import type { Shelf } from '../shelf.ts';
import type { Answers } from '../stories.ts';

const TASK = '00000000-0000-4000-a000-000000000000';

function waysOf(code: string, { orders }: Shelf, { desk }: Facts): PaymentWays | null {
  const order = orders.find(({ order_code }) => order_code === code);
  if (order === undefined) return null;
  const { id, currency, balance_due: due, payment_terms: terms, paid_amount: received, moves } = order;
  const blanks = { amount: formatAmount(due ?? 0n), currency, order: code };
  return {
    ...{ order_id: id, order_code: code, currency, terms, due, received },
    ...{ reasons: moves.includes('pay') ? [] : [{ code: 'NOTHING_DUE' }], checking: false, planned: null },
    ways: desk.paymentMethods.map((way) => ({
      ...{ code: way.code, names: way.name, instructions: fillBlanks(way.instructions, blanks), link: null },
      iban: way.code === 'bank_transfer' ? 'DE89370400440532013000' : null,
      account_holder: way.code === 'bank_transfer' ? 'Spoke & Co' : null,
      invoice: null,
      qr: way.code === 'bank_transfer' ? `BCD\n002\n1\nSCT\n\nSpoke & Co\nDE89370400440532013000\nEUR${blanks.amount}\n\n\n${code}` : null,
    })),
  };
}

/** What the desk answers the commands of this story. */
export const paymentAnswers: Answers<PaymentCommand> = {
  'find-unpaid': ({ purpose, file }, { orders }) => ({
    did: 'find-unpaid',
    ...{ purpose, file },
    orders: orders.filter(({ moves }) => moves.includes('pay')),
  }),
  'payment-ways': ({ code, purpose, method }, shelf, facts) => ({
    did: 'payment-ways',
    ...{ purpose, method, ways: waysOf(code, shelf, facts) },
  }),
  'offer-invoice': ({ code, method }, { orders }) => {
    const { currency = 'EUR', balance_due } = orders.find(({ order_code }) => order_code === code) ?? {};
    const due = balance_due ?? 12_000n;
    const stars = method === 'telegram_stars';
    return {
      did: 'offer-invoice',
      invoice: {
        ...{ order_code: code, method, amount: due, currency, duplicate: false, payload: 'f'.repeat(64) },
        ...{ charged: Number(due) * (stars ? 50 : 1), charged_currency: stars ? 'XTR' : currency },
      },
    };
  },
  'report-payment': ({ orderId, amount, file }, { orders }) => {
    const order = orders.find(({ id }) => id === orderId);
    const due = order?.balance_due ?? 0n;
    return {
      did: 'report-payment',
      report: {
        ...{ order_id: orderId, order_code: order?.order_code ?? '1001', currency: order?.currency ?? 'EUR', due },
        ...{ amount: parseAmount(amount ?? '') ?? due, kept: file === null ? 0 : 1, again: 0, task_id: TASK },
        ...{ answer_within_minutes: 15, duplicate: false },
      },
    };
  },
};

const unpaid = (facts: Facts): Shelf['orders'][number] => ({
  ...{ id: '00000000-0000-4000-9000-000000000009', order_code: '1001', status: 'awaiting_payment', payment_terms: 'prepaid' },
  ...{ currency: 'EUR', total_amount: 12_000n, paid_amount: 0n, refunded_amount: 0n, balance_due: 12_000n, payment_status: 'pending' },
  ...{ delivery_address: null, comment: null, created_at: facts.now, lines: [], payments: [], shipments: [], timeline: [] },
  rating: null,
  moves: ['pay', 'proof'],
});

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const paymentOthers: Partial<Answers<PaymentCommand>> = {
  'find-unpaid': ({ purpose, file }, _shelf, facts) => ({ did: 'find-unpaid', purpose, file, orders: [unpaid(facts)] }),
  'payment-ways': ({ purpose, method, code }, shelf, facts) => {
    const order = { ...unpaid(facts), order_code: code };
    const ways = waysOf(code, { ...shelf, orders: [order] }, facts);
    const plain = { instructions: {}, link: null, iban: null, account_holder: null, qr: null };
    // The same chat where money can be taken, too.
    const here = { ...plain, code: 'telegram_stars', names: { en: 'Telegram Stars' }, invoice: { charged: 6_000, currency: 'XTR' } };
    return { did: 'payment-ways', purpose, method, ways: ways && { ...ways, ways: [...ways.ways, here] } };
  },
};

/** Events this story listens for, beside the buttons it shows. */
export const paymentEvents: ChatEvent[] = [
  ...['how do i pay', 'я оплатил', 'ödedim', 'I sent 40,50 EUR'].map((text): ChatEvent => ({ type: 'text', text })),
  ...['1:payby::', '1:ways:1001:cash', '1:payby:1001:telegram_stars', '1:proofof:1001', '1:notproof', '1:noproof:1001'].map(
    (action): ChatEvent => ({ type: 'press', action }),
  ),
];

/** What tells one state from another, as far as this story cares. Keep it small: every shape is walked from. */
export const paymentShape = ({ payment: { order, method, purpose, file } }: Memory): unknown =>
  order === null ? file !== null : [method !== null, purpose];
