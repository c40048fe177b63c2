import type { Inbound } from '../../../src/channels/port.ts';
import { findDesk, readChat } from '../../../src/channels/web/phone-book.ts';
import type { WebLine } from '../../../src/channels/web/types.ts';
import { type Language, languages } from '../../../src/phrases/phrases.ts';
import type { Outcome } from '../../../src/rpc/call.ts';
import type { RpcPort } from '../../../src/rpc/port.ts';

export type ChatPage = {
  /** Null until the visitor's first message is accepted. */
  chatId: string | null;
  messages: WebLine[];
  /** True when there was no room for all of them. */
  more: boolean;
};

export type WebDesk = { name: string; languages: Language[] };

/** The database as the web chat sees it. A database that is away is thrown as an RpcFailure. */
export type ChatDoor = {
  accept: (inbound: Inbound) => Promise<Outcome<{ messageId: number; duplicate: boolean }>>;
  /** What has come or changed after a version, oldest first, as much as fits. */
  read(account: string, sender: string, after: number): Promise<ChatPage>;
  /** Null when there is no such desk, or it does not chat. */
  desk(account: string): Promise<WebDesk | null>;
};

const MOST_LINES = 200;

/** Reads from the database; what comes in goes the way of every channel, through the workers. */
export function rpcDoor(port: RpcPort, accept: ChatDoor['accept']): ChatDoor {
  return {
    accept,
    async read(account, sender, after) {
      const chat = await readChat(port, { account, sender, after_version: after, most: MOST_LINES });
      if (!chat.ok) throw new Error(`the chat could not be read: ${chat.refusal.sentence}`);
      const { chat_id: chatId, messages } = chat.data;
      return { chatId, messages, more: messages.length >= MOST_LINES };
    },
    async desk(account) {
      const desk = await findDesk(port, { account });
      if (!desk.ok || !desk.data.active) return null;
      return { name: desk.data.name, languages: languages.filter((language) => desk.data.languages.includes(language)) };
    },
  };
}
