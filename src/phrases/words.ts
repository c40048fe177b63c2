import { FluentResource } from '@fluent/bundle';
import { type Language, languages } from './phrases.ts';

/** What a word can be for: every one is a phrase `words-…` that lists its words, separated by `|`. */
export const meanings = [
  'help',
  'back',
  'cancel',
  'menu',
  'catalogue',
  'orders',
  'language',
  'person',
  'resume',
  'continue',
  'bot-question',
  'no-reminders',
  'settings',
  'my-data',
  'consents',
  'privacy-note',
  'stop-messages',
  'start-messages',
  'quiet-hours',
  'link-offer',
  'link-enter',
  'export',
  'erase',
  'erase-surely',
  'off',
  'hello',
  'thanks',
  'english',
  'russian',
  'turkish',
  'filler',
  'to',
  'name-is',
  'address-is',
  'except',
  'yes',
  'no',
  'none',
  'last',
  'pickup',
  'more',
  'comment',
  'confirm',
  'change-quantity',
  'change-address',
  'order-mark',
  'pay',
  'paid',
  'wish',
  'wishes',
  'budget',
  'send',
  'why',
  'track',
  'received',
  'rate',
  'ask-order',
  'move-address',
  'again',
  'another',
  'remove',
  'change-items',
  'change-options',
  'change-details',
  'accept',
  'decline',
  'something-else',
] as const;

export const numerals = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  fifty: 50,
  hundred: 100,
} as const;

export type WordMeaning = (typeof meanings)[number];
type Numeral = keyof typeof numerals;

/** What people type for what they want, in every language at once: nobody has to switch before being understood. */
export type Words = {
  /** All that the whole text can be a way to say. */
  meaningsOf(text: string): ReadonlySet<WordMeaning>;
  /** Whether the whole text is a way to say this. */
  says(text: string, meaning: WordMeaning): boolean;
  /** A number written in words; undefined when it is none. */
  numeral(word: string): number | undefined;
  /** Whether the word counts things: "pcs", "шт". */
  counts(word: string): boolean;
};

/** Longer than any wish: not looked at. */
const LONGEST = 100;
const NOTHING: ReadonlySet<WordMeaning> = new Set();

/** Reads the words out of the texts of the phrase files. A list that is missing is a bug and throws. */
export function createWords(sources: Readonly<Record<Language, string>>): Words {
  const lists = languages.map((language) => listsOf(sources[language]));
  const gather = (name: string) => {
    const found = lists.flatMap((list) => list.get(`words-${name}`) ?? []);
    if (found.length === 0) throw new Error(`no phrase "words-${name}"`);
    return new Set(found);
  };
  const means = new Map<string, Set<WordMeaning>>();
  for (const meaning of meanings) for (const word of gather(meaning)) means.set(word, (means.get(word) ?? new Set()).add(meaning));
  const meaningsOf = (text: string) => (text.length > LONGEST ? NOTHING : (means.get(fold(text)) ?? NOTHING));
  const numbers = new Map((Object.keys(numerals) as Numeral[]).flatMap((name) => [...gather(name)].map((word) => [word, numerals[name]])));
  const units = gather('units');
  return {
    meaningsOf,
    says: (text, meaning) => meaningsOf(text).has(meaning),
    numeral: (word) => numbers.get(fold(word)),
    counts: (word) => units.has(fold(word)),
  };
}

/** The form in which words are compared: case, accents, the Turkish i's and closing marks make no difference. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\u200B-\u200D\u2060\uFEFF]/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll(/[’`ʼ]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s"«“„]+|[\s.!…?,;"»”]+$/g, '');
}

/** The lists of words of a text of phrases, by key; in the form in which words are compared, unless another is wanted. */
export function listsOf(source: string, prefix = 'words-', form = fold): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { id, value } of new FluentResource(source).body) {
    if (id.startsWith(prefix) && typeof value === 'string') lists.set(id, value.split('|').map(form).filter(Boolean));
  }
  return lists;
}
