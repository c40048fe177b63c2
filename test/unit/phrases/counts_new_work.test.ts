import { expect, it } from 'vitest';
import { loadPhrases } from '../../../bot/phrases.ts';

const phrases = loadPhrases();
const said = (language: 'en' | 'ru' | 'tr', leads: number, orders: number) =>
  phrases(language, 'notice-staff-much-work', { leads, orders });

it('names what there is of new work, and nothing else', () => {
  expect(said('en', 50, 0)).toBe('50 new leads.');
  expect(said('en', 0, 1)).toBe('One new order.');
  expect(said('en', 1, 4)).toBe('One new lead. 4 new orders.');
  expect(said('ru', 21, 3)).toBe('21 новая заявка. 3 новых заказа.');
  expect(said('ru', 0, 5)).toBe('5 новых заказов.');
  expect(said('tr', 2, 2)).toBe('2 yeni talep. 2 yeni sipariş.');
});
