import type { Move } from '../../orders/moves.ts';
import type { CustomerOrder } from '../results.ts';
import type { WeighedMove } from './signals.ts';

/** What this story asks of the desk, and what that comes to. An order that is not theirs is null, like one that is not. */
export type CareCommand =
  | { do: 'weigh-moves'; code: string }
  | { do: 'find-order'; about: Move | 'why' }
  | { do: 'find-parcel'; number: string }
  | { do: 'cancel-order'; code: string; reason: string }
  | { do: 'change-address'; code: string; address: string | null }
  | { do: 'ask-about-order'; code: string; question: string }
  | { do: 'rate-order'; code: string; stars: number; comment: string | null }
  | { do: 'confirm-receipt'; shipment: string };

export type CareResult =
  | { did: 'weigh-moves'; weighed: { order: CustomerOrder; moves: WeighedMove[] } | null }
  | { did: 'find-order'; about: Move | 'why'; orders: CustomerOrder[] }
  | { did: 'find-parcel'; found: { order: CustomerOrder; number: string } | null }
  | { did: 'cancel-order'; order: CustomerOrder | null }
  | { did: 'change-address'; order: CustomerOrder | null }
  | { did: 'ask-about-order'; order: CustomerOrder | null }
  | { did: 'rate-order'; order: CustomerOrder | null; stars: number; withWords: boolean }
  | { did: 'confirm-receipt'; order: CustomerOrder | null };
