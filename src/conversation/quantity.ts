import { fold, type Words } from '../phrases/words.ts';
import { plainDigits } from './text.ts';

export const MOST = 999;
/** A number and what is said with it; a longer text is no number. */
const LONGEST = 60;

/** A reading of "how many": a number that can be ordered, one that cannot, or no number at all. */
export type Quantity = { kind: 'fits'; quantity: number } | { kind: 'out-of-range' } | { kind: 'none' };

const MULTIPLIED = /^[x×х*]\s*(?=\d)|(?<=\d)\s*[x×х*]$/g;
const NUMBER = /^([+-]?)(\d+)(?:([.,])(\d+))?$/;

/**
 * How many somebody wants: a number in the digits of any script or in words, before or after a sign of multiplication,
 * with a word for pieces beside it. "2", "x3", "3 pcs", "два", "beş adet". Longer sentences are not guessed at.
 */
export function readQuantity(text: string, words: Words): Quantity {
  if (text.length > LONGEST) return { kind: 'none' };
  const parts = plainDigits(fold(text))
    .replaceAll(MULTIPLIED, '')
    .split(' ')
    .flatMap(splitUnit)
    .filter((part) => !words.counts(part));
  const amount = parts.join(' ');
  const spelled = words.numeral(amount);
  if (spelled !== undefined) return inRange(spelled);
  const [, sign = '', whole = '', , fraction = ''] = NUMBER.exec(amount) ?? [];
  if (whole === '') return { kind: 'none' };
  // "1.000" may be one or a thousand: not guessed at.
  return sign === '-' || !/^0{0,2}$/.test(fraction) ? { kind: 'out-of-range' } : inRange(Number(whole));
}

/** "3pcs" is "3 pcs". */
function splitUnit(part: string): string[] {
  const [, number, unit] = /^(\d+)(\p{L}+\.?)$/u.exec(part) ?? [];
  return number === undefined || unit === undefined ? [part] : [number, unit];
}

function inRange(quantity: number): Quantity {
  return quantity >= 1 && quantity <= MOST ? { kind: 'fits', quantity } : { kind: 'out-of-range' };
}
