import type { ChatEvent } from '../../../src/channels/events.ts';
import type { CartCommand, Had } from '../../../src/conversation/cart/commands.ts';
import type { CustomerOrder, Listing } from '../../../src/conversation/results.ts';
import type { Proposal } from '../../../src/orders/schema.ts';
import type { Answers } from '../stories.ts';

const had = (...listings: Listing[]): Had => ({
  lines: listings.map((listing) => ({
    ...{ title: listing.title, quantity: 2, options: { size: 'l' }, listing },
    ...{ price: listing.price === null ? null : '999.00', currency: listing.currency },
  })),
  address: { text: '1 Old Road' },
  comment: null,
});

/** What the desk offers for an order: another price. */
export const offerFor = (order: CustomerOrder, more: Partial<Proposal> = {}): Proposal => ({
  ...{
    id: '00000000-0000-4000-a000-000000000001',
    order_id: order.id,
    order_code: order.order_code,
    no: 1,
    made_by: 'staff',
    status: 'open',
  },
  ...{ currency: order.currency, total_before: null, total_after: 90_050n, paid: 0n, due_after: 90_050n, refundable_after: 0n },
  ...{ note: null, expires_at: '2026-11-22T10:00:00.000Z', answer_note: null, answered_at: null, created_at: '2026-11-20T10:00:00.000Z' },
  lines: [
    {
      position: 1,
      title: 'Helmet',
      titles: { en: 'Helmet', ru: 'Шлем', tr: 'Kask' },
      quantity: 2,
      unit_price: 45_025n,
      total_amount: 90_050n,
    },
  ],
  ...more,
});

export const anOrder = {
  id: '00000000-0000-4000-9000-000000000009',
  ...{ order_code: '1001', status: 'created', payment_terms: 'prepaid', currency: 'EUR', total_amount: null, paid_amount: 0n },
  ...{ refunded_amount: 0n, balance_due: null, payment_status: 'pending', delivery_address: null, comment: null },
  created_at: '2026-11-20T10:00:00.000Z',
  lines: [
    {
      position: 1,
      title: 'Helmet',
      titles: { en: 'Helmet' },
      item_url: null,
      quantity: 2,
      unit_price: null,
      discount_amount: 0n,
      tax_amount: null,
      total_amount: null,
    },
    {
      position: 2,
      title: 'Bell',
      titles: null,
      item_url: null,
      quantity: 1,
      unit_price: null,
      discount_amount: 0n,
      tax_amount: null,
      total_amount: null,
    },
  ],
  ...{ payments: [], shipments: [], timeline: [], moves: ['quote', 'edit', 'cancel', 'repeat', 'ask'] },
} as const satisfies Record<string, unknown>;

const order = anOrder as unknown as CustomerOrder;

/** What the desk answers the commands of this story. */
export const cartAnswers: Answers<CartCommand> = {
  'take-cart': ({ answer }, { listings }) => ({ did: 'take-cart', answer, had: had(...listings) }),
  'repeat-order': ({ code }, { listings }) => ({ did: 'repeat-order', code: code ?? '1001', had: had(...listings.slice(0, 1)) }),
  'look-again': (_, { listings }) => ({ did: 'look-again', listings: listings.slice(1) }),
  'change-details': ({ name, phone }, _, { customer }) => ({
    did: 'change-details',
    customer: {
      ...(customer ?? { id: 'c', fullName: 'Ann', phone: null, language: 'en', lastAddress: null, privacyVersion: '2026-11' }),
      ...(name !== null && { fullName: name }),
      ...(phone !== null && { phone: phone.number }),
    },
  }),
  'show-proposal': () => ({ did: 'show-proposal', order, proposal: offerFor(order) }),
  'answer-proposal': ({ answer }) => ({
    ...{ did: 'answer-proposal', answer, answered: true },
    order: { ...order, status: 'awaiting_payment', total_amount: 90_050n, balance_due: 90_050n },
    proposal: offerFor(order, { status: answer === 'accept' ? 'accepted' : 'declined' }),
  }),
  'propose-edit': () => ({
    ...{ did: 'propose-edit', order },
    proposal: offerFor(order, { made_by: 'customer', total_before: 100_000n, refundable_after: 5_000n }),
  }),
};

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const cartOthers: Partial<Answers<CartCommand>> = {
  'take-cart': ({ answer }) => ({ did: 'take-cart', answer, had: null }),
  'repeat-order': ({ code }, { listings: [first] }) => {
    const { lines, ...rest } = had(...(first ? [first] : []));
    return { did: 'repeat-order', code, had: { ...rest, lines: lines.map((line) => ({ ...line, listing: null })) } };
  },
  'look-again': () => ({ did: 'look-again', listings: [] }),
  'show-proposal': () => ({ did: 'show-proposal', order, proposal: offerFor(order, { made_by: 'customer' }) }),
  'answer-proposal': ({ answer }) => ({ did: 'answer-proposal', answer, answered: false, order, proposal: offerFor(order, { no: 2 }) }),
};

const press = (action: string): ChatEvent => ({ type: 'press', action });

/** Events this story listens for, beside the buttons it shows. */
export const cartEvents: ChatEvent[] = [
  ...['the same again', 'something else', 'remove'].map((text): ChatEvent => ({ type: 'text', text })),
  press('1:cart:take:00000000-0000-4000-b000-000000000001'),
  press('1:cart:empty:00000000-0000-4000-b000-000000000001'),
  press('1:cart:take:no'),
  press('1:offer:accept:1:1001'),
  press('1:offer:maybe:1:1001'),
  press('1:offer-wish:1:1001'),
  press('1:edit:1001:0'),
  press('1:edit-to:1001:0:0'),
  press('1:edit-send:1001'),
];
