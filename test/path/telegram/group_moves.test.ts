import { beforeEach, expect, it } from 'vitest';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { type Someone, settled, staffGroup, staffMember, taken, textsIn, topicOf, writes } from '../../support/telegram-group.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;
let eve: Someone;

// A desk each: nothing waits for the bots of another test.
beforeEach(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug);

beforeEach(async () => {
  eve = await staffMember(database, desk(), shop, 'owner', 'Eve');
});

async function relayed(given = {}) {
  const group = await staffGroup(database, desk(), eve, given);
  const ada = someone(database, desk(), 'en', 'Ada');
  await ada.says('/person');
  const topic = await topicOf(group, 'Ada');
  await taken(database, desk(), writes(desk(), group, eve, { text: 'Hello.' }, topic));
  ada.hears();
  return { group, ada, topic };
}
const heardBy = async (one: Someone) => {
  await quiet(database);
  return textsOf(one.hears());
};
const groupNow = async () =>
  (
    await database.sql`select external_id, ended_by from public.staff_groups where account_id in
    (select id from public.channel_accounts where account = ${String(desk().api.botId)}) order by began_at desc limit 1`
  )[0];

it('makes a topic that was deleted by hand once more, and goes on there', async () => {
  const { group, ada, topic } = await relayed();
  desk().api.groups.remove(group, topic);
  await ada.says('Are you there?');
  await ada.says('I wait.');
  await quiet(database);
  const again = await topicOf(group, 'Ada');
  expect(group.topics).toHaveLength(1);
  expect(textsIn(desk(), group, again)).toBe('Ada: Are you there?\nAda: I wait.');
  await taken(database, desk(), writes(desk(), group, eve, { text: 'I am.' }, again));
  expect(await heardBy(ada)).toContain('Eve: I am.');
});

it('follows a group that has become another, whoever tells of it first', async () => {
  const { group, ada, topic } = await relayed();
  const moved = desk().api.groups.move(group);
  // The first word there is answered with where the group is now.
  await ada.says('Where are you?');
  await quiet(database);
  expect(textsIn(desk(), moved, topic)).toContain('Ada: Where are you?');
  expect(await groupNow()).toMatchObject({ external_id: String(moved.id), ended_by: null });
  await taken(database, desk(), writes(desk(), moved, eve, { text: 'Here.' }, topic));
  expect(await heardBy(ada)).toContain('Eve: Here.');
  // The message of service comes before any word.
  const further = desk().api.groups.move(moved);
  for (const said of [{ migrate_to_chat_id: further.id }, { migrate_to_chat_id: further.id }]) {
    await settled(database, desk(), writes(desk(), moved, eve, said));
  }
  await settled(database, desk(), writes(desk(), further, eve, { migrate_from_chat_id: moved.id }));
  expect(await groupNow()).toMatchObject({ external_id: String(further.id), ended_by: null });
  await ada.says('And now?');
  await quiet(database);
  expect(textsIn(desk(), further, topic)).toContain('Ada: And now?');
});

it.each(['by what it hears when it writes', 'by what Telegram tells'])('lets a group go that the bot was removed from, %s', async (how) => {
  const { group, ada } = await relayed();
  group.bot = 'kicked';
  if (how.includes('tells')) {
    const from = { id: eve.id, is_bot: false, first_name: 'Eve' };
    const bot = { id: desk().api.botId, is_bot: true, first_name: 'Desk' };
    const chat = { id: group.id, type: 'supergroup' as const, title: group.title };
    const update = desk().api.push({
      my_chat_member: {
        chat,
        from,
        date: 0,
        old_chat_member: { status: 'member', user: bot },
        new_chat_member: { status: 'kicked', user: bot, until_date: 0 },
      },
    });
    await settled(database, desk(), update);
  }
  await ada.says('Still there?');
  await until(async () => (await groupNow())?.ended_by === 'removed');
  const told = await heardBy(eve);
  expect(told.split('The bot is not in “Crew” any more').length - 1).toBe(1);
  expect(told).toContain('Ada: Still there?');
  await eve.presses('Answer');
  await eve.says('Yes, here.');
  expect(await heardBy(ada)).toContain('Eve: Yes, here.');
  expect(await database.sql`select from public.tasks where kind = 'task-unreachable' and desk_id = ${shop.deskId}`).toHaveLength(0);
});

it('keeps to twenty messages a minute to a group, whatever its topics', async () => {
  const { group, ada } = await relayed();
  await database.sql`update public.staff_groups set interval_ms = 60000, burst = 3 where external_id = ${String(group.id)}`;
  const bob = someone(database, desk(), 'en', 'Bob');
  const before = desk().api.shown.filter(({ chat }) => chat === group.id).length;
  for (const one of [ada, bob, ada, bob]) await one.says('/help me');
  await bob.says('/person');
  for (const one of [ada, bob, ada, bob]) await one.says('Hello?');
  const waiting = () => database.sql`select from public.outbox_messages where entity = 'topic' and status = 'waiting'`;
  await until(async () => (await waiting()).length > 0 && desk().api.shown.filter(({ chat }) => chat === group.id).length >= before + 3);
  expect(desk().api.shown.filter(({ chat }) => chat === group.id)).toHaveLength(before + 3);
  await database.sql`update public.staff_groups set interval_ms = 0 where external_id = ${String(group.id)}`;
  await quiet(database);
  expect(await waiting()).toHaveLength(0);
});
