import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

const documentSchema = z.object({
  id: z.uuid(),
  order_id: z.uuid().nullable(),
  lead_id: z.uuid().nullable(),
  customer_id: z.uuid().nullable(),
  type: z.string(),
  storage_path: z.string(),
  created_at: z.string(),
  uploaded_by: z.uuid(),
  initiated_by_customer: z.uuid().nullable(),
});

export const attachDocument = rpc('attach_document_safe', z.object({ document: documentSchema, duplicate: z.boolean() }));
