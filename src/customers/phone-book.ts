import { z } from 'zod';
import { knownCustomerSchema } from '../inbox/claim.ts';
import { customerOrderSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { customerSchema } from './schema.ts';

const rows = z.array(z.record(z.string(), z.unknown()));

export const updateCustomer = rpc('update_customer_safe', z.object({ customer: customerSchema }));
export const exportCustomer = rpc(
  'export_customer',
  z.object({
    customer: z.record(z.string(), z.unknown()),
    identities: rows,
    leads: rows,
    orders: z.array(customerOrderSchema),
    documents: rows,
  }),
);
export const eraseCustomer = rpc(
  'erase_customer_safe',
  z.object({ customer_id: z.uuid(), identities: z.int(), files: z.array(z.string()) }),
);
export const myOrders = rpc('my_orders', z.array(customerOrderSchema));
export const myOrder = rpc('my_order', customerOrderSchema);
export const meetCustomer = rpc('meet_customer_safe', z.object({ customer: knownCustomerSchema, duplicate: z.boolean() }));
export const recordConsent = rpc(
  'record_consent_safe',
  z.object({
    consent: z.object({
      id: z.int(),
      customer_id: z.uuid(),
      kind: z.enum(['privacy', 'transfer_abroad', 'training', 'marketing']),
      granted: z.boolean(),
      version: z.string(),
      source: z.string(),
      actor_id: z.uuid(),
      acting_customer_id: z.uuid().nullable(),
      created_at: z.string(),
    }),
    duplicate: z.boolean(),
  }),
);
