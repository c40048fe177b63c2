import type { Words } from '../phrases/words.ts';
import { LONGEST_NAME } from './draft.ts';
import { readPhone } from './phone.ts';
import { MOST, readQuantity } from './quantity.ts';
import { say } from './reply.ts';
import type { Meaning } from './signals.ts';
import { lengthOf } from './text.ts';
import type { Listening } from './understand.ts';

/** Readings of free words that more than one question has use for. */

export const LONGEST_TEXT = 1000;

export const tooLong: Meaning = { type: 'confused', hint: say('text-too-long') };

export function readHowMany(text: string, { words }: Listening): Extract<Meaning, { type: 'quantity' | 'confused' }> | undefined {
  const read = readQuantity(text, words);
  if (read.kind === 'none') return undefined;
  return read.kind === 'fits'
    ? { type: 'quantity', quantity: read.quantity }
    : { type: 'confused', hint: say('quantity-out-of-range', { max: MOST }) };
}

export function readName(text: string, { words }: Pick<Listening, 'words'>): Meaning | undefined {
  const name = text.replaceAll(/\s+/g, ' ');
  if (!/\p{L}/u.test(name) || /\p{N}/u.test(name) || isNoAnswer(text, words)) return undefined;
  return lengthOf(name) > LONGEST_NAME ? tooLong : { type: 'name', name };
}

export function readPhoneAnswer(text: string, { words, language }: Pick<Listening, 'words' | 'language'>): Meaning | undefined {
  if (words.says(text, 'none') || words.says(text, 'no')) return { type: 'phone', number: null, verified: false };
  const number = readPhone(text, language);
  return number === undefined ? undefined : { type: 'phone', number, verified: false };
}

export function readConsent(text: string, { words }: Pick<Listening, 'words'>): Meaning | undefined {
  if (words.says(text, 'yes')) return { type: 'consent', agreed: true };
  return words.says(text, 'no') ? { type: 'consent', agreed: false } : undefined;
}

/** A question, or a bare yes or no, is nobody's name and no place. */
export function isNoAnswer(text: string, words: Words): boolean {
  return /[?？؟]\s*$/.test(text) || words.says(text, 'yes') || words.says(text, 'no') || words.says(text, 'none');
}
