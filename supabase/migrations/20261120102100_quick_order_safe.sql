-- From a few words in a chat to an order: customer, lead, order and the way to pay, all of it or none.

create function public.quick_order_safe(
  actor_id uuid, source text, lines jsonb, customer jsonb default null, currency text default null, payment jsonb default null,
  payment_terms text default null, delivery_address text default null, comment text default null,
  acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(quick_order_safe.actor_id, quick_order_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'quick_order_safe', quick_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'source', quick_order_safe.source, 'lines', quick_order_safe.lines, 'customer', quick_order_safe.customer, 'currency', quick_order_safe.currency,
    'payment', quick_order_safe.payment, 'payment_terms', quick_order_safe.payment_terms, 'acting_customer_id', quick_order_safe.acting_customer_id));
  v_customer_id uuid;
  v_lead public.leads;
  v_order public.orders;
begin
  if v_known is null then
    v_customer_id := coalesce(quick_order_safe.acting_customer_id, (private.match_customer(v_actor, quick_order_safe.customer)).customer_id);
    v_lead := private.put_lead(v_actor, v_customer_id, quick_order_safe.customer, quick_order_safe.source, null, null, quick_order_safe.comment);
    v_order := private.put_order(v_actor, v_customer_id, v_lead.id, quick_order_safe.source, quick_order_safe.lines, quick_order_safe.currency,
      quick_order_safe.payment_terms, null, quick_order_safe.delivery_address, quick_order_safe.comment,
      quick_order_safe.acting_customer_id is null,
      case when v_actor.role = 'system' then v_customer_id end);
    v_order := private.ask_for_money(v_order, quick_order_safe.payment);
    perform private.keep_result(v_actor.desk_id, 'quick_order_safe', quick_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id));
  else
    select o.* into v_order from public.orders as o where o.desk_id = v_actor.desk_id and o.id = (v_known ->> 'order_id')::uuid;
  end if;
  return (
    select pg_catalog.jsonb_build_object(
      'customer', private.customer_json(c), 'lead', private.lead_json(l), 'order', private.order_json(v_order),
      'payment', (select private.payment_json(p) from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id order by p.created_at limit 1),
      'duplicate', v_known is not null)
    from public.customers as c, public.leads as l
    where c.id = v_order.customer_id and l.id = v_order.lead_id
  );
end
$$;
comment on function public.quick_order_safe is
  'Customer, lead, order and planned payment in one transaction. Callers: everybody, customers for themselves at catalogue prices. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.';

create function private.payment_json(shown public.payments) returns jsonb
language sql
immutable
as $$
  select pg_catalog.to_jsonb(shown) - 'desk_id' - 'updated_at'
$$;
comment on function private.payment_json is 'A payment as RPCs return it.';
revoke execute on function private.payment_json from public;
grant execute on function private.payment_json to desk_rpc;

select private.hand_over('public.quick_order_safe(uuid, text, jsonb, jsonb, text, jsonb, text, text, text, uuid, text)');
revoke execute on function public.quick_order_safe from public, anon, authenticated;
grant execute on function public.quick_order_safe to service_role;
