import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

type Member = { id: string; status: string; may_change: boolean; is_me: boolean; on_shift: boolean };
const members = async (actor: string) => (await rpc(database.sql, 'staff_members', { actor_id: actor }))['members'] as Member[];

it('names everybody of the desk but the system, those without access last, and whom the actor may change', async () => {
  const all = await members(shop.admin.id);
  expect(all).toHaveLength(6);
  expect(all.at(-1)).toMatchObject({ id: shop.leaver.id, status: 'inactive', on_shift: false });
  expect(
    all
      .filter(({ may_change }) => !may_change)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([shop.ownerId, shop.admin.id].toSorted());
  expect(all.filter(({ is_me }) => is_me).map(({ id }) => id)).toEqual([shop.admin.id]);
});

it('is for admins, of their own desk', async () => {
  for (const actor of [shop.manager.id, shop.agent.id, shop.systemId])
    await expectRefusal(rpc(database.sql, 'staff_members', { actor_id: actor }), 'FORBIDDEN_ROLE');
  await expectRefusal(rpc(database.sql, 'staff_members', { actor_id: shop.admin.id, staff_id: other.agent.id }), 'NOT_FOUND');
  await expectRefusal(rpc(database.sql, 'staff_members', { actor_id: shop.admin.id, staff_id: shop.systemId }), 'NOT_FOUND');
});

it('a language is chosen for oneself', async () => {
  const chosen = await rpc(database.sql, 'choose_staff_language_safe', { actor_id: shop.agent.id, language: 'tr' });
  expect(chosen.staff).toMatchObject({ id: shop.agent.id, language: 'tr' });
  await expectRefusal(rpc(database.sql, 'choose_staff_language_safe', { actor_id: shop.agent.id, language: 'Turkish' }), 'BAD_INPUT');
  await expectRefusal(rpc(database.sql, 'choose_staff_language_safe', { actor_id: shop.leaver.id, language: 'tr' }), 'ACTOR_INACTIVE');
});
