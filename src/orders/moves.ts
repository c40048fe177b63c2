import { z } from 'zod';

/** What a customer can do with an order of theirs; which of it now, the database says. The most pressing first. */
export const moves = ['quote', 'pay', 'proof', 'track', 'received', 'rate', 'edit', 'address', 'cancel', 'repeat', 'ask'] as const;
export type Move = (typeof moves)[number];

/** Every reason the database gives for a no. */
export const reasonCodes = [
  'ENDED',
  'NOTHING_DUE',
  'NOT_DELIVERED',
  'NOT_ON_SALE',
  'NOT_PRICED',
  'NOT_SHIPPED',
  'NO_PROPOSAL',
  'PROPOSAL_OPEN',
  'RATED_ALREADY',
  'RECEIVED_ALREADY',
  'REFUND_REQUIRED',
  'SHIPPED',
  'TOO_LATE',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** A reason why a move is not possible now: its code, and what else the database says about it. */
export const reasonSchema = z.looseObject({ code: z.string() });
export type Reason = z.output<typeof reasonSchema>;
