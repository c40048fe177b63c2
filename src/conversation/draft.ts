import type { HadLine } from '../cart/phone-book.ts';
import { formatAmount, parseAmount } from '../domain/money.ts';
import { MOST } from './quantity.ts';
import type { Listing } from './results.ts';
import { type Asked, type Draft, isOpen, type Line, type Memory, PRIVACY_VERSION } from './state.ts';
import type { Facts } from './step.ts';
import { clean, hasWords, lengthOf } from './text.ts';

export const LONGEST_NAME = 100;
/** Things in one cart. */
export const MOST_LINES = 20;

/** A listing as the first thing known of a line. An option with a single value is no question. */
function beginLine({ description: _description, category: _category, ...listing }: Listing): Line {
  const options = Object.fromEntries(
    listing.options.flatMap(({ key, values }) => (values.length === 1 && values[0] ? [[key, values[0].key]] : [])),
  );
  return { listing, quantity: null, options };
}

/**
 * A draft with this listing in hand. What was chosen before stays in the cart. Its number is later than that of any draft
 * before it, in this conversation and in earlier ones: buttons of the line before are buttons of a step that is over.
 */
export function beginDraft(listing: Listing, memory: Memory, now: string): Draft {
  const line = beginLine(listing);
  const chosen = memory.draft === null ? [] : linesOf(memory.draft).filter(({ quantity }) => quantity !== null);
  // Opened again, what has nothing to choose from is asked about again; sizes and colours may be wanted side by side.
  const others = isOpen({ ...line, quantity: 1 }) ? chosen : chosen.filter((other) => other.listing.id !== listing.id);
  return { ...blank(memory, now), ...line, others };
}

function blank(memory: Memory, now: string): Omit<Draft, keyof Line | 'others'> {
  const earlier = Math.max(memory.draft?.no ?? 0, memory.placed?.draft ?? 0);
  const { address = null, comment = null } = memory.draft ?? {};
  return { no: Math.max(Date.parse(now) || 0, earlier + 1), revision: 0, address, comment, method: null, reminded: false };
}

/** Things somebody had before, as a draft: what is on sale still, beside what is in the cart already. Null when nothing is. */
export function fillDraft(
  had: readonly HadLine[],
  known: Partial<Pick<Draft, 'address' | 'comment'>>,
  memory: Memory,
  now: string,
): Draft | null {
  const there = memory.draft === null ? [] : linesOf(memory.draft).filter(({ quantity }) => quantity !== null);
  const wanted = had.flatMap((line) => (line.listing === null ? [] : [asNow(line, line.listing)]));
  const lines = [...there, ...wanted].slice(0, MOST_LINES);
  const last = lines.pop();
  if (last === undefined || wanted.length === 0) return null;
  const draft = blank(memory, now);
  return settle({
    ...draft,
    ...last,
    others: lines,
    address: draft.address ?? known.address ?? null,
    comment: draft.comment ?? known.comment ?? null,
  });
}

/** What the listing offers today is asked for anew where it differs. */
function asNow({ quantity, options }: HadLine, listing: Listing): Line {
  const line = beginLine(listing);
  const kept = listing.options.flatMap(({ key, values }) => {
    const chosen = values.find((value) => value.key === options[key]);
    return chosen ? [[key, chosen.key]] : [];
  });
  const fits = quantity !== null && Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST;
  return { ...line, quantity: fits ? quantity : null, options: { ...line.options, ...Object.fromEntries(kept) } };
}

/** Whether nothing else fits beside what is chosen. */
export const isFull = (draft: Draft) => linesOf(draft).filter(({ quantity }) => quantity !== null).length >= MOST_LINES;

const lineOf = ({ listing, quantity, options }: Line): Line => ({ listing, quantity, options });

/** Everything in the cart, the line in hand last. */
export const linesOf = (draft: Draft): Line[] => [...draft.others, lineOf(draft)];

/** Puts another line of the cart in hand. */
export function takeInHand(draft: Draft, index: number): Draft {
  const lines = linesOf(draft);
  const [line] = lines.splice(index, 1);
  return line === undefined ? draft : { ...draft, ...line, others: lines };
}

/** The cart without the line in hand; null when that was all. */
export function withoutLine(draft: Draft): Draft | null {
  const last = draft.others.at(-1);
  return last === undefined ? null : { ...draft, ...last, others: draft.others.slice(0, -1) };
}

const isSame = (one: Line, other: Line) =>
  one.listing.id === other.listing.id && one.listing.options.every(({ key }) => one.options[key] === other.options[key]);

/** A cart in order: the same thing stands there once, and what still has to be asked about is in hand. */
export function settle(draft: Draft): Draft {
  if (isOpen(draft)) return draft;
  const twins = draft.others.filter((other) => !isOpen(other) && isSame(other, draft));
  const quantity = Math.min(
    twins.reduce((sum, twin) => sum + (twin.quantity ?? 0), draft.quantity ?? 0),
    MOST,
  );
  const whole = { ...draft, quantity, others: draft.others.filter((other) => !twins.includes(other)) };
  const open = whole.others.findIndex(isOpen);
  return open < 0 ? whole : takeInHand(whole, open);
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

type Cost = { amount: string; currency: string };

/** What one line comes to; null when a manager names the price. */
export function costOf({ listing, quantity }: Line): Cost | null {
  const price = listing.price === null ? undefined : parseAmount(listing.price);
  if (price === undefined || listing.currency === null) return null;
  return { amount: formatAmount(price * BigInt(quantity ?? 1)), currency: listing.currency };
}

/** What the draft comes to; null when a manager names the price of any of it. */
export function totalOf(draft: Draft): Cost | null {
  const costs = linesOf(draft).map(costOf);
  const [first] = costs;
  if (first == null || costs.some((cost) => cost?.currency !== first.currency)) return null;
  const sum = costs.reduce((whole, cost) => whole + (parseAmount(cost?.amount ?? '0') ?? 0n), 0n);
  return { amount: formatAmount(sum), currency: first.currency };
}

/** What a line is called in each language, with the options chosen for it. */
export function nameOf({ listing, options }: Line): Record<string, string> {
  const chosen = listing.options.flatMap(({ key, values }) =>
    values.length > 1 ? values.filter((value) => value.key === options[key]) : [],
  );
  const inLanguage = (texts: Record<string, string>, language: string) => texts[language] ?? texts.en ?? Object.values(texts)[0] ?? '';
  return Object.fromEntries(
    Object.keys(listing.title).map((language) => {
      const labels = chosen.map(({ label }) => inLanguage(label, language)).join(', ');
      return [language, `${inLanguage(listing.title, language)}${labels === '' ? '' : ` (${labels})`}`];
    }),
  );
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

/** The cart as it is kept when its conversation ends: only what has been chosen. */
export function cartOf(draft: Draft | null): { lines: unknown[]; address: Draft['address']; comment: string | null } | null {
  const lines = draft === null ? [] : linesOf(draft).filter(({ quantity }) => quantity !== null);
  if (draft === null || lines.length === 0) return null;
  const { address, comment } = draft;
  return {
    lines: lines.map(({ listing: { id, title, price, currency }, quantity, options }) => ({
      listing_id: id,
      title,
      quantity,
      options,
      price,
      currency,
    })),
    address,
    comment,
  };
}
