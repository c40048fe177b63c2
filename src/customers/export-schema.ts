import { z } from 'zod';

/** An export that a worker is to make: where it goes, and all that goes into it. */
export const claimedExportSchema = z.object({
  id: z.uuid(),
  path: z.string(),
  asked_at: z.string(),
  language: z.string(),
  desk: z.string(),
  time_zone: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type ClaimedExport = z.output<typeof claimedExportSchema>;
