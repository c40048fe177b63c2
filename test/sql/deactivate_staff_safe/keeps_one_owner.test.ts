import { describe, expect, it } from 'vitest';
import { addStaff, openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();

const deactivate = (actor: string, target: string) => database.sql`select public.deactivate_staff_safe(${actor}, ${target}, 'left')`;
const activeOwners = (desk: TestDesk) =>
  database.sql`select id from public.staff where desk_id = ${desk.deskId} and role = 'owner' and status = 'active'`;

it('refuses the last one to leave', async () => {
  const desk = await openDesk(database.sql);
  await addStaff(database.sql, desk, 'owner', 'suspended');
  await addStaff(database.sql, desk, 'admin');
  await addStaff(database.sql, await openDesk(database.sql), 'owner');
  const refused = await expectRefusal(deactivate(desk.ownerId, desk.ownerId), 'LAST_OWNER');
  expect(refused.code).toBe('PT409');
  expect(await activeOwners(desk)).toEqual([{ id: desk.ownerId }]);
});

it('lets one of two leave, and then no more', async () => {
  const desk = await openDesk(database.sql);
  const second = await addStaff(database.sql, desk, 'owner');
  await deactivate(desk.ownerId, desk.ownerId);
  await expectRefusal(deactivate(second.id, second.id), 'LAST_OWNER');
});

/** Both calls wait for the same lock and go on together: nobody can be first by chance. */
async function together(desk: TestDesk, calls: Array<() => PromiseLike<unknown>>) {
  let results: Promise<Array<PromiseSettledResult<unknown>>> | undefined;
  await database.sql.begin(async (gate) => {
    await gate`select from public.staff where desk_id = ${desk.deskId} for update`;
    results = Promise.allSettled(calls.map((call) => call()));
    await untilWaiting(database.sql, calls.length);
  });
  const answers = ((await results) ?? []).map((result): string => {
    if (result.status === 'fulfilled') return 'done';
    return JSON.parse(result.reason.detail ?? '{}').code ?? result.reason.message;
  });
  // Whoever is first has done it; the other hears why not.
  return answers.toSorted((one) => (one === 'done' ? -1 : 1));
}

describe('two at once, twenty times', () => {
  it('owners who deactivate each other: one of them stays', async () => {
    for (let round = 0; round < 20; round++) {
      const desk = await openDesk(database.sql);
      const { id: second } = await addStaff(database.sql, desk, 'owner');
      const calls = [() => deactivate(desk.ownerId, second), () => deactivate(second, desk.ownerId)];
      expect(await together(desk, calls)).toEqual(['done', 'ACTOR_INACTIVE']);
      expect(await activeOwners(desk)).toHaveLength(1);
    }
  });

  it('owners who both leave: one of them stays', async () => {
    for (let round = 0; round < 20; round++) {
      const desk = await openDesk(database.sql);
      const { id: second } = await addStaff(database.sql, desk, 'owner');
      const calls = [() => deactivate(desk.ownerId, desk.ownerId), () => deactivate(second, second)];
      expect(await together(desk, calls)).toEqual(['done', 'LAST_OWNER']);
      expect(await activeOwners(desk)).toHaveLength(1);
    }
  });

  it('admins who deactivate each other: one of them stays', async () => {
    for (let round = 0; round < 20; round++) {
      const desk = await openDesk(database.sql);
      const [one, two] = [await addStaff(database.sql, desk, 'admin'), await addStaff(database.sql, desk, 'admin')];
      const results = await together(desk, [() => deactivate(one.id, two.id), () => deactivate(two.id, one.id)]);
      expect(results).toEqual(['done', 'ACTOR_INACTIVE']);
    }
  });

  it('calls about one person: one deactivates, the other hears that it is done', async () => {
    for (let round = 0; round < 20; round++) {
      const desk = await openDesk(database.sql);
      const { id } = await addStaff(database.sql, desk, 'agent');
      const results = await together(desk, [() => deactivate(desk.ownerId, id), () => deactivate(desk.ownerId, id)]);
      expect(results).toEqual(['done', 'INVALID_TRANSITION']);
      expect(await database.sql`select from public.audit_log where entity_id = ${id} and action = 'staff.status_changed'`).toHaveLength(1);
    }
  });
});
