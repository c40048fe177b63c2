import { expect, it } from 'vitest';
import { loadPhrases } from '../../../bot/phrases.ts';
import { literal, say } from '../../../src/conversation/reply.ts';
import { type Listener, moment, money, putIntoWords, sentence, textFor } from '../../../src/outbox/words.ts';
import { keysOnly } from '../../support/claimed.ts';

const listener = (language: Listener['language'] = 'en'): Listener => ({ language, timeZone: 'Europe/Berlin', phrases: keysOnly });
/** Intl separates with spaces that do not break. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

it('writes money as each language does, and exactly', () => {
  expect(['en', 'ru', 'tr'].map((language) => plain(money('1234.50', 'EUR', language)))).toEqual(['€1,234.50', '1 234,50 €', '€1.234,50']);
  expect(plain(money('9999999999999.99', 'EUR', 'en'))).toBe('€9,999,999,999,999.99');
});

it('tells the time of the desk, not of the server', () => {
  expect(plain(moment('2026-11-20T23:30:00Z', 'day-and-time', listener('ru')))).toBe('21 нояб. 2026 г., 00:30');
});

it('takes the text of the language, else the English one, else any', () => {
  expect(textFor({ en: 'Bike', ru: 'Велосипед' }, 'ru')).toBe('Велосипед');
  expect(textFor({ en: 'Bike', ru: 'Велосипед' }, 'tr')).toBe('Bike');
  expect(textFor({ ru: 'Велосипед' }, 'tr')).toBe('Велосипед');
});

it('gives each kind of parameter its form', () => {
  const phrase = say('x', {
    total: { amount: '5.00', currency: 'EUR' },
    title: { byLanguage: { en: 'Bike' } },
    state: { phrase: 'order-status-paid' },
    n: 2,
  });
  expect(sentence(phrase, listener())).toBe('x total=€5.00 title=Bike state=order-status-paid n=2');
});

it('keeps what a person typed literally, markup and all', () => {
  const typed = '<b>{ $name }</b> *x* & "y"';
  expect(sentence(literal(typed), { ...listener(), phrases: loadPhrases() })).toBe(typed);
});

it('carries choices with their style and asks with the button of the channel', () => {
  const rendered = putIntoWords(
    {
      kind: 'text',
      text: [say('ask-phone')],
      ask: 'contact',
      choices: [
        { label: say('button-skip'), action: '1:skip' },
        { label: say('button-ok'), action: '1:ok', style: 'primary' },
      ],
    },
    listener(),
  );
  expect(rendered.request).toEqual({ what: 'contact', label: 'share-contact' });
  expect(rendered.choices).toEqual([
    { label: 'button-skip', action: '1:skip', style: 'plain' },
    { label: 'button-ok', action: '1:ok', style: 'primary' },
  ]);
});
