import { describe, expect, it } from 'vitest';
import { orderCard } from '../../../src/outbox/order-card.ts';
import { anOrder, keysOnly } from '../../support/claimed.ts';

const listener = { language: 'en', timeZone: 'UTC', phrases: keysOnly } as const;
const cardOf = (changes: Record<string, unknown>) => orderCard(anOrder(changes), undefined, listener).card;
const steps = (changes: Record<string, unknown>) =>
  cardOf(changes)?.timeline.map(({ label, state }) => `${state} ${label.replace('order-status-', '')}`);

it('shows what was, what is and what comes', () => {
  expect(steps({})).toEqual(['done created', 'now awaiting-payment', 'next paid', 'next processing', 'next in-delivery', 'next delivered']);
});

it('promises nothing more to an order that left the road', () => {
  const timeline = [
    { status: 'created', at: '2026-11-20T09:00:00Z' },
    { status: 'cancelled', at: '2026-11-20T10:00:00Z' },
  ];
  expect(steps({ status: 'cancelled', timeline })).toEqual(['done created', 'now cancelled']);
});

it('does not ask for money before the delivery that it is paid at', () => {
  expect(steps({ payment_terms: 'on_delivery' })).not.toContain('next paid');
});

it('names what is due and what was paid only when there is some', () => {
  const labels = (changes: Record<string, unknown>) => cardOf(changes)?.rows.map((row) => row.label);
  expect(labels({})).toContain('order-card-due');
  expect(labels({})).not.toContain('order-card-paid');
  expect(labels({ paid_amount: '2450.00', balance_due: '0.00' })).not.toContain('order-card-due');
  expect(labels({ paid_amount: '2450.00', balance_due: '0.00' })).toContain('order-card-paid');
});

it('says that an order has no price yet instead of showing none', () => {
  const rows = cardOf({ total_amount: null, balance_due: null })?.rows;
  expect(rows?.find(({ label }) => label === 'order-card-total')?.value).toBe('order-card-unpriced');
});

it('counts what is ordered more than once', () => {
  const [line] = anOrder().lines;
  const rows = cardOf({ lines: [{ ...line, quantity: 3, unit_price: '1.00', discount_amount: '0', total_amount: '3.00' }] })?.rows;
  expect(rows?.find(({ label }) => label === 'order-card-item')?.value).toBe('3 × Road bike (M)');
});

it('names a thing in the language of the customer, with the options it was ordered with', () => {
  const [line] = anOrder().lines;
  const titles = { en: 'Road bike', ru: 'Шоссейный велосипед' };
  const item = (language: 'en' | 'ru' | 'tr', title: string) =>
    orderCard(anOrder({ lines: [{ ...line, title, titles, unit_price: '1.00', discount_amount: '0', total_amount: '1.00' }] }), undefined, {
      ...listener,
      language,
    }).card?.rows.find(({ label }) => label === 'order-card-item')?.value;
  expect(item('ru', 'Road bike (M)')).toBe('Шоссейный велосипед (M)');
  expect(item('tr', 'Road bike (M)')).toBe('Road bike (M)');
  expect(item('ru', 'Old name (M)')).toBe('Old name (M)');
});

describe('its buttons', () => {
  const card = (changes: Record<string, unknown>, stored?: Parameters<typeof orderCard>[1]) =>
    orderCard(anOrder(changes), stored, listener).choices;
  const labels = (...given: Parameters<typeof card>) => card(...given).map(({ label }) => label);

  it('are what can be done with the order as it is, and what its message adds', () => {
    const menu = { label: { key: 'button-menu' }, action: '1:menu' };
    const stale = { label: { key: 'button-move-pay' }, action: '1:move:pay:1042' };
    expect(labels({ moves: ['cancel', 'ask'] }, [stale, menu])).toEqual([
      'button-move-cancel',
      'button-move-ask',
      'button-why',
      'button-menu',
    ]);
  });

  it('are five at most, the most pressing first, and a way to the rest', () => {
    const moves = ['quote', 'pay', 'proof', 'edit', 'address', 'cancel', 'repeat', 'ask'];
    expect(labels({ moves })).toEqual([...moves.slice(0, 5).map((move) => `button-move-${move}`), 'button-why']);
    expect(card({ moves })[0]?.style).toBe('primary');
  });

  it('put a rating that was given behind everything else', () => {
    const rating = { stars: 4, comment: null, at: '2026-11-20T09:00:00Z' };
    expect(labels({ moves: ['rate', 'ask'], rating })[0]).toBe('button-move-ask');
    expect(labels({ moves: ['rate', 'ask'] })[0]).toBe('button-move-rate');
  });
});

it('follows a parcel: since when, by whom, until when and where', () => {
  const parcel = {
    ...{
      id: '33333333-3333-4333-8333-333333333333',
      provider: 'rusbid',
      provider_name: 'Rusbid',
      tracking_number: 'RB1',
      status: 'in_transit',
    },
    ...{ tracking_link: 'https://carrier.example/RB1', estimated_delivery_date: '2026-12-24', warehouse_received: true },
    ...{ warehouse_photos_received: false, client_received: false, client_received_at: null },
    milestones: [{ status: 'in_transit', at: '2026-11-21T09:00:00Z' }],
  };
  const rows = (changes: Record<string, unknown> = {}) =>
    cardOf({ shipments: [{ ...parcel, ...changes }] })?.rows.filter(({ label }) => /shipment|estimate|tracking/.test(label));
  expect(rows()).toEqual([
    { label: 'order-card-shipment', value: 'shipment-status-in-transit · Nov 21, 2026 · Rusbid RB1' },
    { label: 'order-card-estimate', value: 'Dec 24, 2026' },
    { label: 'order-card-tracking', value: 'https://carrier.example/RB1' },
  ]);
  expect(rows({ status: 'delivered', tracking_link: null })).toHaveLength(1);
});

it('says that an order without an address is picked up, and shows its rating', () => {
  const rating = { stars: 4, comment: null, at: '2026-11-20T09:00:00Z' };
  const rows = cardOf({ delivery_address: null, rating })?.rows;
  expect(rows).toContainEqual({ label: 'order-card-address', value: 'order-card-pickup' });
  expect(rows).toContainEqual({ label: 'order-card-rating', value: '★★★★☆' });
});
