import { z } from 'zod';
import { Constants } from '../rpc/database.types.ts';

/** A customer as RPCs return them. */
export const customerSchema = z.object({
  id: z.uuid(),
  full_name: z.string(),
  phone: z.string().nullable(),
  phone_verified: z.boolean(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string(),
  preferred_channel: z.enum(Constants.public.Enums.preferred_channel),
});
