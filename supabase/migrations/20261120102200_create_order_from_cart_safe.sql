-- The checkout of a customer who is signed in: what is in the cart becomes an order with its planned payment.

create function public.create_order_from_cart_safe(
  actor_id uuid, customer_id uuid, lines jsonb, currency text default null, payment jsonb default null, payment_terms text default null,
  delivery_address text default null, comment text default null, source text default 'cart',
  acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(create_order_from_cart_safe.actor_id, create_order_from_cart_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'create_order_from_cart_safe', create_order_from_cart_safe.idempotency_key,
    pg_catalog.jsonb_build_object('customer_id', create_order_from_cart_safe.customer_id, 'lines', create_order_from_cart_safe.lines,
      'currency', create_order_from_cart_safe.currency, 'payment', create_order_from_cart_safe.payment,
      'payment_terms', create_order_from_cart_safe.payment_terms, 'acting_customer_id', create_order_from_cart_safe.acting_customer_id));
  v_order public.orders;
begin
  if v_known is null then
    if create_order_from_cart_safe.acting_customer_id <> create_order_from_cart_safe.customer_id or not exists (
      select from public.customers as c
      where c.desk_id = v_actor.desk_id and c.id = create_order_from_cart_safe.customer_id and c.erased_at is null
    ) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
    end if;
    v_order := private.put_order(v_actor, create_order_from_cart_safe.customer_id, null, create_order_from_cart_safe.source,
      create_order_from_cart_safe.lines, create_order_from_cart_safe.currency, create_order_from_cart_safe.payment_terms, null,
      create_order_from_cart_safe.delivery_address, create_order_from_cart_safe.comment,
      create_order_from_cart_safe.acting_customer_id is null,
      case when v_actor.role = 'system' then create_order_from_cart_safe.customer_id end);
    v_order := private.ask_for_money(v_order, create_order_from_cart_safe.payment);
    perform private.keep_result(v_actor.desk_id, 'create_order_from_cart_safe', create_order_from_cart_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id));
  else
    select o.* into v_order from public.orders as o where o.desk_id = v_actor.desk_id and o.id = (v_known ->> 'order_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order),
    'payment', (select private.payment_json(p) from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id order by p.created_at limit 1),
    'duplicate', v_known is not null);
end
$$;
comment on function public.create_order_from_cart_safe is
  'Makes an order of a cart, with its planned payment. Callers: the system for a signed-in customer, staff. NOT_FOUND, BAD_INPUT, AMOUNT_INVALID, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.create_order_from_cart_safe(uuid, uuid, jsonb, text, jsonb, text, text, text, text, uuid, text)');
revoke execute on function public.create_order_from_cart_safe from public, anon, authenticated;
grant execute on function public.create_order_from_cart_safe to service_role;
