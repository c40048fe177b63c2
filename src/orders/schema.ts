import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { Constants } from '../rpc/database.types.ts';
import { moves } from './moves.ts';

const { order_status, payment_terms, priority } = Constants.public.Enums;

export const orderStatusSchema = z.enum(order_status);

/** What the client still owes is negative when too much was paid, and null while the order has no price. */
const derivedMoney = {
  total_amount: amountSchema.nullable(),
  paid_amount: amountSchema,
  refunded_amount: amountSchema,
  balance_due: amountSchema.nullable(),
  payment_status: z.enum(['pending', 'partial', 'paid', 'overpaid', 'refunded']),
};

/** An order as every RPC for staff returns it. */
export const orderSchema = z.object({
  id: z.uuid(),
  desk_id: z.uuid(),
  order_code: z.string(),
  status: orderStatusSchema,
  customer_id: z.uuid(),
  lead_id: z.uuid().nullable(),
  source: z.string(),
  payment_terms: z.enum(payment_terms),
  priority: z.enum(priority),
  assigned_to: z.uuid().nullable(),
  currency: z.string().length(3),
  commission_amount: amountSchema.nullable(),
  ...derivedMoney,
  initiated_by_customer: z.uuid().nullable(),
  created_by: z.uuid(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const orderEventSchema = z.object({
  id: z.number(),
  order_id: z.uuid(),
  seq: z.int(),
  old_status: orderStatusSchema.nullable(),
  new_status: orderStatusSchema,
  reason: z.string().nullable(),
  actor_id: z.uuid(),
  acting_customer_id: z.uuid().nullable(),
  created_at: z.string(),
});

/** An order in the customer's shape: no commission, no supplier's money, no notes. */
export const customerOrderSchema = z.strictObject({
  id: z.uuid(),
  order_code: z.string(),
  status: orderStatusSchema,
  payment_terms: z.enum(payment_terms),
  currency: z.string().length(3),
  ...derivedMoney,
  delivery_address: z.string().nullable(),
  comment: z.string().nullable(),
  created_at: z.string(),
  lines: z.array(
    z.object({
      position: z.int(),
      title: z.string(),
      /** The listing's title by language; null for what is no listing. */
      titles: z.record(z.string(), z.unknown()).nullish(),
      item_url: z.string().nullable(),
      quantity: z.number(),
      unit_price: amountSchema.nullable(),
      discount_amount: amountSchema,
      tax_amount: amountSchema.nullable(),
      total_amount: amountSchema.nullable(),
    }),
  ),
  payments: z.array(
    z.object({
      role: z.enum(['client_payment', 'refund']),
      amount: amountSchema,
      currency: z.string(),
      method: z.string(),
      status: z.enum(Constants.public.Enums.payment_status),
      at: z.string(),
    }),
  ),
  shipments: z.array(
    z.object({
      id: z.uuid(),
      provider: z.string(),
      provider_name: z.string(),
      tracking_number: z.string().nullable(),
      /** The carrier's own page for this parcel. */
      tracking_link: z.string().nullable(),
      status: z.enum(Constants.public.Enums.shipment_status),
      estimated_delivery_date: z.string().nullable(),
      warehouse_received: z.boolean(),
      warehouse_photos_received: z.boolean(),
      client_received: z.boolean(),
      client_received_at: z.string().nullable(),
      /** Every status it has had, oldest first. */
      milestones: z.array(z.object({ status: z.enum(Constants.public.Enums.shipment_status), at: z.string() })),
    }),
  ),
  rating: z.object({ stars: z.int().min(1).max(5), comment: z.string().nullable(), at: z.string() }).nullable(),
  timeline: z.array(z.object({ status: orderStatusSchema, at: z.string() })),
  /** What its customer may do with it now, the most pressing first. */
  moves: z.array(z.enum(moves)),
});

/** What one side wants an order to become. Amounts after it count what was received already. */
export const proposalSchema = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  order_code: z.string(),
  no: z.int(),
  made_by: z.enum(Constants.public.Enums.proposal_side),
  status: z.enum(Constants.public.Enums.proposal_status),
  currency: z.string().length(3),
  total_before: amountSchema.nullable(),
  total_after: amountSchema.nullable(),
  paid: amountSchema,
  due_after: amountSchema.nullable(),
  refundable_after: amountSchema.nullable(),
  note: z.string().nullable(),
  expires_at: z.string(),
  answer_note: z.string().nullable(),
  answered_at: z.string().nullable(),
  created_at: z.string(),
  lines: z.array(
    z.object({
      position: z.int(),
      title: z.string(),
      titles: z.record(z.string(), z.unknown()).nullable(),
      quantity: z.number(),
      unit_price: amountSchema.nullable(),
      total_amount: amountSchema.nullable(),
    }),
  ),
});

export type Proposal = z.output<typeof proposalSchema>;

export type CustomerOrder = z.output<typeof customerOrderSchema>;
