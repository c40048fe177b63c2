import { z } from 'zod';

/** Where this story rests between two turns. */
export const carePlaces = ['cancelReason', 'cancelSure', 'newAddress', 'asking', 'rating', 'ratingWords'] as const;
export type CarePlace = (typeof carePlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const careMemorySchema = z.strictObject({
  /** The order it is about, and where that is delivered. */
  order: z.strictObject({ code: z.string(), address: z.string().nullable() }).nullable().default(null),
  /** Why it is to be cancelled. */
  reason: z.string().nullable().default(null),
  /** The rating that words are asked for. */
  stars: z.int().min(1).max(5).nullable().default(null),
});
export type CareMemory = z.output<typeof careMemorySchema>;

export const emptyCare: CareMemory = { order: null, reason: null, stars: null };

const hasOrder = ({ order }: CareMemory) => order !== null;

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const careIsWhole: Record<CarePlace, (memory: CareMemory) => boolean> = {
  cancelReason: hasOrder,
  cancelSure: (memory) => hasOrder(memory) && memory.reason !== null,
  newAddress: hasOrder,
  asking: hasOrder,
  rating: hasOrder,
  ratingWords: (memory) => hasOrder(memory) && memory.stars !== null,
};
