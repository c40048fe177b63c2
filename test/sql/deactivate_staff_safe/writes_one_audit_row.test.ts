import { expect, it } from 'vitest';
import { auditOf } from '../../support/audit.ts';
import { addStaff, openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';

const database = useDatabase();

it('with who, whom and the move, and without the reason', async () => {
  const desk = await openDesk(database.sql);
  const agent = await addStaff(database.sql, desk, 'agent');
  const before = await auditOf(database.sql, desk.deskId);
  await database.sql`select public.deactivate_staff_safe(${desk.ownerId}, ${agent.id}, 'a private matter')`;
  const written = (await auditOf(database.sql, desk.deskId)).slice(before.length);
  expect(written).toEqual([
    {
      action: 'staff.status_changed',
      entity: 'staff',
      entity_id: agent.id,
      changed_fields: ['status', 'status_reason'],
      details: { from: 'active', to: 'inactive' },
      actor_type: 'staff',
      actor_id: desk.ownerId,
      acting_customer_id: null,
      database_role: null,
    },
  ]);
  const [whole] = await database.sql`select to_jsonb(a)::text as row from public.audit_log as a order by id desc limit 1`;
  expect(whole?.row).not.toContain('private matter');
});
