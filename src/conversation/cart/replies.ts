import { formatAmount } from '../../domain/money.ts';
import type { CustomerOrder, Proposal } from '../../orders/schema.ts';
import { actions, button, text, toMenu, toMove, toPerson } from '../buttons.ts';
import { linesOf } from '../draft.ts';
import { type Phrase, type Reply, say } from '../reply.ts';
import type { Draft } from '../state.ts';
import { cartActions, gone, itemOf, repriced } from './asks.ts';
import type { Had, OfferAnswer } from './commands.ts';
import type { CartMemory } from './memory.ts';

/** What is said beside the questions of this story. */

/** What came back into the cart, what is gone since, and what costs something else now. */
export function broughtBack(had: Had, draft: Draft | null): Reply[] {
  const missing = had.lines.filter(({ listing }) => listing === null).map(({ title }) => gone(title));
  if (draft === null) return [text([...missing, say('cart-nothing-left')])];
  const prices = had.lines.flatMap(({ listing, price, currency }) => {
    const line = listing && linesOf(draft).find((one) => one.listing.id === listing.id);
    const sentence = line ? repriced(line, price, currency) : null;
    return sentence === null ? [] : [sentence];
  });
  return [text([say('cart-back', { count: linesOf(draft).length }), ...missing, ...prices])];
}

/** What is left of a cart that could not be ordered as it was. */
export function lookedAgain(before: Draft, after: Draft | null): Reply[] {
  const left = after === null ? [] : linesOf(after);
  const missing = linesOf(before).filter(({ listing }) => !left.some((line) => line.listing.id === listing.id));
  const prices = linesOf(before).flatMap(({ listing }) => {
    const line = left.find((one) => one.listing.id === listing.id);
    const sentence = line ? repriced(line, listing.price, listing.currency) : null;
    return sentence === null ? [] : [sentence];
  });
  return [text([say('cart-not-placed'), ...missing.map(({ listing }) => gone(listing.title)), ...prices])];
}

export const removed = (draft: Draft): Reply[] => [text([say('item-removed', { title: itemOf(draft).title })])];

const amountOf = (amount: bigint, currency: string) => ({ amount: formatAmount(amount), currency });

/** A proposal of the desk as the dialogue remembers it; null when it waits for no answer of the customer's. */
export function offerOf(proposal: Proposal | null): CartMemory['offer'] {
  if (proposal === null || proposal.made_by !== 'staff' || proposal.status !== 'open' || proposal.total_after === null) return null;
  const amount = (value: bigint | null) => (value === null ? null : formatAmount(value));
  return {
    ...{ code: proposal.order_code, no: proposal.no, currency: proposal.currency, note: proposal.note, until: proposal.expires_at },
    lines: proposal.lines.map(({ title, titles, quantity, total_amount }) => ({
      name: namesOf(title, titles),
      quantity,
      total: amount(total_amount),
    })),
    before: amount(proposal.total_before),
    after: formatAmount(proposal.total_after),
    // Before anything was paid, what is due is the total itself.
    due: proposal.paid > 0n ? amount(proposal.due_after) : null,
    refund: proposal.refundable_after !== null && proposal.refundable_after > 0n ? amount(proposal.refundable_after) : null,
  };
}

/** A title in every language the listing has, as it was ordered: with its options, where it had any. */
export function namesOf(title: string, titles: Record<string, unknown> | null | undefined): Record<string, string> {
  const known = Object.entries(titles ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const own = known
    .map(([, name]) => name)
    .filter((name) => title.startsWith(name))
    .toSorted((a, b) => b.length - a.length)[0];
  return own === undefined
    ? { en: title }
    : Object.fromEntries(known.map(([language, name]) => [language, `${name}${title.slice(own.length)}`]));
}

export function editOf(order: CustomerOrder): CartMemory['edit'] {
  const lines = order.lines.map(({ position, title, titles, quantity }) => ({
    position,
    name: namesOf(title, titles),
    was: quantity,
    quantity,
  }));
  return lines.length === 0 ? null : { code: order.order_code, orderId: order.id, lines, line: null };
}

/** Where something proposed stands that waits for no answer of the customer's. */
export function proposalState(order: CustomerOrder | null, proposal: Proposal | null): Reply[] {
  if (order === null) return [text([say('order-unknown')], button(say('button-my-orders'), actions.orders), toMenu())];
  const { order_code: code } = order;
  const show = button(say('button-show-order', { code }), actions.order(code));
  if (proposal === null) return [text([say('offer-none', { code })], show, toPerson(), toMenu())];
  if (proposal.status === 'open' && proposal.made_by === 'customer') {
    return [
      text([say('edit-waits', { code })], button(say('button-withdraw'), cartActions.offer('withdraw', proposal.no, code)), show, toMenu()),
    ];
  }
  return [text([say(`offer-${proposal.status === 'open' ? 'none' : proposal.status}`, { code })], show, toPerson(), toMenu())];
}

export function offerAnswered(answer: OfferAnswer, order: CustomerOrder, proposal: Proposal): Reply[] {
  const { order_code: code } = order;
  const said: Phrase[] =
    answer === 'accept' && proposal.total_after !== null
      ? [say('offer-accept-done', { code, total: amountOf(proposal.total_after, proposal.currency) })]
      : [say(`offer-${answer}-done`, { code })];
  if (answer === 'accept' && order.balance_due !== null && order.balance_due > 0n) {
    said.push(say('offer-accept-pay', { due: amountOf(order.balance_due, order.currency) }));
  }
  return [text(said), cardOf(order)];
}

export function editSent({ order_code: code, ...order }: CustomerOrder, proposal: Proposal): Reply[] {
  const { total_before: before, total_after: after, refundable_after: back, currency } = proposal;
  const said = [say('edit-sent', { code })];
  if (before !== null && after !== null)
    said.push(say('edit-money', { before: amountOf(before, currency), total: amountOf(after, currency) }));
  if (back !== null && back > 0n) said.push(say('edit-refund', { refund: amountOf(back, currency) }));
  said.push(say('edit-until', { until: { at: proposal.expires_at, show: 'day-and-time' } }));
  const withdraw = button(say('button-withdraw'), cartActions.offer('withdraw', proposal.no, code));
  return [text(said), { kind: 'order-card', orderId: order.id, choices: [withdraw, toMenu()] }];
}

/** The order, with what its customer can do with it now. */
function cardOf({ id, order_code: code, moves }: CustomerOrder): Reply {
  return { kind: 'order-card', orderId: id, choices: [...moves.slice(0, 4).map((move) => toMove(move, code)), toMenu()] };
}
