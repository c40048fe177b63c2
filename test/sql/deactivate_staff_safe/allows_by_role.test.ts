import { beforeAll, describe, expect, it } from 'vitest';
import { everything } from '../../support/audit.ts';
import { addStaff, openDesk, type StaffRole, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

type Role = StaffRole | 'system';
const ROLES: Role[] = ['system', 'agent', 'manager', 'admin', 'owner'];
const FORBIDDEN = 'FORBIDDEN_ROLE';

/** Who may deactivate whom: [actor][target]. */
const EXPECTED: Record<Role, Record<Role, string>> = {
  system: { system: FORBIDDEN, agent: FORBIDDEN, manager: FORBIDDEN, admin: FORBIDDEN, owner: FORBIDDEN },
  agent: { system: FORBIDDEN, agent: FORBIDDEN, manager: FORBIDDEN, admin: FORBIDDEN, owner: FORBIDDEN },
  manager: { system: FORBIDDEN, agent: FORBIDDEN, manager: FORBIDDEN, admin: FORBIDDEN, owner: FORBIDDEN },
  admin: { system: 'NOT_FOUND', agent: 'done', manager: 'done', admin: 'done', owner: FORBIDDEN },
  owner: { system: 'NOT_FOUND', agent: 'done', manager: 'done', admin: 'done', owner: 'done' },
};

const staffOf = async (role: Role) => (role === 'system' ? desk.systemId : (await addStaff(database.sql, desk, role)).id);

describe.each(ROLES)('%s', (actorRole) => {
  it.each(ROLES.map((target) => [target, EXPECTED[actorRole][target]] as const))('about %s: %s', async (targetRole, expected) => {
    const [actor, target] = [await staffOf(actorRole), await staffOf(targetRole)];
    const before = await everything(database.sql);
    const call = database.sql`select public.deactivate_staff_safe(${actor}, ${target}, 'left') as result`;
    if (expected !== 'done') {
      await expectRefusal(call, expected);
      expect(await everything(database.sql)).toEqual(before);
      return;
    }
    const [row] = await call;
    expect(row?.result).toEqual({ staff: { id: target, display_name: `A ${targetRole}`, role: targetRole, status: 'inactive' } });
    expect(await database.sql`select status, status_reason from public.staff where id = ${target}`).toEqual([
      { status: 'inactive', status_reason: 'left' },
    ]);
  });
});

it.each(['admin', 'owner'] as const)('lets an %s leave on their own', async (role) => {
  const { id } = await addStaff(database.sql, desk, role);
  await database.sql`select public.deactivate_staff_safe(${id}, ${id}, 'I leave')`;
  expect(await database.sql`select status from public.staff where id = ${id}`).toEqual([{ status: 'inactive' }]);
});

it('names the actor and the roles that may, when it refuses', async () => {
  const refused = await expectRefusal(
    database.sql`select public.deactivate_staff_safe(${await staffOf('manager')}, ${await staffOf('agent')}, 'left')`,
    FORBIDDEN,
  );
  expect(JSON.parse(refused.detail ?? '')).toEqual({ code: FORBIDDEN, role: 'manager', allowed: ['admin', 'owner'] });
  expect(refused.hint).toBe('Ask somebody with one of these roles: admin, owner.');
});
