import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { orderSchema, orderStatusSchema, proposalSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';
import { refusalCodes } from '../rpc/refusals.ts';

/** What the staff work on, as their chat shows it. */

/** A step that leads on from where something stands: allowed, or with the reason against it. */
export const stepSchema = z.looseObject({
  to: z.string(),
  reason_required: z.boolean(),
  allowed: z.boolean(),
  code: z.enum(refusalCodes).optional(),
});
export type WorkStep = z.output<typeof stepSchema>;

export const orderRowSchema = z.object({
  id: z.uuid(),
  order_code: z.string(),
  status: orderStatusSchema,
  currency: z.string(),
  total_amount: amountSchema.nullable(),
  created_at: z.string(),
  customer: z.string(),
  assignee: z.string().nullable(),
});
export type OrderRow = z.output<typeof orderRowSchema>;

export const taskRowSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  /** `manual`, or the phrase of a task that the desk has made by itself. */
  kind: z.string(),
  status: z.enum(Constants.public.Enums.task_status),
  priority: z.enum(Constants.public.Enums.priority),
  due_at: z.string().nullable(),
  overdue: z.boolean().nullable(),
  order_code: z.string().nullable(),
  customer: z.string().nullable(),
  assignee: z.string().nullable(),
});
export type TaskRow = z.output<typeof taskRowSchema>;

export const staffOrderSchema = orderSchema.extend({
  customer: z.object({ id: z.uuid(), full_name: z.string(), phone: z.string().nullable() }),
  assignee: z.string().nullable(),
  delivery_address: z.string().nullable(),
  comment: z.string().nullable(),
  lines: z.array(
    z.looseObject({
      position: z.int(),
      title: z.string(),
      titles: z.record(z.string(), z.unknown()).nullish(),
      quantity: z.number(),
      unit_price: amountSchema.nullable(),
      total_amount: amountSchema.nullable(),
    }),
  ),
  shipments: z.array(
    z.looseObject({ id: z.uuid(), status: z.enum(Constants.public.Enums.shipment_status), tracking_number: z.string().nullable() }),
  ),
  /** What waits for an answer, whichever side proposed it. */
  proposal: proposalSchema.nullable(),
  /** A line each, with its time and who wrote it; the staff's alone. */
  notes: z.string().nullable(),
  /** The most pressing of what is to be done about it. */
  tasks: z.array(taskRowSchema),
  /** How many papers there are. */
  documents: z.int(),
  steps: z.array(stepSchema),
});
export type StaffOrder = z.output<typeof staffOrderSchema>;

const leadRowSchema = z.object({
  id: z.uuid(),
  status: z.enum(Constants.public.Enums.lead_status),
  source: z.string(),
  created_at: z.string(),
  /** What is wanted, in a few words; null when nothing was said. */
  title: z.string().nullable(),
  customer: z.string().nullable(),
  assignee: z.string().nullable(),
});
export type LeadRow = z.output<typeof leadRowSchema>;

const staffLeadSchema = leadRowSchema.extend({
  assigned_to: z.uuid().nullable(),
  customer_id: z.uuid().nullable(),
  phone: z.string().nullable(),
  item_url: z.string().nullable(),
  comment: z.string().nullable(),
  notes: z.string().nullable(),
  budget_amount: amountSchema.nullable(),
  budget_currency: z.string().nullable(),
  status_reason: z.string().nullable(),
  order_code: z.string().nullable(),
  steps: z.array(stepSchema),
});
export type StaffLead = z.output<typeof staffLeadSchema>;

const waiting = ['new_leads', 'unpriced', 'unpaid', 'to_ship', 'waiting_chats', 'my_tasks', 'overdue_tasks'] as const;
/** What can wait for somebody at a desk. */
export type Waiting = (typeof waiting)[number];

export const staffToday = rpc('staff_today', z.record(z.enum(waiting), z.int()));
export const staffOrders = rpc('staff_orders', z.object({ filter: z.string(), orders: z.array(orderRowSchema), more: z.boolean() }));
export const staffOrder = rpc('staff_order', staffOrderSchema);
export const staffLeads = rpc('staff_leads', z.object({ filter: z.string(), leads: z.array(leadRowSchema), more: z.boolean() }));
export const staffLead = rpc('staff_lead', staffLeadSchema);
