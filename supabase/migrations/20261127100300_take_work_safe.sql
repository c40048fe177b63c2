-- Whoever takes a piece of work first has it.

create function public.take_work_safe(actor_id uuid, lead_id uuid default null, order_code text default null, reason text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(take_work_safe.actor_id, '{agent,manager,admin,owner}');
  v_lead public.leads;
  v_order public.orders;
  v_has uuid;
  v_changed boolean := true;
begin
  if pg_catalog.num_nonnulls(take_work_safe.lead_id, take_work_safe.order_code) <> 1 then
    perform private.refuse(400, 'BAD_INPUT', 'Either a lead or an order is taken.', null, '{"field": "lead_id"}');
  end if;
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = take_work_safe.lead_id for no key update;
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog.left(take_work_safe.order_code, 40))) for no key update;
  v_has := coalesce(v_lead.assigned_to, v_order.assigned_to);
  -- An agent sees what is theirs or nobody's; of what they were offered they hear who was first.
  if coalesce(v_lead.id, v_order.id) is null or (not private.is_theirs(v_actor, v_has) and not exists (
    select from public.work_offers as o where v_actor.id = any (o.told) and (o.lead_id = v_lead.id or o.order_id = v_order.id)
  )) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead or order at this desk.');
  end if;
  if v_has <> v_actor.id then
    perform private.refuse(409, 'TAKEN', pg_catalog.format('%s has it already.', s.display_name), 'Ask them, or have it assigned to you.',
      pg_catalog.jsonb_build_object('display_name', s.display_name)) from public.staff as s where s.desk_id = v_actor.desk_id and s.id = v_has;
  end if;
  if v_order.id is not null then
    if v_order.status in ('closed', 'cancelled', 'returned') then
      perform private.refuse(409, 'ORDER_ENDED', 'This order has ended.', 'Make a new one.');
    end if;
    v_changed := v_has is null;
    update public.orders as o set assigned_to = v_actor.id where o.id = v_order.id and v_changed;
  elsif v_lead.status in ('in_progress', 'qualified') then
    v_changed := v_has is null;
    update public.leads as l set assigned_to = v_actor.id where l.id = v_lead.id and v_changed;
  else
    perform private.check_step('lead', v_lead.status::text, 'in_progress', v_actor, take_work_safe.reason);
    perform private.record_event(v_lead.desk_id, 'lead', v_lead.id, v_lead.status::text, 'in_progress', take_work_safe.reason);
    update public.leads as l set status = 'in_progress', status_reason = pg_catalog.btrim(take_work_safe.reason), assigned_to = v_actor.id
    where l.id = v_lead.id;
  end if;
  return pg_catalog.jsonb_build_object('lead_id', v_lead.id, 'order_id', v_order.id, 'order_code', v_order.order_code, 'changed', v_changed);
end
$$;
comment on function public.take_work_safe is
  'Gives a lead or an order that nobody has to the actor, and takes the lead in hand. Callers: staff. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, BAD_INPUT, TAKEN, ORDER_ENDED, INVALID_TRANSITION, REASON_REQUIRED.';
select private.hand_over('public.take_work_safe(uuid, uuid, text, text)');
revoke execute on function public.take_work_safe from public, anon, authenticated;
grant execute on function public.take_work_safe to service_role;
