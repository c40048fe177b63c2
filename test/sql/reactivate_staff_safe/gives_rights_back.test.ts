import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { call, countsOf, openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const reactivate = (actorId: string, staffId: string) =>
  rpc(database.sql, 'reactivate_staff_safe', { actor_id: actorId, staff_id: staffId });

it('a deactivated manager reads again, and the old reason is gone', async () => {
  const { id, subject } = await addStaff(database.sql, shop, 'manager');
  await rpc(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: id, reason: 'on leave' });
  const look = () => asSignedIn(database.sql, subject, (sql) => sql`select from public.desks`);
  expect(await look()).toHaveLength(0);
  expect((await reactivate(shop.admin.id, id)).staff.status).toBe('active');
  expect(await look()).toHaveLength(1);
  expect(await database.sql`select status_reason from public.staff where id = ${id}`).toEqual([{ status_reason: null }]);
  const [entry] = await database.sql`select action, details, actor_id from public.audit_log order by id desc limit 1`;
  expect(entry).toEqual({ action: 'staff.status_changed', details: { from: 'inactive', to: 'active' }, actor_id: shop.admin.id });
});

it.each([
  ['admin', 'owner', 'FORBIDDEN_ROLE'],
  ['admin', 'admin', 'FORBIDDEN_ROLE'],
  ['manager', 'agent', 'FORBIDDEN_ROLE'],
] as const)('%s does not give an %s their rights back', async (actor, role, code) => {
  const { id } = await addStaff(database.sql, shop, role, 'inactive');
  const before = await countsOf(database.sql);
  await expectRefusal(reactivate(shop[actor].id, id), code);
  expect(await countsOf(database.sql)).toEqual(before);
});

it('nobody gives their own back', async () => {
  const { id } = await addStaff(database.sql, shop, 'owner', 'inactive');
  await expectRefusal(reactivate(id, id), 'ACTOR_INACTIVE');
});

it.each(['active', 'terminated'])('somebody who is %s stays so', async (status) => {
  const { id } = await addStaff(database.sql, shop, 'agent', status);
  await expectRefusal(reactivate(shop.ownerId, id), 'INVALID_TRANSITION');
});

it('who loses their own rights while they wait gives none back', async () => {
  const [admin, leaver] = [await addStaff(database.sql, shop, 'admin'), await addStaff(database.sql, shop, 'agent', 'inactive')];
  let answer: Promise<Array<PromiseSettledResult<unknown>>> | undefined;
  await database.sql.begin(async (gate) => {
    await gate`select from public.staff where id = ${leaver.id} for update`;
    answer = Promise.allSettled([reactivate(admin.id, leaver.id)]);
    await untilWaiting(database.sql);
    await call(gate, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: admin.id, reason: 'left' });
  });
  const [result] = (await answer) ?? [];
  expect(result?.status === 'rejected' && JSON.parse(result.reason.detail).code).toBe('ACTOR_INACTIVE');
  expect(await database.sql`select status from public.staff where id = ${leaver.id}`).toEqual([{ status: 'inactive' }]);
});
