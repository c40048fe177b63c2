import { z } from 'zod';

/** Where this story rests between two turns. */
export const paymentPlaces = [] as const;
export type PaymentPlace = (typeof paymentPlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const paymentMemorySchema = z.strictObject({});
export type PaymentMemory = z.output<typeof paymentMemorySchema>;

export const emptyPayment: PaymentMemory = {};

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const paymentIsWhole: Record<PaymentPlace, (memory: PaymentMemory) => boolean> = {};
