import { z } from 'zod';

/** Where this story rests between two turns. Being with a person is the place `human`, which is of the root. */
export const personPlaces = [] as const;
export type PersonPlace = (typeof personPlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const personMemorySchema = z.strictObject({
  /** Where the conversation stood when the person came, to go on from there. */
  from: z.string().nullable().default(null),
});
export type PersonMemory = z.output<typeof personMemorySchema>;

export const emptyPerson: PersonMemory = { from: null };

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const personIsWhole: Record<PersonPlace, (memory: PersonMemory) => boolean> = {};
