import { z } from 'zod';
import { plainDigits } from '../../conversation/text.ts';
import { sumAt } from './sums.ts';
import type { Arg } from './verb.ts';

const entrySchema = z.strictObject({
  /** A line of the order by its place; or the name of what is added; or neither, for the line that is meant anyway. */
  line: z.int().optional(),
  title: z.string().optional(),
  /** What one costs; null takes the line out. */
  price: z.string().nullable(),
  currency: z.string().nullable(),
});
export type Entry = z.output<typeof entrySchema>;

/** "1: 450, 2: 20", each on a line of its own or one after the other. */
const BETWEEN = /\s*(?:[;\n]|,(?=\s*\+)|,\s+(?=\d{1,2}\s*[:=])|\s(?=\d{1,2}\s?[:=]\s?\S)|\s(?=\+))\s*/;
const LINE = /^(\d{1,2})\s*[:=]\s*(.+)$/;
const NAMED = /^\+?\s*(\p{L}[^:=]{0,199}?)\s*[:=]\s*(.+)$/u;
const OUT = /^[-–—x×]$/i;
const FREE = /^0(?:[.,]0{1,2})?$/;

/** What was written of prices; undefined when something in it is no price. */
export function readPrices(text: string): Entry[] | undefined {
  const parts = plainDigits(text).split(BETWEEN).filter(Boolean);
  const entries = parts.map(entryOf);
  const isWhole = entries.length > 0 && entries.length <= 50 && entries.every((entry) => entry !== undefined);
  if (!isWhole || (entries.length > 1 && entries.some((entry) => entry?.line === undefined && entry?.title === undefined)))
    return undefined;
  return entries;
}

function entryOf(part: string): Entry | undefined {
  const [, place, ofLine] = LINE.exec(part) ?? [];
  const [, title, ofTitle] = place === undefined ? (NAMED.exec(part) ?? []) : [];
  const price = priceOf(ofLine ?? ofTitle ?? part);
  if (price === undefined || (price.price === null && place === undefined)) return undefined;
  return { ...(place !== undefined && { line: Number(place) }), ...(title !== undefined && { title: title.trim() }), ...price };
}

function priceOf(text: string): Pick<Entry, 'price' | 'currency'> | undefined {
  const typed = text.replace(/[,\s]+$/, '');
  if (OUT.test(typed)) return { price: null, currency: null };
  if (FREE.test(typed)) return { price: '0.00', currency: null };
  const found = sumAt(typed);
  return found === undefined || found.rest !== '' ? undefined : { price: found.sum.amount, currency: found.sum.currency };
}

/** Prices of lines, for one argument of a command. */
export const prices: Arg = {
  name: 'prices',
  read: (text) => {
    const entries = readPrices(text);
    return entries && { value: JSON.stringify(entries), rest: '' };
  },
};

export const entriesIn = (value = '[]'): Entry[] => z.array(entrySchema).parse(JSON.parse(value));
