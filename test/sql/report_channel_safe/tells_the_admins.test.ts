import { beforeAll, beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let account: string;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
});
beforeEach(async () => {
  account = `8${count++}`;
  await call(database.sql, 'open_channel_safe', { desk: shop.slug, provider: 'telegram', account, name: `@bot_${account}` });
});

const report = (given: Record<string, unknown> = {}) =>
  call(database.sql, 'report_channel_safe', { provider: 'telegram', account, away: false, ...given });
const minutesPass = (minutes: number) =>
  asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.channel_accounts set trouble_since = trouble_since - make_interval(mins => ${minutes}),
      change_told_at = change_told_at - make_interval(mins => ${minutes}) where account = ${account}`,
  );
/** What the admins were told of this bot, and which of the staff. */
const told = async () => {
  const rows =
    await database.sql`select phrase_key, staff_id, params from public.outbox_messages where params ->> 'name' = ${`@bot_${account}`} order by id`;
  const who = new Set(rows.map(({ staff_id }): string => staff_id));
  return { keys: rows.filter(({ staff_id }) => staff_id === shop.ownerId).map(({ phrase_key }): string => phrase_key), who, rows };
};

it('of a bot that is not answered for five minutes, once, and that it is well again', async () => {
  await report({ away: true, error: '502 Bad Gateway' });
  expect((await told()).keys).toEqual([]);
  await minutesPass(4);
  await report({ away: true });
  expect((await told()).keys).toEqual([]);
  await minutesPass(1);
  await report({ away: true, error: '502 Bad Gateway' });
  await report({ away: true });
  const { keys, who, rows } = await told();
  expect(keys).toEqual(['notice-staff-channel-away']);
  expect(who).toEqual(new Set([shop.ownerId, shop.adminId]));
  expect(rows[0]?.params).toMatchObject({ error: '502 Bad Gateway' });
  await report();
  await report();
  expect((await told()).keys).toEqual(['notice-staff-channel-away', 'notice-staff-channel-well']);
});

it('of nothing when a bot was away for a moment only', async () => {
  await report({ away: true });
  await report();
  await minutesPass(60);
  await report();
  expect((await told()).keys).toEqual([]);
});

it('that somebody has led its updates elsewhere, at most once an hour', async () => {
  await report({ changed: true });
  await report({ changed: true });
  expect((await told()).keys).toEqual(['notice-staff-channel-changed']);
  await minutesPass(61);
  await report({ changed: true });
  expect((await told()).keys).toHaveLength(2);
});

/** So many messages came in an hour ago, one week ago and so on, each week as many as said. */
async function came(...weeks: number[]): Promise<void> {
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.channel_accounts set created_at = now() - interval '60 days' where account = ${account}`,
  );
  for (const [week, many] of weeks.entries()) {
    for (let n = 0; n < many; n++) {
      await call(database.sql, 'accept_inbox_message', {
        ...{
          provider: 'telegram',
          account,
          external_id: `${week}/${n}`,
          chat: '1',
          sender: '1',
          body: '{}',
          event: '{"type":"text","text":"x"}',
        },
      });
    }
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`update public.inbox_messages as m set received_at = now() - make_interval(days => ${7 * week}, hours => 1)
        from public.channel_accounts as a where a.id = m.account_id and a.account = ${account} and m.external_id like ${`${week}/%`}`,
    );
  }
}

it('that nobody writes at a time when people do every week', async () => {
  await came(0, 10, 9, 12, 8);
  expect(await report()).toEqual({ trouble: 'silent', usual: 8 });
  expect((await told()).keys).toEqual(['notice-staff-channel-silent']);
  await came(1);
  expect(await report()).toMatchObject({ trouble: null });
  expect((await told()).keys).toEqual(['notice-staff-channel-silent', 'notice-staff-channel-well']);
});

it('of no silence when one of the last weeks was as silent, or somebody has written', async () => {
  await came(0, 10, 10, 0, 10);
  expect(await report()).toEqual({ trouble: null, usual: 0 });
  account = `9${count++}`;
  await call(database.sql, 'open_channel_safe', { desk: shop.slug, provider: 'telegram', account, name: `@bot_${account}` });
  await came(1, 10, 10, 10, 10);
  expect(await report()).toEqual({ trouble: null, usual: 10 });
});

it('and nobody of a bot that the desk does not have', async () => {
  await expectRefusal(report({ account: 'unknown' }), 'NOT_FOUND');
  await expectRefusal(report({ error: 'x'.repeat(501) }), 'BAD_INPUT');
});
