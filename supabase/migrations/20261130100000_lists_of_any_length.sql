-- The lists of the staff take as long at a hundred thousand orders as at a thousand: each status, and each assignee an agent
-- may see, is read from its own end of an index, and only as far as the page goes.
--
-- The reading functions belong to the owner of the tables, whom row level security leaves alone: under a policy a comparison of
-- an enum is no condition of an index (it is not leakproof), and the rare status was looked for through the whole table (88 ms
-- at 100,000 orders, measured). Whose rows they give is decided by their arguments, and only the safe RPCs may call them.

-- squawk-ignore-file require-concurrent-index-creation
-- Migrations run in one transaction, where an index cannot be built beside the work.

create index orders_of_an_assignee_by_status on public.orders (desk_id, assigned_to, status, created_at desc);
create index tasks_still_open on public.tasks (desk_id, assigned_to, due_at) where status in ('open', 'in_progress');
create index leads_of_an_assignee_by_status on public.leads (desk_id, assigned_to, status, created_at desc);

create function private.orders_page(
  actor public.staff, statuses public.order_status[], only_mine boolean default false, customers uuid[] default null,
  before timestamptz default 'infinity', before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', most integer default 100
) returns setof public.orders
language plpgsql
stable
security definer
set search_path = ''
rows 10
as $$
#variable_conflict use_column
begin
  if orders_page.customers is not null then
    return query select o.* from public.orders as o
      where o.desk_id = actor.desk_id and o.customer_id = any (orders_page.customers) and o.status = any (orders_page.statuses)
        and (actor.role <> 'agent' or o.assigned_to is null or o.assigned_to = actor.id) and (not orders_page.only_mine or o.assigned_to = actor.id)
        and (o.created_at, o.id) < (orders_page.before, orders_page.before_id)
      order by o.created_at desc, o.id desc limit orders_page.most;
  elsif orders_page.only_mine or actor.role = 'agent' then
    return query select (x.o).* from (
      select page.o from pg_catalog.unnest(orders_page.statuses) as s (status) cross join lateral (
        select o from public.orders as o
        where o.desk_id = actor.desk_id and o.assigned_to = actor.id and o.status = s.status
          and (o.created_at, o.id) < (orders_page.before, orders_page.before_id)
        order by o.created_at desc, o.id desc limit orders_page.most) as page
      union all
      select page.o from pg_catalog.unnest(orders_page.statuses) as s (status) cross join lateral (
        select o from public.orders as o
        where o.desk_id = actor.desk_id and o.assigned_to is null and o.status = s.status
          and (o.created_at, o.id) < (orders_page.before, orders_page.before_id)
        order by o.created_at desc, o.id desc limit orders_page.most) as page
      where not orders_page.only_mine) as x
    order by (x.o).created_at desc, (x.o).id desc limit orders_page.most;
  else
    return query select (x.o).* from pg_catalog.unnest(orders_page.statuses) as s (status) cross join lateral (
        select o from public.orders as o
        where o.desk_id = actor.desk_id and o.status = s.status and (o.created_at, o.id) < (orders_page.before, orders_page.before_id)
        order by o.created_at desc, o.id desc limit orders_page.most) as x
      order by (x.o).created_at desc, (x.o).id desc limit orders_page.most;
  end if;
end
$$;
comment on function private.orders_page is
  'The newest orders of these statuses that a member of the staff sees, from one on: agents their own and nobody''s. Reads no further than the page.';

create function private.leads_page(
  actor public.staff, statuses public.lead_status[], only_mine boolean default false, customers uuid[] default null,
  before timestamptz default 'infinity', before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', most integer default 100
) returns setof public.leads
language plpgsql
stable
security definer
set search_path = ''
rows 10
as $$
#variable_conflict use_column
begin
  if leads_page.customers is not null then
    return query select l.* from public.leads as l
      where l.desk_id = actor.desk_id and l.customer_id = any (leads_page.customers) and l.status = any (leads_page.statuses)
        and (actor.role <> 'agent' or l.assigned_to is null or l.assigned_to = actor.id) and (not leads_page.only_mine or l.assigned_to = actor.id)
        and (l.created_at, l.id) < (leads_page.before, leads_page.before_id)
      order by l.created_at desc, l.id desc limit leads_page.most;
  elsif leads_page.only_mine or actor.role = 'agent' then
    return query select (x.l).* from (
      select page.l from pg_catalog.unnest(leads_page.statuses) as s (status) cross join lateral (
        select l from public.leads as l
        where l.desk_id = actor.desk_id and l.assigned_to = actor.id and l.status = s.status
          and (l.created_at, l.id) < (leads_page.before, leads_page.before_id)
        order by l.created_at desc, l.id desc limit leads_page.most) as page
      union all
      select page.l from pg_catalog.unnest(leads_page.statuses) as s (status) cross join lateral (
        select l from public.leads as l
        where l.desk_id = actor.desk_id and l.assigned_to is null and l.status = s.status
          and (l.created_at, l.id) < (leads_page.before, leads_page.before_id)
        order by l.created_at desc, l.id desc limit leads_page.most) as page
      where not leads_page.only_mine) as x
    order by (x.l).created_at desc, (x.l).id desc limit leads_page.most;
  else
    return query select (x.l).* from pg_catalog.unnest(leads_page.statuses) as s (status) cross join lateral (
        select l from public.leads as l
        where l.desk_id = actor.desk_id and l.status = s.status and (l.created_at, l.id) < (leads_page.before, leads_page.before_id)
        order by l.created_at desc, l.id desc limit leads_page.most) as x
      order by (x.l).created_at desc, (x.l).id desc limit leads_page.most;
  end if;
end
$$;
comment on function private.leads_page is
  'The newest leads of these statuses that a member of the staff sees, from one on: agents their own and nobody''s. Reads no further than the page.';

create function private.count_orders(actor public.staff, statuses public.order_status[]) returns bigint
language sql
stable
security definer
set search_path = ''
as $$
  -- Nobody reads a larger number than a hundred, and counting further would cost.
  select case when actor.role <> 'agent' then
    (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = actor.desk_id and o.status = any (count_orders.statuses) limit 100) as x)
  else least(100,
    (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = actor.desk_id and o.assigned_to = actor.id and o.status = any (count_orders.statuses) limit 100) as x)
    + (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = actor.desk_id and o.assigned_to is null and o.status = any (count_orders.statuses) limit 100) as x)) end
$$;
comment on function private.count_orders is 'How many orders of these statuses a member of the staff sees, up to a hundred.';

create function private.count_leads(actor public.staff, statuses public.lead_status[]) returns bigint
language sql
stable
security definer
set search_path = ''
as $$
  -- Nobody reads a larger number than a hundred, and counting further would cost.
  select case when actor.role <> 'agent' then
    (select pg_catalog.count(*) from (select from public.leads as l
      where l.desk_id = actor.desk_id and l.status = any (count_leads.statuses) limit 100) as x)
  else least(100,
    (select pg_catalog.count(*) from (select from public.leads as l
      where l.desk_id = actor.desk_id and l.assigned_to = actor.id and l.status = any (count_leads.statuses) limit 100) as x)
    + (select pg_catalog.count(*) from (select from public.leads as l
      where l.desk_id = actor.desk_id and l.assigned_to is null and l.status = any (count_leads.statuses) limit 100) as x)) end
$$;
comment on function private.count_leads is 'How many leads of these statuses a member of the staff sees, up to a hundred.';

revoke execute on function private.orders_page, private.leads_page, private.count_orders, private.count_leads from public;
grant execute on function private.orders_page, private.leads_page, private.count_orders, private.count_leads to desk_rpc;

create or replace function public.staff_today(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_today.actor_id, '{agent,manager,admin,owner}');
begin
  return pg_catalog.jsonb_build_object(
    'new_leads', private.count_leads(v_actor, '{new}'),
    'unpriced', private.count_orders(v_actor, '{created}'),
    'unpaid', private.count_orders(v_actor, '{awaiting_payment}'),
    'to_ship', private.count_orders(v_actor, '{paid,processing}'),
    'waiting_chats', (select pg_catalog.count(*) from (select from public.handovers as h
      where h.desk_id = v_actor.desk_id and h.ended_at is null and h.waiting_since is not null
        and (v_actor.role <> 'agent' or private.sees_chat(h.chat_id, array[v_actor.desk_id], array[v_actor.id])) limit 100) as x),
    'my_tasks', (select pg_catalog.count(*) from (select from public.tasks as t
      where t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress') and t.assigned_to = v_actor.id limit 100) as x),
    'overdue_tasks', (select pg_catalog.count(*) from (select from public.tasks as t
      where t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress') and t.due_at < pg_catalog.now() and private.is_theirs(v_actor, t.assigned_to) limit 100) as x));
end
$$;

create or replace function public.staff_orders(
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
    when 'all' then pg_catalog.enum_range(null::public.order_status)
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
  if v_statuses is null then
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
  select pg_catalog.array_agg(private.staff_order_row(o) order by o.created_at desc, o.id desc) into v_found
  from private.orders_page(v_actor, v_statuses, v_filter = 'mine', v_customers, coalesce(v_after.created_at, 'infinity'),
    coalesce(v_after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), v_most + 1) as o;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'orders', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;

create or replace function public.staff_leads(
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
    when 'all' then pg_catalog.enum_range(null::public.lead_status) when 'mine' then '{new,in_progress,qualified}' when 'open' then '{new,in_progress,qualified}' end;
  v_customers uuid[] := case
    when staff_leads.customer_id is not null then array[staff_leads.customer_id]
    when staff_leads.phone is not null then private.customers_by_phone(v_actor, staff_leads.phone) end;
  v_after public.leads;
  v_found jsonb[];
begin
  if v_statuses is null then
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
  select pg_catalog.array_agg(private.staff_lead_row(l) order by l.created_at desc, l.id desc) into v_found
  from private.leads_page(v_actor, v_statuses, v_filter = 'mine', v_customers, coalesce(v_after.created_at, 'infinity'),
    coalesce(v_after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), v_most + 1) as l;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'leads', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
