import { expect, it } from 'vitest';
import { readPhraseFiles } from '../../../bot/phrases.ts';
import { createVocabulary } from '../../../src/staff/dialogue/vocabulary.ts';

const vocabulary = createVocabulary(readPhraseFiles());

it.each([
  ['find', 'ru', '/найти'],
  ['report', 'ru', '/отчёт'],
  ['help', 'tr', '/yardım'],
  ['as-customer', 'en', '/as_customer'],
] as const)('names %s in %s with all its letters', (command, language, written) => {
  expect(vocabulary.nameOf(command, language)).toBe(written);
});

it.each(['/НАЙТИ Ада', '/наити Ада', 'найти Ада', '/FIND Ада'])('hears %s', (typed) => {
  expect(vocabulary.commandOf(typed)).toMatchObject({ command: 'find', rest: 'Ада' });
});

it('takes a word with a stroke for sure, and none for what it is not', () => {
  expect(vocabulary.commandOf('/take 3')?.sure).toBe(true);
  expect(vocabulary.commandOf('take 3')?.sure).toBe(false);
  expect(vocabulary.commandOf('/taken 3')).toBeUndefined();
});

it('reads an option by its longest words, in any language', () => {
  const options = ['in_delivery', 'delivered', 'to-ship'];
  expect(vocabulary.optionOf('in delivery since Monday', options)).toEqual({ value: 'in_delivery', rest: 'since Monday' });
  expect(vocabulary.optionOf('К отправке', options)).toEqual({ value: 'to-ship', rest: '' });
  expect(vocabulary.optionOf('deliveries', options)).toBeUndefined();
});
