import { z } from 'zod';

/** Where this story rests between two turns. */
export const leadPlaces = [] as const;
export type LeadPlace = (typeof leadPlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const leadMemorySchema = z.strictObject({});
export type LeadMemory = z.output<typeof leadMemorySchema>;

export const emptyLead: LeadMemory = {};

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const leadIsWhole: Record<LeadPlace, (memory: LeadMemory) => boolean> = {};
