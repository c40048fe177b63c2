import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

const open = (given: Record<string, unknown> = {}) =>
  call(database.sql, 'open_channel_safe', { desk: shop.slug, provider: 'telegram', account: '42', name: '@a_bot', ...given });
const accountOf = async (id: string) => (await database.sql`select * from public.channel_accounts where id = ${id}`)[0];

it('to its desk, once, with the pace that Telegram allows, and keeps what was edited since', async () => {
  const { account_id: id } = await open();
  // In any second no more than thirty go out, and to one chat a little more than one.
  const { burst, messages_per_second: pace, chat_interval_ms: gap } = (await accountOf(id)) ?? {};
  expect(burst + Number(pace)).toBeLessThanOrEqual(30);
  expect(gap).toBeGreaterThanOrEqual(1_000);
  await database.sql`update public.channel_accounts set name = 'Our bot', active = false where id = ${id}`;
  expect(await open({ name: '@renamed' })).toEqual({ account_id: id, desk_id: shop.deskId, active: false });
  expect(await accountOf(id)).toMatchObject({ name: 'Our bot', active: false });
  const audit =
    await database.sql`select actor_type from public.audit_log where entity = 'channel_account' and entity_id = ${id} and action like '%created'`;
  expect(audit).toEqual([{ actor_type: 'system' }]);
});

it('and to no second one', async () => {
  await open({ account: '43' });
  await expectRefusal(open({ account: '43', desk: other.slug }), 'BAD_INPUT');
  await expectRefusal(open({ desk: 'no-such-desk' }), 'NOT_FOUND');
  await expectRefusal(open({ provider: 'web' }), 'BAD_INPUT');
  await expectRefusal(open({ account: ' ' }), 'BAD_INPUT');
});
