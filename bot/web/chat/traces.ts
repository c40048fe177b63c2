import type { ChatEvent } from '../../../src/channels/events.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import type { RefusalCode } from '../../../src/rpc/refusals.ts';

/** What one turn did, for the rehearsal console. Names of arguments only, never what people wrote to other chats. */
export type Trace = {
  messageId: number;
  at: string;
  event: ChatEvent;
  stages: Array<{ name: 'accept' | 'claim' | 'step' | 'do' | 'commit' | 'send'; ms: number; about: string | null }>;
  calls: Array<{ rpc: string; args: string[]; ms: number; outcome: 'ok' | RefusalCode }>;
  /** The names of the states. */
  before: string | null;
  after: string | null;
  replies: Reply[];
  attempts: number;
};

/** The last turns of each chat, newest first. A chat is named by the visitor's digest. */
export type Traces = { of(chat: string): Trace[] };

export type TraceBuffer = Traces & { add(chat: string, trace: Trace): void };

/** Keeps the newest turns of all chats together, and forgets the oldest. */
export function createTraces(most = 500): TraceBuffer {
  const kept: Array<{ chat: string; trace: Trace }> = [];
  return {
    of: (chat) => kept.flatMap((entry) => (entry.chat === chat ? [entry.trace] : [])).reverse(),
    add(chat, trace) {
      // A turn that is traced again, once its replies are sent say, takes the place of what was known of it.
      const known = kept.findIndex((entry) => entry.chat === chat && entry.trace.messageId === trace.messageId);
      if (known >= 0) kept.splice(known, 1);
      kept.push({ chat, trace });
      if (kept.length > most) kept.shift();
    },
  };
}
