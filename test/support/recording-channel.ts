import type { Channel, Delivery, Inbound } from '../../src/channels/port.ts';
import type { Rendered } from '../../src/channels/rendered.ts';

export type Sent = { id: string; key: string; chat: string; message: Rendered; edited: number };

export type RecordingChannel<Message = Rendered> = Channel<Inbound, Message> & {
  sent: Sent[];
  /** What the next sendings come to instead of going out, first one first. */
  faults: Array<(sent: Sent) => Delivery>;
};

/** A channel that keeps what it is given, and can be told to fail. Stands in for the far side only: the database is real. */
export function recordingChannel(): RecordingChannel {
  const sent: Sent[] = [];
  const faults: RecordingChannel['faults'] = [];
  return {
    provider: 'web',
    capabilities: { buttons: true, edits: true, asksForContact: false, asksForLocation: false, typing: false, invoices: false },
    sent,
    faults,
    toInbox: (raw) => [raw],
    render: (reply) => [reply],
    async send({ key, to, message }) {
      const one: Sent = { id: `m${sent.length + 1}`, key, chat: to.chat, message, edited: 0 };
      const fault = faults.shift()?.(one);
      if (fault && fault.outcome !== 'sent' && fault.outcome !== 'possibly_sent') return fault;
      sent.push(one);
      return fault ?? { outcome: 'sent', providerMessageId: one.id };
    },
    async edit({ message, providerMessageId }) {
      const one = sent.find(({ id }) => id === providerMessageId);
      if (!one) return { outcome: 'permanent', error: 'no such message' };
      one.message = message;
      one.edited += 1;
      return { outcome: 'sent', providerMessageId };
    },
    typing: async () => undefined,
  };
}
