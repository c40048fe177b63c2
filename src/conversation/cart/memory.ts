import { z } from 'zod';

/** Where this story rests between two turns. */
export const cartPlaces = [] as const;
export type CartPlace = (typeof cartPlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const cartMemorySchema = z.strictObject({});
export type CartMemory = z.output<typeof cartMemorySchema>;

export const emptyCart: CartMemory = {};

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const cartIsWhole: Record<CartPlace, (memory: CartMemory) => boolean> = {};
