import { z } from 'zod';
import { replySchema } from '../conversation/reply.ts';
import { customerOrderSchema } from '../orders/schema.ts';
import { staffOrderSchema } from '../staff/work.ts';

const noticeParams = z.record(z.string(), z.unknown());

/** A row of the outbox taken by a worker, with what is needed to put it into words. */
export const claimedSchema = z.object({
  id: z.int(),
  kind: z.string(),
  lane: z.string(),
  phrase_key: z.string(),
  params: noticeParams,
  reply: replySchema.nullable(),
  /** Notices that came right after it about the same order, and pictures of the same album: said in the same message. */
  merged: z.array(z.object({ id: z.int(), phrase_key: z.string(), params: noticeParams, reply: replySchema.nullable().default(null) })),
  /** The message to change in place, for a living card that has been sent before. */
  edit: z.object({ card_id: z.uuid(), provider_message_id: z.string(), shown_hash: z.string().nullable() }).nullable(),
  language: z.string().nullable(),
  time_zone: z.string(),
  recipient: z.enum(['customer', 'staff']),
  chat: z.object({
    id: z.uuid(),
    provider: z.enum(['telegram', 'whatsapp', 'whatsapp_web', 'web']),
    account: z.string(),
    external_id: z.string(),
  }),
  /** How many messages its account may send in a second; null where nobody counts. */
  per_second: z.number().positive().nullable().default(null),
  /** The message of this chat that it answers, where that is not plain from its place. */
  quotes: z.string().nullable().default(null),
  /** The topic of a staff group that it is said in. */
  topic: z
    .object({
      id: z.uuid(),
      /** Null before it is made. */
      thread: z.string().nullable(),
      /** What its customer is called, if anybody knows, and a mark to tell two of that name apart. */
      name: z.string().nullable(),
      code: z.string(),
      /** Said to all of the group, and not to one who wrote there. */
      is_whole: z.boolean(),
      /** The customer was told it: shown to those who read along. */
      told: z.boolean(),
    })
    .nullable()
    .default(null),
  order: customerOrderSchema.nullable(),
  /** The order of a card for a member of the staff; null when they may not see it now. */
  staff_order: staffOrderSchema.nullable().default(null),
  possible_duplicate: z.boolean(),
  attempts: z.int(),
  correlation: z.string().nullable(),
});

export type Claimed = z.output<typeof claimedSchema>;
