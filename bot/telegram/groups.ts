import { groupEventOf } from '../../src/channels/telegram/groups.ts';
import type { Outcome } from '../../src/rpc/call.ts';
import { endStaffGroup, enterTopic, loseStaffGroup, moveStaffGroup, setStaffGroup } from '../../src/staff/groups.ts';
import { resolveIdentity } from '../../src/staff/phone-book.ts';
import type { BotIdentity, UpdateDeps } from './updates.ts';

/** What an update is to the desk: nothing more, a message of a private chat, or one of the staff in a topic. */
export type Heard = 'done' | 'private' | { topicChat: string };

type Deps = Pick<UpdateDeps, 'port' | 'log' | 'vocabulary'>;

/**
 * The ear of one bot in groups. It hears the staff in the topics of their group, whoever may set that group, and what becomes
 * of it; to everybody else it is deaf, and nothing of theirs is kept.
 */
export function groupEar({ port, log, vocabulary }: Deps, { api, account, handle }: BotIdentity): (update: unknown) => Promise<Heard> {
  const at = { provider: 'telegram', account } as const;

  return async (update) => {
    const event = groupEventOf(update);
    if (event === null) return 'private';
    if (event === 'nothing') return 'done';
    const { chat } = event;
    switch (event.what) {
      case 'moved':
        told(await moveStaffGroup(port, { ...at, chat, new_chat: event.to }));
        return 'done';
      case 'removed':
        told(await loseStaffGroup(port, { ...at, chat }));
        return 'done';
      case 'said': {
        if (event.bot !== null && event.bot !== handle?.toLowerCase()) return 'done';
        const command = event.text === null ? undefined : vocabulary.commandOf(event.text);
        if (command?.sure === true && command.command === 'here') {
          await named(event, command.rest, update as { update_id: number });
          return 'done';
        }
        if (event.thread === null) return 'done';
        const entered = told(await enterTopic(port, { ...at, chat, thread: event.thread, sender: event.sender }));
        return entered === null || entered.chat === null ? 'done' : { topicChat: entered.chat };
      }
    }
  };

  /** `/here`, and that it is so no more. The desk answers whoever may say so in their own chat, and nobody else. */
  async function named(
    { chat, sender, title }: { chat: string; sender: string; title: string },
    rest: string,
    update: { update_id: number },
  ) {
    const staff = told(await resolveIdentity(port, { ...at, external_id: sender }))?.staff ?? null;
    if (staff === null || staff.status !== 'active' || (staff.role !== 'admin' && staff.role !== 'owner')) return;
    if (vocabulary.optionOf(rest, ['off']) !== undefined) {
      told(await endStaffGroup(port, { actor_id: staff.id, ...at, chat }));
      return;
    }
    const rights = await rightsIn(chat);
    told(
      await setStaffGroup(port, {
        actor_id: staff.id,
        ...at,
        chat,
        title,
        ...rights,
        idempotency_key: `telegram:${account}:${update.update_id}`,
      }),
    );
  }

  async function rightsIn(chat: string): Promise<{ has_topics: boolean; manages_topics: boolean }> {
    const found = await answerOf('getChat', { chat_id: chat });
    const member = await answerOf('getChatMember', { chat_id: chat, user_id: Number(account) });
    const { status, can_manage_topics: manages } = member as { status?: string; can_manage_topics?: boolean };
    return {
      has_topics: (found as { is_forum?: boolean }).is_forum === true,
      manages_topics: status === 'creator' || (status === 'administrator' && manages === true),
    };
  }

  /** What is refused for good is not known; what may be answered later is asked again with the update. */
  async function answerOf(method: string, params: Record<string, unknown>): Promise<object> {
    const answer = await api.call(method, params);
    if (answer.ok) return answer.result as object;
    if (answer.code === 400 || answer.code === 403) return {};
    throw new Error(`${method}: ${answer.code} ${answer.description}`);
  }

  /** A refusal is no reason to have the update brought again. */
  function told<T>(outcome: Outcome<T>): T | null {
    if (outcome.ok) return outcome.data;
    log.warn({ code: outcome.refusal.code }, 'what happened in a group was not taken');
    return null;
  }
}
