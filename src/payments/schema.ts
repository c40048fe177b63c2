import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
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
