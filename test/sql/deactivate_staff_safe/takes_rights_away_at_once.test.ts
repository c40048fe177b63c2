import { beforeAll, expect, it } from 'vitest';
import { addStaff, openDesk, type TestDesk, type TestStaff } from '../../support/builders.ts';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let desk: TestDesk;
let leaver: TestStaff;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

it('between two statements of one open request', async () => {
  leaver = await addStaff(database.sql, desk, 'admin');
  await asSignedIn(database.sql, leaver.subject, async (sql) => {
    const seen = async () => {
      const [row] = await sql`
        select (select count(*)::int from public.desks) as desks, (select count(*)::int from public.staff) as staff,
          (select count(*)::int from public.staff_identities) as identities, (select count(*)::int from public.audit_log) as audit`;
      return row;
    };
    expect(await seen()).toMatchObject({ desks: 1, staff: 3, identities: 1 });
    await database.sql`select public.deactivate_staff_safe(${desk.ownerId}, ${leaver.id}, 'left')`;
    expect(await seen()).toEqual({ desks: 0, staff: 0, identities: 0, audit: 0 });
  });
});

it('as the actor of any call', async () => {
  const target = await addStaff(database.sql, desk, 'agent');
  await expectRefusal(database.sql`select public.deactivate_staff_safe(${leaver.id}, ${target.id}, 'left')`, 'ACTOR_INACTIVE');
});

it('at one desk only, for a person who is staff of two', async () => {
  const second = await openDesk(database.sql);
  const here = await addStaff(database.sql, desk, 'agent');
  await database.sql.begin(async (sql) => {
    await sql`select set_config('desk.actor_id', ${second.systemId}, true), set_config('desk.actor_type', 'system', true)`;
    await sql`set local role desk_rpc`;
    await sql`insert into public.staff_identities (desk_id, staff_id, provider, external_id)
      values (${second.deskId}, ${second.ownerId}, 'supabase', ${here.subject})`;
  });
  const desks = () => asSignedIn(database.sql, here.subject, (sql) => sql`select id from public.desks`);
  expect(await desks()).toHaveLength(2);
  await database.sql`select public.deactivate_staff_safe(${desk.ownerId}, ${here.id}, 'left')`;
  expect(await desks()).toEqual([{ id: second.deskId }]);
});
