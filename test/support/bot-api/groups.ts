import type { ChatFullInfo, ChatMember, ForumTopic } from 'grammy/types';
import { wordsOf } from './requests.ts';
import type { Performed, Shown } from './types.ts';

export type Topic = { thread: number; name: string; isClosed: boolean };
export type Group = {
  id: number;
  title: string;
  isForum: boolean;
  bot: 'administrator' | 'member' | 'kicked';
  managesTopics: boolean;
  /** It has become another one. */
  movedTo: number | null;
  topics: Topic[];
};

type Refused = { code: number; description: string; parameters?: { migrate_to_chat_id?: number; retry_after?: number } };

const SENDS = /^send(?!ChatAction)/;
const ACTS = /^(create|close|reopen|delete)ForumTopic$/;
/** What one group may get in a minute. */
const A_MINUTE = 20;
let groups = 0;

/** The groups the bot is in, and the rules of the real server about their topics. */
export function startGroups(botId: number, shown: Shown[]) {
  const all = new Map<number, Group>();
  let nextThread = 10_000;

  function add(given: Partial<Group> = {}): Group {
    groups += 1;
    const id = -1_001_000_000_000 - groups;
    const group: Group = {
      title: 'Crew',
      isForum: true,
      bot: 'administrator',
      managesTopics: true,
      movedTo: null,
      topics: [],
      ...given,
      id,
    };
    all.set(id, group);
    return group;
  }

  /** The group as it is called afterwards, with all that is in it. */
  function move(group: Group): Group {
    const moved = add(group);
    group.movedTo = moved.id;
    return moved;
  }

  const topicIn = (group: Group, params: Record<string, unknown>) =>
    group.topics.find(({ thread }) => thread === Number(params.message_thread_id));

  /** Why a call about a group is refused; undefined when it is not, or is about no group. */
  function refusal(method: string, params: Record<string, unknown>, enforces: boolean): Refused | undefined {
    const chat = Number(params.chat_id);
    if (!(chat < 0)) return undefined;
    const group = all.get(chat);
    if (group === undefined) return { code: 400, description: 'Bad Request: chat not found' };
    if (group.movedTo !== null) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat';
      return { code: 400, description, parameters: { migrate_to_chat_id: group.movedTo } };
    }
    if (group.bot === 'kicked') return { code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' };
    if (ACTS.test(method)) return refusedTopic(method, group, params);
    if (!SENDS.test(method)) return undefined;
    const isInTopic = params.message_thread_id !== undefined;
    const topic = topicIn(group, params);
    if (isInTopic && topic === undefined) return { code: 400, description: 'Bad Request: message thread not found' };
    if (topic?.isClosed === true && !(group.bot === 'administrator' && group.managesTopics))
      return { code: 400, description: 'Bad Request: TOPIC_CLOSED' };
    const since = performance.now() - 60_000;
    const isFlood = enforces && shown.filter((one) => one.chat === chat && one.at > since).length >= A_MINUTE;
    return isFlood ? { code: 429, description: 'Too Many Requests: retry after 3', parameters: { retry_after: 3 } } : undefined;
  }

  function refusedTopic(method: string, group: Group, params: Record<string, unknown>): Refused | undefined {
    const refused = (description: string) => ({ code: 400, description: `Bad Request: ${description}` });
    if (!group.isForum) return refused('the chat is not a forum');
    if (group.bot !== 'administrator' || !group.managesTopics) return refused('not enough rights to manage topics');
    if (method === 'createForumTopic') {
      const { length } = wordsOf(params.name);
      return length === 0 || length > 128 ? refused('TOPIC_TITLE_EMPTY') : undefined;
    }
    const topic = topicIn(group, params);
    if (topic === undefined) return refused('message thread not found');
    const isSo = method === 'closeForumTopic' ? topic.isClosed : method === 'reopenForumTopic' && !topic.isClosed;
    return isSo ? refused('TOPIC_NOT_MODIFIED') : undefined;
  }

  /** A method that is about groups only; undefined for every other. */
  function act(method: string, params: Record<string, unknown>): Performed | undefined {
    const group = all.get(Number(params.chat_id));
    if (group === undefined) return undefined;
    const topic = topicIn(group, params);
    switch (method) {
      case 'getChat':
        return { result: { id: group.id, type: 'supergroup', title: group.title, is_forum: group.isForum } as unknown as ChatFullInfo };
      case 'getChatMember':
        return { result: memberOf(group) };
      case 'createForumTopic': {
        const made = { thread: nextThread++, name: wordsOf(params.name), isClosed: false };
        group.topics.push(made);
        const result: ForumTopic = { message_thread_id: made.thread, name: made.name, icon_color: 7_322_096 };
        return { result };
      }
      case 'closeForumTopic':
      case 'reopenForumTopic':
        if (topic !== undefined) topic.isClosed = method === 'closeForumTopic';
        return { result: true };
      case 'deleteForumTopic':
        if (topic !== undefined) remove(group, topic);
        return { result: true };
      default:
        return undefined;
    }
  }

  /** With all that was said there. */
  function remove(group: Group, topic: Topic): void {
    group.topics.splice(group.topics.indexOf(topic), 1);
    for (let index = shown.length - 1; index >= 0; index--) {
      if (shown[index]?.chat === group.id && shown[index]?.thread === topic.thread) shown.splice(index, 1);
    }
  }

  function memberOf({ bot, managesTopics }: Group): ChatMember {
    const user = { id: botId, is_bot: true, first_name: 'Desk' };
    if (bot !== 'administrator') return { status: 'member', user };
    return { status: 'administrator', user, can_manage_topics: managesTopics } as ChatMember;
  }

  return { add, move, remove, refusal, act };
}
