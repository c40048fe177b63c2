-- Who acts and who is told: part of every call, so each is one statement.

create or replace function private.acting_staff(actor_id uuid, allowed public.staff_role[] default null) returns public.staff
language plpgsql
as $$
declare
  v_staff public.staff;
  v_told text;
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

  -- An assignment is computed in place, where "perform" would run a statement.
  v_told := pg_catalog.concat(
    pg_catalog.set_config('desk.actor_id', v_staff.id::text, true),
    pg_catalog.set_config('desk.actor_type', case v_staff.role when 'system' then 'system' else 'staff' end, true),
    pg_catalog.set_config('desk.acting_customer_id', '', true));
  return v_staff;
end
$$;

create function private.notify_both(
  desk_id uuid, entity text, entity_id uuid, phrase text, params jsonb, customer_id uuid, staff_id uuid
) returns void
language plpgsql
as $$
begin
  insert into public.outbox_messages (desk_id, entity, entity_id, phrase_key, params, customer_id, staff_id)
  select notify_both.desk_id, notify_both.entity, notify_both.entity_id, r.phrase_key, notify_both.params, r.customer_id, r.staff_id
  from (values
    ('notice-' || notify_both.phrase, notify_both.customer_id, null),
    ('notice-staff-' || notify_both.phrase, null, nullif(notify_both.staff_id, pg_catalog.current_setting('desk.actor_id')::uuid))
  ) as r (phrase_key, customer_id, staff_id)
  where r.customer_id is not null or r.staff_id is not null;
end
$$;
comment on function private.notify_both is
  'Tells the customer notice-<phrase> and the staff member notice-staff-<phrase>; not who is missing, nor staff of what they did themselves.';
revoke execute on function private.notify_both from public;
grant execute on function private.notify_both to desk_rpc;

create or replace function private.move_order(moved public.orders, new_status public.order_status, reason text default null) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
begin
  if moved.status is distinct from move_order.new_status then
    update public.orders as o set status = move_order.new_status
    where o.id = moved.id
    returning o.* into v_order;
  else
    v_order := moved;
  end if;
  insert into public.order_status_events (desk_id, order_id, seq, old_status, new_status, reason, actor_id, acting_customer_id)
  select v_order.desk_id, v_order.id, coalesce(pg_catalog.max(e.seq), 0) + 1,
    case when pg_catalog.max(e.seq) is null then null else moved.status end,
    move_order.new_status, nullif(pg_catalog.btrim(move_order.reason), ''),
    pg_catalog.current_setting('desk.actor_id')::uuid, private.acting_customer()
  from public.order_status_events as e
  where e.order_id = v_order.id;
  perform private.notify_both(v_order.desk_id, 'order', v_order.id, 'order-' || pg_catalog.replace(move_order.new_status::text, '_', '-'),
    pg_catalog.jsonb_build_object('code', v_order.order_code), v_order.customer_id, v_order.assigned_to);
  return v_order;
end
$$;
