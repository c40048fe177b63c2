import { z } from 'zod';

/** A listing in the customer's shape. Amounts are texts with two decimals. */
export const listingSchema = z.object({
  id: z.uuid(),
  code: z.string(),
  category: z.string().nullable(),
  title: z.record(z.string(), z.string()),
  description: z.record(z.string(), z.string()),
  /** Null: a manager names the price. */
  price: z.string().nullable(),
  currency: z.string().nullable(),
  options: z.array(
    z.object({
      key: z.string(),
      label: z.record(z.string(), z.string()),
      values: z.array(z.object({ key: z.string(), label: z.record(z.string(), z.string()) })).min(1),
    }),
  ),
});

export type Listing = z.output<typeof listingSchema>;

export const listingPageSchema = z.object({
  query: z.string().nullable(),
  category: z.string().nullable(),
  page: z.int(),
  listings: z.array(listingSchema),
  more: z.boolean(),
  /** True when nothing fits the words as they are written and these are the nearest. */
  near: z.boolean(),
});

export type ListingPage = z.output<typeof listingPageSchema>;

export type { CustomerOrder } from '../orders/schema.ts';
