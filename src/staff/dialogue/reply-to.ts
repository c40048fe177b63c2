import { anOrder } from './arguments.ts';
import { type Arg, isOptional, type Listening, type Verb } from './verb.ts';

/** A code as nobody counts things: with letters, or of three digits and more. */
const CODE = /^(?:[A-Z]{1,7}-?\d|\d{3})/i;
/** A line of an order and its price: "1: 450". */
const LINE = /^\S+\s*[:=]/;
/** What comes after an order and may be a number itself. */
const NUMBERS: ReadonlySet<string> = new Set(['sum', 'prices', 'carrier']);

/**
 * Whether a command that answers a message names at its beginning what it is about, although the message would say so.
 * A number there may as well be a sum, a price, or the first of some words: "3 boxes are broken".
 */
export function namesItself(arg: Arg, verb: Verb, written: string, listening: Listening): boolean {
  const read = arg.read(written, listening);
  if (read === undefined || LINE.test(written)) return false;
  if (/^[#№]/.test(written)) return true;
  if (arg.name === 'about' && !read.value.startsWith('order:')) return true;
  // A chat may be called by any word: what is said to it begins with one too.
  if (arg.name === 'chat') return anOrder.read(written, listening) !== undefined && CODE.test(written);
  const next = nextOf(arg, verb);
  if (next === undefined || !NUMBERS.has(next.name)) return read.rest === '' || CODE.test(written);
  return next.read(read.rest, listening) !== undefined;
}

/** What has to be said after it. */
const nextOf = (arg: Arg, verb: Verb): Arg | undefined =>
  verb.args.slice(verb.args.indexOf(arg) + 1).find((one) => one.typed === true || !isOptional(one, {}));
