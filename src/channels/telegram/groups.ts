import { updateSchema } from './types.ts';

/** What happens in a group, as far as it may concern the desk. */
export type GroupEvent =
  | { what: 'moved'; chat: string; to: string }
  /** The bot is in it no more. */
  | { what: 'removed'; chat: string }
  /** Somebody writes or presses; `thread` is the topic, null outside of all; `bot` is whom a command names, in small letters. */
  | { what: 'said'; chat: string; thread: string | null; sender: string; text: string | null; bot: string | null; title: string };

const isGroup = ({ type }: { type: string }) => type === 'group' || type === 'supergroup';

/** What an update tells of a group; null for an update of anything else, `nothing` for what concerns nobody. */
export function groupEventOf(update: unknown): GroupEvent | 'nothing' | null {
  const { success, data } = updateSchema.safeParse(update);
  if (!success) return null;
  const { message, callback_query: press, my_chat_member: changed } = data;
  if (changed !== undefined) {
    const { status, is_member: isMember } = changed.new_chat_member;
    const isOut = status === 'left' || status === 'kicked' || (status === 'restricted' && isMember === false);
    return isOut && isGroup(changed.chat) ? { what: 'removed', chat: String(changed.chat.id) } : 'nothing';
  }
  const at = press?.message ?? message;
  const from = press?.from ?? message?.from;
  if (at === undefined || !isGroup(at.chat)) return null;
  const chat = String(at.chat.id);
  if (message?.migrate_to_chat_id !== undefined) return { what: 'moved', chat, to: String(message.migrate_to_chat_id) };
  if (message?.migrate_from_chat_id !== undefined) return { what: 'moved', chat: String(message.migrate_from_chat_id), to: chat };
  // An admin who stays anonymous writes as a bot of Telegram's: nobody whom the desk knows, and to be told so.
  if (from === undefined || (from.is_bot && message?.sender_chat === undefined)) return 'nothing';
  // Without that mark the id is of a chain of answers.
  const thread = at.is_topic_message === true && at.message_thread_id !== undefined ? String(at.message_thread_id) : null;
  const text = message?.text ?? null;
  const [, bot] = /^\/[\p{L}_]+@(\w+)/u.exec(text ?? '') ?? [];
  const title = message?.chat.title ?? '';
  return { what: 'said', chat, thread, sender: String(from.id), text, bot: bot?.toLowerCase() ?? null, title };
}
