import { z } from 'zod';
import type { Rendered } from '../rendered.ts';
import { webLimits } from './limits.ts';

/** The id of a line that the desk has said. */
export const LINE = /^desk:\d{1,18}$/;

/**
 * What a browser posts to the door. `id` is the browser's own: sent again, it is the same message. Contacts and
 * places have no button here, files a door of their own, and time-outs come from nobody's browser.
 */
export const webEnvelopeSchema = z.object({
  id: z.uuid(),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string(), inReplyTo: z.string().regex(LINE).optional() }),
    z.object({ type: z.literal('press'), action: z.string().min(1).max(webLimits.action) }),
    z.object({ type: z.literal('start'), payload: z.string().nullable() }),
  ]),
  language: z.string().max(35).optional(),
});

/** A visitor's event as the door has it. */
export type WebRaw = {
  account: string;
  /** The digest of the visitor's token: who this is, and which chat. */
  visitor: string;
  body: string;
};

/** A message as the page shows it: a reply put into words, within the limits. What was asked for is typed here. */
export type WebMessage = Omit<Rendered, 'request' | 'invoice'>;

/** One line of a chat, from either side. Of several with the same id the highest version holds. */
export type WebLine = {
  /** `person:` with the number of the inbox message, or `desk:` with that of the message shown. */
  id: string;
  from: 'person' | 'desk';
  /** Its place in the chat, which an edit does not change. */
  position: number;
  version: number;
  at: string;
  content: unknown;
};
