import { expect, it } from 'vitest';
import { readPhraseFiles } from '../../../bot/phrases.ts';
import { createWords, fold, meanings } from '../../../src/phrases/words.ts';
import { words } from '../../support/talk.ts';

/** Meanings that are asked for in different places, so that one word may have both. */
const APART = [
  'yes',
  'no',
  'none',
  'last',
  'pickup',
  'more',
  'comment',
  'confirm',
  'change-quantity',
  'change-address',
  'order-mark',
  'again',
  'remove',
  'accept',
  'decline',
  'erase-surely',
  'to',
  'name-is',
  'address-is',
  'except',
];

const listed = Object.values(readPhraseFiles()).flatMap((source) =>
  [...source.matchAll(/^words-([a-z]+) = (.+)$/gm)].map(([, name = '', list = '']) => [name, list.split('|')] as const),
);

it('gives every word that is understood everywhere one meaning', () => {
  const everywhere = new Map<string, Set<string>>();
  for (const [name, list] of listed) {
    if (!(meanings as readonly string[]).includes(name) || APART.includes(name)) continue;
    for (const word of list) everywhere.set(fold(word), (everywhere.get(fold(word)) ?? new Set()).add(name));
  }
  expect([...everywhere].filter(([, names]) => names.size > 1)).toEqual([]);
});

it('takes no answer for a wish', () => {
  const answers = listed.filter(([name]) => APART.includes(name)).flatMap(([, list]) => list);
  const wishes = meanings.filter((meaning) => !APART.includes(meaning));
  expect(answers.filter((word) => wishes.some((wish) => words.says(word, wish)))).toEqual([]);
});

it.each(['YARDIM', 'yardım', 'Yardim!', ' yardım ', '“yardım”', 'ПОМОЩЬ…', 'HELP.', 'hélp'])('hears help in %s', (text) => {
  expect(words.says(text, 'help')).toBe(true);
});

it.each(['', '!', 'help me choose a bike', 'helpful', 'x'.repeat(10_000)])('does not hear help in %s', (text) => {
  expect(words.says(text, 'help')).toBe(false);
});

it('throws on a list of words that is missing', () => {
  expect(() => createWords({ en: 'words-help = help\n', ru: '', tr: '' })).toThrow('no phrase "words-back"');
});
