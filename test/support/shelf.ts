import type { CustomerOrder, Listing } from '../../src/conversation/results.ts';
import type { Command, CommandResult, CoreCommand, Facts } from '../../src/conversation/step.ts';
import { parseAmount } from '../../src/domain/money.ts';
import { badInput } from '../../src/rpc/refusals.ts';
import { storyAnswer } from './stories.ts';

/** A desk in memory, as far as a dialogue can tell: what it offers and what has been ordered. */
export type Shelf = {
  listings: Listing[];
  orders: CustomerOrder[];
  /** What this desk answers instead; undefined: as always. */
  answer?: (command: Command) => CommandResult | undefined;
  /** Refuses this command, with this code. */
  refuse?: { command: Command['do']; code: ReturnType<typeof badInput>['code'] };
};

export const bike: Listing = {
  id: '00000000-0000-4000-8000-000000000001',
  code: '2026-001',
  category: 'bikes',
  title: { en: 'Road bike', ru: 'Шоссейный велосипед', tr: 'Yol bisikleti' },
  description: { en: 'Light and fast.', ru: 'Лёгкий и быстрый.', tr: 'Hafif ve hızlı.' },
  price: '1200.50',
  currency: 'EUR',
  options: [
    {
      key: 'size',
      label: { en: 'Size', ru: 'Размер', tr: 'Beden' },
      values: [
        { key: 's', label: { en: 'Small', ru: 'Маленький', tr: 'Küçük' } },
        { key: 'l', label: { en: 'Large', ru: 'Большой', tr: 'Büyük' } },
      ],
    },
  ],
};

export const helmet: Listing = {
  ...bike,
  id: '00000000-0000-4000-8000-000000000002',
  code: '2026-002',
  category: 'clothes',
  title: { en: 'Helmet', ru: 'Шлем', tr: 'Kask' },
  description: {},
  price: null,
  currency: null,
  options: [],
};

export const createShelf = (): Shelf => ({ listings: [bike, helmet], orders: [] });

/** What the desk answers a command. */
export function answerOf(command: Command, shelf: Shelf, facts: Facts): CommandResult {
  if (shelf.refuse?.command === command.do) {
    return { did: 'refused', command: command.do, refusal: { ...badInput('No.'), code: shelf.refuse.code } };
  }
  const told = shelf.answer?.(command) ?? storyAnswer(command, shelf, facts);
  return told ?? coreAnswer(command as CoreCommand, shelf, facts);
}

function coreAnswer(command: CoreCommand, shelf: Shelf, facts: Facts): CommandResult {
  switch (command.do) {
    case 'search-listings':
      return { did: 'search-listings', page: { ...command, ...search(command, shelf) } };
    case 'show-listing':
      return { did: 'show-listing', listing: shelf.listings.find(({ code }) => code === command.code) ?? null };
    case 'my-orders':
      return { did: 'my-orders', orders: shelf.orders };
    case 'my-order':
      return {
        ...{ did: 'my-order', order: shelf.orders.find(({ order_code }) => order_code === command.code) ?? null },
        ...(command.link !== undefined && { link: command.link }),
      };
    case 'weigh-move': {
      const order = shelf.orders.find(({ order_code }) => order_code === command.code);
      const reasons = order?.moves.includes(command.move) ? [] : [{ code: 'TOO_LATE', status: order?.status }];
      return { did: 'weigh-move', weighed: order ? { move: command.move, reasons, order } : null };
    }
    case 'meet-customer': {
      const { name, phone, privacyVersion } = command;
      const customer = { id: 'c', fullName: name, phone, language: 'en' as const, lastAddress: null, privacyVersion };
      return { did: 'meet-customer', customer: facts.customer ? { ...facts.customer, privacyVersion } : customer };
    }
    case 'change-language':
    case 'call-person':
      return { did: command.do };
    case 'place-order': {
      const order = placeOrder(command, shelf, facts);
      shelf.orders.unshift(order);
      return { did: 'place-order', order };
    }
  }
}

function search({ query, category, page }: Extract<Command, { do: 'search-listings' }>, { listings }: Shelf) {
  const fits = listings.filter(
    (listing) =>
      (category === null || listing.category === category) &&
      (query === null || Object.values(listing.title).some((title) => title.toLowerCase().includes(query.toLowerCase()))),
  );
  return { listings: page === 1 ? fits : [], more: page === 1 && query === null, near: false };
}

function placeOrder(
  { lines, address, comment }: Extract<Command, { do: 'place-order' }>,
  { listings, orders }: Shelf,
  facts: Facts,
): CustomerOrder {
  const [line] = lines;
  const listing = listings.find(({ id }) => id === line?.listingId) ?? bike;
  const total = listing.price === null ? null : (parseAmount(listing.price) ?? 0n) * BigInt(line?.quantity ?? 1);
  return {
    id: `00000000-0000-4000-9000-00000000000${orders.length}`,
    order_code: String(1001 + orders.length),
    status: total === null ? 'created' : 'awaiting_payment',
    payment_terms: 'prepaid',
    currency: facts.desk.currency,
    total_amount: total,
    paid_amount: 0n,
    refunded_amount: 0n,
    balance_due: total,
    payment_status: 'pending',
    delivery_address: address,
    comment,
    created_at: facts.now,
    lines: lines.map(({ listingId, quantity }, index) => ({
      ...{ position: index + 1, title: 'Thing', titles: listings.find(({ id }) => id === listingId)?.title ?? bike.title, item_url: null },
      ...{ quantity, unit_price: null, discount_amount: 0n, tax_amount: null, total_amount: null },
    })),
    payments: [],
    shipments: [],
    rating: null,
    timeline: [],
    moves: ['pay', 'proof', 'edit', 'address', 'cancel', 'repeat', 'ask'],
  };
}

export const newcomer: Facts = {
  now: '2026-11-20T10:00:00.000Z',
  desk: {
    name: 'Spoke & Co',
    currency: 'EUR',
    timeZone: 'Europe/Istanbul',
    languages: ['en', 'ru', 'tr'],
    staffed: { open: true, opensAt: null, answerWithinMinutes: 15, nudgeAfterMinutes: 180 },
    paymentMethods: [
      {
        code: 'bank_transfer',
        name: { en: 'Bank transfer', ru: 'Банковский перевод', tr: 'Havale' },
        instructions: {
          en: 'IBAN XX00, please name the order.',
          ru: 'IBAN XX00, укажите номер заказа.',
          tr: 'IBAN XX00, sipariş numarasını yazın.',
        },
      },
      { code: 'cash', name: { en: 'Cash', ru: 'Наличные', tr: 'Nakit' }, instructions: {} },
    ],
    categories: [
      { code: 'bikes', title: { en: 'Bikes', ru: 'Велосипеды', tr: 'Bisikletler' } },
      { code: 'clothes', title: { en: 'Clothes', ru: 'Одежда', tr: 'Giyim' } },
    ],
  },
  heldBy: null,
  customer: null,
  staff: null,
  channel: { provider: 'web', senderName: null, language: null, numbered: false, asksForContact: false, asksForLocation: false },
};

export const regular: Facts = {
  ...newcomer,
  customer: {
    id: 'c',
    fullName: 'Ann Smith',
    phone: '+442079460958',
    language: 'en',
    lastAddress: '12 Green Street, London',
    privacyVersion: '2026-11',
  },
};
