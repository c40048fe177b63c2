import { z } from 'zod';
import { rpc } from '../rpc/call.ts';
import { claimedSchema } from './claimed.ts';

export const claimOutbox = rpc('claim_outbox_messages', z.array(claimedSchema));
export const settleOutbox = rpc('settle_outbox_messages', z.object({ settled: z.int() }));
