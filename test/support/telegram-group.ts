import type { Message, Update } from 'grammy/types';
import type { Group, Topic } from './bot-api/groups.ts';
import { quiet } from './chatting.ts';
import type { TestDatabase } from './database.ts';
import { call, type Shop } from './shop.ts';
import { someone, stored, type TelegramDesk } from './telegram.ts';
import { until } from './waiting.ts';

export type Someone = ReturnType<typeof someone>;
type Role = 'agent' | 'manager' | 'admin' | 'owner';

/** Somebody of the staff with Telegram on their phone, in a chat of their own with the bot. */
export async function staffMember(
  database: TestDatabase,
  desk: TelegramDesk,
  shop: Pick<Shop, 'ownerId'>,
  role: Role,
  name: string,
  language = 'en',
): Promise<Someone> {
  const somebody = someone(database, desk, language, name);
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: name, role });
  await somebody.opens(String(code));
  return somebody;
}

let messages = 5_000_000;

/** Writes in a group: in one of its topics, or outside of all. Gives the update. */
export function writes(
  { api }: TelegramDesk,
  group: Group,
  { id, first_name }: Pick<Someone, 'id'> & { first_name?: string },
  said: object,
  topic?: Topic,
): number {
  const from = { id, is_bot: false, first_name: first_name ?? 'Somebody', language_code: 'en' };
  const chat = { id: group.id, type: 'supergroup' as const, title: group.title, is_forum: true };
  const where = topic === undefined ? {} : { message_thread_id: topic.thread, is_topic_message: true };
  return api.push({ message: { message_id: messages++, date: 0, chat, from, ...where, ...said } as Message } as Omit<Update, 'update_id'>);
}

/** Presses the newest button with this label in a topic. */
export function taps({ api }: TelegramDesk, group: Group, { id }: Pick<Someone, 'id'>, topic: Topic, label: string | RegExp): number {
  for (const { markup, id: shown } of said(api, group, topic).toReversed()) {
    const buttons = markup && 'inline_keyboard' in markup ? markup.inline_keyboard.flat() : [];
    const found = buttons.find(({ text }) => (typeof label === 'string' ? text === label : label.test(text)));
    if (found === undefined || !('callback_data' in found)) continue;
    const chat = { id: group.id, type: 'supergroup', title: group.title };
    const message = { message_id: shown, date: 0, chat, message_thread_id: topic.thread, is_topic_message: true };
    const from = { id, is_bot: false, first_name: 'Somebody' };
    return api.push({ callback_query: { id: `tap-${messages++}`, from, chat_instance: '1', data: found.callback_data, message } } as never);
  }
  throw new Error(`there is no button ${String(label)} in ${topic.name}`);
}

const said = (api: TelegramDesk['api'], group: Group, topic: Topic) =>
  api.shown.filter(({ chat, thread }) => chat === group.id && thread === topic.thread);

/** What the bot has said in a topic, as one reads it. */
export const textsIn = ({ api }: Pick<TelegramDesk, 'api'>, group: Group, topic: Topic): string =>
  said(api, group, topic)
    .map(({ text, file }) => (file === null ? text : `${text} [${file.name}]`))
    .join('\n');

/** Resolves once the desk is done with an update, and with all that followed from it. */
export async function settled(database: TestDatabase, { api }: TelegramDesk, update: number): Promise<void> {
  await until(async () => api.confirmed.has(update));
  await quiet(database);
}

/** As `settled`, for what is stored. */
export async function taken(database: TestDatabase, desk: TelegramDesk, update: number): Promise<void> {
  await stored(database, desk.api, update);
  await quiet(database);
}

/** A group with topics that is the staff's, as an owner makes it. Nothing waits for what a provider allows. */
export async function staffGroup(
  database: TestDatabase,
  desk: TelegramDesk,
  owner: Someone,
  given: Partial<Group> = {},
  word = '/here',
): Promise<Group> {
  const group = desk.api.groups.add(given);
  await settled(database, desk, writes(desk, group, owner, { text: word }));
  await database.sql`update public.staff_groups set interval_ms = 0 where external_id = ${String(group.id)}`;
  return group;
}

/** The topic of a customer, once it is there. */
export async function topicOf(group: Group, name: string): Promise<Topic> {
  let topic: Topic | undefined;
  await until(async () => {
    topic = group.topics.find((one) => one.name.startsWith(`${name} · `));
    return topic !== undefined;
  });
  if (topic === undefined) throw new Error(`${name} has no topic`);
  return topic;
}
