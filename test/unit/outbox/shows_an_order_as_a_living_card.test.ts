import { expect, it } from 'vitest';
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
