import { z } from 'zod';
import { knownCustomerSchema } from '../inbox/claim.ts';
import { customerOrderSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { claimedExportSchema } from './export-schema.ts';
import { customerSchema } from './schema.ts';
import { mySettingsSchema } from './settings.ts';

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
    messages: rows,
    consents: rows,
    payments: rows,
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

export const mySettings = rpc('my_settings', mySettingsSchema);
export const chooseSettings = rpc('choose_settings_safe', z.object({ settings: mySettingsSchema }));
export const offerLinkCode = rpc('offer_link_code_safe', z.object({ code: z.string(), expires_at: z.string(), minutes: z.int() }));
export const redeemLinkCode = rpc(
  'redeem_link_code_safe',
  z.object({ outcome: z.enum(['linked', 'unknown', 'own', 'too_many']), duplicate: z.boolean() }),
);
export const askExport = rpc(
  'ask_export_safe',
  z.object({ export: z.object({ id: z.uuid(), asked_at: z.string() }), duplicate: z.boolean() }),
);
export const claimExport = rpc('claim_export', claimedExportSchema.nullable());
export const settleExport = rpc('settle_export', z.object({ settled: z.boolean() }));
export const askErasure = rpc(
  'ask_erasure_safe',
  z.object({ open_orders: z.array(z.string()), task_id: z.uuid().nullable(), duplicate: z.boolean() }),
);
