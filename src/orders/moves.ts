import { z } from 'zod';

/** What a customer can do with an order of theirs; which of it now, the database says. The most pressing first. */
export const moves = ['quote', 'pay', 'proof', 'track', 'received', 'rate', 'edit', 'address', 'cancel', 'repeat', 'ask'] as const;
export type Move = (typeof moves)[number];

/** A reason why a move is not possible now: its code, and what else the database says about it. */
export const reasonSchema = z.looseObject({ code: z.string() });
export type Reason = z.output<typeof reasonSchema>;
