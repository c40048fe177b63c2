-- The lists of the staff go on from the last that was shown, also where many came at the same moment; orders and leads are
-- found by their customer's phone too.

drop function public.staff_orders(uuid, text, uuid, timestamptz, integer);
drop function public.staff_leads(uuid, text, timestamptz, integer);

create function private.customers_by_phone(actor public.staff, phone text) returns uuid[]
language plpgsql
stable
as $$
declare
  v_digits text := pg_catalog.regexp_replace(pg_catalog.left(customers_by_phone.phone, 40), '[^0-9]', '', 'g');
begin
  return (select coalesce(pg_catalog.array_agg(c.id), '{}') from public.customers as c
    where c.desk_id = actor.desk_id and c.phone in ('+' || v_digits, '+' || pg_catalog.regexp_replace(v_digits, '^00', '')));
end
$$;
comment on function private.customers_by_phone is 'The customers with this phone number, however it is written. Nobody without one.';

create function public.staff_orders(
  actor_id uuid, filter text default 'open', customer_id uuid default null, phone text default null, after_code text default null, most integer default 8
) returns jsonb
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
  v_customers uuid[] := case
    when staff_orders.customer_id is not null then array[staff_orders.customer_id]
    when staff_orders.phone is not null then private.customers_by_phone(v_actor, staff_orders.phone) end;
  v_after public.orders;
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
  select o.* into v_after from public.orders as o where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.left(staff_orders.after_code, 40);
  if v_after.id is null and staff_orders.after_code is not null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order at this desk.', null, '{"field": "after_code"}');
  end if;
  select pg_catalog.array_agg(private.staff_order_row(x.o)) into v_found from (
    select o from public.orders as o
    where o.desk_id = v_actor.desk_id and private.is_theirs(v_actor, o.assigned_to)
      and (v_statuses is null or o.status = any (v_statuses))
      and (v_filter <> 'mine' or o.assigned_to = v_actor.id)
      and (v_customers is null or o.customer_id = any (v_customers))
      and (v_after.id is null or (o.created_at <= v_after.created_at and (o.created_at, o.id) < (v_after.created_at, v_after.id)))
    order by o.created_at desc, o.id desc limit v_most + 1
  ) as x;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'orders', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.staff_orders is
  'A page of orders for the staff, newest first, from the one named on: open, mine, unpaid, unpriced, to-ship, all, or of one status; of one customer perhaps, by id or phone. Callers: staff, agents their own and nobody''s. BAD_INPUT, NOT_FOUND.';

create function public.staff_leads(
  actor_id uuid, filter text default 'open', customer_id uuid default null, phone text default null, after_id uuid default null, most integer default 8
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_leads.actor_id, '{agent,manager,admin,owner}');
  v_filter text := coalesce(staff_leads.filter, 'open');
  v_most integer := least(greatest(coalesce(staff_leads.most, 8), 1), 50);
  v_statuses public.lead_status[] := case v_filter
    when 'all' then null when 'mine' then '{new,in_progress,qualified}' when 'open' then '{new,in_progress,qualified}' end;
  v_customers uuid[] := case
    when staff_leads.customer_id is not null then array[staff_leads.customer_id]
    when staff_leads.phone is not null then private.customers_by_phone(v_actor, staff_leads.phone) end;
  v_after public.leads;
  v_found jsonb[];
begin
  if v_statuses is null and v_filter <> 'all' then
    if v_filter not in (select e.enumlabel from pg_catalog.pg_enum as e where e.enumtypid = 'public.lead_status'::pg_catalog.regtype) then
      perform private.refuse(400, 'BAD_INPUT', 'There is no such list of leads.', null, '{"field": "filter"}');
    end if;
    v_statuses := array[v_filter::public.lead_status];
  end if;
  if staff_leads.customer_id is not null and not exists (
    select from public.customers as c where c.desk_id = v_actor.desk_id and c.id = staff_leads.customer_id and private.sees_customer(v_actor, c.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer.', null, '{"field": "customer_id"}');
  end if;
  select l.* into v_after from public.leads as l where l.desk_id = v_actor.desk_id and l.id = staff_leads.after_id;
  if v_after.id is null and staff_leads.after_id is not null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.', null, '{"field": "after_id"}');
  end if;
  select pg_catalog.array_agg(private.staff_lead_row(x.l)) into v_found from (
    select l from public.leads as l
    where l.desk_id = v_actor.desk_id and private.is_theirs(v_actor, l.assigned_to)
      and (v_statuses is null or l.status = any (v_statuses)) and (v_filter <> 'mine' or l.assigned_to = v_actor.id)
      and (v_customers is null or l.customer_id = any (v_customers))
      and (v_after.id is null or (l.created_at <= v_after.created_at and (l.created_at, l.id) < (v_after.created_at, v_after.id)))
    order by l.created_at desc, l.id desc limit v_most + 1
  ) as x;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'leads', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.staff_leads is
  'A page of leads for the staff, newest first, from the one named on: open, mine, all, or of one status; of one customer perhaps, by id or phone. Callers: staff, agents their own and nobody''s. BAD_INPUT, NOT_FOUND.';

revoke execute on function private.customers_by_phone from public;
grant execute on function private.customers_by_phone to desk_rpc;
select private.hand_over('public.staff_orders(uuid, text, uuid, text, text, integer)');
select private.hand_over('public.staff_leads(uuid, text, uuid, text, uuid, integer)');
revoke execute on function public.staff_orders, public.staff_leads from public, anon, authenticated;
grant execute on function public.staff_orders, public.staff_leads to service_role;
