import { beforeAll, expect, it } from 'vitest';
import { toInbox } from '../../../src/channels/telegram/to-inbox.ts';
import { startBotApi } from '../../support/bot-api.ts';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { earlier } from '../../support/queues.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram, stored } from '../../support/telegram.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** What a provider lets through in a second sets the time: full size in a campaign, enough of it here. */
const { MANY = '40', MESSAGES = '6' } = process.env;
const patience = 30_000 + (Number(MANY) + Number(MESSAGES)) * 1_500;

const shownTo = (chat: number) => database.sql`
  select o.provider_message_id::int as id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
  where c.external_id = ${String(chat)} order by o.chat_seq`;

it(
  `of every chat and of the whole bot, and in order: ${MANY} messages to ${MANY} chats, and ${MESSAGES} to one`,
  async () => {
    const api = await startBotApi('7777777777:AAFakeFakeFakeFakeFakeFakeFakeFakeFak');
    const desk = await startTelegram(database, shop.slug, api, { limited: true });
    api.enforceLimits();
    const many = Array.from({ length: Number(MANY) }, () => someone(database, desk));
    const talker = someone(database, desk);
    const updates = [
      ...many.map((one) => one.write({ text: '/start' })),
      ...Array.from({ length: Number(MESSAGES) }, () => talker.write({ text: '/help' })),
    ];
    for (const update of updates) await stored(database, api, update);
    await quiet(database);
    expect(api.floods()).toBe(0);
    for (const one of many) expect(one.all().length).toBeGreaterThan(0);
    expect((await shownTo(talker.id)).map(({ id }): number => id)).toEqual(talker.all().map(({ id }) => id));
    await desk.stop();
    await api.stop();
  },
  patience,
);

it(
  'when it comes back after ten minutes: all that waited, in order and once',
  async () => {
    const api = await startBotApi('7555555555:AAFakeFakeFakeFakeFakeFakeFakeFakeFak');
    const desk = await startTelegram(database, shop.slug, api);
    api.enforceLimits();
    const many = Array.from({ length: Number(MANY) / 10 }, () => someone(database, desk));
    await api.goDown();
    // They wrote just before: what they wrote is here, and the answers have nowhere to go.
    for (const [n, { id }] of many.entries()) {
      const chat = { id, type: 'private' };
      const said = ['/help', '/language', '/help'].map((text, index) => ({
        update_id: 5_000 + n * 3 + index,
        message: { message_id: index, date: 0, chat, from: { id, first_name: 'Ada' }, text },
      }));
      for (const update of said) {
        for (const inbound of toInbox({ account: String(api.botId), update })) await desk.workers.accept('telegram', inbound);
      }
    }
    await tenMinutesPass();
    await limit(String(api.botId));
    await api.comeUp();
    // What is left of the pauses passes as well.
    await theirPausesPass();
    await quiet(database);
    expect(api.floods()).toBe(0);
    for (const one of many) {
      const sent = await shownTo(one.id);
      expect(sent.length).toBeGreaterThan(2);
      expect(sent.map(({ id }): number => id)).toEqual(one.all().map(({ id }) => id));
    }
    await desk.stop();
    await api.stop();
  },
  patience,
);

const limit = (account: string) => database.sql`
  update public.channel_accounts set messages_per_second = 25, burst = 5, chat_interval_ms = 1050, chat_burst = 3 where account = ${account}`;

/** Ten minutes in moments: whatever is put off is due at once, until the pauses come to that long. */
async function tenMinutesPass(): Promise<void> {
  let passed = 0;
  while (passed < 600) {
    await until(async () => {
      const [row] =
        await database.sql`select count(*) filter (where status = 'waiting' and last_error is not null and due_at > now())::int as off,
        count(*) filter (where status = 'claimed' or (first_in_chat and due_at <= now()))::int as due,
        max(extract(epoch from due_at - now()))::float as pause from public.outbox_messages where status in ('waiting', 'claimed')`;
      if (!row || row.due > 0 || row.off === 0) return false;
      passed += row.pause;
      return true;
    });
    await theirPausesPass();
  }
}

async function theirPausesPass(): Promise<void> {
  await earlier(database.sql, shop, 'outbox_messages', 'due_at', '10 minutes');
  await database.sql`select pg_notify('desk_work', 'outbox')`;
}
