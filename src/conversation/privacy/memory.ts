import { z } from 'zod';

/** Where this story rests between two turns. */
export const privacyPlaces = [
  'settings',
  'consents',
  'my-data',
  'quiet-hours',
  'link-code',
  'link-sure',
  'erase-ask',
  'erase-sure',
] as const;
export type PrivacyPlace = (typeof privacyPlaces)[number];

/** How somebody wants to be written to, as it was last seen: nothing that says who they are. */
const settingsSchema = z.strictObject({
  stopped: z.boolean(),
  quiet: z.strictObject({ own: z.boolean(), from: z.string().nullable(), until: z.string().nullable() }),
  channel: z.string(),
  channels: z.array(z.string()),
  consents: z.strictObject({ transfer_abroad: z.boolean(), training: z.boolean(), marketing: z.boolean() }),
});
export type Settings = z.output<typeof settingsSchema>;

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const privacyMemorySchema = z.strictObject({
  settings: settingsSchema.nullable().default(null),
  /** A code that was typed, until it is said what it does. */
  code: z.string().max(40).nullable().default(null),
});
export type PrivacyMemory = z.output<typeof privacyMemorySchema>;

export const emptyPrivacy: PrivacyMemory = { settings: null, code: null };

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const privacyIsWhole: Record<PrivacyPlace, (memory: PrivacyMemory) => boolean> = {
  settings: ({ settings }) => settings !== null,
  consents: ({ settings }) => settings !== null,
  'my-data': () => true,
  'quiet-hours': () => true,
  'link-code': () => true,
  'link-sure': ({ code }) => code !== null,
  'erase-ask': () => true,
  'erase-sure': () => true,
};
