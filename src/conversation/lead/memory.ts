import { z } from 'zod';

/** What a wish needs to know, in the order of asking; the last sums it up. */
export const wishQuestions = [
  'wish-item',
  'wish-photo',
  'wish-budget',
  'wish-comment',
  'wish-name',
  'wish-phone',
  'wish-consent',
  'wish-summary',
] as const;
export type WishQuestion = (typeof wishQuestions)[number];

/** Where this story rests between two turns. */
export const leadPlaces = [...wishQuestions, 'wish-withdraw'] as const;
export type LeadPlace = (typeof leadPlaces)[number];

export const MOST_PHOTOS = 5;

const wishSchema = z.strictObject({
  /** Tells the buttons of this wish from those of any other, of this conversation or an earlier one. */
  no: z.int().nonnegative(),
  /** Counts the answers, so that a summary shown before the last of them sends nothing. */
  revision: z.int().nonnegative(),
  url: z.string().nullable(),
  /** What it is, in the customer's words. */
  words: z.string().nullable(),
  photos: z.array(z.string()).max(MOST_PHOTOS),
  /** A photo that came without a word may be of anything: whether it is a wish has been settled. */
  meant: z.boolean(),
  /** Null until answered; an answer without a sum is "does not matter". */
  budget: z.strictObject({ sum: z.strictObject({ amount: z.string(), currency: z.string().nullable() }).nullable() }).nullable(),
  comment: z.strictObject({ text: z.string().nullable() }).nullable(),
  /** The questions on the way here, the present one last. */
  trail: z.array(z.enum(wishQuestions)).max(50),
});
export type Wish = z.output<typeof wishSchema>;

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const leadMemorySchema = z.strictObject({
  wish: wishSchema.nullable().default(null),
  /** The wish sent last, for late presses of its button. */
  sent: z.strictObject({ no: z.int(), leadId: z.string() }).nullable().default(null),
  /** What was asked for and can be taken back, as it was listed last. */
  listed: z
    .array(z.strictObject({ id: z.string(), title: z.string() }))
    .max(20)
    .default([]),
  withdrawing: z.string().nullable().default(null),
});
export type LeadMemory = z.output<typeof leadMemorySchema>;

export const emptyLead: LeadMemory = { wish: null, sent: null, listed: [], withdrawing: null };

const asksOfAWish = ({ wish }: LeadMemory) => wish !== null;

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const leadIsWhole: Record<LeadPlace, (memory: LeadMemory) => boolean> = {
  'wish-item': asksOfAWish,
  'wish-photo': asksOfAWish,
  'wish-budget': asksOfAWish,
  'wish-comment': asksOfAWish,
  'wish-name': asksOfAWish,
  'wish-phone': asksOfAWish,
  'wish-consent': asksOfAWish,
  'wish-summary': asksOfAWish,
  'wish-withdraw': ({ listed, withdrawing }) => listed.some(({ id }) => id === withdrawing),
};
