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

export const keepFile = rpc(
  'keep_chat_file',
  z.object({ path: z.string(), kind: z.enum(['image', 'document', 'voice', 'video']), name: z.string().nullable(), size: z.int() }),
);
export const sweepFiles = rpc('sweep_files', z.array(z.string()));
