import { loadPhrases } from '../../bot/phrases.ts';
import type { Phrase } from '../../src/conversation/reply.ts';
import { sentence } from '../../src/outbox/words.ts';
import type { Customer } from './customer.ts';

const phrases = loadPhrases();

/** What the desk would say to this person, money and titles included. */
export const said = (ada: Customer, key: string, params?: Phrase['params']): string =>
  sentence({ key, ...(params && { params }) }, { language: ada.language, timeZone: 'UTC', phrases });

/** A button of the desk's answer to what this person did last: older ones that read alike are not meant. */
export const offered = (ada: Customer, key: string, params?: Phrase['params']) =>
  ada.page
    .locator('.line.desk:not(:has(~ .line.person))')
    .getByRole('button', { name: said(ada, key, params), exact: true })
    .last();

export const choose = (ada: Customer, key: string, params?: Phrase['params']): Promise<void> =>
  ada.act(() => offered(ada, key, params).click());

/** What they type for it: the first of the words their language has. */
export const wordFor = (ada: Customer, meaning: string): string => {
  const [first = ''] = said(ada, `words-${meaning}`).split('|');
  return first.startsWith('/') ? (said(ada, `words-${meaning}`).split('|')[1] ?? '') : first;
};
