import type { Update } from 'grammy/types';
import { beforeEach, expect, it } from 'vitest';
import { toInbox } from '../../../src/channels/telegram/to-inbox.ts';
import { quiet } from '../../support/chatting.ts';
import { asService, useDatabase } from '../../support/database.ts';
import { callWithin, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { type Someone, staffGroup, staffMember, taken, topicOf, writes } from '../../support/telegram-group.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug);

/** The message of a person that came with this update. */
const messageOf = (update: number) => desk().api.pushed.find(({ update_id }) => update_id === update)?.message?.message_id;
/** A message of the desk, as one answers it. */
const answering = (one: Someone, words: string) => {
  const shown = one.all().findLast(({ text }) => text.includes(words));
  if (shown === undefined) throw new Error(`nothing says ${words}: ${textsOf(one.all())}`);
  return { reply_to_message: { message_id: shown.id, date: 0, from: { id: desk().api.botId, is_bot: true, first_name: 'Desk' } } };
};
const chatOf = ({ id }: Someone) => ({ id, type: 'private' as const, first_name: 'Ada' });
const saidTo = (one: Someone, words: string) => one.all().findLast(({ text }) => text.includes(words));

it('the message that an answer is for, when its chat has gone on meanwhile, and nothing otherwise', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  const before = ada.all().length;
  const updates = ['/help', '/settings', '/help'].map(
    (text, n): Update => ({ update_id: 900 + n, message: { message_id: 70 + n, date: 0, chat: chatOf(ada), from: ada.from, text } }),
  );
  (desk().api.pushed as Update[]).push(...updates);
  // All three are there before the first is answered.
  await asService(database.sql, async (transaction) => {
    for (const update of updates) {
      for (const { externalId, senderName, event, ...said } of toInbox({ account: String(desk().api.botId), update })) {
        await callWithin(transaction, 'accept_inbox_message', {
          ...{ ...said, provider: 'telegram', external_id: externalId, sender_name: senderName, event: JSON.stringify(event) },
        });
      }
    }
  });
  await quiet(database);
  const quoted = ada
    .all()
    .slice(before)
    .map(({ quotes }) => quotes);
  expect(quoted.filter((one) => one !== null)).toEqual([70, 71]);
  expect(quoted.at(-1)).toBe(null);
  await ada.says('/help');
  expect(ada.all().at(-1)?.quotes).toBe(null);
});

it('what a customer or one of the staff answers by hand, in the chat of the other', async () => {
  const mia = await staffMember(database, desk(), shop, 'manager', 'Mia');
  const ada = someone(database, desk(), 'en', 'Ada');
  await ada.says('/person');
  await mia.says('/chats');
  await mia.presses(/Ada/);
  const asked = ada.write({ text: 'Is it red?' });
  await taken(database, desk(), asked);
  await ada.says('And is it new?');
  await quiet(database);

  const answered = mia.write({ text: 'Quite red.', ...answering(mia, 'Is it red?') });
  await taken(database, desk(), answered);
  expect(saidTo(ada, 'Quite red.')?.quotes).toBe(messageOf(asked));
  await taken(database, desk(), ada.write({ text: 'Which red?', ...answering(ada, 'Quite red.') }));
  expect(saidTo(mia, 'Which red?')?.quotes).toBe(messageOf(answered));
  // Words that answer nothing quote nothing.
  await taken(database, desk(), mia.write({ text: 'It is new, too.' }));
  expect(saidTo(ada, 'It is new, too.')?.quotes).toBe(null);
});

it('across a topic of the staff group, and still says what answers a message that is gone', async () => {
  const eve = await staffMember(database, desk(), shop, 'owner', 'Eve');
  const group = await staffGroup(database, desk(), eve);
  const ada = someone(database, desk(), 'en', 'Ada');
  await ada.says('/person');
  const topic = await topicOf(group, 'Ada');
  await taken(database, desk(), writes(desk(), group, eve, { text: '/take' }, topic));
  const asked = ada.write({ text: 'Is it red?' });
  await taken(database, desk(), asked);
  const inTopic = (words: string) =>
    desk().api.shown.findLast(({ chat, thread, text }) => chat === group.id && thread === topic.thread && text.includes(words));
  const reply = (words: string) => ({
    reply_to_message: { message_id: inTopic(words)?.id, date: 0, from: { id: desk().api.botId, is_bot: true, first_name: 'Desk' } },
  });

  const answered = writes(desk(), group, eve, { text: 'Quite red.', ...reply('Is it red?') }, topic);
  await taken(database, desk(), answered);
  expect(saidTo(ada, 'Quite red.')?.quotes).toBe(messageOf(asked));
  await taken(database, desk(), ada.write({ text: 'Which red?', ...answering(ada, 'Quite red.') }));
  expect(inTopic('Which red?')?.quotes).toBe(messageOf(answered));

  // Ada takes her question back: it stands in no chat any more.
  const pushed = desk().api.pushed as Update[];
  pushed.splice(
    pushed.findIndex(({ update_id }) => update_id === asked),
    1,
  );
  await taken(database, desk(), writes(desk(), group, eve, { text: 'As red as it gets.', ...reply('Is it red?') }, topic));
  expect(saidTo(ada, 'As red as it gets.')).toMatchObject({ quotes: null });
});
