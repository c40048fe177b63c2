import { beforeEach, describe, expect, it } from 'vitest';
import { auditOf } from '../../support/audit.ts';
import { addStaff, openDesk, type TestDesk } from '../../support/builders.ts';
import { asService, asStudio, useDatabase } from '../../support/database.ts';

const database = useDatabase();
let desk: TestDesk;
let already: number;

beforeEach(async () => {
  desk = await openDesk(database.sql);
  await addStaff(database.sql, desk, 'agent');
  already = (await auditOf(database.sql, desk.deskId)).length;
});

const written = async () => (await auditOf(database.sql, desk.deskId)).slice(already);

describe.each([
  ['postgres', asStudio],
  ['service_role', asService],
] as const)('as %s', (role, as) => {
  const byHand = { details: {}, actor_type: 'database', actor_id: null, acting_customer_id: null, database_role: role };

  it('an edit names the role and the field, not the value', async () => {
    await as(database.sql, (sql) => sql`update public.staff set display_name = 'Somebody Else' where id = ${desk.ownerId}`);
    expect(await written()).toEqual([
      { action: 'staff.changed', entity: 'staff', entity_id: desk.ownerId, changed_fields: ['display_name'], ...byHand },
    ]);
    const [row] = await database.sql`select to_jsonb(a)::text as whole from public.audit_log as a order by id desc limit 1`;
    expect(row?.whole).not.toContain('Somebody Else');
  });

  it('an edit of a desk and one of two fields are told as such', async () => {
    await as(database.sql, async (sql) => {
      await sql`update public.desks set name = 'Another name' where id = ${desk.deskId}`;
      await sql`update public.staff set language = 'tr', display_name = 'X' where id = ${desk.ownerId}`;
    });
    expect(await written()).toEqual([
      { action: 'desk.changed', entity: 'desk', entity_id: desk.deskId, changed_fields: ['name'], ...byHand },
      { action: 'staff.changed', entity: 'staff', entity_id: desk.ownerId, changed_fields: ['display_name', 'language'], ...byHand },
    ]);
  });

  it('one statement over three rows writes three', async () => {
    await as(database.sql, (sql) => sql`update public.staff set language = 'ru' where desk_id = ${desk.deskId}`);
    expect(await written()).toHaveLength(3);
  });

  it('an edit that changes nothing writes none', async () => {
    await as(database.sql, (sql) => sql`update public.staff set display_name = display_name, language = 'en' where id = ${desk.ownerId}`);
    expect(await written()).toEqual([]);
  });

  it('an edit taken back writes none', async () => {
    const undone = new Error('undone');
    const edit = as(database.sql, async (sql) => {
      await sql`update public.staff set language = 'tr' where id = ${desk.ownerId}`;
      throw undone;
    });
    await expect(edit).rejects.toBe(undone);
    expect(await written()).toEqual([]);
  });

  it('an edit after an RPC in one transaction is not laid at its actor', async () => {
    await as(database.sql, async (sql) => {
      const [{ id } = { id: '' }] = await sql<Array<{ id: string }>>`
        select id from public.staff where desk_id = ${desk.deskId} and role = 'agent'`;
      await sql`select public.deactivate_staff_safe(${desk.ownerId}, ${id}, 'left')`;
      await sql`update public.staff set language = 'tr' where id = ${id}`;
    });
    expect(await written()).toMatchObject([
      { action: 'staff.status_changed', actor_type: 'staff', actor_id: desk.ownerId, database_role: null },
      { action: 'staff.changed', changed_fields: ['language'], ...byHand },
    ]);
  });
});

it('a signed-in person named by the request does not hide the role', async () => {
  await asService(database.sql, async (sql) => {
    await sql`select set_config('desk.actor_type', 'staff', true), set_config('desk.actor_id', ${desk.ownerId}, true)`;
    await sql`update public.staff set language = 'tr' where id = ${desk.ownerId}`;
  });
  expect(await written()).toMatchObject([{ actor_type: 'database', actor_id: null, database_role: 'service_role' }]);
});
