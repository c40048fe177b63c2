-- Takes somebody's rights away from the next call on; the row and its history stay.

create function public.deactivate_staff_safe(actor_id uuid, staff_id uuid, reason text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(deactivate_staff_safe.actor_id, '{admin,owner}');
  v_staff public.staff;
begin
  if coalesce(deactivate_staff_safe.reason, '') !~ '\S' or pg_catalog.char_length(deactivate_staff_safe.reason) > 500 then
    perform private.refuse(400, 'REASON_REQUIRED', 'A reason of at most 500 characters is needed.', 'Say why this person is deactivated.');
  end if;

  -- Owners are locked in one order, so two owners who deactivate each other cannot both succeed.
  perform from public.staff as s
  where s.desk_id = v_actor.desk_id and (s.role = 'owner' or s.id = deactivate_staff_safe.staff_id)
  order by s.id
  for no key update;

  select s.* into v_staff from public.staff as s
  where s.desk_id = v_actor.desk_id and s.id = deactivate_staff_safe.staff_id and s.role <> 'system';
  if v_staff.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.');
  end if;
  if v_staff.status <> 'active' then
    perform private.refuse(409, 'INVALID_TRANSITION', 'This staff member is not active already.', null,
      pg_catalog.jsonb_build_object('from', v_staff.status, 'to', 'inactive'));
  end if;
  -- Asked again after the lock: the actor may have been deactivated, or given another role, while this call waited.
  v_actor := private.acting_staff(v_actor.id, '{admin,owner}');
  if v_staff.role = 'owner' and v_actor.role <> 'owner' then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Only an owner may deactivate an owner.', 'Ask an owner of the desk.',
      pg_catalog.jsonb_build_object('role', v_actor.role, 'allowed', array['owner']));
  end if;
  if v_staff.role = 'owner' and not exists (
    select from public.staff as s
    where s.desk_id = v_actor.desk_id and s.role = 'owner' and s.status = 'active' and s.id <> v_staff.id
  ) then
    perform private.refuse(409, 'LAST_OWNER', 'This is the last active owner of the desk, so nothing was changed.',
      'Make somebody else an owner first.');
  end if;

  update public.staff as s set status = 'inactive', status_reason = pg_catalog.regexp_replace(deactivate_staff_safe.reason, '^\s+|\s+$', '', 'g')
  where s.id = v_staff.id
  returning s.* into v_staff;
  return pg_catalog.jsonb_build_object('staff', pg_catalog.jsonb_build_object(
    'id', v_staff.id, 'display_name', v_staff.display_name, 'role', v_staff.role, 'status', v_staff.status));
end
$$;
comment on function public.deactivate_staff_safe is
  'Deactivates a staff member of the actor''s desk. Callers: admin, owner (an owner only by an owner). ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, REASON_REQUIRED, NOT_FOUND, INVALID_TRANSITION, LAST_OWNER.';
select private.hand_over('public.deactivate_staff_safe(uuid, uuid, text)');
revoke execute on function public.deactivate_staff_safe from public, anon, authenticated;
grant execute on function public.deactivate_staff_safe to service_role;
