import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** What the staff can take along as a table. */
export const subjects = ['orders', 'payments', 'customers', 'leads'] as const;
export type Subject = (typeof subjects)[number];

export const askStaffExport = rpc('ask_staff_export_safe', z.object({ export_id: z.uuid(), duplicate: z.boolean() }));
export const claimStaffExport = rpc('claim_staff_export', z.object({ id: z.uuid(), what: z.enum(subjects), path: z.string() }).nullable());
export const staffExportRows = rpc(
  'staff_export_rows',
  z.object({
    rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    last: z.object({ at: z.string(), id: z.uuid() }).nullable(),
  }),
);
export const settleStaffExport = rpc('settle_staff_export', z.object({ settled: z.boolean() }));
