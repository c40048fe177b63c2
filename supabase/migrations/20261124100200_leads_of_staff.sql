-- Leads as the staff work on them in chat.

create function private.staff_lead_row(shown public.leads) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', shown.id, 'status', shown.status, 'source', shown.source, 'created_at', shown.created_at,
    'title', coalesce(shown.item_snapshot ->> 'title', shown.item_url, pg_catalog.left(shown.comment, 80)),
    'customer', coalesce((select c.full_name from public.customers as c where c.desk_id = shown.desk_id and c.id = shown.customer_id), shown.contact_phone, shown.contact_email),
    'assignee', (select s.display_name from public.staff as s where s.desk_id = shown.desk_id and s.id = shown.assigned_to))
$$;
comment on function private.staff_lead_row is 'A lead as a line of a list for staff.';

create function public.staff_leads(actor_id uuid, filter text default 'open', before timestamptz default null, most integer default 8) returns jsonb
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
  v_found jsonb[];
begin
  if v_statuses is null and v_filter <> 'all' then
    if v_filter not in (select e.enumlabel from pg_catalog.pg_enum as e where e.enumtypid = 'public.lead_status'::pg_catalog.regtype) then
      perform private.refuse(400, 'BAD_INPUT', 'There is no such list of leads.', null, '{"field": "filter"}');
    end if;
    v_statuses := array[v_filter::public.lead_status];
  end if;
  select pg_catalog.array_agg(private.staff_lead_row(x.l)) into v_found from (
    select l from public.leads as l
    where l.desk_id = v_actor.desk_id and private.is_theirs(v_actor, l.assigned_to)
      and (v_statuses is null or l.status = any (v_statuses)) and (v_filter <> 'mine' or l.assigned_to = v_actor.id)
      and (staff_leads.before is null or l.created_at < staff_leads.before)
    order by l.created_at desc limit v_most + 1
  ) as x;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'leads', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.staff_leads is
  'A page of leads for the staff, newest first: open, mine, all, or of one status. Callers: staff, agents their own and nobody''s. BAD_INPUT.';

create function public.staff_lead(actor_id uuid, lead_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_lead.actor_id, '{agent,manager,admin,owner}');
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads as l where l.desk_id = v_actor.desk_id and l.id = staff_lead.lead_id;
  if v_lead.id is null or not private.is_theirs(v_actor, v_lead.assigned_to) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead.', null, '{"field": "lead_id"}');
  end if;
  return private.staff_lead_row(v_lead) || pg_catalog.jsonb_build_object('assigned_to', v_lead.assigned_to, 'customer_id', v_lead.customer_id,
    'phone', coalesce((select c.phone from public.customers as c where c.desk_id = v_lead.desk_id and c.id = v_lead.customer_id), v_lead.contact_phone),
    'item_url', v_lead.item_url, 'snapshot', v_lead.item_snapshot, 'comment', v_lead.comment, 'notes', v_lead.notes,
    'budget_amount', v_lead.budget_amount, 'budget_currency', v_lead.budget_currency, 'status_reason', v_lead.status_reason,
    'order_code', (select o.order_code from public.orders as o where o.desk_id = v_lead.desk_id and o.lead_id = v_lead.id and o.status <> 'cancelled'),
    'steps', private.steps_of('lead', v_lead.status::text, v_actor));
end
$$;
comment on function public.staff_lead is
  'A lead with everything its card shows and every step from here, allowed or with the reason against it. Callers: staff, agents their own and nobody''s. NOT_FOUND.';

revoke execute on function private.staff_lead_row from public;
grant execute on function private.staff_lead_row to desk_rpc;
select private.hand_over('public.staff_leads(uuid, text, timestamptz, integer)');
select private.hand_over('public.staff_lead(uuid, uuid)');
revoke execute on function public.staff_leads, public.staff_lead from public, anon, authenticated;
grant execute on function public.staff_leads, public.staff_lead to service_role;
