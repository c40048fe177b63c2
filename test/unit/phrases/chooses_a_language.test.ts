import { expect, it } from 'vitest';
import { chooseLanguage } from '../../../src/phrases/phrases.ts';

it.each([
  [['ru'], 'ru'],
  [['RU'], 'ru'],
  [['ru-RU'], 'ru'],
  [['tr-CY'], 'tr'],
  [['en-GB'], 'en'],
  [['de', 'tr', 'ru'], 'tr'],
  [['de', 'fr'], 'en'],
  [['zh'], 'en'],
  [[], 'en'],
])('chooses for %j', (wanted, language) => {
  expect(chooseLanguage(wanted)).toBe(language);
});

it.each(['', 'x', '-', 'constructor', '__proto__', '<script>', 'ru_RU; drop', 'a'.repeat(100)])('answers English to %s', (hostile) => {
  expect(chooseLanguage([hostile])).toBe('en');
});
