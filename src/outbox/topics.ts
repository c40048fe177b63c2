import type { Address, Delivery, Threads } from '../channels/port.ts';
import { asked } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import { keepTopic, moveStaffGroup } from '../staff/groups.ts';
import type { Claimed } from './claimed.ts';

type Topic = NonNullable<Claimed['topic']>;

/** Keeps what is found out about groups while something is said there. */
export type Places = {
  /** Gives the thread that stands: another worker may have made one. */
  keepThread: (topic: string, was: string | null, thread: string | null) => Promise<string | null>;
  moved: (from: Address, chat: string) => Promise<void>;
};

/** Where the rows of one chat go. What is found out with one of them holds for those after it. */
export type Place = { to: Address; thread: string | null };

/** After that it is tried another time. */
const MOST_TURNS = 3;
const DONE: Delivery = { outcome: 'sent', providerMessageId: '' };
/** What is done to a topic with what is said there, by the key of its phrase. */
const ACTS: Readonly<Record<string, 'reopen' | 'close' | 'remove'>> = {
  'topic-card': 'reopen',
  'topic-ended': 'close',
  'topic-forgotten': 'remove',
};

export const removesTopic = ({ phrase_key }: Claimed): boolean => ACTS[phrase_key] === 'remove';

export const placesOf = (port: RpcPort): Places => ({
  keepThread: async (topic_id, was, thread) =>
    asked(await keepTopic(port, { topic_id, ...(was !== null && { was }), ...(thread !== null && { thread }) })).thread,
  moved: async ({ provider, account, chat }, new_chat) => void asked(await moveStaffGroup(port, { provider, account, chat, new_chat })),
});

type Saying = { row: Claimed; topic: Topic; place: Place; threads: Threads; places: Places; title: string };

/**
 * Says something in a topic, which is made with the first that is said there. One that was deleted by hand is made anew, and a
 * group that has become another is followed.
 */
export async function sendInTopic(saying: Saying, say: (to: Address) => Promise<Delivery>): Promise<Delivery> {
  const { topic, place, places } = saying;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const delivery = await attempt(saying, say);
    if (delivery.outcome === 'moved') {
      await places.moved(place.to, delivery.chat);
      place.to = { ...place.to, chat: delivery.chat };
    } else if (delivery.outcome === 'thread_gone') {
      place.thread = await places.keepThread(topic.id, place.thread, null);
    } else return delivery;
  }
  return { outcome: 'retry', error: 'the group changes while it is written to' };
}

async function attempt(saying: Saying, say: (to: Address) => Promise<Delivery>): Promise<Delivery> {
  const { row, place, threads } = saying;
  const act = ACTS[row.phrase_key];
  if (act === 'remove') return place.thread === null ? DONE : await threads.remove({ ...place.to, thread: place.thread });
  const isThere = place.thread !== null;
  const opened = isThere ? DONE : await open(saying);
  if (opened.outcome !== 'sent' || place.thread === null) return opened;
  const to = { ...place.to, thread: place.thread };
  if (act === 'reopen' && isThere) {
    const reopened = await threads.reopen(to);
    // Whether it may be written to, the message itself finds out.
    if (reopened.outcome !== 'sent' && reopened.outcome !== 'permanent') return reopened;
  }
  const delivery = await say(to);
  // A topic that stays open is worth no failure of what was said there.
  if (act === 'close' && delivery.outcome === 'sent') await threads.close(to).catch(() => undefined);
  return delivery;
}

/** The chat of the topic makes it; what was to be said to one person there is not worth a new one. */
async function open({ topic, place, threads, places, title }: Saying): Promise<Delivery> {
  if (!topic.is_whole) return { outcome: 'permanent', error: 'the topic is not there any more' };
  const opened = await threads.open(place.to, title);
  if (opened.outcome === 'sent') place.thread = await places.keepThread(topic.id, null, opened.providerMessageId);
  return opened;
}
