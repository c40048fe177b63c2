import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { Constants } from '../rpc/database.types.ts';

/** A lead as RPCs return it. */
export const leadSchema = z.object({
  id: z.uuid(),
  desk_id: z.uuid(),
  source: z.string(),
  customer_id: z.uuid().nullable(),
  item_url: z.string().nullable(),
  item_snapshot: z.record(z.string(), z.unknown()).nullable(),
  comment: z.string().nullable(),
  budget_amount: amountSchema.nullable(),
  budget_currency: z.string().nullable(),
  status: z.enum(Constants.public.Enums.lead_status),
  status_reason: z.string().nullable(),
  assigned_to: z.uuid().nullable(),
  notes: z.string().nullable(),
  initiated_by_customer: z.uuid().nullable(),
  created_at: z.string(),
  created_by: z.uuid(),
  updated_at: z.string(),
});

/** What a customer asked for, in the customer's shape. */
export const customerLeadSchema = z.object({
  id: z.uuid(),
  status: z.enum(Constants.public.Enums.lead_status),
  reason: z.string().nullable(),
  created_at: z.string(),
  item_url: z.string().nullable(),
  comment: z.string().nullable(),
  budget_amount: amountSchema.nullable(),
  budget_currency: z.string().nullable(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  site: z.string().nullable(),
  /** A hint: what the page asked when it was looked at. */
  price: z.string().nullable(),
  currency: z.string().nullable(),
  photos: z.int(),
  order_code: z.string().nullable(),
  may_withdraw: z.boolean(),
});

export type CustomerLead = z.output<typeof customerLeadSchema>;
