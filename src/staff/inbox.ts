import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { orderSchema } from '../orders/schema.ts';
import { paymentSchema } from '../payments/schema.ts';
import { rpc } from '../rpc/call.ts';

/** What customers say they have paid, and money nobody has found the order of. */

const entrySchema = z.looseObject({
  id: z.uuid(),
  kind: z.enum(['report', 'transfer']),
  at: z.string(),
  /** Of a report. */
  order_code: z.string().nullable(),
  /** The customer, or the payer as the bank writes it. */
  customer: z.string().nullable(),
  amount: amountSchema.nullable(),
  currency: z.string(),
  due: amountSchema.nullable(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullish(),
  files: z.array(
    z.object({
      path: z.string(),
      kind: z.string().nullable(),
      name: z.string().nullable(),
      /** Other orders that this file was sent for, and the one it was recorded for. */
      elsewhere: z.array(z.string()),
      recorded: z.string().nullable(),
    }),
  ),
  /** The order a payment with this reference is recorded for. */
  recorded: z.string().nullable(),
  /** Whether it goes back to whoever paid when it is taken off the list. */
  gives_back: z.boolean().default(false),
  suggestions: z.array(
    z.object({
      order_code: z.string(),
      customer: z.string(),
      due: amountSchema.nullable(),
      because: z.array(z.enum(['code', 'amount', 'name'])),
    }),
  ),
});
export type InboxEntry = z.output<typeof entrySchema>;

const transfer = z.looseObject({ id: z.uuid(), status: z.enum(['open', 'matched', 'dismissed']) });
const recorded = z.object({ order: orderSchema, payment: paymentSchema, duplicate: z.boolean() });

export const paymentInbox = rpc('payment_inbox', z.object({ entries: z.array(entrySchema), more: z.boolean() }));
export const acceptReport = rpc('accept_report_safe', recorded);
export const matchTransfer = rpc('match_transfer_safe', recorded);
export const recordTransfer = rpc('record_transfer_safe', z.object({ transfer, duplicate: z.boolean() }));
export const dismissTransfer = rpc('dismiss_transfer_safe', z.object({ transfer, gives_back: z.boolean() }));
