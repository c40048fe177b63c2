import { z } from 'zod';
import { listingPageSchema, listingSchema as shownListingSchema } from '../conversation/results.ts';
import { amountSchema } from '../domain/money.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';

const listingSchema = z.object({
  id: z.uuid(),
  code: z.string(),
  kind: z.string(),
  title: z.record(z.string(), z.string()),
  description: z.record(z.string(), z.string()),
  price: amountSchema.nullable(),
  currency: z.string().nullable(),
  status: z.enum(Constants.public.Enums.listing_status),
  owner_id: z.uuid().nullable(),
});

export const createListing = rpc('create_listing_safe', z.object({ listing: listingSchema, duplicate: z.boolean() }));
export const searchListings = rpc('search_listings', listingPageSchema);
/** Of the desk behind a bot, for somebody who is in no chat with it. */
export const searchFromOutside = rpc('search_from_outside', listingPageSchema.extend({ languages: z.array(z.string()) }));
export const showListing = rpc('show_listing', z.object({ listing: shownListingSchema.nullable() }));
