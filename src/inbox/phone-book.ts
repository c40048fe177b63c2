import { z } from 'zod';
import { claimedSchema } from '../outbox/claimed.ts';
import { rpc } from '../rpc/call.ts';
import { claimSchema } from './claim.ts';

export const acceptMessage = rpc(
  'accept_inbox_message',
  z.object({ message_id: z.int(), duplicate: z.boolean(), claim: claimSchema.nullable() }),
);
export const claimMessage = rpc('claim_inbox_message', claimSchema.nullable());
export const commitTurn = rpc(
  'commit_turn',
  z.object({
    settled: z.boolean(),
    duplicate: z.boolean().optional(),
    conversation_id: z.uuid().nullish(),
    outbox: z.array(claimedSchema).default([]),
  }),
);
export const failMessage = rpc('fail_inbox_message', z.object({ status: z.string(), attempts: z.int() }));
export const sweepChatWork = rpc(
  'sweep_chat_work',
  z.object({ inbox: z.int(), outbox: z.int(), timeouts: z.int(), expired: z.int(), alarms: z.int() }),
);
