-- A quote: the lines of an order get their prices, or other lines. What is paid already may settle it at once.

create function public.price_order_safe(
  actor_id uuid, order_id uuid, lines jsonb, commission_amount numeric default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(price_order_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'price_order_safe', price_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', price_order_safe.order_id, 'lines', price_order_safe.lines, 'commission_amount', pg_catalog.trim_scale(price_order_safe.commission_amount)));
  v_order public.orders := private.lock_order(v_actor, price_order_safe.order_id);
begin
  if v_known is null then
    if v_order.status not in ('created', 'awaiting_payment') then
      perform private.refuse(409, 'INVALID_TRANSITION', 'Prices change only before an order is paid.', null,
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status, 'to', 'created'));
    end if;
    v_order := private.put_lines(v_order, price_order_safe.lines, true);
    if v_order.total_amount is null and v_order.status = 'awaiting_payment' then
      perform private.refuse(409, 'NOT_PRICED', 'An order that awaits payment needs a price on every line.', 'Give every line a price.');
    end if;
    if price_order_safe.commission_amount is not null then
      update public.orders as o set commission_amount = private.checked_amount(price_order_safe.commission_amount, 'commission_amount', true)
      where o.id = v_order.id returning o.* into v_order;
    end if;
    perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-order-priced',
      pg_catalog.jsonb_build_object('code', v_order.order_code, 'total', v_order.total_amount, 'currency', v_order.currency), v_order.customer_id)
    where v_order.total_amount is not null;
    v_order := private.settle_order(v_order);
    perform private.keep_result(v_actor.desk_id, 'price_order_safe', price_order_safe.idempotency_key, pg_catalog.jsonb_build_object('order_id', v_order.id));
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.price_order_safe is
  'Replaces the lines of an order that is not paid yet. Callers: agent (own), manager, admin, owner. NOT_FOUND, INVALID_TRANSITION, NOT_PRICED, AMOUNT_INVALID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.price_order_safe(uuid, uuid, jsonb, numeric, text)');
revoke execute on function public.price_order_safe from public, anon, authenticated;
grant execute on function public.price_order_safe to service_role;
