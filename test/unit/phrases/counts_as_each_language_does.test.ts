import { expect, it } from 'vitest';
import { loadPhrases } from '../../../bot/phrases.ts';

const say = loadPhrases();

it.each([
  [1, '1 часть не работает'],
  [2, '2 части не работают'],
  [5, '5 частей не работают'],
  [11, '11 частей не работают'],
  [21, '21 часть не работает'],
])('counts %i in Russian', (count, sentence) => {
  expect(say('ru', 'status-some-down', { count })).toBe(sentence);
});

it.each([
  ['en', 1, 'One part is not running'],
  ['en', 2, '2 parts are not running'],
  ['tr', 1, 'Bir parça çalışmıyor'],
  ['tr', 2, '2 parça çalışmıyor'],
] as const)('counts in %s: %i', (language, count, sentence) => {
  expect(say(language, 'status-some-down', { count })).toBe(sentence);
});
