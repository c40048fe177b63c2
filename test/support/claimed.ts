import { customerOrderSchema } from '../../src/orders/schema.ts';
import type { Claimed } from '../../src/outbox/claimed.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';

/** A phrase as its key and parameters, to see what is asked for. */
export const keysOnly: Phrases = (_language, key, params = {}) =>
  key === 'verbatim' ? String(params.text) : [key, ...Object.entries(params).map(([name, value]) => `${name}=${String(value)}`)].join(' ');

/** A row of the outbox as a worker gets it. */
export function claimed(changes: Partial<Claimed> = {}): Claimed {
  return {
    id: 1,
    kind: 'notice',
    lane: 'notice',
    phrase_key: 'notice-order-paid',
    params: { code: '1042' },
    reply: null,
    merged: [],
    edit: null,
    language: 'en',
    time_zone: 'Europe/Berlin',
    recipient: 'customer',
    chat: { id: '11111111-1111-4111-8111-111111111111', provider: 'web', account: 'demo', external_id: 'visitor' },
    per_second: null,
    quotes: null,
    topic: null,
    order: null,
    staff_order: null,
    possible_duplicate: false,
    attempts: 1,
    correlation: null,
    ...changes,
  };
}

/** An order in the customer's shape, as the database gives it, read. */
export function anOrder(changes: Record<string, unknown> = {}) {
  return customerOrderSchema.parse({
    id: '22222222-2222-4222-8222-222222222222',
    order_code: '1042',
    status: 'awaiting_payment',
    payment_terms: 'prepaid',
    currency: 'EUR',
    total_amount: '2450.00',
    paid_amount: '0.00',
    refunded_amount: '0.00',
    balance_due: '2450.00',
    payment_status: 'pending',
    delivery_address: 'Example street 1',
    comment: null,
    created_at: '2026-11-20T09:00:00Z',
    lines: [
      {
        position: 1,
        title: 'Road bike (M)',
        item_url: null,
        quantity: 1,
        unit_price: '2450.00',
        discount_amount: '0',
        tax_amount: null,
        total_amount: '2450.00',
      },
    ],
    payments: [],
    shipments: [],
    rating: null,
    timeline: [
      { status: 'created', at: '2026-11-20T09:00:00Z' },
      { status: 'awaiting_payment', at: '2026-11-20T09:00:01Z' },
    ],
    moves: ['pay', 'cancel', 'ask'],
    ...changes,
  });
}
