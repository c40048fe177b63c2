import { z } from 'zod';

/** What a customer may see and change about themselves. */
export const mySettingsSchema = z.object({
  full_name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string(),
  delivery_address: z.string().nullable(),
  preferred_channel: z.enum(['telegram', 'whatsapp', 'web']),
  channels: z.array(z.object({ channel: z.enum(['telegram', 'whatsapp', 'web']), last_used: z.string().nullable() })),
  consents: z.array(
    z.object({
      kind: z.enum(['privacy', 'transfer_abroad', 'training', 'marketing']),
      granted: z.boolean(),
      version: z.string(),
      at: z.string(),
    }),
  ),
  stopped: z.boolean(),
  quiet: z.object({ own: z.boolean(), from: z.string().nullable(), until: z.string().nullable() }),
  orders: z.int(),
  open_orders: z.array(z.string()),
  leads: z.int(),
  messages: z.int(),
});
export type MySettings = z.output<typeof mySettingsSchema>;

/** `quiet`: null for the desk's own hours, "off" for none. */
export type SettingsChange = {
  stopped?: boolean;
  preferred_channel?: 'telegram' | 'whatsapp' | 'web';
  quiet?: { from: string; until: string } | 'off' | null;
};
