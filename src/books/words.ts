import { type Phrase, say } from '../conversation/reply.ts';
import type { Violation } from './phone-book.ts';

/** What each invariant is about. */
const SENTENCES: Readonly<Record<string, string>> = {
  'INV-01': 'books-sums',
  'INV-03': 'books-refunds',
  'INV-04': 'books-references',
  'INV-05': 'books-steps',
  'INV-06': 'books-traces',
  'INV-07': 'books-records',
  'INV-08': 'books-inbox',
  'INV-09': 'books-outbox',
};

/** What does not add up, as a sentence: which rule, and about what. */
export const bookPhrase = ({ invariant, entity_id: id, code }: Violation): Phrase =>
  say(SENTENCES[invariant] ?? 'books-sums', { about: code ?? id.slice(0, 8) });
