import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const set = (actor: string, whose: string, hours: unknown) => rpc(database.sql, 'set_hours_safe', { actor_id: actor, whose, hours });
const monday = (opens: string, closes: string) => ({ weekday: 1, opens, closes });
const active = async () =>
  (await database.sql`select count(*)::integer as n from public.working_hours where desk_id = ${shop.deskId} and active`)[0]?.['n'];

it('replaces what was, keeps it as history, and touches nobody else', async () => {
  await set(shop.admin.id, 'desk', [monday('09:00', '18:00')]);
  await set(shop.agent.id, 'mine', [monday('09:00', '12:00'), monday('13:00', '24:00')]);
  expect(await set(shop.agent.id, 'mine', [monday('10:00', '11:00')])).toEqual({ hours: [monday('10:00', '11:00')], days_off: [] });
  expect(await active()).toBe(2);
  expect(await rpc(database.sql, 'staff_hours', { actor_id: shop.manager.id })).toMatchObject({
    mine: { hours: [] },
    desk: { hours: [monday('09:00', '18:00')] },
  });
});

it.each([
  ['no list', {}],
  ['an eighth day', [{ weekday: 8, opens: '09:00', closes: '10:00' }]],
  ['an hour too many', [monday('09:00', '25:00')]],
  ['an end before its beginning', [monday('18:00', '09:00')]],
  ['spans that overlap', [monday('09:00', '12:00'), monday('11:00', '13:00')]],
])('refuses %s and leaves the hours as they were', async (_, hours) => {
  const before = await active();
  await expectRefusal(set(shop.colleague.id, 'mine', hours), 'BAD_INPUT');
  expect(await active()).toBe(before);
});

it('leaves the desk’s hours and days to admins', async () => {
  await expectRefusal(set(shop.manager.id, 'desk', []), 'FORBIDDEN_ROLE');
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await expectRefusal(rpc(database.sql, 'set_day_off_safe', { actor_id: shop.agent.id, whose: 'desk', day }), 'FORBIDDEN_ROLE');
  await expectRefusal(rpc(database.sql, 'set_day_off_safe', { actor_id: shop.agent.id, whose: 'mine', day: '2020-01-01' }), 'BAD_INPUT');
  expect(await rpc(database.sql, 'set_day_off_safe', { actor_id: shop.agent.id, whose: 'mine', day })).toMatchObject({ days_off: [day] });
  await expectRefusal(set(shop.leaver.id, 'mine', []), 'ACTOR_INACTIVE');
});

it('two settings at the same moment leave one of them whole', async () => {
  const both = [monday('06:00', '07:00'), { ...monday('08:00', '09:00'), weekday: 2 }];
  await Promise.all(both.map((span) => set(shop.colleague.id, 'mine', [span])));
  const { mine } = (await rpc(database.sql, 'staff_hours', { actor_id: shop.colleague.id })) as unknown as { mine: { hours: unknown[] } };
  expect(mine.hours).toHaveLength(1);
});
