import { fold, type Words } from '../phrases/words.ts';
import { waysToPay } from './draft.ts';
import {
  afterWords,
  isNoAnswer,
  isQuestionable,
  LONGEST_TEXT,
  readConsent,
  readHowMany,
  readName,
  readPhoneAnswer,
  tooLong,
  valuesIn,
} from './readers.ts';
import type { Meaning } from './signals.ts';
import type { Draft, Place } from './state.ts';
import type { Facts } from './step.ts';
import { storyReaders } from './stories.ts';
import type { Reader } from './story.ts';
import { hasWords, lengthOf } from './text.ts';
import type { Listening } from './understand.ts';

const LONGEST_QUERY = 100;
/** A name at least this long is recognised without its last letter, which is often its ending. */
const STEM = 4;
const SHORTEST_ADDRESS = 4;

/** Free words as the answer to the present question; undefined when they are none. */
export const readAnswer: Reader = (text, listening) => READERS[listening.state.place](text, listening);

const READERS: Record<Place, Reader> = {
  ...storyReaders,
  home: readQuery,
  results: readQuery,
  human: () => ({ type: 'silent' }),
  quantity: readQuantityHere,
  option: readOption,
  address: readAddress,
  name: readName,
  phone: readPhoneAnswer,
  consent: readConsent,
  summary: readDecision,
  comment: (text, { words }) => {
    if (words.says(text, 'none') || words.says(text, 'no')) return { type: 'comment', text: null };
    if (!hasWords(text) || words.says(text, 'filler')) return undefined;
    return lengthOf(text) > LONGEST_TEXT ? tooLong : { type: 'comment', text };
  },
};

/** The name of a category opens it; other words are searched for. */
function readQuery(text: string, { facts, words }: Listening): Meaning | undefined {
  if (!hasWords(text) || words.says(text, 'filler')) return undefined;
  const wanted = fold(text);
  const category = facts.desk.categories.find(({ title }) => Object.values(title).some((name) => fold(name) === wanted));
  if (category) return { type: 'search', search: { query: null, category: category.code, page: 1 } };
  const query = Array.from(text.replaceAll(/\s+/g, ' ')).slice(0, LONGEST_QUERY).join('').trim();
  return { type: 'search', search: { query, category: null, page: 1 } };
}

/** A value by its name in any language, by the beginning of one name alone, or named among a few words. */
function readOption(text: string, { state, words }: Listening): Meaning | undefined {
  const { draft, trail } = state.memory;
  const index = trail.at(-1)?.option ?? 0;
  const values = draft?.listing.options[index]?.values ?? [];
  const typed = fold(text);
  if (typed === '') return undefined;
  const named = (fits: (name: string) => boolean) =>
    values.filter(({ key, label }) => [key, ...Object.values(label)].some((name) => fits(fold(name))));
  const exact = named((name) => name === typed);
  const begun = exact.length > 0 ? exact : named((name) => name.startsWith(typed));
  const [only, ...others] = begun.length > 0 || isQuestionable(text) || /[,;\n]/.test(text) ? begun : valuesIn(text, values, words);
  return only !== undefined && others.length === 0 ? { type: 'option', option: index, value: only.key } : undefined;
}

function readAddress(text: string, { words, facts }: Listening): Meaning | undefined {
  const last = facts.customer?.lastAddress ?? null;
  if (last !== null && words.says(text, 'last')) return { type: 'address', text: last };
  if (words.says(text, 'pickup')) return { type: 'address', text: null };
  if (lengthOf(text) > LONGEST_TEXT) return tooLong;
  if (!/\p{L}/u.test(text) || isNoAnswer(text, words) || isWayToPay(text, facts)) return undefined;
  return lengthOf(text) >= SHORTEST_ADDRESS ? { type: 'address', text: afterWords(text, 'address-is', words) ?? text } : undefined;
}

/** The name of a way to pay is no place. */
function isWayToPay(text: string, { desk }: Facts): boolean {
  return desk.paymentMethods.some(({ name }) => Object.values(name).some((called) => fold(called) === fold(text)));
}

/** "Yes" confirms where there is one way to pay; its name does where there are several. */
function readDecision(text: string, { words, facts, state }: Listening): Meaning | undefined {
  if (words.says(text, 'comment')) return { type: 'change', what: 'comment' };
  const cart = readCartWish(text, words, state.memory.draft);
  if (cart !== undefined) return cart;
  if (words.says(text, 'change-address')) return { type: 'change', what: 'address' };
  const { draft } = state.memory;
  if (draft === null) return undefined;
  const method = wayMeant(text, draft, { words, facts });
  return method === undefined ? undefined : { type: 'confirm', method };
}

/** What somebody wants to change about what is in the cart, in words. */
function readCartWish(text: string, words: Words, draft: Draft | null): Meaning | undefined {
  const several = (draft?.others.length ?? 0) > 0;
  if (words.says(text, 'change-quantity')) return several ? { type: 'items' } : { type: 'change', what: 'quantity' };
  if (words.says(text, 'change-options')) return several ? { type: 'items' } : { type: 'reselect' };
  if (words.says(text, 'change-items') || words.says(text, 'remove')) return { type: 'items' };
  if (words.says(text, 'change-details')) return { type: 'details' };
  return words.says(text, 'another') ? { type: 'another' } : undefined;
}

function readQuantityHere(text: string, listening: Listening): Meaning | undefined {
  const { draft } = listening.state.memory;
  if (draft !== null && draft.others.length > 0 && listening.words.says(text, 'remove')) return { type: 'remove' };
  return readHowMany(text, listening);
}

function wayMeant(text: string, draft: Draft, { words, facts }: Pick<Listening, 'words' | 'facts'>): string | null | undefined {
  const ways = waysToPay(draft, facts);
  const [first = null] = ways;
  if (ways.length === 1 && (words.says(text, 'yes') || words.says(text, 'confirm'))) return first?.code ?? null;
  const typed = fold(text);
  const named = (fits: (name: string) => boolean) =>
    ways.filter((way) => way !== null && Object.values(way.name).some((name) => fits(fold(name))));
  const exact = named((name) => name === typed);
  // "Pay by card", "картой": the name in a few words, or but for its ending, when only one way is meant.
  const [only, ...others] = exact.length > 0 ? exact : named((name) => typed.includes(name.length > STEM ? name.slice(0, -1) : name));
  return others.length === 0 ? only?.code : undefined;
}
