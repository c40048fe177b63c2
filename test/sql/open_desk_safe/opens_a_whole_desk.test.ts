import { expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { auditOf } from '../../support/audit.ts';
import { openDesk } from '../../support/builders.ts';
import { asService, useDatabase } from '../../support/database.ts';

const database = useDatabase();

it('makes the desk, its system actor and its first owner', async () => {
  const [row] = await asService(
    database.sql,
    (sql) => sql`select public.open_desk_safe('bike-import', 'Bike import', 'Ada', 'de-AT') as opened`,
  );
  const { desk_id, system_staff_id, owner_staff_id } = row?.opened ?? {};
  expect(await database.sql`select id, slug, name from public.desks`).toEqual([{ id: desk_id, slug: 'bike-import', name: 'Bike import' }]);
  const staff = await database.sql`
    select id, desk_id, display_name, role, status, language, created_by from public.staff order by role`;
  expect(staff).toEqual([
    { id: system_staff_id, desk_id, display_name: 'System', role: 'system', status: 'active', language: 'en', created_by: system_staff_id },
    { id: owner_staff_id, desk_id, display_name: 'Ada', role: 'owner', status: 'active', language: 'de-AT', created_by: system_staff_id },
  ]);
});

it('audits desk, staff and lists as the work of that system actor, without a name in it', async () => {
  const desk = await openDesk(database.sql);
  const audit = await auditOf(database.sql, desk.deskId);
  const by = { actor_type: 'system', actor_id: desk.systemId, acting_customer_id: null, database_role: null, changed_fields: [] };
  const staffCreated = { action: 'staff.created', entity: 'staff', details: { from: null, to: 'active' }, ...by };
  const lists = { desk_settings: 1, payment_method: 4, shipping_provider: 3, document_type: 7, channel_account: 1 };
  for (const [entity, count] of Object.entries({ desk: 1, staff: 2, ...lists })) {
    expect(audit.filter((row) => row.entity === entity)).toHaveLength(count);
  }
  expect(audit).toHaveLength(19);
  expect(audit).toEqual(
    expect.arrayContaining([
      { action: 'desk.created', entity: 'desk', entity_id: desk.deskId, details: {}, ...by },
      { ...staffCreated, entity_id: desk.systemId },
      { ...staffCreated, entity_id: desk.ownerId },
    ]),
  );
  expect(JSON.stringify(audit)).not.toMatch(/An owner|A desk/);
});

it('gives the owner English when nobody says otherwise', async () => {
  const desk = await openDesk(database.sql);
  expect(await database.sql`select language from public.staff where id = ${desk.ownerId}`).toEqual([{ language: 'en' }]);
});

it('names its ways to pay in every language', async () => {
  const desk = await openDesk(database.sql);
  const names = await database.sql`select names from public.payment_methods where desk_id = ${desk.deskId}`;
  expect(names).toHaveLength(4);
  for (const { names: one } of names) expect(Object.keys(one).toSorted()).toEqual([...languages].toSorted());
});
