import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { startBotApi } from '../../support/bot-api.ts';
import { quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { shuffled } from '../../support/seeded.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';
import { someone } from '../../support/telegram.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const { SEED = '1' } = process.env;
const PEOPLE = 15;
const UPDATES = Number(process.env.UPDATES ?? 150);
const KILLS = Number(process.env.KILLS ?? 4);
const patience = 30_000 + UPDATES * 200;

it(
  `has stored all that was confirmed, taken each turn once and answered it, killed ${KILLS} times, SEED=${SEED}`,
  async () => {
    const api = await startBotApi('7666666666:AAFakeFakeFakeFakeFakeFakeFakeFakeFak');
    await call(database.sql, 'open_channel_safe', { desk: shop.slug, provider: 'telegram', account: String(api.botId), name: '@bot' });
    // What is waited for here is no limit of sending.
    await database.sql`update public.channel_accounts set messages_per_second = null, chat_interval_ms = 0 where account = ${String(api.botId)}`;
    const entry = fileURLToPath(new URL('../../support/telegram-desk-process.ts', import.meta.url));
    const hire = () => spawn(process.execPath, [entry, database.url, shop.slug, api.root, api.token], { stdio: 'ignore' });
    let child: ChildProcess = hire();
    const killAt = new Set(shuffled(Number(SEED))(Array.from({ length: UPDATES }, (_, n) => n)).slice(0, KILLS));
    const people = Array.from({ length: PEOPLE }, () => someone(database, { api }));
    const updates: number[] = [];
    try {
      for (let n = 0; n < UPDATES; n++) {
        updates.push(people[n % PEOPLE]?.write({ text: `/help ${n}` }) ?? 0);
        // About fifty a second.
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (!killAt.has(n)) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
        child = hire();
      }
      await until(async () => updates.every((update) => api.confirmed.has(update)));
      await quiet(database);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const stored =
      await database.sql`select m.external_id from public.inbox_messages as m join public.channel_accounts as a on a.id = m.account_id
    where a.account = ${String(api.botId)} and m.status = 'settled'`;
    expect(stored.map(({ external_id }) => Number(external_id)).toSorted((a, b) => a - b)).toEqual(updates);
    const chats = await database.sql`select c.external_id, sum(v.turn)::int as turns, (
      select count(*)::int from public.outbox_messages as o where o.chat_id = c.id and o.status = 'sent') as said, (
      select count(*)::int from public.outbox_messages as o where o.chat_id = c.id and o.possible_duplicate) as doubtful
    from public.chats as c join public.conversations as v on v.chat_id = c.id where c.external_id = any(${people.map(({ id }) => String(id))}) group by c.id`;
    expect(chats).toHaveLength(PEOPLE);
    for (const { external_id, turns, said, doubtful } of chats) {
      expect(turns).toBe(UPDATES / PEOPLE);
      const shown = api.shown.filter(({ chat }) => chat === Number(external_id)).length;
      expect(shown).toBeGreaterThanOrEqual(said);
      expect(shown).toBeLessThanOrEqual(said + doubtful);
    }
    await api.stop();
  },
  patience,
);
