import { expect, it } from 'vitest';
import type { Facts } from '../../../src/conversation/step.ts';
import type { Language } from '../../../src/phrases/phrases.ts';
import { createShelf, newcomer, regular } from '../../support/shelf.ts';
import { createTalk } from '../../support/talk.ts';

const speaking = (facts: Facts, language: Language, name: string | null = null): Facts => ({
  ...facts,
  customer: facts.customer && { ...facts.customer, language },
  channel: { ...facts.channel, language, senderName: name },
});

/** What a new customer does, by the words and the buttons of each language. */
const newOrder = {
  en: ['road bike', '> Road bike', 'two', 'large', '12 Green Street, London', '> Ann', '020 7946 0958', '> I agree', '> Confirm: Bank'],
  ru: ['шоссейный', '> Шоссейный', 'две', 'большой', 'Казань, Зелёная, 12', '> Анна', '8 912 345-67-89', '> Даю', '> Подтвердить: Банк'],
  tr: [
    'yol bisikleti',
    '> Yol',
    'iki',
    'büyük',
    'Yeşil Sokak 12, İzmir',
    '> Ayşe',
    '0532 123 45 67',
    '> Kabul ediyorum',
    '> Onayla: Havale',
  ],
} as const;
const names = { en: 'Ann', ru: 'Анна', tr: 'Ayşe' };

it.each(['en', 'ru', 'tr'] as const)('from the first word to the order code, in %s', async (language) => {
  const talk = createTalk(speaking(newcomer, language, names[language]), createShelf());
  const transcript = newOrder[language].map((said) => {
    if (said.startsWith('> ')) talk.tap(said.slice(2));
    else talk.type(said);
    return `${said}\n\n${talk.heard()}\n[${talk.buttons().join(' | ')}]`;
  });
  await expect(`${transcript.join('\n\n')}\n`).toMatchFileSnapshot(`transcripts/quick_order.${language}.txt`);
  expect(talk.commands).toEqual([
    {
      do: 'place-order',
      draft: expect.stringMatching(/^[a-z0-9]+[.][0-9]+$/),
      lines: [{ listingId: '00000000-0000-4000-8000-000000000001', quantity: 2, options: { size: 'l' } }],
      address: newOrder[language][4],
      comment: null,
      method: 'bank_transfer',
      campaign: null,
    },
  ]);
  expect(talk.last.tellsOf).toEqual(['00000000-0000-4000-9000-000000000000']);
});

it('needs no more than five messages of a returning customer, from the deep link to the order code', () => {
  const talk = createTalk(regular, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.tap('2');
  talk.tap('Large');
  talk.tap('As last time');
  talk.tap('Confirm: Cash');
  expect(talk.heard()).toContain('Your order 1001 has been placed');
  expect(talk.count).toBeLessThanOrEqual(5);
});

it('needs no more than three messages more of a new one', () => {
  const talk = createTalk(speaking(newcomer, 'en', 'Ann'), createShelf());
  talk.send({ type: 'start', payload: 'listing-2026-001' });
  talk.tap('2');
  talk.tap('Large');
  talk.type('12 Green Street, London');
  talk.tap('Ann');
  talk.send({ type: 'contact', phone: '+442079460958', own: true });
  talk.tap('I agree');
  talk.tap('Confirm: Cash');
  expect(talk.heard()).toContain('Your order 1001 has been placed');
  expect(talk.count).toBeLessThanOrEqual(8);
});

it('counts from a search result as well', () => {
  const talk = createTalk(regular, createShelf());
  talk.type('road bike');
  talk.count = 0;
  for (const label of ['Road bike', '3', 'Small', 'As last time', 'Confirm: Bank']) talk.tap(label);
  expect(talk.heard()).toContain('Your order 1001 has been placed');
  expect(talk.count).toBeLessThanOrEqual(5);
});
