-- The first statement of every safe RPC.

create function private.acting_staff(actor_id uuid, allowed public.staff_role[] default null) returns public.staff
language plpgsql
set search_path = ''
as $$
declare
  v_staff public.staff;
begin
  select s.* into v_staff from public.staff as s where s.id = acting_staff.actor_id;
  if v_staff.id is null then
    perform private.refuse(401, 'ACTOR_REQUIRED',
      'Nobody known to the desk is named as the one who acts.', 'Sign in as a staff member and try again.');
  end if;
  if v_staff.status <> 'active' then
    perform private.refuse(403, 'ACTOR_INACTIVE',
      'This staff member is not active, so nothing was changed.', 'Ask an admin of the desk to activate the account.');
  end if;
  if v_staff.role <> all (acting_staff.allowed) then
    perform private.refuse(403, 'FORBIDDEN_ROLE',
      pg_catalog.format('The role "%s" may not do this.', v_staff.role),
      'Ask somebody with one of these roles: ' || pg_catalog.array_to_string(acting_staff.allowed, ', ') || '.',
      pg_catalog.jsonb_build_object('role', v_staff.role, 'allowed', acting_staff.allowed));
  end if;

  perform pg_catalog.set_config('desk.actor_id', v_staff.id::text, true),
          pg_catalog.set_config('desk.actor_type', case v_staff.role when 'system' then 'system' else 'staff' end, true),
          pg_catalog.set_config('desk.acting_customer_id', '', true);
  return v_staff;
end
$$;
comment on function private.acting_staff is
  'Checks that the actor exists, is active and has one of the allowed roles (null: any), tells the audit who acts, and gives the row, whose desk_id is the desk of the whole call. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE.';
revoke execute on function private.acting_staff from public;
grant execute on function private.acting_staff to desk_rpc;
