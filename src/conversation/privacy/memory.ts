import { z } from 'zod';

/** Where this story rests between two turns. */
export const privacyPlaces = [] as const;
export type PrivacyPlace = (typeof privacyPlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const privacyMemorySchema = z.strictObject({});
export type PrivacyMemory = z.output<typeof privacyMemorySchema>;

export const emptyPrivacy: PrivacyMemory = {};

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const privacyIsWhole: Record<PrivacyPlace, (memory: PrivacyMemory) => boolean> = {};
