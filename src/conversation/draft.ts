import { formatAmount, parseAmount } from '../domain/money.ts';
import type { Listing } from './results.ts';
import { type Asked, type Draft, type Memory, PRIVACY_VERSION } from './state.ts';
import type { Facts } from './step.ts';
import { clean, hasWords, lengthOf } from './text.ts';

export const LONGEST_NAME = 100;

/** A draft of one thing. Its number is later than that of any draft before it, in this conversation and in earlier ones. */
export function beginDraft({ description: _description, category: _category, ...listing }: Listing, memory: Memory, now: string): Draft {
  const earlier = Math.max(memory.draft?.no ?? 0, memory.placed?.draft ?? 0);
  const no = Math.max(Date.parse(now) || 0, earlier + 1);
  // An option with a single value is no question.
  const options = Object.fromEntries(
    listing.options.flatMap(({ key, values }) => (values.length === 1 && values[0] ? [[key, values[0].key]] : [])),
  );
  return { no, revision: 0, listing, quantity: null, options, address: null, comment: null, method: null, reminded: false };
}

/** The first thing an order still needs to know; the summary when it knows all. */
export function nextQuestion(draft: Draft, { person }: Memory, { customer }: Facts): Asked {
  const option = draft.listing.options.findIndex(({ key }) => draft.options[key] === undefined);
  if (draft.quantity === null) return asked('quantity');
  if (option >= 0) return asked('option', option);
  if (draft.address === null) return asked('address');
  if (hasAgreed(person, customer)) return asked('summary');
  if (customer === null && person.name === null) return asked('name');
  if (customer === null && person.phone === null) return asked('phone');
  return asked('consent');
}

export const asked = (question: Asked['question'], option: number | null = null): Asked => ({ question, option });

export function hasAgreed(person: Memory['person'], customer: Facts['customer']): boolean {
  return person.met === PRIVACY_VERSION || customer?.privacyVersion === PRIVACY_VERSION;
}

/** What the draft comes to; null when a manager names the price. */
export function totalOf({ listing, quantity }: Draft): { amount: string; currency: string } | null {
  const price = listing.price === null ? undefined : parseAmount(listing.price);
  if (price === undefined || listing.currency === null) return null;
  return { amount: formatAmount(price * BigInt(quantity ?? 1)), currency: listing.currency };
}

type Way = Facts['desk']['paymentMethods'][number];

/** The ways to pay a draft can be confirmed with; a single null where there is nothing to choose. */
export function waysToPay(draft: Draft, { desk }: Facts): Array<Way | null> {
  const total = totalOf(draft);
  const isFree = total !== null && parseAmount(total.amount) === 0n;
  return total === null || isFree || desk.paymentMethods.length === 0 ? [null] : desk.paymentMethods;
}

/** What the channel calls the sender, where it can pass for a name. */
export function nameOfSender({ channel }: Facts): string | null {
  const name = clean(channel.senderName ?? '').replaceAll('\n', ' ');
  return hasWords(name) && lengthOf(name) <= LONGEST_NAME ? name : null;
}

/** How much of an order has been filled in, 0 to 100, and with what. */
export function progressOf(memory: Memory, facts: Facts): { completeness: number; draft: Draft | null } {
  const { draft, placed } = memory;
  if (draft === null) return { completeness: placed === null ? 0 : 100, draft };
  const next = nextQuestion(draft, memory, facts);
  const road = [
    ...['quantity'],
    ...draft.listing.options.map((_, index) => `option ${index}`),
    ...['address', 'name', 'phone', 'consent', 'summary'],
  ];
  const here = road.indexOf(next.question === 'option' ? `option ${next.option}` : next.question);
  // The listing itself is the first thing filled in, and the confirmation the last.
  return { completeness: Math.round(((here + 1) / (road.length + 1)) * 100), draft };
}
