import { cutAt } from '../cut.ts';
import type { ChatEvent } from '../events.ts';
import type { Inbound } from '../port.ts';
import { keepStorable, languageTag, storable } from '../storable.ts';
import { webLimits } from './limits.ts';
import { LINE, type WebRaw, webEnvelopeSchema } from './types.ts';

/** A file as the door has kept it: what it is called, what it is, and where it lies. */
export type WebFile = {
  account: string;
  visitor: string;
  /** The browser's own: sent again, it is the same file and the same message. */
  id: string;
  language: string | undefined;
  /** The line that is answered with it. */
  inReplyTo: string | undefined;
  file: Omit<Extract<ChatEvent, { type: 'file' }>, 'type' | 'caption' | 'inReplyTo'>;
};

/** The message that brings a kept file. */
export function fileToInbox({ account, visitor, id, language, inReplyTo, file }: WebFile): Inbound {
  const event: ChatEvent = { type: 'file', ...file, caption: null, ...(inReplyTo !== undefined && LINE.test(inReplyTo) && { inReplyTo }) };
  return {
    account,
    externalId: externalIdOf(visitor, id),
    chat: visitor,
    sender: visitor,
    senderName: null,
    language: languageTag(language),
    body: JSON.stringify({ id, event }),
    event,
  };
}

/** Two visitors never share an id, whatever their browsers make up. */
export function externalIdOf(visitor: string, id: string): string {
  return `${visitor.slice(0, 16)}:${id.toLowerCase()}`;
}

/** What a browser's event says; nothing for a body that is no event of this door. */
export function toInbox({ account, visitor, body }: WebRaw): Inbound[] {
  const envelope = webEnvelopeSchema.safeParse(parseJson(body));
  if (!envelope.success) return [];
  const { id, event, language } = envelope.data;
  return [
    {
      account,
      externalId: externalIdOf(visitor, id),
      chat: visitor,
      sender: visitor,
      senderName: null,
      language: languageTag(language),
      body: keepStorable(body, webLimits.keptBody),
      event: normalise(event),
    },
  ];
}

type DoorEvent = Extract<ChatEvent, { type: 'text' | 'press' | 'start' }>;

function normalise(event: DoorEvent): ChatEvent {
  switch (event.type) {
    case 'text': {
      const text = storable(event.text);
      const answered = event.inReplyTo === undefined ? {} : { inReplyTo: event.inReplyTo };
      if (text.length <= webLimits.text) return { type: 'text', text, ...answered };
      return { type: 'text', text: text.slice(0, cutAt(text, webLimits.text)), cut: true, ...answered };
    }
    case 'press':
      return { type: 'press', action: storable(event.action) };
    case 'start':
      return { type: 'start', payload: event.payload === null ? null : storable(event.payload.slice(0, webLimits.payload)) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
