import { beforeAll, beforeEach, expect, it } from 'vitest';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { type Someone, staffGroup, staffMember, taken, taps, textsIn, topicOf, writes } from '../../support/telegram-group.ts';

const database = useDatabase();
let shop: Shop;
let eve: Someone;
let mia: Someone;

beforeAll(async () => {
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
