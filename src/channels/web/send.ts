import type { RpcPort } from '../../rpc/port.ts';
import { RpcFailure } from '../../rpc/refusals.ts';
import type { Channel, Delivery, Outgoing } from '../port.ts';
import { deliverMessage } from './phone-book.ts';
import { render } from './render.ts';
import { toInbox } from './to-inbox.ts';
import type { WebMessage, WebRaw } from './types.ts';

/** Tells the open pages of a chat that an answer is being prepared. */
export type ShowTyping = (chat: string) => void;

/** The web chat: sending is a row in the database, which every open page of that chat then reads. */
export function webChannel(port: RpcPort, showTyping: ShowTyping): Channel<WebRaw, WebMessage> {
  return {
    provider: 'web',
    capabilities: { buttons: true, edits: true, asksForContact: false, asksForLocation: false, typing: true, invoices: false },
    toInbox,
    render,
    send: (outgoing) => deliver(port, outgoing, false),
    edit: (outgoing) => deliver(port, outgoing, true),
    async typing({ chat }) {
      showTyping(chat);
    },
  };
}

async function deliver(port: RpcPort, { key, message }: Outgoing<WebMessage>, edit: boolean): Promise<Delivery> {
  try {
    // Delivering is idempotent by the outbox row, so that an answer that got lost is no doubt: it is tried again.
    const delivered = await deliverMessage(port, { outbox_id: Number.parseInt(key, 10), content: message, edit });
    if (delivered.ok) return { outcome: 'sent', providerMessageId: delivered.data.id };
    return { outcome: 'permanent', error: `${delivered.refusal.code}: ${delivered.refusal.sentence}` };
  } catch (error) {
    if (error instanceof RpcFailure) return { outcome: 'retry', error: `${error.code}: ${error.message}` };
    throw error;
  }
}
