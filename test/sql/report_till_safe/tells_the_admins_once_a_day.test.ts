import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';
import { aTill, type Till } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const error = 'Bad Request: PAYMENT_PROVIDER_INVALID';
const report = ({ account }: Pick<Till, 'account'>, given: Record<string, unknown> = {}) =>
  rpc(database.sql, 'report_till_safe', { provider: 'telegram', account, error, ...given });
const toldOf = async ({ account }: Till) => {
  const rows = await database.sql`select staff_id, params from public.outbox_messages
    where phrase_key = 'notice-staff-till-refused' and params ->> 'name' = ${`@bot_${account}`}`;
  return { who: rows.map(({ staff_id }): string => staff_id).toSorted(), params: rows[0]?.params };
};

it('however often and at once, and again after a day', async () => {
  const till = await aTill(database.sql, shop);
  const answers = await Promise.all([1, 2, 3].map(() => report(till)));
  expect(answers.filter(({ told }) => told)).toHaveLength(1);
  const admins = [shop.ownerId, shop.admin.id].toSorted();
  expect(await toldOf(till)).toEqual({ who: admins, params: { name: `@bot_${till.account}`, error } });
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.channel_accounts set till_told_at = now() - interval '25 hours' where account = ${till.account}`,
  );
  expect(await report(till)).toEqual({ told: true });
  expect((await toldOf(till)).who).toHaveLength(4);
});

it('of each bot, and of none that nobody knows', async () => {
  const [one, other] = [await aTill(database.sql, shop), await aTill(database.sql, shop)];
  expect([await report(one), await report(other)]).toEqual([{ told: true }, { told: true }]);
  await expectRefusal(report({ account: '1' }), 'NOT_FOUND');
  await expectRefusal(report(one, { error: ' ' }), 'BAD_INPUT');
});
