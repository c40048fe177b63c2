import type { Sql } from 'postgres';

/** The audit rows of a desk in the order they were written, without their number and time. */
export async function auditOf(sql: Sql, deskId: string) {
  return await sql`
    select action, entity, entity_id, changed_fields, details, actor_type, actor_id, acting_customer_id, database_role
    from public.audit_log where desk_id = ${deskId} order by id`;
}

/** Everything of all desks that a refused call must leave as it was. */
export async function everything(sql: Sql) {
  const [row] = await sql`
    select (select jsonb_agg(d order by d.id) from public.desks as d) as desks,
      (select jsonb_agg(s order by s.id) from public.staff as s) as staff,
      (select jsonb_agg(i order by i.id) from public.staff_identities as i) as identities,
      (select count(*)::int from public.audit_log) as audit_rows`;
  return row;
}
