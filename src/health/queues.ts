import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** How much waits in the two queues, and for how long. */
export const queueHealth = rpc(
  'queue_health',
  z.object({
    inbox_waiting: z.int(),
    inbox_oldest_seconds: z.number(),
    outbox_waiting: z.int(),
    outbox_oldest_seconds: z.number(),
  }),
);

export type QueueHealth = { inbox_waiting: number; inbox_oldest_seconds: number; outbox_waiting: number; outbox_oldest_seconds: number };
