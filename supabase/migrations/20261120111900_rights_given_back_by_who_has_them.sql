-- Reactivating asks who acts once more after it has waited, as deactivating and changing a role do.

create or replace function public.reactivate_staff_safe(actor_id uuid, staff_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(reactivate_staff_safe.actor_id, '{admin,owner}');
  v_staff public.staff;
begin
  select s.* into v_staff from public.staff as s
  where s.desk_id = v_actor.desk_id and s.id = reactivate_staff_safe.staff_id and s.role <> 'system'
  for no key update;
  if v_staff.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.');
  end if;
  -- Asked again after the lock: the actor may have been deactivated, or given another role, while this call waited.
  v_actor := private.acting_staff(v_actor.id, '{admin,owner}');
  if v_staff.status not in ('inactive', 'suspended', 'pending') then
    perform private.refuse(409, 'INVALID_TRANSITION', 'This staff member cannot be activated.', null,
      pg_catalog.jsonb_build_object('from', v_staff.status, 'to', 'active'));
  end if;
  if v_actor.role <> 'owner' and v_staff.role >= v_actor.role then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Only an owner may activate somebody of this rank.', 'Ask an owner of the desk.',
      pg_catalog.jsonb_build_object('role', v_actor.role, 'allowed', array['owner']));
  end if;
  update public.staff as s set status = 'active', status_reason = null where s.id = v_staff.id returning s.* into v_staff;
  return pg_catalog.jsonb_build_object('staff', private.staff_json(v_staff));
end
$$;
