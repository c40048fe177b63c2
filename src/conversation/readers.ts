import { fold, type Words } from '../phrases/words.ts';
import { LONGEST_NAME } from './draft.ts';
import { readPhone } from './phone.ts';
import { MOST, readQuantity } from './quantity.ts';
import { say } from './reply.ts';
import type { Meaning } from './signals.ts';
import type { Line } from './state.ts';
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
  const said = text.replaceAll(/\s+/g, ' ');
  const name = afterWords(said, 'name-is', words) ?? said;
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

/** A question, a bare yes or no, and what is only said to say something, is nobody's name and no place. */
export function isNoAnswer(text: string, words: Words): boolean {
  return isQuestionable(text) || (['yes', 'no', 'none', 'filler'] as const).some((meaning) => words.says(text, meaning));
}

/** What comes after a way to say this: "my name is", say. */
export function afterWords(said: string, meaning: 'to' | 'name-is' | 'address-is', words: Words): string | undefined {
  for (const blank of [...said.slice(0, LONGEST_NAME).matchAll(/[\s:,]+/g)].toReversed()) {
    const after = said.slice(blank.index + blank[0].length);
    if (/[\p{L}\p{N}]/u.test(after) && words.says(said.slice(0, blank.index), meaning)) return after;
  }
  return undefined;
}

type Value = Line['listing']['options'][number]['values'][number];

/** The values of an option that are named among these words; none when something is said not to be. */
export function valuesIn(said: string, values: readonly Value[], words: Words): Value[] {
  const parts = fold(said).split(/[\s,;]+/);
  if (parts.some((part) => words.says(part, 'no') || words.says(part, 'except'))) return [];
  const whole = ` ${parts.join(' ')} `;
  const isNamed = (name: string) => fold(name) !== '' && whole.includes(` ${fold(name)} `);
  return values.filter(({ key, label }) => [key, ...Object.values(label)].some(isNamed));
}

export const isQuestionable = (text: string): boolean => /[?？؟]\s*$/.test(text);
