import { z } from 'zod';
import { chatEventSchema } from '../channels/events.ts';
import { type Language, languages } from '../phrases/phrases.ts';

/** Texts by language; what is no text was put there by hand and is passed over. One odd cell stops no chat. */
const byLanguage = z
  .record(z.string(), z.unknown())
  .transform((texts) =>
    Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  );

/** The desk's languages as far as we speak them; English when none is left. */
const spoken = z.array(z.string()).transform((wanted): Language[] => {
  const known = languages.filter((language) => wanted.includes(language));
  return known.length > 0 ? known : ['en'];
});

/** The event as it is stored: JSON in a text, because a text can hold what jsonb refuses. */
const storedEvent = z.string().transform((text, context) => {
  const parsed = chatEventSchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: 'not an event of a chat' });
  return z.NEVER;
});

/** Somebody the desk knows, with what spares them a question. */
export const knownCustomerSchema = z.object({
  id: z.uuid(),
  full_name: z.string(),
  phone: z.string().nullable(),
  language: z.string(),
  last_address: z.string().nullable(),
  privacy_version: z.string().nullable(),
});

/** A message taken by a worker, with all a plain turn needs to know. */
export const claimSchema = z.object({
  message_id: z.int(),
  attempts: z.int(),
  event: storedEvent,
  received_at: z.string(),
  worker: z.string(),
  system_staff_id: z.uuid(),
  chat: z.object({
    id: z.uuid(),
    provider: z.string(),
    account: z.string(),
    external_id: z.string(),
    sender: z.string(),
    sender_name: z.string().nullable(),
    language: z.string().nullable(),
    /** A member of the staff has taken the chat, whether a conversation is under way in it or not. */
    with_person: z.boolean(),
  }),
  desk: z.object({
    id: z.uuid(),
    name: z.string(),
    currency: z.string(),
    time_zone: z.string(),
    languages: spoken,
    payment_methods: z.array(z.object({ code: z.string(), name: byLanguage, instructions: byLanguage })),
    categories: z.array(z.object({ code: z.string(), title: byLanguage })),
    staffed: z.object({
      open: z.boolean(),
      opens_at: z.string().nullable(),
      answer_within_minutes: z.int(),
      nudge_after_minutes: z.int().nullable(),
    }),
  }),
  customer: knownCustomerSchema.nullable(),
  staff: z
    .object({
      id: z.uuid(),
      display_name: z.string(),
      role: z.enum(['agent', 'manager', 'admin', 'owner']),
      status: z.string(),
      language: z.string(),
    })
    .nullable(),
  /** What the message was about that this one answers. */
  about: z.object({ order_code: z.string().nullable(), chat_id: z.uuid().nullable() }).nullable().default(null),
  /** The customer's chat that is shown by the topic in which somebody of the staff writes; empty once that customer is forgotten. */
  topic: z.object({ chat_id: z.uuid().nullable() }).nullable().default(null),
  saved_cart: z
    .object({
      id: z.uuid(),
      lines: z.array(
        z.object({
          title: byLanguage.nullish().transform((title) => title ?? {}),
          quantity: z
            .number()
            .nullish()
            .transform((quantity) => quantity ?? null),
        }),
      ),
    })
    .nullable()
    .default(null),
  conversation: z
    .object({
      id: z.uuid(),
      machine: z.string(),
      version: z.int(),
      state: z.unknown(),
      language: z.string(),
      owner: z.enum(['bot', 'human']),
      turn: z.int(),
    })
    .nullable(),
});

export type Claim = z.output<typeof claimSchema>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
