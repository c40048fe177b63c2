import type { Args } from './people.ts';
import type { Stage } from './stage.ts';

/** A call of every function about the staff's group in Telegram that is accepted. */
export const GROUP_CALLS: Record<string, Array<(stage: Stage) => Args>> = {
  set_staff_group_safe: [
    ({ shop, group: { provider, account } }) => ({
      ...{ actor_id: shop.admin.id, provider, account, chat: '-1002', title: 'Crew', has_topics: true, manages_topics: true },
      idempotency_key: 'telegram:1:2',
    }),
  ],
  end_staff_group_safe: [({ shop, group: { provider, account, chat } }) => ({ actor_id: shop.admin.id, provider, account, chat })],
  lose_staff_group_safe: [({ group: { provider, account, chat } }) => ({ provider, account, chat })],
  move_staff_group_safe: [({ group: { provider, account, chat } }) => ({ provider, account, chat, new_chat: '-1003' })],
  enter_topic_safe: [({ group: { provider, account, chat, thread } }) => ({ provider, account, chat, thread, sender: '4711' })],
  keep_topic_safe: [({ group: { topicId, thread } }) => ({ topic_id: topicId, was: thread, thread: '78' })],
};
