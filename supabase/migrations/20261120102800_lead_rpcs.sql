-- Working a lead, and who works on what.

create function public.advance_lead_status_safe(
  actor_id uuid, lead_id uuid, new_status text, reason text default null, notes text default null, acting_customer_id uuid default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(advance_lead_status_safe.actor_id, advance_lead_status_safe.acting_customer_id);
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = advance_lead_status_safe.lead_id
  for no key update;
  if v_lead.id is null
    or (advance_lead_status_safe.acting_customer_id is not null and v_lead.customer_id is distinct from advance_lead_status_safe.acting_customer_id)
    or (v_actor.role = 'agent' and v_lead.assigned_to <> v_actor.id)
  then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.');
  end if;
  if advance_lead_status_safe.new_status = 'converted' then
    perform private.refuse(409, 'INVALID_TRANSITION', 'A lead is converted by making an order from it.', 'Create the order.',
      pg_catalog.jsonb_build_object('entity', 'lead', 'from', v_lead.status, 'to', 'converted'));
  end if;
  perform private.check_step('lead', v_lead.status::text, coalesce(advance_lead_status_safe.new_status, ''), v_actor, advance_lead_status_safe.reason);
  if advance_lead_status_safe.new_status = 'rejected' and advance_lead_status_safe.reason not in
    ('lost', 'no_interest', 'duplicate', 'postponed', 'cancelled', 'spam', 'customer_withdrew')
  then
    perform private.refuse(400, 'REASON_REQUIRED', 'A rejection needs one of the known reasons.',
      'lost, no_interest, duplicate, postponed, cancelled, spam or customer_withdrew.', '{"field": "reason"}');
  end if;
  perform private.record_event(v_lead.desk_id, 'lead', v_lead.id, v_lead.status::text, advance_lead_status_safe.new_status, advance_lead_status_safe.reason);
  update public.leads as l
  set status = advance_lead_status_safe.new_status::public.lead_status,
    status_reason = pg_catalog.btrim(advance_lead_status_safe.reason),
    notes = coalesce(private.checked_text(advance_lead_status_safe.notes, 'notes', 4000), l.notes),
    assigned_to = case
      when advance_lead_status_safe.new_status = 'in_progress' and l.assigned_to is null and v_actor.role <> 'system' then v_actor.id
      else l.assigned_to
    end
  where l.id = v_lead.id
  returning l.* into v_lead;
  return pg_catalog.jsonb_build_object('lead', private.lead_json(v_lead));
end
$$;
comment on function public.advance_lead_status_safe is
  'Moves a lead along its state machine; taking it in hand assigns it. Callers: as the machine says, customers withdraw their own. NOT_FOUND, INVALID_TRANSITION, FORBIDDEN_ROLE, REASON_REQUIRED.';

-- An agent takes what nobody has; managers give anything to anybody active, or to nobody.
create function private.checked_assignee(actor public.staff, assigned_to uuid, staff_id uuid) returns uuid
language plpgsql
stable
as $$
begin
  if actor.role = 'agent' and (checked_assignee.staff_id is distinct from actor.id or checked_assignee.assigned_to is not null) then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'An agent may take work that nobody has, and no more.', 'Ask a manager.',
      pg_catalog.jsonb_build_object('role', actor.role));
  end if;
  if checked_assignee.staff_id is not null and not exists (
    select from public.staff as s
    where s.desk_id = actor.desk_id and s.id = checked_assignee.staff_id and s.status = 'active' and s.role <> 'system'
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such active staff member at this desk.', null, '{"field": "staff_id"}');
  end if;
  return checked_assignee.staff_id;
end
$$;
comment on function private.checked_assignee is 'Whom work may be given to. FORBIDDEN_ROLE, NOT_FOUND.';
revoke execute on function private.checked_assignee from public;
grant execute on function private.checked_assignee to desk_rpc;

create function public.assign_lead_safe(actor_id uuid, lead_id uuid, staff_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(assign_lead_safe.actor_id);
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = assign_lead_safe.lead_id
  for no key update;
  if v_lead.id is null or (v_actor.role = 'agent' and v_lead.assigned_to <> v_actor.id) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.');
  end if;
  update public.leads as l set assigned_to = private.checked_assignee(v_actor, v_lead.assigned_to, assign_lead_safe.staff_id)
  where l.id = v_lead.id returning l.* into v_lead;
  perform private.notify(v_lead.desk_id, 'lead', v_lead.id, 'notice-staff-lead-assigned', '{}', null, v_lead.assigned_to)
  where v_lead.assigned_to <> v_actor.id;
  return pg_catalog.jsonb_build_object('lead', private.lead_json(v_lead));
end
$$;
comment on function public.assign_lead_safe is 'Gives a lead to somebody, or to nobody. Callers: manager and up, system; an agent takes a free one. NOT_FOUND, FORBIDDEN_ROLE.';

create function public.assign_order_safe(actor_id uuid, order_id uuid, staff_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(assign_order_safe.actor_id);
  v_order public.orders := private.lock_order(v_actor, assign_order_safe.order_id);
begin
  update public.orders as o set assigned_to = private.checked_assignee(v_actor, v_order.assigned_to, assign_order_safe.staff_id)
  where o.id = v_order.id returning o.* into v_order;
  perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-staff-order-assigned',
    pg_catalog.jsonb_build_object('code', v_order.order_code), null, v_order.assigned_to)
  where v_order.assigned_to <> v_actor.id;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order));
end
$$;
comment on function public.assign_order_safe is 'Gives an order to somebody, or to nobody. Callers: manager and up, system; an agent takes a free one. NOT_FOUND, FORBIDDEN_ROLE.';

select private.hand_over('public.advance_lead_status_safe(uuid, uuid, text, text, text, uuid)');
select private.hand_over('public.assign_lead_safe(uuid, uuid, uuid)');
select private.hand_over('public.assign_order_safe(uuid, uuid, uuid)');
revoke execute on function public.advance_lead_status_safe, public.assign_lead_safe, public.assign_order_safe from public, anon, authenticated;
grant execute on function public.advance_lead_status_safe, public.assign_lead_safe, public.assign_order_safe to service_role;
