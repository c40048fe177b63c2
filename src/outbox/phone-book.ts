import { z } from 'zod';
import { rpc } from '../rpc/call.ts';
import { claimedSchema } from './claimed.ts';

/** What this worker cannot read of a batch is told apart, by its id: it must not keep the rest from going out. */
const rowSchema = z.union([claimedSchema, z.object({ id: z.int() }).transform(({ id }) => ({ id, unreadable: true as const }))]);

export const claimOutbox = rpc('claim_outbox_messages', z.array(rowSchema));
export const settleOutbox = rpc('settle_outbox_messages', z.object({ settled: z.int() }));
