import { plainDigits } from '../../conversation/text.ts';
import { readSum, type Sum } from '../../domain/sums.ts';
import type { Arg } from './verb.ts';

/** A number as people write sums, at the beginning of a text, perhaps with the sign of a currency before it. Thousands never begin with 0. */
const NUMBER = /^([€$£₽₺₸₴]\s?)?(?:[1-9]\d{0,2}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?![.,]?\d)/;
const WORD = /^\s?([€$£₽₺₸₴]|\p{L}{1,12}\.?)(?=[\s,;:]|$)/u;

/** The sum a text begins with, and what comes after it. */
export function sumAt(text: string): { sum: Sum; rest: string } | undefined {
  const typed = plainDigits(text).replaceAll(/[\u00A0\u2009\u202F]/g, ' ');
  const [number] = NUMBER.exec(typed) ?? [];
  if (number === undefined) return undefined;
  const [word] = WORD.exec(typed.slice(number.length)) ?? [];
  const marked = word === undefined ? undefined : readSum(number + word);
  const begun = marked?.currency == null ? number : number + (word ?? '');
  const after = typed.slice(begun.length);
  const sum = marked?.currency == null ? readSum(number) : marked;
  return sum === undefined || /^\p{L}/u.test(after) ? undefined : { sum, rest: after.replace(/^[\s,:]+/, '') };
}
/** What stands for all that is due. */
export const REST = 'rest';

const written = ({ amount, currency }: Sum) => (currency === null ? amount : `${amount} ${currency}`);

/** What an argument says, as it was written down: its amount, and the currency when one was named. */
export const sumOf = (value: string): Sum => {
  const [amount = '', currency = null] = value.split(' ');
  return { amount, currency };
};

/** A sum of money: "100", "1 234,50 €"; or all that is due. */
export const aSum: Arg = {
  name: 'sum',
  read: (text, { vocabulary }) => {
    const all = vocabulary.optionOf(text, [REST]);
    if (all !== undefined) return all;
    const found = sumAt(text);
    return found && { value: written(found.sum), rest: found.rest };
  },
};
