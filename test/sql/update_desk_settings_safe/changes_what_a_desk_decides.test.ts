import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const change = (changes: unknown, actor = shop.admin.id) => rpc(database.sql, 'update_desk_settings_safe', { actor_id: actor, changes });
const now = async () => (await database.sql`select * from public.desk_settings where desk_id = ${shop.deskId}`)[0];

it('changes what is named and nothing else', async () => {
  const before = await now();
  await change({ nudge_after_minutes: null, quiet_from: '22:00', quiet_until: '07:00', languages: ['ru'], currency: 'RUB' });
  expect(await now()).toEqual({
    ...before,
    ...{ nudge_after_minutes: null, quiet_from: '22:00:00', quiet_until: '07:00:00', languages: ['ru'], currency: 'RUB' },
    updated_at: expect.any(Date),
  });
  await change({ quiet_from: null, quiet_until: null });
  expect(await now()).toMatchObject({ quiet_from: null, quiet_until: null, nudge_after_minutes: null });
});

it.each([
  [{ answer_within_minutes: 0 }],
  [{ answer_within_minutes: null }],
  [{ answer_within_minutes: '15' }],
  [{ answer_within_minutes: 1.5 }],
  [{ answer_within_minutes: 1e30 }],
  [{ nudge_after_minutes: 29 }],
  [{ proposal_hours: 2161 }],
  [{ quiet_from: '21:00' }],
  [{ quiet_from: '21:00', quiet_until: null }],
  [{ quiet_from: '24:00', quiet_until: '09:00' }],
  [{ languages: [] }],
  [{ languages: ['de'] }],
  [{ languages: 'ru' }],
  [{ currency: 'BTC' }],
  [{ currencies: ['BTC'] }],
  [{ desk_id: 'x' }],
])('refuses %j', async (changes) => {
  const before = await now();
  await expectRefusal(change(changes), 'BAD_INPUT');
  expect(await now()).toEqual(before);
});

it('is for admins', async () => {
  for (const actor of [shop.manager.id, shop.agent.id, shop.systemId])
    await expectRefusal(change({ auto_deliver: true }, actor), 'FORBIDDEN_ROLE');
  await expectRefusal(rpc(database.sql, 'staff_settings', { actor_id: shop.manager.id }), 'FORBIDDEN_ROLE');
  expect(await rpc(database.sql, 'staff_settings', { actor_id: shop.admin.id })).toMatchObject({
    settings: { desk_id: shop.deskId },
    providers: expect.arrayContaining([{ code: 'rusbid', name: 'Rusbid' }]),
  });
});
