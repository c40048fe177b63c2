import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { reasonSchema } from '../orders/moves.ts';
import { Constants } from '../rpc/database.types.ts';

const { payment_direction, payment_role, payment_status, refund_reason } = Constants.public.Enums;

/** A row of the ledger. */
export const paymentSchema = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  amount: amountSchema,
  currency: z.string().length(3),
  direction: z.enum(payment_direction),
  role: z.enum(payment_role),
  method: z.string(),
  status: z.enum(payment_status),
  external_reference: z.string().nullable(),
  related_payment_id: z.uuid().nullable(),
  refund_reason: z.enum(refund_reason).nullable(),
  due_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  initiated_by_customer: z.uuid().nullable(),
  created_at: z.string(),
  created_by: z.uuid(),
});

/** A way to pay for one order, as its customer is shown it: everything filled in. */
const paymentWaySchema = z.object({
  code: z.string(),
  names: z.record(z.string(), z.string()),
  instructions: z.record(z.string(), z.string()),
  link: z.string().nullable(),
  iban: z.string().nullable(),
  account_holder: z.string().nullable(),
  /** What its code to be scanned says; null for none. */
  qr: z.string().nullable(),
  /** What is charged where it is paid by an invoice in this chat; null for every other way. */
  invoice: z
    .object({ charged: z.int(), currency: z.string().length(3) })
    .nullable()
    .default(null),
});
export type PaymentWay = z.output<typeof paymentWaySchema>;

/** What is due for an order and how it can be paid; without a reason against it, `due` is there. */
export const paymentWaysSchema = z.object({
  order_id: z.uuid(),
  order_code: z.string(),
  currency: z.string().length(3),
  terms: z.enum(Constants.public.Enums.payment_terms),
  due: amountSchema.nullable(),
  received: amountSchema,
  reasons: z.array(reasonSchema),
  /** Somebody is looking at a payment that was reported. */
  checking: z.boolean(),
  /** The way chosen before. */
  planned: z.string().nullable(),
  ways: z.array(paymentWaySchema),
});
export type PaymentWays = z.output<typeof paymentWaysSchema>;

/** An invoice for a chat: what is owed, what is charged for it, and by what it is known again. */
export const invoiceSchema = z.object({
  order_code: z.string(),
  method: z.string(),
  amount: amountSchema,
  currency: z.string().length(3),
  charged: z.int(),
  charged_currency: z.string().length(3),
  payload: z.string(),
  duplicate: z.boolean(),
});
export type Invoice = z.output<typeof invoiceSchema>;

/** What became of "I have paid". */
export const paymentReportSchema = z.object({
  order_id: z.uuid(),
  order_code: z.string(),
  currency: z.string().length(3),
  due: amountSchema.nullable(),
  amount: amountSchema,
  /** Files kept as proofs, and files that had come for this order before. */
  kept: z.int(),
  again: z.int(),
  task_id: z.uuid(),
  answer_within_minutes: z.int(),
  duplicate: z.boolean(),
});
export type PaymentReport = z.output<typeof paymentReportSchema>;
