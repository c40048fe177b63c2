import { formatAmount } from '../domain/money.ts';
import { fillBlanks } from '../payments/blanks.ts';
import { languages } from '../phrases/phrases.ts';
import type { RefusalCode } from '../rpc/refusals.ts';
import { actions, button, choicesOf, inLanguages, text, toMenu, toPerson } from './buttons.ts';
import { orderCard } from './care/card.ts';
import { itemOf } from './cart/asks.ts';
import { linesOf, totalOf } from './draft.ts';
import { toWishSearched } from './lead/replies.ts';
import { MOST } from './quantity.ts';
import { quantityChoices, titleOf } from './questions.ts';
import { literal, type Phrase, type Reply, say } from './reply.ts';
import type { CustomerOrder, Listing, ListingPage } from './results.ts';
import type { Draft, Memory } from './state.ts';
import type { Facts } from './step.ts';

/** What is said beside the questions: answers to wishes, and what became of commands. */

export function greeting({ customer, desk }: Facts): Reply {
  return text([
    customer === null ? say('greeting-new', { desk: desk.name }) : say('greeting-known', { name: customer.fullName, desk: desk.name }),
  ]);
}

export { orderCard };

export function languageChoice({ desk }: Facts): Reply {
  const offered = languages.filter((language) => desk.languages.includes(language));
  return text([say('languages-ask')], ...offered.map((language) => button(say(`language-name-${language}`), actions.language(language))));
}

/** The listing and the first question about it, in one. */
export function listingCard({ title, description, code, price, currency }: Listing, draft: Draft, memory: Memory, facts: Facts): Reply {
  const cost = price === null || currency === null ? say('price-by-manager') : say('verbatim', { text: { amount: price, currency } });
  const described = Object.values(description).some((words) => words.trim() !== '');
  return {
    kind: 'card',
    title: inLanguages(title),
    rows: [
      { label: say('label-price'), value: cost },
      { label: say('label-code'), value: literal(code) },
    ],
    text: [...(described ? [inLanguages(description)] : []), say('quantity-ask', { max: MOST, ...titleOf(draft) })],
    choices: choicesOf(...quantityChoices(draft, memory, facts)),
  };
}

export function resultsList(page: ListingPage, draft: Draft | null): Reply {
  const { query, category, listings, more } = page;
  const search = { query, category, page: page.page };
  return text(
    [headingOf(page)],
    ...listings.map((listing) => button(labelOf(listing), actions.listing(listing.code))),
    more ? button(say('button-more'), actions.search({ ...search, page: page.page + 1 })) : null,
    listings.length === 0 && query !== null ? toWishSearched() : null,
    listings.length === 0 ? toPerson() : null,
    draft && button(say('button-continue'), actions.continue),
    button(say('button-catalogue'), actions.catalogue),
    toMenu(),
  );
}

function headingOf({ query, listings, near, page }: ListingPage): Phrase {
  if (listings.length === 0 && page > 1) return say('search-no-more');
  if (listings.length === 0) return query === null ? say('search-nothing') : say('search-nothing-called', { query });
  if (query === null) return say('search-all');
  return say(near ? 'search-near' : 'search-found', { query });
}

function labelOf({ title, price, currency }: Listing): Phrase {
  const named = { title: { byLanguage: title } };
  return price === null || currency === null
    ? say('button-listing', named)
    : say('button-listing-priced', { ...named, price: { amount: price, currency } });
}

export function ordersList(orders: readonly CustomerOrder[]): Reply {
  const lines = orders.map((order) => say(order.total_amount === null ? 'order-line-unpriced' : 'order-line', lineOf(order)));
  if (lines.length === 0) return text([say('orders-none')], button(say('button-catalogue'), actions.catalogue, 'primary'), toMenu());
  const buttons = orders.map(({ order_code: code }) => button(say('button-show-order', { code }), actions.order(code)));
  return text([say('orders-some', { count: orders.length }), ...lines], ...buttons, toMenu());
}

function lineOf({ order_code: code, status, total_amount: total, currency }: CustomerOrder): NonNullable<Phrase['params']> {
  const named = { code, status: { phrase: `order-status-${status.replaceAll('_', '-')}` } };
  return total === null ? named : { ...named, total: { amount: formatAmount(total), currency } };
}

/** A placed order: its code and how to pay, and the card that lives on with it. */
export function placedOrder(order: CustomerOrder, draft: Draft | null, facts: Facts): Reply[] {
  const { order_code: code, total_amount: total, currency } = order;
  const way = facts.desk.paymentMethods.find((method) => method.code === draft?.method);
  const paragraphs = [say('order-placed', { code })];
  if (total === null) paragraphs.push(say('pay-later'));
  else if (total > 0n) {
    const amount = { amount: formatAmount(total), currency };
    const confirmed = draft && totalOf(draft);
    if (confirmed !== null && confirmed.amount !== amount.amount) paragraphs.push(say('price-changed', { total: amount }));
    paragraphs.push(
      way === undefined ? say('pay-as-agreed', { total: amount }) : say('pay-by', { total: amount, method: { byLanguage: way.name } }),
    );
    if (way !== undefined && Object.values(way.instructions).some((words) => words.trim() !== ''))
      paragraphs.push(inLanguages(fillBlanks(way.instructions, { ...amount, order: code })));
  }
  return [text([...paragraphs, say('order-placed-next')]), orderCard(order)];
}

export function alreadyPlaced(code: string): Reply {
  return text(
    [say('order-placed-already', { code })],
    button(say('button-show-order', { code }), actions.order(code), 'primary'),
    toMenu(),
  );
}

/** Whoever opens something else keeps what they have chosen, and is told so. */
export function stillInCart(draft: Draft | null, opened: Listing | null): Reply[] {
  const chosen = draft === null ? [] : linesOf(draft).filter(({ quantity }) => quantity !== null);
  const [line, ...more] = chosen;
  if (line === undefined) return [];
  if (more.length === 0 && line.listing.id === opened?.id && opened.options.length === 0) {
    return [text([say('cart-has-it', { quantity: line.quantity ?? 1 })])];
  }
  return [text([more.length === 0 ? say('cart-keeps-one', itemOf(line)) : say('cart-keeps', { count: chosen.length })])];
}

export function cancelled(draft: Draft): Phrase {
  return draft.others.length === 0 ? say('cancelled', titleOf(draft)) : say('cart-cancelled', { count: linesOf(draft).length });
}

/** What a customer is told about a no. Most of them are the desk's own business: then it is sorry, and a person can help. */
const REFUSED = {
  NOT_FOUND: 'refused-not-found',
  BAD_INPUT: 'refused-bad-input',
  INVALID_TRANSITION: 'refused-too-late',
  IDEMPOTENCY_CONFLICT: 'refused-changed',
  AMOUNT_INVALID: 'refused-price',
  CURRENCY_MISMATCH: 'refused-price',
  NOT_PRICED: 'refused-price',
  ORDER_ENDED: 'refused-too-late',
  NOTHING_DUE: 'pay-paid-already',
  METHOD_NOT_OFFERED: 'pay-way-gone',
  FORBIDDEN_ROLE: 'refused-not-allowed',
  PROPOSAL_OPEN: 'refused-proposal-open',
  PROPOSAL_OVER: 'refused-proposal-over',
  PROPOSAL_STALE: 'refused-changed',
  OTHER_SIDE_ANSWERS: 'refused-not-allowed',
  ACTOR_REQUIRED: 'refused-not-allowed',
  ACTOR_INACTIVE: 'refused-not-allowed',
} as const satisfies Partial<Record<RefusalCode, string>>;

export function refusal(code: RefusalCode): Phrase {
  const known: Partial<Record<RefusalCode, string>> = REFUSED;
  return say(known[code] ?? 'refused-otherwise');
}
