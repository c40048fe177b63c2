import { beforeEach, expect, it } from 'vitest';
import type { Shown } from '../../support/bot-api/types.ts';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { type Someone, staffGroup, staffMember, taken, topicOf, writes } from '../../support/telegram-group.ts';

const database = useDatabase();
let shop: Shop;
let mia: Someone;
let ada: Someone;

beforeEach(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4, 5, 6, 7, 8);

beforeEach(async () => {
  mia = await staffMember(database, desk(), shop, 'manager', 'Mia');
  ada = someone(database, desk(), 'en', 'Ada');
});

async function talking(): Promise<void> {
  await ada.says('/person');
  await mia.says('/chats');
  await mia.presses(/Ada/);
  await quiet(database);
  mia.hears();
}

/** Sends pictures as one, the first with words; gives the updates. */
function sends(count: number, caption: string): number[] {
  return Array.from({ length: count }, (_, index) => {
    const file_id = `${ada.id}-${index}`;
    desk().api.files.set(file_id, Uint8Array.of(...PNG, index));
    const photo = [{ file_id, file_unique_id: file_id, file_size: PNG.length + 1, width: 1, height: 1 }];
    return ada.write({ photo, media_group_id: `album-${ada.id}`, ...(index === 0 && { caption }) });
  });
}

async function album(count: number, caption: string): Promise<number[]> {
  const updates = sends(count, caption);
  for (const update of updates) await taken(database, desk(), update);
  return updates;
}
const picturesOf = (shown: readonly Shown[]) => shown.filter(({ file }) => file !== null);

it('as one, with its words and the buttons after it; any of its pictures can be answered', async () => {
  await talking();
  const updates = await album(4, 'all four scratches');
  const heard = mia.hears();
  const pictures = picturesOf(heard);
  expect(pictures.map(({ method, album: one }) => [method, one])).toEqual(
    Array.from({ length: 4 }, () => ['sendMediaGroup', pictures[0]?.id]),
  );
  expect(heard.at(-1)).toMatchObject({ file: null, markup: { inline_keyboard: expect.any(Array) } });
  expect(textsOf(heard).split('all four scratches')).toHaveLength(2);
  const [row] = await database.sql`
    select count(*)::int as all, count(distinct provider_message_id)::int as ids from public.outbox_messages
    where dedupe_key like 'relay:%' and reply ->> 'kind' = 'image' and status = 'sent'
      and chat_id = (select id from public.chats where external_id = ${String(mia.id)})`;
  expect(row).toEqual({ all: 4, ids: 4 });

  const reply = {
    reply_to_message: { message_id: pictures[2]?.id, date: 0, from: { id: desk().api.botId, is_bot: true, first_name: 'Desk' } },
  };
  await mia.says('/desk');
  await taken(database, desk(), mia.write({ text: 'The third is deep.', ...reply }));
  const asked = desk().api.pushed.find(({ update_id }) => update_id === updates[2])?.message?.message_id;
  expect(ada.all().at(-1)).toMatchObject({ text: expect.stringContaining('The third is deep.'), quotes: asked });
});

it('one by one, where Telegram does not take them as one, each once', async () => {
  await talking();
  const refused = { kind: 'answer' as const, code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' };
  desk().api.fail('sendMediaGroup', refused);
  await album(3, 'three scratches');
  const heard = mia.hears();
  expect(picturesOf(heard).map(({ method }) => method)).toEqual(['sendPhoto', 'sendPhoto', 'sendPhoto']);
  expect(textsOf(heard).split('three scratches')).toHaveLength(2);
});

it('once more as one after a server that broke, and to the topic of the staff group with its words under it', async () => {
  const eve = await staffMember(database, desk(), shop, 'owner', 'Eve');
  const group = await staffGroup(database, desk(), eve);
  await ada.says('/person');
  const topic = await topicOf(group, 'Ada');
  await taken(database, desk(), writes(desk(), group, eve, { text: '/take' }, topic));
  const inTopic = () => picturesOf(desk().api.shown.filter(({ chat, thread }) => chat === group.id && thread === topic.thread));
  desk().api.fail('sendMediaGroup', { kind: 'answer', code: 500, description: 'Internal Server Error' });
  await album(11, 'eleven of them');
  // Ten are the most of an album; what is left of them stands alone.
  expect(inTopic().map(({ method }) => method)).toEqual([...Array.from({ length: 10 }, () => 'sendMediaGroup'), 'sendPhoto']);
  expect(inTopic()[0]?.text).toContain('eleven of them');
});

it('before the words that follow them at once', async () => {
  await talking();
  const updates = [...sends(3, 'three scratches'), ada.write({ text: 'And one more question.' })];
  for (const update of updates) await taken(database, desk(), update);
  const heard = mia.hears();
  expect(heard.map(({ method }) => method)).toEqual(['sendMediaGroup', 'sendMediaGroup', 'sendMediaGroup', 'sendMessage', 'sendMessage']);
  expect(heard.at(-1)?.text).toContain('And one more question.');
});
