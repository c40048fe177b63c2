import { type Move, moves } from '../../orders/moves.ts';
import type { WordMeaning, Words } from '../../phrases/words.ts';
import { ORDER_CODE } from '../codes.ts';
import { readPhone } from '../phone.ts';
import { afterWords, isNoAnswer } from '../readers.ts';
import { say } from '../reply.ts';
import type { Meaning } from '../signals.ts';
import type { Memory, Place } from '../state.ts';
import type { Facts } from '../step.ts';
import type { FileEvent, Reader } from '../story.ts';
import { hasWords, lengthOf, plainDigits } from '../text.ts';
import type { Listening } from '../understand.ts';
import type { CarePlace } from './memory.ts';

/** What people say they want with an order, by the words for it. */
const WANTED: ReadonlyArray<[WordMeaning, Move | 'why']> = [
  ['why', 'why'],
  ['track', 'track'],
  ['cancel', 'cancel'],
  ['received', 'received'],
  ['rate', 'rate'],
  ['ask-order', 'ask'],
  ['move-address', 'address'],
  ['change-address', 'address'],
];

/** Where any words are the answer, a number among them is no order. */
const TALKING: readonly Place[] = ['address', 'name', 'comment', 'cancelReason', 'newAddress', 'asking', 'ratingWords'];
const RESTING: readonly Place[] = ['home', 'results'];

/** Long enough for any number of a parcel and the words around an order's code. */
const LONGEST = 100;
const WORDS_THEN_CODE = /^(.+?)[\s:]+[#№]?\s?([A-Z0-9-]{0,8}\d{2,15})$/i;
const CODE_THEN_WORDS = /^[#№]?\s?([A-Z0-9-]{0,8}\d{2,15})[\s:,]+(.+)$/i;
const PARCEL = /^(?=(?:[A-Z]*\d){6})[A-Z]{0,4}\d[A-Z0-9]{6,33}$/;

/** "why 1042", "отмените заказ 1042", "1042 nerede", a parcel's number typed alone. */
export const overhear: Reader = (text, listening) => {
  const { state, words } = listening;
  if (text.length > LONGEST || (TALKING.includes(state.place) && !text.startsWith('/'))) return undefined;
  const typed = plainDigits(text);
  // A bare "why?" is about the question that was asked, unless none was.
  if (words.says(text, 'why') && (text.startsWith('/') || RESTING.includes(state.place))) return { type: 'why', code: null };
  const named = readNamed(typed, words);
  if (named !== undefined) return named;
  if (!RESTING.includes(state.place)) return undefined;
  return words.says(text, 'change-address') ? { type: 'about', move: 'address' } : readParcel(typed, listening);
};

function readNamed(typed: string, words: Words): Meaning | undefined {
  const [, before = '', last = ''] = WORDS_THEN_CODE.exec(typed) ?? [];
  const [, first = '', behind = ''] = CODE_THEN_WORDS.exec(typed) ?? [];
  const [code, said] = before === '' ? [first, behind] : [last, before];
  if (!ORDER_CODE.test(code.toUpperCase())) return undefined;
  const wanted = WANTED.find(([word]) => sayings(said, words).some((saying) => words.says(saying, word)))?.[1];
  if (wanted === undefined) return undefined;
  return wanted === 'why' ? { type: 'why', code: code.toUpperCase() } : { type: 'move', move: wanted, code: code.toUpperCase() };
}

/** "Why order 1042" is "why 1042", and "1042 numaralı sipariş nerede" is "1042 nerede". */
function sayings(said: string, words: Words): string[] {
  const parts = said.split(/\s+/);
  const isMark = (word: string | undefined) => word !== undefined && words.says(word, 'order-mark');
  const from = parts.findIndex((part) => !isMark(part));
  const to = parts.findLastIndex((part) => !isMark(part));
  return from < 0 ? [said] : [said, parts.slice(from, to + 1).join(' ')];
}

/** A number with letters, or longer than any order's; what may be somebody's phone is none. */
function readParcel(typed: string, { language }: Listening): Meaning | undefined {
  const number = typed.replaceAll(/[\s-]/g, '').toUpperCase();
  // Four and four is a code that joins chats.
  if (/^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(typed) || !PARCEL.test(number) || typed.split(/\s+/).some((part) => /^[\p{L}]{5,}$/u.test(part)))
    return undefined;
  if (/^\d+$/.test(number) && (number.length <= 15 || readPhone(typed, language) !== undefined)) return undefined;
  return { type: 'parcel', number, otherwise: typed.slice(0, LONGEST) };
}

const LONGEST_REASON = 400;
const LONGEST_TEXT = 1000;
const LONGEST_QUESTION = 2000;

const tooLong: Meaning = { type: 'confused', hint: say('text-too-long') };
const atMost = (most: number, text: string, meaning: Meaning, words: Words): Meaning | undefined => {
  if (!hasWords(text) || words.says(text, 'filler')) return undefined;
  return lengthOf(text) > most ? tooLong : meaning;
};

/** Free words as the answer to each question of this story. */
export const readers: Record<CarePlace, Reader> = {
  cancelReason: (text, { words }) => atMost(LONGEST_REASON, text, { type: 'cancel-reason', reason: text }, words),
  cancelSure: (text, { words }) => {
    if (words.says(text, 'yes') || words.says(text, 'confirm')) return { type: 'cancel-sure' };
    return words.says(text, 'no') ? { type: 'keep' } : undefined;
  },
  newAddress: (text, { words, facts }) => {
    if (words.says(text, 'pickup')) return { type: 'new-address', text: null };
    const last = facts.customer?.lastAddress ?? null;
    if (words.says(text, 'last') && last !== null) return { type: 'new-address', text: last };
    if (!/\p{L}/u.test(text) || isNoAnswer(text, words) || lengthOf(text) < 4) return undefined;
    return atMost(LONGEST_TEXT, text, { type: 'new-address', text: afterWords(text, 'address-is', words) ?? text }, words);
  },
  asking: (text, { words }) => atMost(LONGEST_QUESTION, text, { type: 'question', text }, words),
  rating: (text, { words, state }) => {
    const code = state.memory.care.order?.code;
    const stars = starsIn(text, words);
    return code === undefined || stars === undefined ? undefined : { type: 'stars', code, stars };
  },
  ratingWords: (text, { words }) => {
    if (words.says(text, 'none') || words.says(text, 'no')) return { type: 'rating-words', text: null };
    return atMost(LONGEST_TEXT, text, { type: 'rating-words', text }, words);
  },
};

/** "5", "five", "4/5", "★★★". */
function starsIn(text: string, words: Words): number | undefined {
  const drawn = /^(?:[★⭐🌟]\uFE0F?){1,5}$/u.exec(text) ? [...text.matchAll(/[★⭐🌟]/gu)].length : undefined;
  const digit = /^([1-5])(?:\s*(?:\/|из|of|üzerinden)\s*5)?\s*[★⭐]?$/u.exec(plainDigits(text))?.[1];
  const stars = drawn ?? (digit === undefined ? words.numeral(text) : Number(digit));
  return stars !== undefined && stars >= 1 && stars <= 5 ? stars : undefined;
}

/** A picture of what is wrong is a question too; its words are the caption. */
export function readQuestionFile({ caption, name }: FileEvent): Meaning {
  const said = caption !== null && hasWords(caption) ? caption : (name ?? '');
  return { type: 'question', text: said.trim() === '' ? '📎' : said.slice(0, LONGEST_QUESTION) };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const REASONS = ['changed', 'elsewhere', 'slow', 'mistake'] as const;

/** The buttons of this story. Those of a question are for the order it was asked about, and for no other. */
export function press(
  verb: string,
  [first = '', second = '', ...others]: string[],
  memory: Memory,
  { customer }: Facts,
): Meaning | undefined {
  if (others.length > 0) return undefined;
  const here = memory.care.order !== null && memory.care.order.code === first;
  switch (verb) {
    case 'why':
      return ORDER_CODE.test(first) ? { type: 'why', code: first } : undefined;
    case 'about': {
      const move = moves.find((known) => known === first);
      return move && { type: 'about', move };
    }
    case 'stars':
      return ORDER_CODE.test(first) && /^[1-5]$/.test(second) ? { type: 'stars', code: first, stars: Number(second) } : undefined;
    case 'got':
      return UUID.test(first) ? { type: 'got', shipment: first } : undefined;
    case 'keep':
      return here ? { type: 'keep' } : undefined;
    case 'cancel-for': {
      const reason = REASONS.find((known) => known === second);
      return here && reason ? { type: 'cancel-reason', reason } : undefined;
    }
    case 'cancel-sure':
      return here ? { type: 'cancel-sure' } : undefined;
    case 'deliver':
      if (!here) return undefined;
      if (second === 'pickup') return { type: 'new-address', text: null };
      return second === 'last' && customer?.lastAddress ? { type: 'new-address', text: customer.lastAddress } : undefined;
    case 'no-words':
      return here ? { type: 'rating-words', text: null } : undefined;
    default:
      return undefined;
  }
}
