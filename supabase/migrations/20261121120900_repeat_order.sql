-- The same again: what an order was made of, as it is on sale now. Reads; the order is placed like any other.

create function public.repeat_order(actor_id uuid, acting_customer_id uuid, order_code text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(repeat_order.actor_id, repeat_order.acting_customer_id, '{system}');
  v_order public.orders;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.customer_id = repeat_order.acting_customer_id
    and (repeat_order.order_code is null or o.order_code = pg_catalog.upper(pg_catalog.btrim(repeat_order.order_code)))
  order by o.status = 'cancelled', o.created_at desc, o.order_code desc limit 1;
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the order code.');
  end if;
  return pg_catalog.jsonb_build_object('order_code', v_order.order_code, 'address', v_order.delivery_address, 'lines', (
    select coalesce(pg_catalog.jsonb_agg(private.cart_line(l.desk_id, l.listing_id::text,
      coalesce((select g.title from public.listings as g where g.desk_id = l.desk_id and g.id = l.listing_id), pg_catalog.jsonb_build_object('en', l.title)),
      pg_catalog.to_jsonb(l.quantity), l.item_snapshot -> 'options', pg_catalog.to_jsonb(l.unit_price::text), pg_catalog.to_jsonb(v_order.currency::text))
      order by l.position), '[]')
    from public.order_lines as l where l.desk_id = v_order.desk_id and l.order_id = v_order.id and l.removed_at is null));
end
$$;
comment on function public.repeat_order is
  'What an order of a customer was made of, the last one unless a code is given, with its listings as they are on sale now. Changes nothing. Caller: the system for a customer. NOT_FOUND.';
select private.hand_over('public.repeat_order(uuid, uuid, text)');
revoke execute on function public.repeat_order from public, anon, authenticated;
grant execute on function public.repeat_order to service_role;
