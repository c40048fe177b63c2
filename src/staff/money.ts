import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { orderSchema, orderStatusSchema, proposalSchema } from '../orders/schema.ts';
import { paymentSchema } from '../payments/schema.ts';
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

const staffMoneySchema = z.object({
  order_id: z.uuid(),
  order_code: z.string(),
  status: orderStatusSchema,
  currency: z.string(),
  total: amountSchema.nullable(),
  owed: amountSchema.nullable(),
  received: amountSchema,
  refunded: amountSchema,
  due: amountSchema.nullable(),
  currencies: z.array(z.string()),
  methods: z.array(
    z.object({ code: z.string(), reference_required: z.boolean(), gives_back: z.boolean(), names: z.record(z.string(), z.string()) }),
  ),
  /** The latest first. */
  payments: z.array(paymentSchema),
});
export type StaffMoney = z.output<typeof staffMoneySchema>;

export const staffMoney = rpc('staff_money', staffMoneySchema);
export const askRefund = rpc('ask_refund_safe', z.object({ order: orderSchema, task_id: z.uuid(), duplicate: z.boolean() }));
