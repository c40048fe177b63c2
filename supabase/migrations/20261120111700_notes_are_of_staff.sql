-- A customer who withdraws a lead does not write over what staff have noted on it.

create or replace function public.advance_lead_status_safe(
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
  if advance_lead_status_safe.acting_customer_id is not null and advance_lead_status_safe.notes is not null then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'The notes of a lead are those of staff.', 'Leave them out.', '{"role": "customer", "field": "notes"}');
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
