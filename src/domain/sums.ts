import { plainDigits } from '../conversation/text.ts';
import { formatAmount } from './money.ts';

/** A sum of money as somebody wrote it; the currency when they named one. */
export type Sum = { amount: string; currency: string | null };

const CURRENCIES = {
  EUR: '€|eur|euros?|евро|avro',
  RUB: '₽|rub|rubles?|ruble|руб|руб\\p{L}+|р',
  TRY: '₺|try|tl|lira|liras[ıi]|лир\\p{L}*',
  GBP: '£|gbp|pounds?|sterlin|фунт\\p{L}*',
  KZT: '₸|kzt|tenge|тенге',
  UAH: '₴|uah|hryvnias?|грн|грив\\p{L}+',
  PLN: 'pln|zł|zl|злот\\p{L}+',
  CHF: 'chf|francs?|frank|франк\\p{L}*',
  USD: '\\$|usd|dollars?|bucks?|dolar\\p{L}*|доллар\\p{L}*|бакс\\p{L}*',
};
const MARKS = Object.entries(CURRENCIES).map(
  ([code, written]) =>
    [code, new RegExp(`^\\s*(?:${written})(?!\\p{L})`, 'iu'), new RegExp(`(?<!\\p{L})(?:${written})\\s*$`, 'iu')] as const,
);

/** A number with its thousands set apart in any way, and what multiplies it. */
const NUMBER =
  /(?<![\p{L}\d.,])([1-9]\d{0,2}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?!\d)\s*((?:k|к|bin|тыс|тысяч\p{L}*|млн|миллион\p{L}*|mln|million|milyon)(?!\p{L})\.?)?/giu;
/** "1000–": the lower end of a range. */
const LOWER_END = /(?<![\p{L}\d])\d[\d .,'’]{0,20}(?:k|к|bin|тыс\.?)?\s{0,3}[-–—]\s{0,3}(?=\d)/giu;
const THOUSANDS = /^(?:k|к|bin|тыс)/i;

/** More words than these around a bare number, and it was not a sum that was meant. */
const MOST_WORDS = 4;
/** Digits the database keeps before the decimal point. */
const LONGEST = 13;
/** A longer text is a story, not a sum. */
const LONGEST_TEXT = 200;

/**
 * The sum a person means: "up to 1 500 €", "1.5k", "до 2000 евро", "2000 TL"; of a range the upper end. Undefined when the
 * text is about something else, or may be.
 */
export function readSum(text: string): Sum | undefined {
  const typed = plainSpaces(plainDigits(text));
  if (typed.length > LONGEST_TEXT || [...typed.matchAll(LOWER_END)].length > 1) return undefined;
  const upper = typed.replaceAll(LOWER_END, '');
  const sums = [...upper.matchAll(NUMBER)].map((match) => sumAt(upper, match));
  const [marked, ...othersMarked] = sums.filter((sum) => sum.currency !== null);
  const words = upper
    .replaceAll(NUMBER, ' ')
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
  const bare = sums.length === 1 && words.length <= MOST_WORDS ? sums[0] : undefined;
  const meant = marked ?? bare;
  if (meant?.minor === undefined || meant.minor <= 0n || othersMarked.length > 0) return undefined;
  return { amount: formatAmount(meant.minor), currency: meant.currency };
}

/** The amount of an offer as a page states it: plain, or with its thousands set apart. Undefined when it is none. */
export function readAmount(text: string): string | undefined {
  const typed = plainSpaces(plainDigits(text));
  const [match, ...others] = [...typed.matchAll(NUMBER)];
  const isPlain = others.length === 0 && !/[\d−–-]/.test(typed.replaceAll(NUMBER, ''));
  const minor = match && isPlain ? minorUnits(match[1] ?? '', '') : undefined;
  return minor !== undefined && minor > 0n ? formatAmount(minor) : undefined;
}

function sumAt(text: string, match: RegExpExecArray): { minor: bigint | undefined; currency: string | null } {
  const [whole, digits = '', times = ''] = match;
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + whole.length)];
  const named = MARKS.find(([, follows, leads]) => follows.test(after) || leads.test(before));
  return { minor: minorUnits(digits, times), currency: named?.[0] ?? null };
}

function minorUnits(digits: string, times: string): bigint | undefined {
  const [, whole = '', cents = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(digits) ?? [];
  const units = whole.replaceAll(/\D/g, '');
  if (units.length === 0 || units.length > LONGEST) return undefined;
  const minor = BigInt(units) * 100n + BigInt(cents.padEnd(2, '0'));
  const product = minor * (times === '' ? 1n : THOUSANDS.test(times) ? 1000n : 1_000_000n);
  return product < 10n ** 15n ? product : undefined;
}

function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00A0\u2009\u202F]/g, ' ');
}
