import { z } from 'zod';

/** Where this story rests between two turns. */
export const carePlaces = [] as const;
export type CarePlace = (typeof carePlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const careMemorySchema = z.strictObject({});
export type CareMemory = z.output<typeof careMemorySchema>;

export const emptyCare: CareMemory = {};

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const careIsWhole: Record<CarePlace, (memory: CareMemory) => boolean> = {};
