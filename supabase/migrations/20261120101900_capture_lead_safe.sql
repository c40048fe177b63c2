-- Somebody is interested: the person is found or created, the interest is written down.

create function public.capture_lead_safe(
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
begin
  if v_known is null then
    perform private.checked_text(capture_lead_safe.source, 'source', 100, true);
    v_customer_id := coalesce(capture_lead_safe.acting_customer_id, (private.match_customer(v_actor, capture_lead_safe.customer)).customer_id);
    v_lead := private.put_lead(v_actor, v_customer_id, capture_lead_safe.customer, capture_lead_safe.source, capture_lead_safe.item_url,
      capture_lead_safe.item_snapshot, capture_lead_safe.comment, capture_lead_safe.budget_amount, capture_lead_safe.budget_currency);
    perform private.keep_result(v_actor.desk_id, 'capture_lead_safe', capture_lead_safe.idempotency_key,
      pg_catalog.jsonb_build_object('lead_id', v_lead.id));
  else
    select l.* into v_lead from public.leads as l where l.desk_id = v_actor.desk_id and l.id = (v_known ->> 'lead_id')::uuid;
  end if;
  select c.* into v_customer from public.customers as c where c.desk_id = v_actor.desk_id and c.id = v_lead.customer_id;
  return pg_catalog.jsonb_build_object(
    'lead', private.lead_json(v_lead), 'customer', private.customer_json(v_customer), 'duplicate', v_known is not null);
end
$$;
comment on function public.capture_lead_safe is
  'Writes down a lead, with its customer found or created. Callers: everybody, customers for themselves. BAD_INPUT, AMOUNT_INVALID, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.capture_lead_safe(uuid, text, jsonb, text, jsonb, text, numeric, text, uuid, text)');
revoke execute on function public.capture_lead_safe from public, anon, authenticated;
grant execute on function public.capture_lead_safe to service_role;
