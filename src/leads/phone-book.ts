import { z } from 'zod';
import { customerSchema } from '../customers/schema.ts';
import { rpc } from '../rpc/call.ts';
import { customerLeadSchema, leadSchema } from './schema.ts';

export const captureLead = rpc(
  'capture_lead_safe',
  z.object({ lead: leadSchema, customer: customerSchema, duplicate: z.boolean(), answer_by: z.string().nullable() }),
);
export const advanceLead = rpc('advance_lead_status_safe', z.object({ lead: leadSchema }));
export const assignLead = rpc('assign_lead_safe', z.object({ lead: leadSchema }));
export const myLeads = rpc('my_leads', z.array(customerLeadSchema));

export const claimedLinkSchema = z.object({ id: z.uuid(), url: z.string(), attempts: z.int() });
export const claimLinkLookups = rpc('claim_link_lookups', z.array(claimedLinkSchema));
export const settleLinkLookup = rpc('settle_link_lookup', z.object({ settled: z.boolean(), frozen: z.boolean() }));
