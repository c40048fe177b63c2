import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { orderSchema, proposalSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';

/** Prices and money, as the staff handle them in chat. */

const quoted = z.object({ order: orderSchema, proposal: proposalSchema.nullable(), duplicate: z.boolean() });

export const previewQuote = rpc(
  'preview_quote',
  z.object({
    currency: z.string(),
    total_before: amountSchema.nullable(),
    total_after: amountSchema.nullable(),
    /** Whether the customer is asked before it holds. */
    signs: z.boolean(),
    lines: z.array(
      z.object({
        position: z.int(),
        title: z.string(),
        quantity: z.number(),
        unit_price: amountSchema.nullable(),
        total_amount: amountSchema.nullable(),
      }),
    ),
  }),
);
export const quoteOrder = rpc('quote_order_safe', quoted);
export const quoteLead = rpc('quote_lead_safe', quoted);
