import { beforeEach, describe, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { countsOf, openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
});

const change = (actorId: string, staffId: string, role: string | null) =>
  rpc(database.sql, 'change_staff_role_safe', { actor_id: actorId, staff_id: staffId, role });
const owners = () => database.sql`select id from public.staff where desk_id = ${shop.deskId} and role = 'owner' and status = 'active'`;

describe('A-101: the last owner', () => {
  it.each(['admin', 'manager', 'agent'])('is not made %s, not even by themselves', async (role) => {
    await addStaff(database.sql, shop, 'owner', 'inactive');
    const before = await countsOf(database.sql);
    await expectRefusal(change(shop.ownerId, shop.ownerId, role), 'LAST_OWNER');
    expect(await countsOf(database.sql)).toEqual(before);
    expect(await owners()).toEqual([{ id: shop.ownerId }]);
  });

  it('is not deactivated', async () => {
    const leave = rpc(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: shop.ownerId, reason: 'left' });
    await expectRefusal(leave, 'LAST_OWNER');
  });

  it('steps down once there is another', async () => {
    await addStaff(database.sql, shop, 'owner');
    expect((await change(shop.ownerId, shop.ownerId, 'agent')).staff.role).toBe('agent');
    const [entry] = await database.sql`select action, changed_fields, actor_id from public.audit_log order by id desc limit 1`;
    expect(entry).toEqual({ action: 'staff.changed', changed_fields: ['role'], actor_id: shop.ownerId });
  });
});

describe('A-101: ranks', () => {
  it.each([
    ['admin', 'manager', 'owner'],
    ['admin', 'manager', 'admin'],
    ['admin', 'admin', 'owner'],
    ['admin', 'owner', 'agent'],
    ['admin', 'admin', 'agent'],
    ['manager', 'agent', 'agent'],
    ['agent', 'agent', 'manager'],
  ] as const)('%s does not make %s %s', async (actor, target, role) => {
    const somebody = await addStaff(database.sql, shop, target);
    const before = await countsOf(database.sql);
    await expectRefusal(change(shop[actor].id, somebody.id, role), 'FORBIDDEN_ROLE');
    expect(await countsOf(database.sql)).toEqual(before);
    expect(await database.sql`select role from public.staff where id = ${somebody.id}`).toEqual([{ role: target }]);
  });

  it('an admin moves those below, an owner everybody', async () => {
    expect((await change(shop.admin.id, shop.agent.id, 'manager')).staff.role).toBe('manager');
    expect((await change(shop.ownerId, shop.admin.id, 'owner')).staff.role).toBe('owner');
  });

  it('a new role counts from the next call on', async () => {
    await change(shop.ownerId, shop.admin.id, 'agent');
    await expectRefusal(change(shop.admin.id, shop.agent.id, 'manager'), 'FORBIDDEN_ROLE');
  });

  it.each(['system', 'king', '', null])('there is no role %j to give', async (role) => {
    await expectRefusal(change(shop.ownerId, shop.agent.id, role), 'BAD_INPUT');
  });

  it('the system and the staff of another desk are nobody here', async () => {
    const other = await openShop(database.sql);
    for (const nobody of [shop.systemId, other.agent.id]) await expectRefusal(change(shop.ownerId, nobody, 'manager'), 'NOT_FOUND');
  });
});

/** Both calls wait for the same lock and go on together: nobody can be first by chance. */
async function together(calls: Array<() => Promise<unknown>>): Promise<string[]> {
  let results: Promise<Array<PromiseSettledResult<unknown>>> | undefined;
  await database.sql.begin(async (gate) => {
    await gate`select from public.staff where desk_id = ${shop.deskId} for update`;
    results = Promise.allSettled(calls.map((call) => call()));
    await untilWaiting(database.sql, calls.length);
  });
  const answers = ((await results) ?? []).map((result) =>
    result.status === 'fulfilled' ? 'done' : JSON.parse(result.reason.detail ?? '{}').code,
  );
  return answers.sort((one) => (one === 'done' ? -1 : 1));
}

describe('two owners at once, ten times', () => {
  it.each([
    ['admin', 'LAST_OWNER'],
    ['agent', 'FORBIDDEN_ROLE'],
  ])('who make each other %s: one of them stays an owner', async (role, second) => {
    for (let round = 0; round < 10; round++) {
      shop = await openShop(database.sql);
      const { id } = await addStaff(database.sql, shop, 'owner');
      const answers = await together([() => change(shop.ownerId, id, role), () => change(id, shop.ownerId, role)]);
      expect(answers[0]).toBe('done');
      expect([second, 'FORBIDDEN_ROLE']).toContain(answers[1]);
      expect(await owners()).toHaveLength(1);
    }
  });

  it('with a third beside them: who was demoted first demotes nobody', async () => {
    for (let round = 0; round < 10; round++) {
      shop = await openShop(database.sql);
      const [{ id: second }] = [await addStaff(database.sql, shop, 'owner'), await addStaff(database.sql, shop, 'owner')];
      const answers = await together([() => change(shop.ownerId, second, 'admin'), () => change(second, shop.ownerId, 'admin')]);
      expect(answers).toEqual(['done', 'FORBIDDEN_ROLE']);
      expect(await owners()).toHaveLength(2);
    }
  });

  it('who was made admin while deactivating an owner deactivates nobody', async () => {
    for (let round = 0; round < 10; round++) {
      shop = await openShop(database.sql);
      const [{ id: second }] = [await addStaff(database.sql, shop, 'owner'), await addStaff(database.sql, shop, 'owner')];
      const deactivate = () => rpc(database.sql, 'deactivate_staff_safe', { actor_id: second, staff_id: shop.ownerId, reason: 'left' });
      const answers = await together([() => change(shop.ownerId, second, 'admin'), deactivate]);
      expect(answers[0]).toBe('done');
      expect(['FORBIDDEN_ROLE', 'ACTOR_INACTIVE']).toContain(answers[1]);
    }
  });
});
