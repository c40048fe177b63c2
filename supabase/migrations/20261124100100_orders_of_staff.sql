-- Orders as the staff work on them in chat: one with all its card shows, and lists.

create function private.staff_order_row(shown public.orders) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', shown.id, 'order_code', shown.order_code, 'status', shown.status, 'currency', shown.currency,
    'total_amount', shown.total_amount, 'created_at', shown.created_at,
    'customer', (select c.full_name from public.customers as c where c.desk_id = shown.desk_id and c.id = shown.customer_id),
    'assignee', (select s.display_name from public.staff as s where s.desk_id = shown.desk_id and s.id = shown.assigned_to))
$$;
comment on function private.staff_order_row is 'An order as a line of a list for staff.';

create function public.staff_orders(actor_id uuid, filter text default 'open', customer_id uuid default null, before timestamptz default null, most integer default 8)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_orders.actor_id, '{agent,manager,admin,owner}');
  v_filter text := coalesce(staff_orders.filter, 'open');
  v_most integer := least(greatest(coalesce(staff_orders.most, 8), 1), 50);
  v_statuses public.order_status[] := case v_filter
    when 'all' then null
    when 'mine' then '{created,awaiting_payment,paid,processing,in_delivery,delivered}'
    when 'open' then '{created,awaiting_payment,paid,processing,in_delivery,delivered}'
    when 'unpaid' then '{awaiting_payment}'
    when 'unpriced' then '{created}'
    when 'to-ship' then '{paid,processing}'
  end;
  v_found jsonb[];
begin
  if v_statuses is null and v_filter <> 'all' then
    if v_filter not in (select e.enumlabel from pg_catalog.pg_enum as e where e.enumtypid = 'public.order_status'::pg_catalog.regtype) then
      perform private.refuse(400, 'BAD_INPUT', 'There is no such list of orders.', null, '{"field": "filter"}');
    end if;
    v_statuses := array[v_filter::public.order_status];
  end if;
  if staff_orders.customer_id is not null and not exists (
    select from public.customers as c where c.desk_id = v_actor.desk_id and c.id = staff_orders.customer_id and private.sees_customer(v_actor, c.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer.', null, '{"field": "customer_id"}');
  end if;
  select pg_catalog.array_agg(private.staff_order_row(x.o)) into v_found from (
    select o from public.orders as o
    where o.desk_id = v_actor.desk_id and private.is_theirs(v_actor, o.assigned_to)
      and (v_statuses is null or o.status = any (v_statuses))
      and (v_filter <> 'mine' or o.assigned_to = v_actor.id)
      and (staff_orders.customer_id is null or o.customer_id = staff_orders.customer_id)
      and (staff_orders.before is null or o.created_at < staff_orders.before)
    order by o.created_at desc limit v_most + 1
  ) as x;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'orders', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.staff_orders is
  'A page of orders for the staff, newest first: open, mine, unpaid, unpriced, to-ship, all, or of one status; of one customer perhaps. Callers: staff, agents their own. BAD_INPUT, NOT_FOUND.';

create function public.staff_order(actor_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_order.actor_id, '{agent,manager,admin,owner}');
  v_order public.orders;
  v_shown jsonb;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog.left(staff_order.order_code, 40)));
  if v_order.id is null or not private.is_theirs(v_actor, v_order.assigned_to) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the code.', '{"field": "order_code"}');
  end if;
  v_shown := private.customer_order(v_order);
  return private.order_json(v_order) || pg_catalog.jsonb_build_object(
    'customer', (select pg_catalog.jsonb_build_object('id', c.id, 'full_name', c.full_name, 'phone', c.phone)
      from public.customers as c where c.desk_id = v_order.desk_id and c.id = v_order.customer_id),
    'assignee', (select s.display_name from public.staff as s where s.desk_id = v_order.desk_id and s.id = v_order.assigned_to),
    'lines', v_shown -> 'lines', 'shipments', v_shown -> 'shipments', 'delivery_address', v_shown -> 'delivery_address', 'comment', v_shown -> 'comment',
    'steps', private.steps_of('order', v_order.status::text, v_actor, v_order));
end
$$;
comment on function public.staff_order is
  'An order by its code, with its customer, lines, parcels and every step from here, allowed or with the reason against it. Callers: staff, agents their own. NOT_FOUND.';

revoke execute on function private.staff_order_row from public;
grant execute on function private.staff_order_row to desk_rpc;
select private.hand_over('public.staff_orders(uuid, text, uuid, timestamptz, integer)');
select private.hand_over('public.staff_order(uuid, text)');
revoke execute on function public.staff_orders, public.staff_order from public, anon, authenticated;
grant execute on function public.staff_orders, public.staff_order to service_role;
