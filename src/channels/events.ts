import { z } from 'zod';

/** The channel's id of the message that is answered, where the person has chosen one. */
const inReplyTo = z.string().min(1).max(300).optional();

/** Said by somebody else, or elsewhere: it was passed on, and is nobody's own word here. */
const forwarded = z.literal(true).optional();

const fileSchema = z.object({
  kind: z.enum(['image', 'document', 'voice', 'video']),
  name: z.string().nullable(),
  size: z.int().nonnegative(),
  /** Where it is stored; null when it was refused at the door, for its size, say. */
  path: z.string().nullable(),
});

/** What a person did, said the same way for every channel. */
export const chatEventSchema = z.discriminatedUnion('type', [
  /** Words. `cut` when the channel's door kept only the beginning of a text too long to read. */
  z.object({ type: z.literal('text'), text: z.string(), cut: z.boolean().optional(), inReplyTo, forwarded }),
  /** A button: the action its choice carried. */
  z.object({ type: z.literal('press'), action: z.string() }),
  /** The chat was opened, by a deep link when there is a payload. */
  z.object({ type: z.literal('start'), payload: z.string().nullable() }),
  /** A shared contact; `own` only when the channel vouches that it is the sender's. */
  z.object({ type: z.literal('contact'), phone: z.string(), own: z.boolean() }),
  z.object({ type: z.literal('location'), latitude: z.number(), longitude: z.number() }),
  fileSchema.extend({
    type: z.literal('file'),
    caption: z.string().nullable(),
    inReplyTo,
    forwarded,
    /** Several files that were sent as one have this in common; the door of the desk makes one message of them. */
    album: z.string().min(1).max(100).optional(),
    more: z.array(fileSchema).max(20).optional(),
  }),
  /** Stickers, polls and whatever else has no meaning at a desk. */
  z.object({ type: z.literal('other'), what: z.string() }),
  /** From the desk's own clock: the conversation asked to be woken. */
  z.object({ type: z.literal('timeout'), name: z.string() }),
]);

export type ChatEvent = z.output<typeof chatEventSchema>;
