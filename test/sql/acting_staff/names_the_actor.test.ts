import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff, openDesk, type StaffRole, type TestDesk } from '../../support/builders.ts';
import { asAnon, asService, asSignedIn, useDatabase } from '../../support/database.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { createTestFunctions } from '../../support/test-functions.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  await createTestFunctions(database.sql);
  desk = await openDesk(database.sql);
});

const act = (actor: string | null, allowed: string[] | null = null) =>
  asService(database.sql, async (sql) => {
    const [row] = await sql`select public.test_act(${actor}, ${allowed}) as acted`;
    return row?.acted;
  });

it.each(['agent', 'manager', 'admin', 'owner'] as StaffRole[])('gives the desk of an %s and tells the audit who acts', async (role) => {
  const { id } = await addStaff(database.sql, desk, role);
  expect(await act(id)).toEqual({ desk_id: desk.deskId, role, actor_id: id, actor_type: 'staff', acting_customer_id: '' });
});

it('calls the system actor what it is', async () => {
  expect(await act(desk.systemId, ['system'])).toMatchObject({ role: 'system', actor_id: desk.systemId, actor_type: 'system' });
});

it.each([
  ['nobody', () => null],
  ['somebody unknown', () => randomUUID()],
])('refuses %s with ACTOR_REQUIRED', async (_who, actor) => {
  expect((await expectRefusal(act(actor()), 'ACTOR_REQUIRED')).code).toBe('PT401');
});

it.each(['pending', 'inactive', 'suspended', 'terminated'])('refuses an actor who is %s with ACTOR_INACTIVE', async (status) => {
  const { id } = await addStaff(database.sql, desk, 'owner', status);
  expect((await expectRefusal(act(id), 'ACTOR_INACTIVE')).code).toBe('PT403');
});

describe('with a list of roles', () => {
  it('takes those on it, and no role above them either', async () => {
    const [agent, owner] = [await addStaff(database.sql, desk, 'agent'), await addStaff(database.sql, desk, 'owner')];
    expect(await act(agent.id, ['agent', 'manager'])).toMatchObject({ role: 'agent' });
    const refused = await expectRefusal(act(owner.id, ['agent', 'manager']), 'FORBIDDEN_ROLE');
    expect(JSON.parse(refused.detail ?? '')).toEqual({ code: 'FORBIDDEN_ROLE', role: 'owner', allowed: ['agent', 'manager'] });
  });

  it('takes nobody when the list is empty', async () => {
    await expectRefusal(act(desk.ownerId, []), 'FORBIDDEN_ROLE');
  });
});

it('names the actor for one transaction only, and forgets a customer named before', async () => {
  const connection = await database.sql.reserve();
  const settings = async () =>
    (
      await connection`select current_setting('desk.actor_id', true) as actor, current_setting('desk.acting_customer_id', true) as customer`
    )[0];
  await connection`select set_config('desk.acting_customer_id', ${randomUUID()}, false)`;
  await connection`begin`;
  await connection`select public.test_act(${desk.ownerId})`;
  expect(await settings()).toEqual({ actor: desk.ownerId, customer: '' });
  await connection`commit`;
  expect((await settings())?.actor).toBe('');
  await connection`reset all`;
  connection.release();
});

it('is out of reach of every API role', async () => {
  for (const as of [asAnon, asService]) {
    expect((await errorOf(as(database.sql, (sql) => sql`select private.acting_staff(${desk.ownerId})`))).code).toBe('42501');
  }
  const stranger = asSignedIn(database.sql, randomUUID(), (sql) => sql`select private.acting_staff(${desk.ownerId})`);
  expect((await errorOf(stranger)).code).toBe('42501');
});
