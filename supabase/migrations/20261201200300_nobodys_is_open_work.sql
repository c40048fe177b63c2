-- What nobody has is open to agents as long as it is work: a lead that became an order is whose the order is, and one that was
-- rejected is theirs who rejected it, or the managers'.

create function private.lead_is_theirs(actor public.staff, lead public.leads) returns boolean
language sql
immutable
as $$
  select actor.role <> 'agent' or coalesce(lead.assigned_to = actor.id, lead.status <> 'rejected')
$$;
comment on function private.lead_is_theirs is 'Whether a lead exists for this member of the staff: agents see their own, and of nobody''s all but the rejected.';
revoke execute on function private.lead_is_theirs from public;
grant execute on function private.lead_is_theirs to desk_rpc;

create function private.keep_lead_with_order() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.leads as l set assigned_to = new.assigned_to
  where l.desk_id = new.desk_id and l.id = new.lead_id and l.status = 'converted' and l.assigned_to is not distinct from old.assigned_to;
  return null;
end
$$;
comment on function private.keep_lead_with_order is 'A lead goes with its order to whoever has it, unless somebody else had the lead.';
select private.hand_over('private.keep_lead_with_order()');
revoke execute on function private.keep_lead_with_order from public;
create trigger keep_lead_with_order after update of assigned_to on public.orders for each row
  when (new.lead_id is not null and new.assigned_to is distinct from old.assigned_to) execute function private.keep_lead_with_order();

do $$
declare
  v_staff public.staff;
begin
  for v_staff in select s.* from public.staff as s where s.role = 'system' loop
    perform pg_catalog.set_config('desk.actor_id', v_staff.id::text, true), pg_catalog.set_config('desk.actor_type', 'system', true),
      pg_catalog.set_config('desk.acting_customer_id', '', true);
    set local role desk_rpc;
    update public.leads as l set assigned_to = o.assigned_to from public.orders as o
    where l.desk_id = v_staff.desk_id and l.status = 'converted' and l.assigned_to is null
      and o.desk_id = l.desk_id and o.lead_id = l.id and o.status <> 'cancelled' and o.assigned_to is not null;
    reset role;
  end loop;
end
$$;

create or replace function private.sees_customer(actor public.staff, customer_id uuid) returns boolean
language sql
stable
set search_path = ''
as $$
  select actor.role <> 'agent'
    or exists (select from public.orders as o where o.desk_id = actor.desk_id and o.customer_id = sees_customer.customer_id
      and (o.assigned_to is null or o.assigned_to = actor.id))
    or exists (select from public.leads as l where l.desk_id = actor.desk_id and l.customer_id = sees_customer.customer_id
      and (l.assigned_to = actor.id or (l.assigned_to is null and l.status in ('new', 'in_progress', 'qualified'))))
$$;

create or replace function private.sees_lead(lead_id uuid, desks uuid[], staff uuid[]) returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.leads as l
    where l.id = sees_lead.lead_id and l.desk_id = any (sees_lead.desks)
      and (l.assigned_to = any (sees_lead.staff) or (l.assigned_to is null and l.status <> 'rejected'))
  );
end
$$;
comment on function private.sees_lead is 'Whether a lead is one of these staff members'' own, or nobody''s and not rejected, at these desks. For policies.';

create or replace function private.meets_customer(customer_id uuid, desks uuid[], staff uuid[]) returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.orders as o
    where o.desk_id = any (meets_customer.desks) and o.customer_id = meets_customer.customer_id
      and (o.assigned_to is null or o.assigned_to = any (meets_customer.staff))
  ) or exists (
    select from public.leads as l
    where l.desk_id = any (meets_customer.desks) and l.customer_id = meets_customer.customer_id
      and (l.assigned_to = any (meets_customer.staff) or (l.assigned_to is null and l.status in ('new', 'in_progress', 'qualified')))
  );
end
$$;
comment on function private.meets_customer is
  'Whether a customer has an order or lead that is these staff members'' own, an order of nobody''s or a lead that nobody has taken up, at these desks. For policies.';

alter policy "agents read their own and unassigned leads" on public.leads
  using (desk_id in (select private.my_desk_ids())
    and (assigned_to in (select private.my_staff_ids()) or (assigned_to is null and status <> 'rejected')));

create or replace function private.leads_page(
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
        and private.lead_is_theirs(actor, l) and (not leads_page.only_mine or l.assigned_to = actor.id)
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
      where not leads_page.only_mine and s.status <> 'rejected') as x
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

create or replace function private.count_leads(actor public.staff, statuses public.lead_status[]) returns bigint
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
      where l.desk_id = actor.desk_id and l.assigned_to is null and l.status = any (pg_catalog.array_remove(count_leads.statuses, 'rejected')) limit 100) as x)) end
$$;
