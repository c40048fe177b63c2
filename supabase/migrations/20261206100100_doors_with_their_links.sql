-- Where a desk can be written to, with what a link there is made of: an invitation is passed on as one.

create or replace function public.staff_members(actor_id uuid, staff_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_members.actor_id, '{admin,owner}');
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_members jsonb;
begin
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', s.id, 'display_name', s.display_name, 'role', s.role, 'status', s.status,
      'status_reason', s.status_reason, 'language', s.language, 'on_shift', s.status = 'active' and private.on_shift(s, v_now), 'is_me', s.id = v_actor.id,
      'may_change', v_actor.role = 'owner' or s.role < v_actor.role) order by s.status = 'active' desc, s.role desc, s.display_name), '[]') into v_members
  from (
    select x.* from public.staff as x
    where x.desk_id = v_actor.desk_id and x.role <> 'system' and x.status <> 'terminated' and (staff_members.staff_id is null or x.id = staff_members.staff_id)
    order by x.status = 'active' desc, x.role desc, x.display_name limit 50
  ) as s;
  if staff_members.staff_id is not null and v_members = '[]' then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.', null, '{"field": "staff_id"}');
  end if;
  return pg_catalog.jsonb_build_object('members', v_members,
    'invited', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('display_name', i.display_name, 'role', i.role, 'expires_at', i.expires_at) order by i.created_at desc), '[]')
      from (select x.* from public.staff_invitations as x where x.desk_id = v_actor.desk_id and x.used_at is null and x.expires_at > v_now
        order by x.created_at desc limit 10) as i),
    'doors', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('provider', a.provider, 'account', a.account, 'handle', a.handle) order by a.provider, a.account), '[]')
      from public.channel_accounts as a where a.desk_id = v_actor.desk_id and a.active));
end
$$;
