import type { Move, Reason } from '../../orders/moves.ts';
import type { CustomerOrder } from '../results.ts';

export type WeighedMove = { move: Move; allowed: boolean; reasons: Reason[] };

/** What an event can mean in this story. */
export type CareSignal =
  /** What may be done with an order, and why not the rest; without a code, of the one that is meant. */
  | { type: 'why'; code: string | null }
  /** Something to do with an order of theirs, whichever that is. */
  | { type: 'about'; move: Move }
  /** Words, or a file with words, that answer the card of an order. */
  | { type: 'asked-about'; code: string; question: string }
  /** `otherwise` is what to search for when no parcel of theirs has this number. */
  | { type: 'parcel'; number: string; otherwise: string }
  /** A rating; its buttons make sense long after they were shown. */
  | { type: 'stars'; code: string; stars: number }
  /** This parcel is here. */
  | { type: 'got'; shipment: string }
  /** The present question is left, and nothing is changed. */
  | { type: 'keep' }
  | { type: 'cancel-reason'; reason: string }
  | { type: 'cancel-sure' }
  | { type: 'new-address'; text: string | null }
  | { type: 'question'; text: string }
  | { type: 'rating-words'; text: string | null }
  | { type: 'all-weighed'; order: CustomerOrder; moves: WeighedMove[] }
  | { type: 'orders-found'; about: Move | 'why'; orders: CustomerOrder[] }
  | { type: 'parcel-found'; found: { order: CustomerOrder; number: string } | null }
  | { type: 'order-cancelled'; order: CustomerOrder }
  | { type: 'address-changed'; order: CustomerOrder }
  | { type: 'question-passed-on'; order: CustomerOrder }
  | { type: 'rated'; order: CustomerOrder; stars: number; withWords: boolean }
  | { type: 'receipt-noted'; order: CustomerOrder };
