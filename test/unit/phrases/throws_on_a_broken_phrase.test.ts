import { expect, it } from 'vitest';
import { createPhrases } from '../../../src/phrases/phrases.ts';

const sources = { en: 'hello = Hello { $name }\n', ru: 'hello = Привет { $name }\n', tr: 'other = Merhaba\n' };

it('puts parameters in without isolation marks, and as they are', () => {
  expect(createPhrases(sources)('en', 'hello', { name: '<b>{ $x } Анна' })).toBe('Hello <b>{ $x } Анна');
});

it('throws on a key it does not have, naming key and language', () => {
  expect(() => createPhrases(sources)('tr', 'hello')).toThrow('no phrase "hello" in tr');
});

it('throws on a parameter that is missing rather than showing its name to a person', () => {
  expect(() => createPhrases(sources)('ru', 'hello')).toThrow(/phrase "hello" in ru: .*\$name/);
});

it('throws on a key that two phrases share', () => {
  expect(() => createPhrases({ ...sources, ru: 'hello = a\nhello = b\n' })).toThrow(/phrases of ru: .*hello/);
});
