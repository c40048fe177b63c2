import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** One way in which the books do not add up. */
const violationSchema = z.object({
  invariant: z.string(),
  desk_id: z.uuid(),
  entity: z.string(),
  entity_id: z.uuid(),
  what: z.string(),
  /** Of the order it is about, where it is about one. */
  code: z.string().nullable(),
});
export type Violation = z.output<typeof violationSchema>;

export const checkBooks = rpc('check_books', z.array(violationSchema));
export const sealAudit = rpc('seal_audit_safe', z.object({ rows: z.int(), digest: z.string().nullable() }));
