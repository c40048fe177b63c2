import type { HadLine } from '../../cart/phone-book.ts';
import type { CustomerOrder, Proposal } from '../../orders/schema.ts';
import type { Listing } from '../results.ts';
import type { Facts } from '../step.ts';

export type OfferAnswer = 'accept' | 'decline' | 'withdraw';

/** Things somebody had, with what is known besides. */
export type Had = { lines: HadLine[]; address: { text: string | null } | null; comment: string | null };

/** What this story asks of the desk. */
export type CartCommand =
  | { do: 'take-cart'; cart: string; answer: 'take' | 'empty' }
  /** The last order where no code is named. */
  | { do: 'repeat-order'; code: string | null }
  /** What of this is on sale still, and for how much. */
  | { do: 'look-again'; codes: string[] }
  | { do: 'change-details'; name: string | null; phone: { number: string | null; verified: boolean } | null }
  | { do: 'show-proposal'; code: string }
  /** The number of the proposal that was looked at: another one is not answered by it. */
  | { do: 'answer-proposal'; code: string; no: number; answer: OfferAnswer; note: string | null }
  | { do: 'propose-edit'; orderId: string; code: string; lines: Array<{ position: number; quantity: number }> };

/** What that comes to; null where there is no such thing of this person's. */
export type CartResult =
  | { did: 'take-cart'; answer: 'take' | 'empty'; had: Had | null }
  | { did: 'repeat-order'; code: string | null; had: Had | null }
  | { did: 'look-again'; listings: Listing[] }
  | { did: 'change-details'; customer: NonNullable<Facts['customer']> }
  | { did: 'show-proposal'; order: CustomerOrder | null; proposal: Proposal | null }
  | { did: 'answer-proposal'; answer: OfferAnswer; order: CustomerOrder | null; proposal: Proposal | null; answered: boolean }
  | { did: 'propose-edit'; order: CustomerOrder; proposal: Proposal };
