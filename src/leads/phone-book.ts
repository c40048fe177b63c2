import { z } from 'zod';
import { customerSchema } from '../customers/schema.ts';
import { rpc } from '../rpc/call.ts';
import { leadSchema } from './schema.ts';

export const captureLead = rpc('capture_lead_safe', z.object({ lead: leadSchema, customer: customerSchema, duplicate: z.boolean() }));
export const advanceLead = rpc('advance_lead_status_safe', z.object({ lead: leadSchema }));
export const assignLead = rpc('assign_lead_safe', z.object({ lead: leadSchema }));
