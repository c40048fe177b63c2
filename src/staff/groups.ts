import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** The group in which the staff follow chats that are with a person, and its topics. */

export const setStaffGroup = rpc(
  'set_staff_group_safe',
  z.object({ outcome: z.enum(['set', 'no_topics', 'no_rights']), duplicate: z.boolean() }),
);
export const endStaffGroup = rpc('end_staff_group_safe', z.object({ ended: z.boolean() }));
export const loseStaffGroup = rpc('lose_staff_group_safe', z.object({ lost: z.boolean() }));
export const moveStaffGroup = rpc('move_staff_group_safe', z.object({ moved: z.boolean() }));

/** The chat in which a member of the staff writes in a topic; null for everybody and everything else. */
export const enterTopic = rpc('enter_topic_safe', z.object({ chat: z.string().nullable() }));
/** Keeps the provider's id of a topic in the place of the one that was known; gives the one that stands. */
export const keepTopic = rpc('keep_topic_safe', z.object({ thread: z.string().nullable() }));
