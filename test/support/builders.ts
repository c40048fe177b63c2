import { randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';

export type StaffRole = 'agent' | 'manager' | 'admin' | 'owner';

export type TestDesk = { deskId: string; systemId: string; ownerId: string; slug: string };

/** Opens a desk of its own through the safe RPC. */
export async function openDesk(sql: Sql, slug = `desk-${randomBytes(6).toString('hex')}`): Promise<TestDesk> {
  const [row] = await sql`select public.open_desk_safe(slug => ${slug}, name => 'A desk', owner_name => 'An owner') as result`;
  return { deskId: row?.result.desk_id, systemId: row?.result.system_staff_id, ownerId: row?.result.owner_staff_id, slug };
}

export type TestStaff = { id: string; subject: string };

/** A staff member who can sign in, written as a safe RPC would write it. */
export async function addStaff(sql: Sql, desk: TestDesk, role: StaffRole, status = 'active'): Promise<TestStaff> {
  const id = randomUUID();
  const subject = randomUUID();
  await sql.begin(async (transaction) => {
    await transaction`select set_config('desk.actor_id', ${desk.systemId}, true), set_config('desk.actor_type', 'system', true)`;
    await transaction`set local role desk_rpc`;
    await transaction`insert into public.staff (id, desk_id, display_name, role, status, created_by)
      values (${id}, ${desk.deskId}, ${`A ${role}`}, ${role}, ${status}, ${desk.systemId})`;
    await transaction`insert into public.staff_identities (desk_id, staff_id, provider, external_id)
      values (${desk.deskId}, ${id}, 'supabase', ${subject})`;
  });
  return { id, subject };
}
