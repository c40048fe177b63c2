import { z } from 'zod';

/**
 * What the desk answers, as data: no sentence, no markup, no channel. It is stored in the outbox and put into words
 * when it is sent, in the language the person has then.
 */

const paramSchema = z.union([
  z.string(),
  z.number(),
  z.object({ amount: z.string(), currency: z.string() }),
  z.object({ at: z.string(), show: z.enum(['day', 'time', 'day-and-time', 'weekday-and-time']) }),
  /** A text a desk keeps in its languages: the title of a listing, say. */
  z.object({ byLanguage: z.record(z.string(), z.string()) }),
  z.object({ phrase: z.string() }),
]);

/** A parameter of a phrase. Money, days and texts by language take their form when the language is known. */
export type Param = z.output<typeof paramSchema>;

export const phraseSchema = z.object({ key: z.string(), params: z.record(z.string(), paramSchema).optional() });

/** A sentence to be said: the key of a phrase and its parameters. */
export type Phrase = z.output<typeof phraseSchema>;

export const choiceSchema = z.object({
  label: phraseSchema,
  /** Comes back as a `press`. At most 64 bytes, so that it fits every channel. */
  action: z.string().min(1).max(64),
  style: z.enum(['primary', 'danger']).optional(),
});

/** A button, or a number in a list where a channel has no buttons. */
export type Choice = z.output<typeof choiceSchema>;

const choices = z.array(choiceSchema).optional();

export const replySchema = z.discriminatedUnion('kind', [
  /** Paragraphs. `ask` shows the channel's own button to share a contact or a place, where it has one. */
  z.object({
    kind: z.literal('text'),
    text: z.array(phraseSchema).min(1),
    choices,
    ask: z.enum(['contact', 'location']).optional(),
  }),
  /** A titled block of facts: a listing, a summary. */
  z.object({
    kind: z.literal('card'),
    title: phraseSchema,
    rows: z.array(z.object({ label: phraseSchema, value: phraseSchema })),
    text: z.array(phraseSchema).optional(),
    choices,
  }),
  /** The living card of an order: what it shows is read when it is sent, and edited in place when the order changes. */
  z.object({
    kind: z.literal('order-card'),
    orderId: z.string(),
    choices,
    /** The staff see more of an order than its customer; and its code when they may see it no more. */
    for: z.literal('staff').optional(),
    code: z.string().optional(),
    /** Where the card is open in this chat already it is shown anew there, and no message comes. */
    inPlace: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('image'), path: z.string(), alt: phraseSchema, caption: phraseSchema.optional(), choices }),
  /** A square code to be scanned, drawn when it is sent; `payload` is what it says. */
  z.object({
    kind: z.literal('qr'),
    payload: z.string().min(1).max(1_000),
    alt: phraseSchema,
    caption: phraseSchema.optional(),
    choices,
  }),
  /** Numbers day by day as a picture, drawn when it is sent; `alt` says the same in words. Each panel has a value for each day. */
  z.object({
    kind: z.literal('chart'),
    title: phraseSchema,
    days: z.array(z.iso.date()).min(1).max(92),
    panels: z
      .array(z.object({ label: phraseSchema, values: z.array(z.string().regex(/^-?\d{1,15}(?:\.\d{1,2})?$/)).max(92) }))
      .min(1)
      .max(3),
    alt: phraseSchema,
    caption: phraseSchema.optional(),
    choices,
  }),
  /** What is to be paid with the channel's own button; `otherwise` and the choices are said where it has none, or refuses it. */
  z.object({
    kind: z.literal('invoice'),
    title: phraseSchema,
    description: phraseSchema,
    label: phraseSchema,
    payload: z.string().min(1).max(128),
    currency: z.string().length(3),
    /** In the smallest units of the currency. */
    charged: z.int().positive(),
    otherwise: phraseSchema,
    choices,
  }),
  z.object({ kind: z.literal('document'), path: z.string(), name: z.string(), caption: phraseSchema.optional(), choices }),
]);

export type Reply = z.output<typeof replySchema>;

export const say = (key: string, params?: Phrase['params']): Phrase => (params === undefined ? { key } : { key, params });
export const literal = (text: string): Phrase => say('verbatim', { text });
