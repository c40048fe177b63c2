import type { CustomerOrder, Proposal } from '../../orders/schema.ts';
import type { Listing } from '../results.ts';
import type { Had, OfferAnswer } from './commands.ts';

/** What an event can mean in this story. */
export type CartSignal =
  /** Something else beside what is in the cart. */
  | { type: 'another' }
  | { type: 'items' }
  | { type: 'pick'; line: number }
  | { type: 'reselect' }
  | { type: 'remove' }
  | { type: 'details' }
  | { type: 'rename' }
  | { type: 'renumber' }
  | { type: 'take-cart'; cart: string; answer: 'take' | 'empty' }
  | { type: 'repeat'; code: string | null }
  | { type: 'answer-offer'; answer: OfferAnswer; code: string; no: number; note: string | null }
  | { type: 'wish-else'; code: string; no: number }
  | { type: 'wish-said'; text: string }
  | { type: 'edit-pick'; line: number }
  | { type: 'edit-quantity'; quantity: number }
  | { type: 'edit-send' }
  | { type: 'edit-leave' }
  | { type: 'cart-taken'; answer: 'take' | 'empty'; had: Had | null }
  | { type: 'repeated'; code: string | null; had: Had | null }
  | { type: 'looked-again'; listings: Listing[] }
  | { type: 'details-changed' }
  | { type: 'proposal-shown'; order: CustomerOrder | null; proposal: Proposal | null }
  | { type: 'offer-answered'; answer: OfferAnswer; order: CustomerOrder | null; proposal: Proposal | null; answered: boolean }
  | { type: 'edit-sent'; order: CustomerOrder; proposal: Proposal };
