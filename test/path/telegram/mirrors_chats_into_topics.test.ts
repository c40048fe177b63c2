import { beforeEach, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import type { Group } from '../../support/bot-api/groups.ts';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { meet } from '../../support/queues.ts';
import { call, createOrder, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { type Someone, settled, staffGroup, staffMember, taken, taps, textsIn, topicOf, writes } from '../../support/telegram-group.ts';

const database = useDatabase();
let shop: Shop;
let eve: Someone;
let mia: Someone;

// A desk each: nothing waits for the bots of another test.
beforeEach(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug);

beforeEach(async () => {
  eve = await staffMember(database, desk(), shop, 'owner', 'Eve');
  mia = await staffMember(database, desk(), shop, 'manager', 'Mia');
});

const heardBy = async (one: Someone) => {
  await quiet(database);
  return textsOf(one.hears());
};
/** Somebody who has asked for a person, and their topic. */
async function calling(group: Group, name: string, language = 'en') {
  const somebody = someone(database, desk(), language, name);
  await somebody.says('/person');
  const topic = await topicOf(group, name);
  await heardBy(somebody);
  return {
    somebody,
    topic,
    reads: () => textsIn(desk(), group, topic),
    writes: (one: Someone, said: object) => writes(desk(), group, one, said, topic),
  };
}
const times = (text: string, words: string) => text.split(words).length - 1;

it('shows a chat that is with a person in a topic of its own, both ways, each word once', async () => {
  const group = await staffGroup(database, desk(), eve);
  expect(await heardBy(eve)).toContain('“Crew” is your staff group now');
  const ada = someone(database, desk(), 'en', 'Ada');
  await ada.says('/person');
  const topic = await topicOf(group, 'Ada');
  await quiet(database);
  expect(textsIn(desk(), group, topic)).toContain('Ada is with a person');
  await taken(database, desk(), taps(desk(), group, mia, topic, 'Take the chat'));
  expect(textsIn(desk(), group, topic)).toContain('Mia has this chat now.');
  expect(await heardBy(ada)).toContain('Mia from the desk is with you now');
  await ada.says('Is it red?');
  await taken(database, desk(), writes(desk(), group, mia, { text: 'It is quite red.' }, topic));
  expect(times(await heardBy(ada), 'Mia: It is quite red.')).toBe(1);
  expect(times(textsOf(mia.all()), 'Is it red?')).toBe(1);
  await mia.presses('Answer');
  await mia.says('And new.');
  expect(times(await heardBy(ada), 'Mia: And new.')).toBe(1);
  const shown = textsIn(desk(), group, topic);
  expect(times(shown, 'Ada: Is it red?')).toBe(1);
  expect(times(shown, 'Mia: And new.')).toBe(1);
  expect(shown).not.toContain('It is quite red.');
  await taken(database, desk(), writes(desk(), group, mia, { text: '/back' }, topic));
  expect(textsIn(desk(), group, topic)).toContain('The bot has this chat again.');
  expect(topic.isClosed).toBe(true);
  expect(group.topics).toHaveLength(1);
});

it.each(languages)('is made and led in %s', async (language) => {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const command = (name: string) => `/${say(`command-${name}`).split('|')[0]}`;
  const olga = await staffMember(database, desk(), shop, 'admin', 'Olga', language);
  const group = await staffGroup(database, desk(), olga, { title: 'Ekip' }, `${command('here')}@desk_test_bot`);
  expect(await heardBy(olga)).toContain(say('notice-staff-group-set', { title: 'Ekip' }));
  const { somebody, topic, reads, writes: written } = await calling(group, 'Deniz', language);
  expect(reads()).toContain(say('topic-card', { name: 'Deniz' }));
  expect(reads()).toContain(say('topic-told'));
  await taken(database, desk(), written(olga, { text: command('take') }));
  await taken(database, desk(), written(olga, { text: 'Merhaba' }));
  expect(await heardBy(somebody)).toContain('Olga: Merhaba');
  await taken(database, desk(), written(olga, { text: command('back') }));
  expect(reads()).toContain(say('topic-ended', { by: 'staff' }));
  const off = say('option-off').split('|')[0];
  await settled(database, desk(), writes(desk(), group, olga, { text: `${command('here')} ${off}` }));
  expect(await heardBy(olga)).toContain(say('notice-staff-group-ended', { title: 'Ekip' }));
  await somebody.says('/person');
  await quiet(database);
  expect(topic.isClosed).toBe(true);
});

it('is made by admins only, where there are topics that the bot may manage, and else by nobody', async () => {
  const stranger = someone(database, desk());
  const before =
    await database.sql`select (select count(*) from public.chats)::int as chats, (select count(*) from public.inbox_messages)::int as inbox`;
  for (const one of [stranger, mia]) await staffGroup(database, desk(), one);
  expect(await heardBy(mia)).not.toContain('Crew');
  await staffGroup(database, desk(), eve, { title: 'Flat', isForum: false });
  expect(await heardBy(eve)).toContain('“Flat” is not your staff group yet: it has no topics.');
  await staffGroup(database, desk(), eve, { title: 'Shy', managesTopics: false });
  expect(await heardBy(eve)).toContain('“Shy” is not your staff group yet: the bot may not manage topics there.');
  expect(
    await database.sql`select from public.staff_groups where ended_at is null and account_id in
    (select id from public.channel_accounts where account = ${String(desk().api.botId)})`,
  ).toHaveLength(0);
  expect(
    await database.sql`select (select count(*) from public.chats)::int as chats, (select count(*) from public.inbox_messages)::int as inbox`,
  ).toEqual(before);
  expect(desk().api.shown.filter(({ chat }) => chat < 0)).toEqual([]);
});

it('leaves commands alone that are meant for another bot of the group', async () => {
  const group = await staffGroup(database, desk(), eve, { title: 'Busy' }, '/here@another_bot');
  expect(await heardBy(eve)).not.toContain('Busy');
  await settled(database, desk(), writes(desk(), group, eve, { text: '/here@Desk_Test_Bot' }));
  expect(await heardBy(eve)).toContain('“Busy” is your staff group now');
  const { somebody, reads, writes: written } = await calling(group, 'Ada');
  await settled(database, desk(), written(mia, { text: '/roll@another_bot 6' }));
  await settled(database, desk(), written(mia, { text: '/take@another_bot' }));
  expect(await heardBy(somebody)).toBe('');
  expect(reads()).not.toContain('has this chat now');
});

it('is deaf to everybody else: a stranger and who works here no more are told so once, and nothing of theirs is kept', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, topic, reads } = await calling(group, 'Ada');
  const al = await staffMember(database, desk(), shop, 'manager', 'Al');
  const [row] = await database.sql`select staff_id from public.chats where external_id = ${String(al.id)}`;
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: row?.staff_id, reason: 'left' });
  const stranger = someone(database, desk());
  const photo = { photo: [{ file_id: 'secret', file_unique_id: 'u', width: 1, height: 1, file_size: 9 }] };
  for (const one of [stranger, al]) {
    for (const said of [{ text: 'a secret of mine' }, photo, { text: '/back' }]) {
      await settled(database, desk(), writes(desk(), group, one, said, topic));
    }
  }
  // An admin of the group who stays anonymous.
  const anonymous = { ...stranger, id: 1_087_968_824 };
  await settled(
    database,
    desk(),
    writes(desk(), group, anonymous, { text: 'a secret', sender_chat: { id: group.id, type: 'supergroup' } }, topic),
  );
  expect(times(reads(), 'Only the staff of this desk can write to a customer here.')).toBe(3);
  await settled(database, desk(), writes(desk(), group, mia, { text: 'a secret of all' }));
  expect(await heardBy(somebody)).not.toContain('secret');
  expect(await database.sql`select from public.inbox_messages where body like '%secret%'`).toHaveLength(0);
  expect(await database.sql`select from public.outbox_messages where dedupe_key like ${`%${stranger.id}%`}`).toHaveLength(0);
  expect(desk().api.calls.filter(({ method }) => method === 'getFile')).toEqual([]);
  expect(topic.isClosed).toBe(false);
});

it('lets one of the staff answer at a time, and keeps their words among themselves where they begin with “//”', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, topic, reads, writes: written } = await calling(group, 'Ada');
  await taken(database, desk(), written(mia, { text: 'Hello, Ada.' }));
  expect(times(await heardBy(somebody), 'Mia: Hello, Ada.')).toBe(1);
  await taken(database, desk(), written(eve, { text: 'Me too.' }));
  expect(reads()).toContain('Mia is talking in this chat, so that nothing was changed.');
  await taken(database, desk(), written(eve, { text: '// she is always late' }));
  await taken(database, desk(), written(eve, { document: { file_id: 'x', file_unique_id: 'x', file_size: 1 }, caption: '//for us' }));
  await taken(database, desk(), written(eve, { sticker: {} }));
  expect(reads()).toContain('Here goes only what is for this customer');
  expect(await heardBy(somebody)).toBe('');
  await taken(database, desk(), taps(desk(), group, eve, topic, 'Take over from Mia'));
  expect(reads()).toContain('Eve has this chat now.');
  await taken(database, desk(), written(eve, { text: 'Me too.' }));
  expect(times(await heardBy(somebody), 'Eve: Me too.')).toBe(1);
  expect(await heardBy(mia)).toContain('Eve has taken over your chat with Ada.');
});

it('says each thing once, though its update comes twice', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, topic, reads, writes: written } = await calling(group, 'Ada');
  for (const act of [() => written(mia, { text: 'Once only.' }), () => taps(desk(), group, mia, topic, 'Back to the bot')]) {
    await taken(database, desk(), act());
    const update = desk().api.lastUpdate();
    desk().api.again(update);
    desk().api.again(update);
    await settled(database, desk(), somebody.write({ text: 'And I' }));
  }
  expect(times(textsOf(somebody.all()), 'Mia: Once only.')).toBe(1);
  expect(times(reads(), 'Ada: And I')).toBe(1);
  expect(times(reads(), 'The bot has this chat again.')).toBe(1);
});

it('carries files both ways', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, reads, writes: written } = await calling(group, 'Ada');
  const pdf = new TextEncoder().encode('%PDF-1.4 an offer');
  desk().api.files.set('offer', pdf);
  desk().api.files.set('wish', pdf);
  const document = (file_id: string, file_name: string) => ({
    document: { file_id, file_unique_id: file_id, file_name, file_size: pdf.length },
  });
  await taken(database, desk(), written(mia, { ...document('offer', 'offer.pdf'), caption: 'Our offer' }));
  await quiet(database);
  expect(somebody.hears().find(({ file }) => file !== null)).toMatchObject({ text: 'Mia: Our offer', file: { name: 'offer.pdf' } });
  await somebody.answered(somebody.write(document('wish', 'wish.pdf')));
  await quiet(database);
  expect(reads()).toContain('[wish.pdf]');
  expect(reads()).not.toContain('[offer.pdf]');
});

it('shows every file of an album that came before anybody took the chat, to the group and to whoever takes it', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, reads } = await calling(group, 'Ada');
  const pdf = new TextEncoder().encode('%PDF-1.4 a wish');
  const sent = ['one', 'two', 'three'].map((id) => {
    desk().api.files.set(id, pdf);
    return somebody.write({
      media_group_id: '77',
      document: { file_id: id, file_unique_id: id, file_name: `${id}.pdf`, file_size: pdf.length },
    });
  });
  for (const update of sent) await taken(database, desk(), update);
  for (const id of ['one', 'two', 'three']) expect(times(reads(), `[${id}.pdf]`)).toBe(1);
  await mia.presses('Answer');
  await quiet(database);
  const files = mia.all().flatMap(({ file }) => (file === null ? [] : [file.name]));
  expect(files.toSorted()).toEqual(['one.pdf', 'three.pdf', 'two.pdf']);
});

it('shows what the desk tells a customer meanwhile, and opens the topic again with the next hand-over', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, topic, reads, writes: written } = await calling(group, 'Ada');
  const { id } = await meet(database.sql, shop, String(somebody.id), {}, { provider: 'telegram', account: String(desk().api.botId) });
  await taken(database, desk(), written(mia, { text: 'I look for it.' }));
  const order = await createOrder(database.sql, shop, { customer_id: id });
  await call(database.sql, 'advance_order_status_safe', {
    actor_id: shop.managerId,
    order_id: order.id,
    new_status: 'cancelled',
    reason: 'out of stock',
  });
  await quiet(database);
  expect(reads()).toContain(
    `The desk told the customer:\n\n${phrases('en', 'notice-order-cancelled', { code: order.order_code })}`.split('{')[0],
  );
  const markups = desk().api.shown.filter(({ thread, text }) => thread === topic.thread && text.startsWith('The desk told'));
  expect(markups.map(({ markup }) => markup)).toEqual(markups.map(() => null));
  await somebody.says('bot');
  await quiet(database);
  expect(topic.isClosed).toBe(true);
  expect(reads()).toContain('The customer has gone back to the bot.');
  await somebody.says('/person');
  await quiet(database);
  expect(topic.isClosed).toBe(false);
  expect(group.topics).toHaveLength(1);
});

it('finds the topics of before when a group is the staff’s once more, and forgets in one that is so no more', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, topic, reads } = await calling(group, 'Ada');
  const says = (text: string) => settled(database, desk(), writes(desk(), group, eve, { text }));
  await says('/here off');
  await somebody.says('Not for the group');
  await says('/here');
  await database.sql`update public.staff_groups set interval_ms = 0 where desk_id = ${shop.deskId}`;
  await somebody.says('For the group');
  await quiet(database);
  expect(group.topics).toEqual([topic]);
  expect(reads()).toContain('Ada: For the group');
  expect(reads()).not.toContain('Not for the group');
  const { id } = await meet(database.sql, shop, String(somebody.id), {}, { provider: 'telegram', account: String(desk().api.botId) });
  await says('/here off');
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: id });
  await quiet(database);
  expect(group.topics).toEqual([]);
});

it('forgets with the customer: the topic is deleted there, and nothing of it is left here', async () => {
  const group = await staffGroup(database, desk(), eve);
  const { somebody, topic, writes: written } = await calling(group, 'Ada Lovelace');
  const { id } = await meet(
    database.sql,
    shop,
    String(somebody.id),
    { full_name: 'Ada Lovelace' },
    { provider: 'telegram', account: String(desk().api.botId) },
  );
  await taken(database, desk(), written(mia, { text: 'It goes to Example street 9' }));
  await taken(database, desk(), written(eve, { text: '// Example street is far' }));
  await somebody.says('Example street 9 it is');
  await quiet(database);
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: id });
  await quiet(database);
  expect(group.topics).not.toContain(topic);
  expect(desk().api.shown.filter(({ thread }) => thread === topic.thread)).toEqual([]);
  const left = await database.sql`
    select 'outbox' as what, to_jsonb(o)::text as row from public.outbox_messages as o
    union all select 'inbox', to_jsonb(m)::text from public.inbox_messages as m
    union all select 'chat', to_jsonb(c)::text from public.chats as c
    union all select 'conversation', to_jsonb(v)::text from public.conversations as v
    union all select 'topic', to_jsonb(t)::text from public.topics as t where t.desk_id = ${shop.deskId} and t.chat_id is not null`;
  expect(
    left.filter(({ what, row }) => what === 'topic' || /Example street|Lovelace/i.test(row)).map(({ what, row }) => `${what}: ${row}`),
  ).toEqual([]);
});
