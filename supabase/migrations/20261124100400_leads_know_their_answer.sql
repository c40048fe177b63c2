-- A lead that was just captured knows by when it is answered, without looking for its task again.

create or replace function public.capture_lead_safe(
  actor_id uuid, source text, customer jsonb, item_url text default null, item_snapshot jsonb default null, comment text default null,
  budget_amount numeric default null, budget_currency text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(capture_lead_safe.actor_id, capture_lead_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'capture_lead_safe', capture_lead_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'source', capture_lead_safe.source, 'customer', capture_lead_safe.customer, 'item_url', capture_lead_safe.item_url,
    'item_snapshot', capture_lead_safe.item_snapshot, 'comment', capture_lead_safe.comment,
    'budget_amount', pg_catalog.trim_scale(capture_lead_safe.budget_amount), 'budget_currency', capture_lead_safe.budget_currency,
    'acting_customer_id', capture_lead_safe.acting_customer_id));
  v_lead public.leads;
  v_customer public.customers;
  v_customer_id uuid;
  v_answer_by timestamptz;
begin
  if v_known is null then
    perform private.checked_text(capture_lead_safe.source, 'source', 100, true);
    v_customer_id := coalesce(capture_lead_safe.acting_customer_id, (private.match_customer(v_actor, capture_lead_safe.customer)).customer_id);
    v_lead := private.put_lead(v_actor, v_customer_id, capture_lead_safe.customer, capture_lead_safe.source, capture_lead_safe.item_url,
      capture_lead_safe.item_snapshot, capture_lead_safe.comment, capture_lead_safe.budget_amount, capture_lead_safe.budget_currency);
    if v_actor.role = 'system' then
      v_answer_by := private.ask_for_answer(v_lead);
    end if;
    perform private.keep_result(v_actor.desk_id, 'capture_lead_safe', capture_lead_safe.idempotency_key,
      pg_catalog.jsonb_build_object('lead_id', v_lead.id));
  else
    select l.* into v_lead from public.leads as l where l.desk_id = v_actor.desk_id and l.id = (v_known ->> 'lead_id')::uuid;
    select t.due_at into v_answer_by from public.tasks as t
    where t.desk_id = v_lead.desk_id and t.lead_id = v_lead.id and t.kind = 'task-lead-new' order by t.created_at limit 1;
  end if;
  select c.* into v_customer from public.customers as c where c.desk_id = v_actor.desk_id and c.id = v_lead.customer_id;
  return pg_catalog.jsonb_build_object(
    'lead', private.lead_json(v_lead), 'customer', private.customer_json(v_customer), 'duplicate', v_known is not null,
    'answer_by', v_answer_by);
end
$$;
